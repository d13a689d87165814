"""Locks: the resource first, then what hangs from it."""

from __future__ import annotations

from uuid import UUID

from aia.commons.models import Resource
from aia.trace.actions import lock


def locked(resource_id: UUID, *, seen: int | None = None) -> Resource:
    """Return the resource, locked. Raises RowChanged, Resource.DoesNotExist."""
    return lock(Resource.objects.select_related("municipality"), resource_id, seen=seen)
