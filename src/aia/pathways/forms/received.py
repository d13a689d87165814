"""Forms of an organisation that answers a referral."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways.terms import DeclineReason
from aia.web.forms import ActForm, one_of, text_field


class AcceptForm(ActForm):
    """Yes, with a word if one is needed."""

    words = text_field(
        _("A word to whoever asked"),
        required=False,
        rows=3,
        help_text=_("When you can begin, whom to look for, what you still need to know."),
    )


class DeclineForm(ActForm):
    """No, with the reason."""

    reason = one_of(DeclineReason, _("Why can you not?"))
    words = text_field(
        _("A word to whoever asked"),
        required=False,
        rows=3,
        help_text=_("What would have made it possible, or who else could."),
    )


class StartForm(ActForm):
    """The day on which the organisation began."""

    on = forms.DateField(label=_("On which day did you begin?"), widget=forms.DateInput)


class EndForm(ActForm):
    """The day on which the organisation finished, and what it wants to add."""

    on = forms.DateField(label=_("On which day did it end?"), widget=forms.DateInput)
    words = text_field(_("How it went"), required=False, rows=3)
