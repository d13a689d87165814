"""What is written at a table. The fields are the arguments of the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.community.rules import values
from aia.community.terms import KnowledgeKind, UndertakingState
from aia.pathways.terms import Domain
from aia.web.forms import EMPTY, ActForm, one_of, text_field

Choices = Sequence[tuple[UUID, str]]
NO_NAMES = _("Write nobody’s name here: it is read by everybody at the table.")


def picked(label: Any, *, required: bool = True, help_text: Any = "") -> forms.TypedChoiceField:
    """Return a field to choose a row, whose choices the form sets."""
    return forms.TypedChoiceField(
        label=label, required=required, coerce=UUID, empty_value=None, help_text=help_text
    )


def offer_choices(field: Any, rows: Choices) -> None:
    """Set the rows that a field offers."""
    field.choices = [EMPTY, *((str(row), name) for row, name in rows)]


class TableForm(ActForm):
    """A new table."""

    title = forms.CharField(label=_("What is the table called?"), max_length=values.LONGEST_NAME)
    theme = one_of(Domain, _("What is it about?"), radio=False)
    purpose = text_field(
        _("What do you want to reach together?"), required=False, rows=3, longest=2_000
    )


class SeatForm(ActForm):
    """Who is invited: a body or a person, never both."""

    organisation_id = picked(_("A body"), required=False)
    person_id = picked(
        _("Or a person"),
        required=False,
        help_text=_("They speak for themselves, and are counted apart from the bodies."),
    )
    mandate = forms.CharField(
        label=_("In whose name do they speak, and about what?"),
        required=False,
        max_length=values.LONGEST_LINE,
    )
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(
        label=_("Until"), required=False, help_text=_("Leave it empty when there is no term.")
    )

    def __init__(self, *args: Any, bodies: Choices, persons: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["organisation_id"], bodies)
        offer_choices(self.fields["person_id"], persons)


class MeetingForm(ActForm):
    """A meeting to come."""

    starts_at = forms.DateTimeField(
        label=_("When?"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"})
    )
    length = forms.IntegerField(
        label=_("How many minutes?"), min_value=15, max_value=values.MOST_MINUTES, initial=90
    )
    place = forms.CharField(label=_("Where do you meet?"), max_length=200)
    agenda = text_field(_("What do you talk about?"), rows=4)


class MinutesForm(ActForm):
    """What was said, and who was there."""

    present = forms.TypedMultipleChoiceField(
        label=_("Who was there?"), coerce=UUID, widget=forms.CheckboxSelectMultiple
    )
    minutes = text_field(_("What was said"), rows=8, help_text=NO_NAMES)

    def __init__(self, *args: Any, seats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [(str(row), name) for row, name in seats]
        self.fields["present"].choices = shown  # type: ignore[attr-defined]


class DecisionForm(ActForm):
    """What was decided; the two voices are counted apart."""

    words = text_field(_("What did you decide?"), rows=4, longest=2_000)
    decided_on = forms.DateField(label=_("On which day?"), initial=timezone.localdate)
    bodies_for = forms.IntegerField(label=_("Bodies in favour"), min_value=0, initial=0)
    bodies_against = forms.IntegerField(label=_("Bodies against"), min_value=0, initial=0)
    persons_for = forms.IntegerField(label=_("Persons in favour"), min_value=0, initial=0)
    persons_against = forms.IntegerField(label=_("Persons against"), min_value=0, initial=0)


class _BySeat(ActForm):
    """Base of what a seat does."""

    seat_id = picked(_("Who?"))

    def __init__(self, *args: Any, seats: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["seat_id"], seats)


class KnowledgeForm(_BySeat):
    """Something known that is shared."""

    kind = one_of(KnowledgeKind, _("What do they bring?"))
    title = forms.CharField(label=_("In a few words"), max_length=values.LONGEST_NAME)
    words = text_field(_("So that others can use it"), rows=6, help_text=NO_NAMES)


class UseForm(_BySeat):
    """Where something known was used."""

    words = forms.CharField(
        label=_("Where was it used, and how did it go?"), max_length=values.LONGEST_LINE
    )
    used_on = forms.DateField(label=_("On which day?"), initial=timezone.localdate)


class UndertakingForm(_BySeat):
    """What a seat undertakes."""

    words = forms.CharField(label=_("What do they do?"), max_length=values.LONGEST_LINE)
    due_on = forms.DateField(label=_("By when?"))
    project_id = picked(_("Is it a task of a project?"), required=False)

    def __init__(self, *args: Any, projects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["project_id"], projects)


class MoveForm(ActForm):
    """Another day."""

    due_on = forms.DateField(label=_("By when, now?"))
    words = forms.CharField(label=_("Why?"), max_length=values.LONGEST_LINE)


class SettleForm(ActForm):
    """How it ended."""

    state = one_of(
        UndertakingState,
        _("How did it end?"),
        among=[one for one in UndertakingState if one != UndertakingState.TAKEN],
    )
    words = forms.CharField(
        label=_("What came of it?"),
        required=False,
        max_length=values.LONGEST_LINE,
        help_text=_("When it was not done, say why."),
    )
