"""The base of every row whose changes are traced. The one thing of `trace` that models import."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from aia.kit.ids import new_id


class Traced(models.Model):
    """A row that cannot change without an entry of its own.

    Coded fields are written from an entry's facts by `trace.actions.record`. Fields named in
    `APART` (sealed or free text) never reach the ledger; a field is one or the other.
    """

    APART: ClassVar[frozenset[str]] = frozenset()
    # Whether the rows belong to nobody: public reference data, read in every district.
    SHARED: ClassVar[bool] = False

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    district = models.CharField(max_length=40)
    last_entry = models.OneToOneField(
        "trace.Entry", models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    @property
    def stream(self) -> UUID:
        """Return the id of the chain on which this row's entries lie: by default its own."""
        return self.id

    @classmethod
    def coded_fields(cls) -> frozenset[str]:
        """Return the names of the fields that the ledger can rebuild."""
        kept = {field.name for field in cls._meta.concrete_fields}
        return frozenset(kept - cls.APART - {"id", "district", "last_entry"})


def traced_models() -> list[type[Traced]]:
    """Return every traced model of the installation, by label."""
    from django.apps import apps

    found = (model for model in apps.get_models() if issubclass(model, Traced))
    return sorted(found, key=lambda model: model._meta.label)
