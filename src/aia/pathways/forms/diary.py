"""Forms of the diary."""

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways import terms
from aia.web.forms import ActForm, one_of, text_field


class NoteForm(ActForm):
    """A note: what it tells about, its words, and whether the person reads it too."""

    kind = one_of(terms.NoteKind, _("What do you write about?"))
    words = text_field(
        _("What happened"),
        rows=8,
        help_text=_("Write as if the person were reading: one day they may ask to."),
    )
    shared = forms.BooleanField(
        label=_("Share it with the person: they find it in “My path”"), required=False
    )
