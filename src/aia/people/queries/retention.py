"""Whose data are past their term: proposals for a coordinator, never acts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.timezone import localdate

from aia.access.queries import scopes_in_force
from aia.access.terms import Actor, Role
from aia.people.models import Person
from aia.people.queries.naming import called, identities_of
from aia.people.queries.visible import persons_visible_to
from aia.people.retention import LABELS, NOBODY_FOLLOWS, TERM_SET, rules_in
from aia.people.terms import PersonStatus

Activity = Callable[[Collection[UUID]], dict[UUID, date]]
"""Takes persons; returns the day of the last act on each, of those on whom there was one."""

_ACTIVITIES: dict[str, Activity] = {}
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class PastTerm:
    """Somebody whose data may no longer be needed, by which rule, and how sure the term is."""

    person: UUID
    name: str
    rule: str
    since: date
    verified: bool
    source: str


def register_last_activity(name: str, activity: Activity) -> None:
    """Let another module say when something last happened on a person's behalf."""
    _ACTIVITIES[name] = activity


def past_term(actor: Actor, *, at: datetime, limit: int = 50) -> list[PastTerm]:
    """Return at most `limit` persons past their term whom the actor coordinates and may see."""
    people = persons_visible_to(actor, at=at).filter(status=PersonStatus.ACTIVE)
    if not actor.service:
        people = people.filter(district__in=actor.districts(Role.COORDINATOR))
    day = localdate(at)
    decided = list(people.filter(keep_until__lt=day).order_by("keep_until", "id")[:limit])
    found = [(person, TERM_SET, person.keep_until or day, True, "") for person in decided]
    for rule in rules_in(settings.HOME):
        cutoff = at - timedelta(days=rule.years * _DAYS_A_YEAR)
        for person in _unfollowed(people.filter(keep_until=None), cutoff, at)[:limit]:
            since = localdate(person.last_entry.happened_at)
            found.append((person, rule.code, since, rule.verified, rule.source))
    identities = identities_of([person for person, *_rest in found])
    return [
        PastTerm(person.id, called(person, identities[person.id]), code, since, sure, source)
        for person, code, since, sure, source in found[:limit]
    ]


def rule_label(code: str) -> str:
    """Return what a rule says, in words."""
    return str(LABELS[code])


def _unfollowed(people: QuerySet[Person], cutoff: datetime, at: datetime) -> list[Person]:
    """Return those on whom nothing happened since the cutoff and whom nobody follows."""
    followed = Exists(scopes_in_force(at).filter(subject=OuterRef("pk")))
    rows = people.filter(~followed, last_entry__happened_at__lt=cutoff)
    old = list(rows.select_related("last_entry").order_by("last_entry"))
    busy: set[UUID] = set()
    for activity in _ACTIVITIES.values():
        last = activity([person.id for person in old])
        busy |= {person for person, day in last.items() if day >= cutoff.date()}
    return [person for person in old if person.id not in busy]


__all__ = ["NOBODY_FOLLOWS", "PastTerm", "past_term", "register_last_activity", "rule_label"]
