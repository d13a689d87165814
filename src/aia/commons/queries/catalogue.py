"""What is on the floor, as anybody may read it; a person who keeps something is never named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from aia.commons.models import Resource, ResourceWord
from aia.commons.rules.words import stem, words_of
from aia.commons.terms import ResourceState

PAGE = 24
_MOST_WORDS = 8


@dataclass(frozen=True)
class Asked:
    """What is looked for; empty: everything."""

    text: str = ""
    kind: str = ""
    intensity: str = ""
    sharing: str = ""
    municipality: str = ""
    audience: str = ""

    def without_town(self) -> Asked:
        """Return the same question about every municipality."""
        return Asked(self.text, self.kind, self.intensity, self.sharing, "", self.audience)


@dataclass(frozen=True)
class Page:
    """A page of the catalogue; `following` is the cursor of the next one."""

    items: list[Resource]
    following: str | None


def on_the_floor(at: datetime) -> QuerySet[Resource]:
    """Return what can be used now: offered, or back from a rest that is over."""
    today = timezone.localdate(at)
    back = Q(state=ResourceState.PAUSED, paused_until__lte=today)
    return Resource.objects.filter(Q(state=ResourceState.OFFERED) | back)


def catalogue(
    asked: Asked, *, district: str = "", after: str = "", limit: int = PAGE, at: datetime
) -> Page:
    """Return what is on the floor and answers the question, by name."""
    rows = _answering(asked, district, at).select_related("municipality", "organisation")
    rows = rows.defer("municipality__outline").order_by("name", "id")
    if last := _last_shown(after):
        # The range first: written as an "or", the database would read from the beginning.
        rows = rows.filter(name__gte=last[0]).exclude(name=last[0], id__lte=last[1])
    found = list(rows[: limit + 1])
    return Page(found[:limit], str(found[limit - 1].id) if len(found) > limit else None)


def towns_with_some(asked: Asked, *, district: str = "", at: datetime) -> Mapping[str, int]:
    """Return how many answer the question in each municipality (ISTAT), whatever town it names."""
    rows = _answering(asked.without_town(), district, at).order_by()
    counted = rows.values_list("municipality").annotate(number=Count("*"))
    return {str(istat): number for istat, number in counted}


def resource_seen(resource_id: UUID) -> Resource:
    """Return one resource with its town, place and body. Raises Resource.DoesNotExist."""
    rows = Resource.objects.select_related("municipality", "organisation", "place")
    return rows.defer("municipality__outline").get(pk=resource_id)


def _answering(asked: Asked, district: str, at: datetime) -> QuerySet[Resource]:
    rows = on_the_floor(at)
    told = {
        "kind": asked.kind,
        "intensity": asked.intensity,
        "sharing": asked.sharing,
        "municipality": asked.municipality,
        "district": district,
    }
    rows = rows.filter(**{name: value for name, value in told.items() if value})
    if asked.audience:
        # What is for everybody is for them too.
        rows = rows.alias(told=Cast("audience", TextField()))
        rows = rows.filter(Q(audience=[]) | Q(told__contains=f'"{asked.audience}"'))
    for word in words_of(asked.text)[:_MOST_WORDS]:
        rows = rows.filter(pk__in=_with_word(word).values("resource"))
    return rows


def _with_word(word: str) -> QuerySet[ResourceWord]:
    """Return the words that are a form of this one, or begin as it does."""
    root = stem(word)
    if connection.vendor == "sqlite":
        # SQLite's LIKE does not use the index; letters and digits alone make this range exact.
        begins = Q(stem__gte=word, stem__lt=f"{word}~")
    else:
        begins = Q(stem__startswith=word)
    return ResourceWord.objects.filter(Q(stem=root) | begins)


def _last_shown(told: str) -> tuple[str, UUID] | None:
    """Return the name and the id of the last one already shown, when the cursor is one."""
    try:
        last = UUID(told)
    except ValueError:
        return None
    return Resource.objects.filter(pk=last).values_list("name", "id").first()
