"""Forms of the team that writes down what an organisation said to a referral."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways.rules.replies import LONGEST_NAME
from aia.pathways.terms import DeclineReason, ReplyChannel
from aia.web.forms import ActForm, one_of, text_field


class HeardForm(ActForm):
    """How the organisation's word came, and who said it."""

    channel = one_of(ReplyChannel, _("How did they tell you?"))
    said_by = forms.CharField(
        label=_("Who said it?"),
        max_length=LONGEST_NAME,
        help_text=_("Name and role, to know whom to ask again. It is kept sealed with the file."),
    )


class HeardYesForm(HeardForm):
    """They said yes."""

    words = text_field(
        _("What they said"),
        required=False,
        rows=3,
        help_text=_("When they can begin, whom to look for, what they still need to know."),
    )


class HeardNoForm(HeardForm):
    """They said no, and why."""

    reason = one_of(DeclineReason, _("Why can they not?"))
    words = text_field(
        _("What they said"),
        required=False,
        rows=3,
        help_text=_("What would have made it possible, or who else could."),
    )
    field_order = ("reason", "channel", "said_by", "words")


class HeardStartForm(HeardForm):
    """They have begun."""

    on = forms.DateField(label=_("On which day did they begin?"), widget=forms.DateInput)
    field_order = ("on", "channel", "said_by")


class HeardEndForm(HeardForm):
    """They have finished, and what they say of it."""

    on = forms.DateField(label=_("On which day did it end?"), widget=forms.DateInput)
    words = text_field(_("How it went"), required=False, rows=3)
    field_order = ("on", "channel", "said_by", "words")
