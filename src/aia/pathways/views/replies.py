"""What an organisation said to a referral, written down by who follows the person."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from aia.pathways.forms import replies as forms
from aia.pathways.models import Referral
from aia.pathways.views.line import OnRow

_LEAD = _(
    "For an organisation that told you by phone, by letter or in person. The trace says that you "
    "wrote it down, and how it came."
)


class _Heard(OnRow):
    """Base of the words of an organisation that the team writes down."""

    template_name = "pathways/act_on_referral.html"
    model, argument = Referral, "referral_id"
    lead = _LEAD

    def context(self) -> dict[str, Any]:
        asked = [one for one in self.detail.file.referrals if one.referral.id == self.row_id]
        return {**super().context(), "asked": asked[0]}


class HearYes(_Heard):
    """They said yes."""

    verb, action = "referral.accepted", "accept_referral"
    form_class = forms.HeardYesForm
    heading = _("They said yes")
    submit = _("Write down their yes")
    done = _("Their yes is written down, with who said it and how.")


class HearNo(_Heard):
    """They said no, and why."""

    verb, action = "referral.declined", "decline_referral"
    form_class = forms.HeardNoForm
    heading = _("They said no")
    submit = _("Write down their no")
    done = _("Their no is written down: now another way can be looked for.")


class HearStart(_Heard):
    """They have begun."""

    verb, action = "referral.started", "start_referral"
    form_class = forms.HeardStartForm
    heading = _("They have begun")
    submit = _("Write down that they have begun")
    done = _("Written down: they have begun.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today()}


class HearEnd(_Heard):
    """They have finished."""

    verb, action = "referral.ended", "end_referral"
    form_class = forms.HeardEndForm
    heading = _("They have finished")
    submit = _("Write down that it has ended")
    done = _("Written down: it has ended.")

    def initial(self) -> dict[str, Any]:
        return {"on": self.today()}
