"""Reading the ledger."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max, QuerySet

from aia.trace.copying import copied, settled
from aia.trace.models import Checkpoint, Entry

__all__ = [
    "copied",
    "entries_about",
    "entries_of_stream",
    "entries_of_verbs",
    "last_checkpoint",
    "moment_of",
    "newest_sequence",
    "settled",
]


def entries_of_stream(stream: UUID) -> QuerySet[Entry]:
    """Return one stream's entries, oldest first."""
    return Entry.objects.filter(stream=stream).order_by("position")


def entries_about(subject: UUID) -> QuerySet[Entry]:
    """Return the entries about one row, oldest first."""
    return Entry.objects.filter(subject=subject).order_by("sequence")


def entries_of_verbs(verbs: Collection[str]) -> QuerySet[Entry]:
    """Return every entry with one of these verbs, oldest first."""
    return Entry.objects.filter(verb__in=verbs).order_by("sequence")


def newest_sequence() -> int:
    """Return the sequence of the newest entry of all; 0 before the first."""
    return Entry.objects.aggregate(last=Max("sequence"))["last"] or 0


def moment_of(entry_id: int) -> datetime:
    """Return when the entry's act happened."""
    return Entry.objects.values_list("happened_at", flat=True).get(sequence=entry_id)


def last_checkpoint() -> Checkpoint | None:
    """Return the newest checkpoint, if one was made."""
    return Checkpoint.objects.order_by("-upto").first()
