"""Forms of appointments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways.rules.plans import LONGEST_MEETING, LONGEST_PLACE, SHORTEST_MEETING
from aia.web.forms import ActForm, text_field


def _moment_field() -> forms.DateTimeField:
    return forms.DateTimeField(
        label=_("Day and time"),
        widget=forms.DateTimeInput,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": _("Write the day and the time, as 2026-03-31 15:30.")},
    )


def _minutes_field() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many minutes?"), min_value=SHORTEST_MEETING, max_value=LONGEST_MEETING
    )


def _place_field() -> forms.CharField:
    return forms.CharField(
        label=_("Where?"),
        required=False,
        max_length=LONGEST_PLACE,
        help_text=_("The address goes on the calendar; the reason of the meeting does not."),
    )


class FixForm(ActForm):
    """A meeting: when, how long, with whom, where and why."""

    starts_at = _moment_field()
    minutes = _minutes_field()
    place = _place_field()
    words = text_field(_("What is it for?"), required=False, rows=2)

    def __init__(self, *args: Any, team: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account_id"] = forms.TypedChoiceField(
            label=_("With whom?"),
            choices=[(str(account), name) for account, name in team],
            coerce=UUID,
        )
        self.order_fields(["starts_at", "minutes", "account_id", "place"])


class MoveForm(ActForm):
    """Another moment for a meeting."""

    starts_at = _moment_field()
    minutes = _minutes_field()
    place = _place_field()


class ConfirmMeetingForm(ActForm):
    """Yes to a meeting that the person asked for, and where it will be."""

    place = _place_field()
