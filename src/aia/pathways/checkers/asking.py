"""How a checker is declared, over which files it is asked, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aia.access.queries import scopes_of
from aia.access.terms import Actor, Role, ScopeKind
from aia.pathways.models import Pathway
from aia.pathways.permissions import unshielded

MOST_FINDINGS = 500


class Severity(models.TextChoices):
    """How much a finding matters, gravest first."""

    WRONG = "wrong", _("It does not hold together")
    LATE = "late", _("It is late")
    LOOK = "look", _("Worth a look")


_ORDER = list(Severity)

Scope = QuerySet[Pathway, Any]


@dataclass(frozen=True)
class Moment:
    """When the checkers are asked: the moment, the day it is here, and when that day began."""

    at: datetime
    today: date
    midnight: datetime

    @classmethod
    def of(cls, at: datetime) -> Moment:
        """Return the moment with its day in the district's time zone."""
        begun = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        return cls(at, begun.date(), begun)


@dataclass(frozen=True)
class Question:
    """What is asked, and how much an answer matters."""

    id: str
    question: str | Promise
    severity: Severity


@dataclass(frozen=True)
class Checker(Question):
    """A question that one statement answers.

    `find` returns the rows that do not hold, among pathways given as a subquery of their ids;
    `since` is the column that tells from when; `path` leads from a row to its pathway ("" for
    pathways themselves).
    """

    find: Callable[[Scope, Moment], QuerySet[Any]]
    since: str
    path: str = "pathway"


@dataclass(frozen=True)
class Finding:
    """One row that does not hold, with what a link to it needs.

    `row_kind` is the model's label; a file without a row has no pathway.
    """

    district: str
    pathway: UUID | None
    row_kind: str
    row: UUID | None
    since: date | None
    name: str = ""


@dataclass(frozen=True)
class Result:
    """What was found; `more` when only the first findings are listed."""

    checker: Question
    findings: tuple[Finding, ...]
    more: bool = False

    @property
    def rank(self) -> int:
        """Return the place in a list: gravest first, and findings before none."""
        return _ORDER.index(self.checker.severity) + (0 if self.findings else len(_ORDER))


def looked_after(actor: Actor, *, at: datetime) -> QuerySet[Pathway]:
    """Return the pathways that the actor answers for: their team's, and their whole district's.

    A coordinator's district counts without protected persons; a named service sees everything.
    """
    if actor.service:
        return Pathway.objects.all()
    team = scopes_of(actor, at=at).filter(kind=ScopeKind.TEAM).values("subject")
    mine = Q(subject__in=team)
    coordinated = actor.districts(Role.COORDINATOR)
    if coordinated:
        theirs = Pathway.objects.filter(district__in=coordinated)
        mine |= Q(id__in=unshielded(theirs, at=at, path="").values("id"))
    return Pathway.objects.filter(mine)


def ask(checker: Checker, scope: QuerySet[Pathway], *, at: datetime) -> Result:
    """Ask one checker about the pathways in scope, in one statement."""
    rows = checker.find(scope.values("id"), Moment.of(at)).order_by("id")
    pathway = f"{checker.path}_id" if checker.path else "id"
    columns = rows.values_list("district", pathway, "id", checker.since)
    found = [
        Finding(district, pathway_id, rows.model._meta.label, row, _day(since))
        for district, pathway_id, row, since in columns[: MOST_FINDINGS + 1]
    ]
    return result_of(checker, found)


def result_of(question: Question, found: Sequence[Finding]) -> Result:
    """Return the first findings, saying whether there are more."""
    return Result(question, tuple(found[:MOST_FINDINGS]), more=len(found) > MOST_FINDINGS)


def _day(since: date | datetime | None) -> date | None:
    return timezone.localdate(since) if isinstance(since, datetime) else since
