"""Everything known about one person, for the person: GDPR art. 15 (access) and 20 (portability)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from aia.access.queries import account_names, readings_of, scopes_in_force
from aia.people.models import Consent, HouseholdMember, Identifier, Membership, Person
from aia.people.queries.around import consents_of, households_of, memberships_of
from aia.people.queries.naming import identifier_values, identities_of, same_person_ids

Section = Callable[[tuple[UUID, ...], datetime], object]
"""Takes every row that is the person and the moment; returns lists, dicts, texts and numbers."""

_SECTIONS: dict[str, Section] = {}


def register_export_section(name: str, section: Section) -> None:
    """Add what another module knows about a person; the same name replaces what was there.

    Called once, when the module is loaded (its `apps.ready`). What the section returns holds only
    what JSON can: lists, dicts by text, texts, numbers, booleans, None.
    """
    _SECTIONS[name] = section


def export_of(person_id: UUID, *, at: datetime) -> dict[str, Any]:
    """Return everything known about the person as JSON can hold it.

    For whoever was allowed: the door asks `actions.export_person`, which also notes the reading.
    """
    same = same_person_ids(person_id)
    people = list(Person.objects.filter(pk__in=same).select_related("municipality").order_by("pk"))
    own = {
        "about": _about(at),
        "identity": _identities(people),
        "identifiers": _identifiers(same),
        "households": [_dated(row, "role") for row in households_of(same)],
        "memberships": [
            {**_dated(row, "role"), "organisation": row.organisation.name}
            for row in memberships_of(person_ids=same)
        ],
        "consents": [_consent(row) for row in consents_of(person_id)],
        "who_may_open_my_file": _scopes(same, at),
        "who_opened_my_file": _readings(same),
    }
    return own | {name: section(same, at) for name, section in sorted(_SECTIONS.items())}


def _about(at: datetime) -> dict[str, str]:
    return {
        "made_at": at.isoformat(),
        "what_it_is": _(
            "Everything that is known about you here, in a form that a person and a program can"
            " read (GDPR, articles 15 and 20)."
        ),
    }


def _identities(people: Sequence[Person]) -> list[dict[str, Any]]:
    identities = identities_of(people)
    return [
        {
            **{name: _plain(value) for name, value in asdict(identities[person.id]).items()},
            "id": str(person.id),
            "sex": _label(person, "sex"),
            "municipality": person.municipality.name if person.municipality else None,
            "protected": person.protected,
            "status": _label(person, "status"),
            "keep_until": _plain(person.keep_until),
        }
        for person in people
    ]


def _identifiers(same: tuple[UUID, ...]) -> list[dict[str, Any]]:
    values = identifier_values(same)
    return [{**_dated(row, "kind"), "value": value} for one in same for row, value in values[one]]


def _consent(row: Consent) -> dict[str, Any]:
    return {
        "purpose": _label(row, "purpose"),
        "organisation": row.organisation.name if row.organisation else None,
        "given_at": _plain(row.given_at),
        "channel": _label(row, "channel"),
        "withdrawn_at": _plain(row.withdrawn_at),
    }


def _scopes(same: tuple[UUID, ...], at: datetime) -> list[dict[str, Any]]:
    rows = scopes_in_force(at).filter(subject__in=same).select_related("account")
    return [
        {
            "who": row.account.name if row.account else None,
            "organisation": str(row.organisation) if row.organisation else None,
            "why": _label(row, "kind"),
            "since": _plain(row.since),
        }
        for row in rows.order_by("since", "id")
    ]


def _readings(same: tuple[UUID, ...]) -> list[dict[str, Any]]:
    rows = [row for one in same for row in readings_of(one)]
    names = account_names({row.account for row in rows})
    return [
        {
            "who": names.get(row.account, ""),
            "what": _label(row, "kind"),
            "why": row.why,
            "at": _plain(row.at),
        }
        for row in rows
    ]


def _dated(row: Identifier | HouseholdMember | Membership, code: str) -> dict[str, Any]:
    return {
        code: _label(row, code),
        "since": _plain(row.since),
        "until": _plain(row.until),
    }


def _label(row: Model, field: str) -> str:
    return str(getattr(row, f"get_{field}_display")())


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def what_stays() -> list[str]:
    """Return what an erasure leaves, and on what grounds, in words for the person."""
    return [
        _(
            "Who the person was cannot be read any more: names, codes, contacts, words and"
            " documents were sealed under a key that no longer exists."
        ),
        _(
            "Acts without a name stay: what was done, when and by which service. A public body"
            " must be able to show what it did (GDPR, article 17, paragraph 3, letters b and d)."
        ),
        _("The record that a consent was given and withdrawn stays, without the person's name."),
        _("Backups made before hold the old key until they are deleted: delete them in time."),
    ]
