"""What is written of a project. The fields are the arguments of the actions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.community.forms.tables import Choices, offer_choices, picked
from aia.community.rules import values
from aia.community.terms import PocketSource, ProjectOutcome
from aia.pathways.terms import GiveBackKind
from aia.web.forms import ActForm, one_of, text_field


class AimForm(ActForm):
    """Something that the project wants."""

    words = forms.CharField(label=_("What do you want?"), max_length=values.LONGEST_LINE)
    sign = forms.CharField(
        label=_("How will anybody see that it is there?"), max_length=values.LONGEST_LINE
    )


class ProjectForm(ActForm):
    """A new project."""

    title = forms.CharField(label=_("What is the project called?"), max_length=values.LONGEST_NAME)
    about = text_field(_("Tell a little more"), required=False, rows=3, longest=2_000)
    collective_id = picked(_("Which need in common does it answer?"), required=False)
    aim = forms.CharField(label=_("What do you want?"), max_length=values.LONGEST_LINE)
    sign = forms.CharField(
        label=_("How will anybody see that it is there?"), max_length=values.LONGEST_LINE
    )
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(label=_("To"))

    def __init__(self, *args: Any, collectives: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["collective_id"], collectives)


class RoleForm(ActForm):
    """A part to play."""

    words = forms.CharField(label=_("What does who plays it do?"), max_length=values.LONGEST_LINE)
    places = forms.IntegerField(
        label=_("How many are needed?"), min_value=1, max_value=values.MOST_VOICES, initial=1
    )
    for_recipients = forms.BooleanField(
        label=_("Everybody may play it, also who receives help"), required=False, initial=True
    )


class TakeForm(ActForm):
    """In whose name a part is played."""

    who = forms.ChoiceField(label=_("Who plays it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, voices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = voices  # type: ignore[attr-defined]


class HoursForm(ActForm):
    """Hours given."""

    hours = forms.DecimalField(
        label=_("How many hours more?"), min_value=0, max_value=values.MOST_HOURS, decimal_places=2
    )


class EquipForm(ActForm):
    """Something on the floor that the project uses."""

    resource_id = picked(_("What do you use?"))

    def __init__(self, *args: Any, resources: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["resource_id"], resources)


class PocketForm(ActForm):
    """Money promised."""

    source = one_of(PocketSource, _("Where does the money come from?"), radio=False)
    organisation_id = picked(_("Which body?"), required=False)
    words = forms.CharField(label=_("In words"), required=False, max_length=values.LONGEST_LINE)
    promised = forms.DecimalField(
        label=_("How many euros?"), min_value=0, max_value=values.MOST_EURO, decimal_places=2
    )

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["organisation_id"], bodies)


class SpentForm(ActForm):
    """Money spent."""

    spent = forms.DecimalField(
        label=_("How many euros of it were spent so far?"), min_value=0, decimal_places=2
    )


class ResultForm(ActForm):
    """What came of it."""

    words = text_field(
        _("What came of it?"),
        rows=4,
        longest=2_000,
        help_text=_("It is read at the review of every plan that takes part. Nobody is named."),
    )
    aim_id = picked(_("Which aim is it about?"), required=False)

    def __init__(self, *args: Any, aims: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["aim_id"], aims)


class EndForm(ActForm):
    """How a project ended."""

    outcome = one_of(ProjectOutcome, _("How far did it come?"))
    words = text_field(_("What stays of it?"), rows=4, longest=2_000)


class JoinForm(ActForm):
    """The project in which a plan takes part."""

    project_id = picked(_("Which project?"))

    def __init__(self, *args: Any, projects: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["project_id"], projects)


class GiftForm(ActForm):
    """What was given back in a project."""

    kind = one_of(GiveBackKind, _("What did the person give back?"))
    words = forms.CharField(label=_("In their words"), required=False, max_length=2_000)
    hours = forms.DecimalField(
        label=_("How many hours, if it was time?"),
        required=False,
        min_value=0,
        max_value=1_000,
        decimal_places=2,
    )
