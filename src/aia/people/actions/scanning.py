"""Comparing everybody with everybody, a few at a time, to keep the list of likely pairs fresh."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from aia.access.terms import Actor
from aia.people import permissions
from aia.people.models import DuplicateScan, LikelyPair, NotDuplicates, Person
from aia.people.queries.duplicates import likely_twins
from aia.people.terms import PersonStatus

_A_PORTION = 100


@dataclass(frozen=True)
class Scanned:
    """How many persons a scan compared, and how many are left for the next one."""

    compared: int
    left: int


def _quiet(_done: int, _all: int) -> None:
    """Tell nobody."""


def scan_duplicates(
    *,
    actor: Actor,
    district: str,
    at: datetime,
    most: int | None = None,
    tell: Callable[[int, int], None] = _quiet,
) -> Scanned:
    """Compare the persons written since the last scan with all others; keep the likely pairs.

    At most `most` persons. Stopped half way, the next scan goes on from there. `tell` hears how
    many of how many are done. Raises Forbidden.
    """
    permissions.demand(actor, "duplicates.sought", Person(district=district), at=at)
    waiting = _waiting(district)
    every = waiting.count()
    wanted = every if most is None else min(every, most)
    done = 0
    while done < wanted:
        portion = list(_waiting(district)[: min(_A_PORTION, wanted - done)])
        if not portion:
            break
        _compare(district, portion)
        done += len(portion)
        tell(done, wanted)
    return Scanned(done, every - done)


def _waiting(district: str) -> models.QuerySet[Person]:
    scan = DuplicateScan.objects.filter(pk=district).first()
    people = Person.objects.filter(district=district, status=PersonStatus.ACTIVE)
    return people.filter(last_entry__gt=scan.upto if scan else 0).order_by("last_entry")


def _compare(district: str, portion: list[Person]) -> None:
    """Find the portion's doubles, then keep them: who writes meanwhile waits for the rows alone."""
    likely = {person.id: likely_twins(person) for person in portion}
    with transaction.atomic():
        for person in portion:
            _keep(district, person, likely[person.id])
        DuplicateScan.objects.update_or_create(
            district=district, defaults={"upto": portion[-1].last_entry_id}
        )


def _keep(district: str, person: Person, likely: list[tuple[UUID, float]]) -> None:
    LikelyPair.objects.filter(Q(first=person) | Q(second=person)).delete()
    denied = NotDuplicates.objects.filter(Q(first=person) | Q(second=person))
    apart = {one for pair in denied.values_list("first", "second") for one in pair}
    LikelyPair.objects.bulk_create(
        LikelyPair(
            district=district,
            first_id=min(person.id, twin),
            second_id=max(person.id, twin),
            probability=probability,
        )
        for twin, probability in likely
        if twin not in apart
    )
