"""Finding people as the name is typed, by keyed tokens and never by plain text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from aia.access.queries import scopes_in_force
from aia.access.terms import Actor, ScopeKind
from aia.people import tokens
from aia.people.identifiers import compact, recognised
from aia.people.models import Person, SearchToken
from aia.people.queries.naming import called, identities_of, kept_person_id
from aia.people.queries.visible import WORKERS, persons_visible_to
from aia.people.terms import Identity

LONGEST_TEXT = 100
MOST_WORDS = 6
# How many of the persons who have a token are counted to know which token is the rarest.
_COUNTED = 2_000
# Candidates are decrypted in portions: the first is nearly always enough.
_PORTIONS = (30, 300, 2_400)


@dataclass(frozen=True)
class PersonFound:
    """One line of a search: who it may be, and enough to tell namesakes apart."""

    id: UUID
    name: str
    birth_year: int | None
    municipality: str
    followed_by: tuple[str, ...]
    protected: bool


def search_people(actor: Actor, text: str, *, at: datetime, limit: int = 20) -> list[PersonFound]:
    """Return at most `limit` persons whom the actor may see and who fit every word, by name.

    Words are the beginnings of names, in any order; a tax code, STP or ENI code is found exactly.
    Among very many namesakes the latest registered come first: another letter narrows them down.
    """
    text = text[:LONGEST_TEXT]
    if recognised(text):
        wanted, words = tokens.identifier_tokens([compact(text)]), []
    else:
        words = tokens.name_words(text)[:MOST_WORDS]
        telling = [word for word in words if len(word) >= tokens.SHORTEST_PREFIX] or words[:1]
        wanted = tokens.name_tokens(telling)
    if not wanted:
        return []
    found: dict[UUID, tuple[Person, Identity]] = {}
    for portion in _portions(actor, wanted, at=at):
        found |= _fitting(actor, portion, words, at=at)
        if len(found) >= limit:
            break
    ranked = sorted(found.values(), key=lambda one: (one[1].full_name.casefold(), one[0].id))
    return lines(ranked[:limit], at=at)


def lines(people: Sequence[tuple[Person, Identity]], *, at: datetime) -> list[PersonFound]:
    """Return the lines of a list of persons whom the reader may see, in three queries at most."""
    teams = team_names({person.id for person, _identity in people}, at=at)
    towns = dict(
        Person.objects.filter(pk__in=[person.pk for person, _ in people]).values_list(
            "pk", "municipality__name"
        )
    )
    return [
        PersonFound(
            id=person.id,
            name=called(person, identity),
            birth_year=identity.birth_date.year if identity.birth_date else None,
            municipality=towns.get(person.pk) or "",
            followed_by=teams.get(person.id, ()),
            protected=person.protected,
        )
        for person, identity in people
    ]


def team_names(person_ids: Collection[UUID], *, at: datetime) -> dict[UUID, tuple[str, ...]]:
    """Return the names of who follows each person, in one query."""
    teams: dict[UUID, tuple[str, ...]] = {}
    rows = scopes_in_force(at).filter(subject__in=person_ids, kind=ScopeKind.TEAM)
    for subject, name in rows.order_by("since", "id").values_list("subject", "account__name"):
        teams[subject] = (*teams.get(subject, ()), name)
    return teams


def _portions(actor: Actor, wanted: Sequence[bytes], *, at: datetime) -> Iterator[list[Person]]:
    """Yield the persons who have every token, latest first, starting from the rarest token."""
    rarest, *others = sorted(wanted, key=_commonness) if len(wanted) > 1 else wanted
    rows = SearchToken.objects.filter(token=rarest)
    for token in others:
        rows = rows.filter(
            Exists(SearchToken.objects.filter(token=token, person=OuterRef("person")))
        )
    visible = persons_visible_to(actor, at=at)
    if not actor.service and not actor.districts(*WORKERS):
        # Whoever sees few people only: start from those, not from all who bear the name.
        rows = rows.filter(person__in=visible.values("id"))
    start = 0
    for size in _PORTIONS:
        ids = _slice(rows, start, size)
        found = visible.filter(pk__in=ids)
        yield sorted(found, key=lambda person: person.id, reverse=True)
        start += size
        if len(ids) < size:
            return


def _slice(rows: QuerySet[SearchToken], start: int, size: int) -> list[UUID]:
    chosen = rows.order_by("-person").values_list("person", flat=True)
    return list(chosen[start : start + size])


def _commonness(token: bytes) -> int:
    return SearchToken.objects.filter(token=token)[:_COUNTED].count()


def _fitting(
    actor: Actor, people: list[Person], words: list[str], *, at: datetime
) -> dict[UUID, tuple[Person, Identity]]:
    """Return those whose name really fits; who was merged is shown as the one who is kept."""
    identities = identities_of(people)
    fitting = [person for person in people if fits(identities[person.id], words)]
    kept = {p.id: kept_person_id(p.merged_into_id) for p in fitting if p.merged_into_id}
    missing = set(kept.values()) - {person.id for person in fitting}
    if missing:
        others = list(persons_visible_to(actor, at=at).filter(pk__in=missing))
        identities |= identities_of(others)
        fitting += others
    return {p.id: (p, identities[p.id]) for p in fitting if p.id not in kept}


def fits(identity: Identity, words: Sequence[str]) -> bool:
    """Say whether every word begins a part of the name."""
    parts = tokens.name_parts(identity)
    return all(any(part.startswith(word) for part in parts) for word in words)
