"""What the district decided: texts with their categories, for the recogniser to learn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils import timezone

from aia.access.terms import Actor, Forbidden
from aia.kit.clock import now
from aia.pathways.queries import taxonomy
from aia.people import queries as people
from aia.sensing import permissions
from aia.sensing.models import Notice

_AT_ONCE = 500


@dataclass(frozen=True)
class DecidedText:
    """A notice's words and the category that a human gave it, under today's name."""

    text: str
    category: str
    language: str


def decided_texts(actor: Actor, district: str) -> Iterator[DecidedText]:
    """Yield every text of a district that somebody decided about, the oldest first.

    A category that was retired is read as the one that took its place; with none, the text is left
    out, as are those that were blanked. Only the installation's own jobs may ask: texts leave the
    machine no more than they do by this. Raises Forbidden.
    """
    if not permissions.works_for_all(actor):
        raise Forbidden("Only the installation’s own command line reads every decided text.")
    return _texts(district)


def _texts(district: str) -> Iterator[DecidedText]:
    today = timezone.localdate(now())
    rows = Notice.objects.filter(district=district, category__isnull=False).order_by("id")
    last = None
    while batch := list((rows.filter(id__gt=last) if last else rows)[:_AT_ONCE]):
        last = batch[-1].id
        keys = people.keyring(*(notice.id for notice in batch))
        for notice in batch:
            sort = taxonomy().in_use(notice.category or "", today)
            text = keys.open(notice.id, notice, "sealed_text")
            if sort is not None and text:
                yield DecidedText(text, sort.code, notice.language)
