"""A community project: what it wants, who does what, with which means, and whose plans it joins."""

from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from aia.community.models.tables import Table
from aia.community.terms import PocketSource, ProjectOutcome, ProjectState
from aia.trace.traced import Traced


class Project(Traced):
    """An answer given together, which a table started and follows to its end."""

    APART: ClassVar[frozenset[str]] = frozenset({"title", "about", "ending"})

    table = models.ForeignKey(Table, models.PROTECT, related_name="projects")
    collective = models.ForeignKey(
        "community.CollectiveNeed", models.PROTECT, null=True, related_name="projects"
    )
    title = models.CharField(max_length=120)
    about = models.CharField(max_length=2000, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=5, choices=ProjectState, default=ProjectState.GOING)
    outcome = models.CharField(max_length=7, choices=ProjectOutcome, null=True)
    ending = models.CharField(max_length=2000, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=("district", "state", "title", "id"), name="project_by_name"),
        )

    def __str__(self) -> str:
        return self.title


class OnProject(Traced):
    """A row that belongs to one project and lies on its chain."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def stream(self) -> UUID:
        return self.project_id


class Aim(OnProject):
    """What the project wants, and how anybody can see that it is there."""

    APART: ClassVar[frozenset[str]] = frozenset({"words", "sign"})

    words = models.CharField(max_length=400)
    sign = models.CharField(max_length=400)

    def __str__(self) -> str:
        return self.words


class ProjectRole(OnProject):
    """A part to play: for how many, and whether it is open to who receives help."""

    APART: ClassVar[frozenset[str]] = frozenset({"words"})

    words = models.CharField(max_length=400)
    places = models.PositiveSmallIntegerField()
    for_recipients = models.BooleanField()

    def __str__(self) -> str:
        return self.words


class RoleHolder(OnProject):
    """Who plays a part: a person or a body, with the hours that they told."""

    role = models.ForeignKey(ProjectRole, models.PROTECT, related_name="holders")
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    person = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+")
    hours = models.DecimalField(max_digits=6, decimal_places=2, default=Decimal(0))
    taken_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="one_player",
                condition=Q(organisation=None, person__isnull=False)
                | Q(organisation__isnull=False, person=None),
            ),
        )

    def __str__(self) -> str:
        return str(self.role_id)


class ProjectResource(OnProject):
    """Something on the floor that the project uses."""

    resource = models.ForeignKey("commons.Resource", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.resource_id)


class Pocket(OnProject):
    """Money from one source, in euro: what was promised and what was spent."""

    APART: ClassVar[frozenset[str]] = frozenset({"words"})

    source = models.CharField(max_length=12, choices=PocketSource)
    organisation = models.ForeignKey(
        "people.Organisation", models.PROTECT, null=True, related_name="+"
    )
    words = models.CharField(max_length=400, blank=True)
    promised = models.DecimalField(max_digits=10, decimal_places=2)
    spent = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(0))

    def __str__(self) -> str:
        return self.source


class Result(OnProject):
    """What came of the project so far: told once, read in the review of every plan it joins."""

    APART: ClassVar[frozenset[str]] = frozenset({"words"})

    aim = models.ForeignKey(Aim, models.PROTECT, null=True, related_name="results")
    words = models.CharField(max_length=2000)
    told_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.told_on}"


class PlanLink(OnProject):
    """A person's plan that takes part in the project. The project never reads whose it is."""

    plan = models.ForeignKey("pathways.Plan", models.PROTECT, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("project", "plan"), condition=Q(left_at=None), name="plan_joins_once"
            ),
        )

    def __str__(self) -> str:
        return str(self.plan_id)


class ProjectGift(OnProject):
    """A give-back that arose in the project; its words stay in the person's own file."""

    give_back = models.OneToOneField("pathways.GiveBack", models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.give_back_id)
