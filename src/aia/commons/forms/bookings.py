"""What is typed to book, and to say how something is booked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from aia.commons.actions import MOST_WEEKS
from aia.commons.queries import Keeper
from aia.commons.rules import calendar, values
from aia.commons.terms import Refused
from aia.web.forms import EMPTY, ActForm

_HOUR = 60
WITHIN_REACH = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2200, 1, 1)))
"""Days with which clocks can be reckoned; how far ahead one may book is for the rules to say."""


class BookingForm(ActForm):
    """For whom, on which day, from when to when."""

    user = forms.ChoiceField(label=_("For whom?"))
    day = forms.DateField(
        label=_("Day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=WITHIN_REACH,
    )
    since = forms.TimeField(
        label=_("At what time does it begin?"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    until = forms.TimeField(
        label=_("At what time does it end?"),
        widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("An earlier hour than the first means the day after."),
    )
    places = forms.IntegerField(label=_("How many?"), min_value=1, initial=1)
    weeks = forms.IntegerField(
        label=_("For how many weeks, on the same day?"),
        min_value=1,
        max_value=MOST_WEEKS,
        initial=1,
        required=False,
    )
    wait = forms.BooleanField(label=_("If it is taken, put me on the waiting list"), required=False)
    declared = forms.BooleanField(label=_("Yes, it is for whom I book"), required=False)

    def __init__(
        self,
        *args: Any,
        users: Sequence[Keeper],
        capacity: int,
        for_whom: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if for_whom:
            self.fields["declared"].help_text = " ".join(for_whom)
        else:
            del self.fields["declared"]
        shown = [(one.code, one.name) for one in users]
        first = [] if len(shown) == 1 else [EMPTY]
        self.fields["user"].choices = [*first, *shown]  # type: ignore[attr-defined]
        if capacity == 1:
            self.fields["places"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Read the two moments by the clock on the wall."""
        told = super().clean() or {}
        if {"day", "since", "until"} <= told.keys():
            try:
                told["starts_at"] = moment(told["day"], told["since"])
                last = told["day"] + timedelta(days=told["until"] <= told["since"])
                told["ends_at"] = moment(last, told["until"])
            except Refused as refusal:
                self.add_error("since", str(refusal))
        return told

    def user_ids(self) -> dict[str, Any]:
        """Return the user as the action takes it."""
        kind, _colon, told = self.cleaned_data["user"].partition(":")
        return {"organisation_id" if kind == "body" else "person_id": UUID(told)}


class CancelForm(ActForm):
    """Whether the following ones of a series go too."""

    following = forms.BooleanField(label=_("And those of the following weeks"), required=False)

    def __init__(self, *args: Any, repeated: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not repeated:
            del self.fields["following"]


class BookingRulesForm(ActForm):
    """How it is booked."""

    bookable = forms.BooleanField(label=_("It can be booked here"), required=False)
    approval = forms.BooleanField(
        label=_("Whoever keeps it says yes or no each time"), required=False
    )
    longest = forms.FloatField(
        label=_("At most how many hours at a time?"), required=False, min_value=0.25, max_value=744
    )
    cap = forms.FloatField(
        label=_("At most how many hours for each user…"),
        required=False,
        min_value=0.25,
        max_value=744,
        help_text=_("So that there is some for everybody. Leave it empty for no limit."),
    )
    cap_days = forms.IntegerField(
        label=_("…in how many days?"), required=False, min_value=1, max_value=366
    )

    def rules(self) -> dict[str, Any]:
        """Return what a valid form says, in minutes."""
        told = self.cleaned_data
        return {
            "bookable": told["bookable"],
            "approval": told["approval"],
            "longest_minutes": _minutes(told["longest"]),
            "cap_minutes": _minutes(told["cap"]),
            "cap_days": told["cap_days"],
        }


def moment(day: date, hour: time) -> datetime:
    """Return the moment of the wall clock; the first of the two when it comes twice.

    Raises Refused when the clock skips it.
    """
    wall = datetime.combine(day, hour, tzinfo=calendar.ROME)
    if not calendar.on_the_clock(wall):
        raise Refused(gettext("The clock skips that hour on that day: summer time begins."))
    return wall


def _minutes(hours: float | None) -> int | None:
    return None if hours is None else min(round(hours * _HOUR), values.MOST_MINUTES)
