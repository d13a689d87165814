"""Forms of what follows the numbers: what an alarm was, who tries to give a need its voice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways.terms import UnvoicedReason
from aia.sensing.terms import AlarmState, AttemptResult, TriedHow
from aia.web.forms import EMPTY, ActForm, one_of, text_field

_VERDICTS = (AlarmState.CONFIRMED, AlarmState.EXPLAINED, AlarmState.FALSE)
_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class CloseAlarmForm(ActForm):
    """What an alarm turned out to be."""

    verdict = one_of(AlarmState, _("What was it?"), among=_VERDICTS)
    note = text_field(
        _("What you found, and what follows"),
        required=False,
        help_text=_("About places and services. Nobody’s name, nothing by which one is known."),
    )


class PlanForm(ActForm):
    """Who tries next, how, and by when."""

    next_how = one_of(TriedHow, _("How?"))
    next_on = forms.DateField(label=_("By when?"), required=False, widget=_DAY)

    def __init__(
        self,
        *args: Any,
        colleagues: Mapping[UUID, str],
        sensors: Mapping[UUID, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_by"] = _somebody(_("Who tries?"), colleagues, _("I do"))
        self.fields["through"] = _somebody(
            _("With the help of a sensor?"), sensors, _("Without, for now")
        )
        self.order_fields(["seen", "next_how", "next_by", "through", "next_on"])


class AttemptForm(ActForm):
    """An attempt, what came of it, and what follows."""

    how = one_of(TriedHow, _("How was it tried?"))
    result = one_of(AttemptResult, _("What came of it?"))
    words = text_field(
        _("In a few words"),
        required=False,
        help_text=_("Sealed with the person’s own key: only who may open the file reads them."),
    )
    next_how = one_of(TriedHow, _("How will you try next?"), required=False, radio=False)
    next_on = forms.DateField(label=_("By when?"), required=False, widget=_DAY)


class EndOutreachForm(ActForm):
    """Why the need stays without voice; nothing when it has found one."""

    reason = one_of(
        UnvoicedReason,
        _("Why does it stay without voice?"),
        required=False,
        help_text=_("Leave it empty when the person has asked, in their own words."),
    )


def _somebody(label: Any, known: Mapping[UUID, str], nobody: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[(EMPTY[0], nobody), *((str(one), name) for one, name in known.items())],
        coerce=UUID,
        empty_value=None,
    )
