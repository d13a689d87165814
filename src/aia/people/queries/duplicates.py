"""Who may already be here: candidates by keyed tokens, compared after decryption in memory."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, QuerySet, Sum, Value, When

from aia.access.terms import Actor, Role
from aia.people import likeness, tokens
from aia.people.linkage import Record, score
from aia.people.models import LikelyPair, Person, SearchToken
from aia.people.queries.naming import identifier_values, identities_of
from aia.people.queries.search import PersonFound, lines
from aia.people.queries.visible import person_visible, persons_visible_to
from aia.people.sealing import Keyring
from aia.people.terms import Identity, PersonStatus, Sex

# How many of the persons who share a token are read, of how many tokens' holders the likeliest are
# decrypted: a human's namesakes are hundreds, their doubles share several rare tokens.
_MOST_OF_A_TOKEN = 1_500
_COMPARED = 40
_RANKED = 25 * _COMPARED


@dataclass(frozen=True)
class LikelyPerson:
    """Somebody already here who may be the one being written down, and why."""

    person: PersonFound
    probability: float
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """A person decrypted, and as the linkage compares them."""

    person: Person
    identity: Identity
    record: Record


@dataclass(frozen=True)
class LikelyTwo:
    """Two rows that may be one person, and why."""

    first: PersonFound
    second: PersonFound
    probability: float
    speaks_for: tuple[str, ...]
    speaks_against: tuple[str, ...]


def likely_same(
    actor: Actor,
    identity: Identity,
    *,
    sex: str = Sex.UNKNOWN,
    town: str = "",
    identifiers: Sequence[str] = (),
    at: datetime,
    limit: int = 3,
    apart_from: UUID | None = None,
) -> list[LikelyPerson]:
    """Return who, among those the actor may see, may be the person being written down.

    `town` is the municipality's name. Somebody the actor may not see is not hinted at.
    """
    new = tokens.record_of("new", identity, identifiers, sex=sex, town=town)
    visible = persons_visible_to(actor, at=at)
    if apart_from is not None:
        visible = visible.exclude(pk=apart_from)
    known = _candidates(visible, new)
    ranked = score(new, [one.record for one in known.values()], likeness.model())[:limit]
    likely = [(known[UUID(one.id)], one.probability) for one in ranked]
    likely = [(one, chance) for one, chance in likely if chance >= likeness.WORTH_ASKING]
    shown = lines([(one.person, one.identity) for one, _chance in likely], at=at)
    found = []
    for line, (one, chance) in zip(shown, likely, strict=True):
        good, bad = likeness.reasons(new, one.record)
        found.append(LikelyPerson(line, chance, tuple(good), tuple(bad)))
    return found


def likely_twins(person: Person) -> list[tuple[UUID, float]]:
    """Return the other rows of the district that may be this person, with the probability.

    Whoever they are: only for the scan, which writes pairs down; reading them is scoped.
    """
    record = known_of([person])[person.id].record
    others = Person.objects.filter(district=person.district).exclude(pk=person.pk)
    records = [one.record for one in _candidates(others, record).values()]
    return [
        (UUID(one.id), one.probability)
        for one in score(record, records, likeness.model())
        if one.probability >= likeness.WORTH_ASKING
    ]


def likely_pairs(actor: Actor, *, at: datetime, limit: int = 20) -> list[LikelyTwo]:
    """Return the pairs found by the last scans that nobody has settled yet, likeliest first.

    Only pairs of which the actor may see both, in the districts that they coordinate.
    """
    rows = LikelyPair.objects.filter(
        person_visible(actor, at=at, column="first"),
        person_visible(actor, at=at, column="second"),
        first__status=PersonStatus.ACTIVE,
        second__status=PersonStatus.ACTIVE,
    )
    if not actor.service:
        rows = rows.filter(district__in=actor.districts(Role.COORDINATOR))
    rows = rows.select_related("first", "second").order_by("-probability", "id")[:limit]
    return [compare(row.first, row.second, at=at) for row in rows]


def compare(first: Person, second: Person, *, at: datetime) -> LikelyTwo:
    """Return how alike two persons are, whom the reader may see."""
    known = known_of([first, second])
    one, other = known[first.id], known[second.id]
    [like] = score(one.record, [other.record], likeness.model())
    left, right = lines([(one.person, one.identity), (other.person, other.identity)], at=at)
    good, bad = likeness.reasons(one.record, other.record)
    return LikelyTwo(left, right, like.probability, tuple(good), tuple(bad))


def known_of(people: Collection[Person]) -> dict[UUID, Known]:
    """Return the persons decrypted, as the linkage compares them, in four queries."""
    keys = Keyring(person.id for person in people)
    identities = identities_of(people, keys)
    codes = identifier_values(list(identities), keys)
    towns = dict(
        Person.objects.filter(pk__in=list(identities)).values_list("pk", "municipality__name")
    )
    found = {}
    for person in people:
        identity = identities[person.id]
        values = [value for _row, value in codes[person.id] if value]
        town = towns.get(person.pk) or ""
        record = tokens.record_of(str(person.id), identity, values, sex=person.sex, town=town)
        found[person.id] = Known(person, identity, record)
    return found


def _active(persons: QuerySet[Person]) -> QuerySet[Person]:
    return persons.filter(status=PersonStatus.ACTIVE)


def _candidates(among: QuerySet[Person], new: Record) -> dict[UUID, Known]:
    """Return those worth comparing, decrypted: who shares the rarest tokens, and the most."""
    ranked = _sharers(tokens.likeness_tokens(new))
    found: list[Person] = []
    for start in range(0, len(ranked), _COMPARED):
        found += _active(among).filter(pk__in=ranked[start : start + _COMPARED])
        if len(found) >= _COMPARED // 2:
            break
    return known_of(found)


def _sharers(wanted: Sequence[bytes]) -> list[UUID]:
    """Return who shares tokens, those with the rarest and the most first.

    Counted and weighed where the rows are: a token of "Maria" has thousands of holders.
    """
    held = SearchToken.objects.filter(token__in=wanted).order_by()
    counted = held.values_list("token").annotate(holders=Count("*"))
    weights = {
        bytes(token): math.log2(2 * _MOST_OF_A_TOKEN / holders)
        for token, holders in counted
        if holders <= _MOST_OF_A_TOKEN
    }
    if not weights:
        return []
    weight = Sum(Case(*(When(token=token, then=Value(told)) for token, told in weights.items())))
    sharing = SearchToken.objects.filter(token__in=list(weights)).values("person")
    ranked = sharing.annotate(weight=weight).order_by("-weight", "person")[:_RANKED]
    return [row["person"] for row in ranked]
