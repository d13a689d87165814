"""What is typed when a thing is lent, a stock moves, something is cared for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.commons.forms.bookings import WITHIN_REACH, moment
from aia.commons.forms.hours import HoursField
from aia.commons.queries import Keeper
from aia.commons.rules import stock
from aia.commons.terms import CareBy, CareKind, Condition, StockMoveKind, StockUnit
from aia.web.forms import EMPTY, ActForm, one_of

_DATE = {"type": "date"}


class ConditionForm(ActForm):
    """In what state it goes out, or comes back."""

    condition = one_of(Condition, _("In what state is it?"))


class OutForm(ActForm):
    """In what state it goes out: never broken."""

    condition = one_of(Condition, _("In what state is it?"), among=(Condition.GOOD, Condition.WORN))


class DueForm(ActForm):
    """Until which day."""

    due = forms.DateField(
        label=_("Until which day, that day included?"),
        widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d"),
        validators=WITHIN_REACH,
    )

    def due_at(self) -> datetime:
        """Return the moment at which the day ends."""
        return moment(self.cleaned_data["due"] + timedelta(days=1), time())


class LendForm(DueForm, OutForm):
    """To whom, how many, until when, in what state."""

    user = forms.ChoiceField(label=_("For whom?"))
    places = forms.IntegerField(label=_("How many?"), min_value=1, initial=1)
    field_order = ("user", "places", "due", "condition")

    def __init__(self, *args: Any, users: Sequence[Keeper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [EMPTY, *((one.code, one.name) for one in users)]
        self.fields["user"].choices = shown  # type: ignore[attr-defined]

    def user_ids(self) -> dict[str, Any]:
        """Return the borrower as the action takes it."""
        kind, _colon, told = self.cleaned_data["user"].partition(":")
        return {"organisation_id" if kind == "body" else "person_id": UUID(told)}


class StockForm(ActForm):
    """What came in, went out, or was counted."""

    kind = one_of(StockMoveKind, _("What happened?"))
    quantity = forms.IntegerField(
        label=_("How many?"),
        min_value=0,
        max_value=stock.MOST,
        help_text=_("When you counted anew, write how many there are."),
    )
    unit = one_of(StockUnit, _("Counted in"), radio=False)
    organisation_id = forms.TypedChoiceField(
        label=_("From which body, or to which?"), required=False, coerce=UUID, empty_value=None
    )

    def __init__(self, *args: Any, bodies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation_id"].choices = [EMPTY, *bodies]  # type: ignore[attr-defined]


class CareTermsForm(ActForm):
    """Who repairs it and who cleans it."""

    repairs_by = one_of(CareBy, _("Who repairs it?"), required=False, radio=False)
    cleans_by = one_of(CareBy, _("Who cleans it?"), required=False, radio=False)


class CareForm(ActForm):
    """What was done for it."""

    kind = one_of(CareKind, _("What was done?"))
    by = one_of(CareBy, _("By whom?"))
    done_on = forms.DateField(
        label=_("On which day?"), widget=forms.DateInput(attrs=_DATE, format="%Y-%m-%d")
    )
    minutes = HoursField(label=_("How many hours did it take?"), initial="0:00")
    spent = forms.DecimalField(
        label=_("How much was spent, in euro?"),
        initial=Decimal(0),
        min_value=Decimal(0),
        decimal_places=2,
    )
