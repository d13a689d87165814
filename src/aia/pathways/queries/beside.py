"""What modules above say beside a plan and beside its reviews: in words and links, never rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from aia.pathways.models import Plan
from aia.pathways.terms import PlanState


@dataclass(frozen=True)
class Beside:
    """A section beside a plan: sentences, and links as (words, address)."""

    title: str
    sentences: Sequence[str] = ()
    links: Sequence[tuple[str, str]] = ()
    acts: Sequence[tuple[str, str]] = field(default=())


@dataclass(frozen=True)
class PlanSeen:
    """The plan beside which somebody speaks; `works`: whether the reader works on it now."""

    plan: UUID
    pathway: UUID
    district: str
    works: bool


Telling = Callable[[PlanSeen, datetime], Sequence[Beside]]
_TELLINGS: dict[tuple[str, str], Telling] = {}


def register_beside(page: str, telling: Telling) -> None:
    """Let a module speak beside a plan ("plan") or its reviews ("review").

    Whoever is shown it may already read the plan.
    Called once, when the module is loaded (its `apps.ready`); one that is there is replaced.
    """
    _TELLINGS[page, telling.__module__] = telling


def beside(page: str, plan: Plan, *, works: bool, at: datetime) -> list[Beside]:
    """Return what the modules above say there, to who may already read the plan."""
    works = works and plan.state != PlanState.ENDED
    seen = PlanSeen(plan.id, plan.pathway_id, plan.district, works)
    return [
        section
        for (told, _module), telling in sorted(_TELLINGS.items(), key=lambda one: one[0])
        if told == page
        for section in telling(seen, at)
    ]
