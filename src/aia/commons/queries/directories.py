"""What a directory of services told of something, beside what the floor says of it itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from aia.commons.models import DirectoryRow

_MOST = 12


@dataclass(frozen=True)
class Beside:
    """One thing told, in one or more values; `link` when they are addresses of the web."""

    label: str
    values: tuple[str, ...]
    link: bool = False


def told_beside(resource_id: UUID) -> list[Beside]:
    """Return how to reach a service and what to bring, as its directory tells; often nothing.

    Who answers there is not among it: a page for everybody names no person.
    """
    row = DirectoryRow.objects.filter(resource=resource_id).first()
    if row is None:
        return []
    parts: dict[str, list[dict[str, str]]] = defaultdict(list)
    for part in DirectoryRow.objects.filter(district=row.district, service=row.key).order_by("key"):
        parts[part.table].append(part.values)
    service = row.values
    told = [
        Beside(_("Phone"), _each(parts["phone"], "number")),
        Beside(_("E-mail"), _some(service, "email")),
        Beside(_("On the web"), _web(service), link=True),
        Beside(_("How to ask for it"), _some(service, "application_process")),
        Beside(_("What to bring"), _each(parts["required_document"], "document")),
        Beside(_("Languages"), _each(parts["language"], "name")),
        Beside(_("Good to know"), _some(service, "alert")),
    ]
    return [one for one in told if one.values]


def _some(values: dict[str, str], column: str) -> tuple[str, ...]:
    told = values.get(column, "").replace("\\n", " ").strip()
    return (told,) if told else ()


def _each(rows: list[dict[str, str]], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one[column] for one in rows if one.get(column)))[:_MOST]


def _web(service: dict[str, str]) -> tuple[str, ...]:
    """Return the service's address, when it is one of the web and nothing else."""
    told = service.get("url", "").strip()
    if told and "://" not in told:
        told = f"https://{told}"
    return (told,) if told.startswith(("https://", "http://")) and " " not in told else ()
