"""Bodies of the district and who is in them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.people import identifiers, permissions, rules, verbs
from aia.people.actions.rows import PersonRef, body, check_residence, locked, standing
from aia.people.models import Membership, Organisation
from aia.people.terms import (
    MembershipRole,
    OrganisationKind,
    RegisterSection,
    Unacceptable,
)
from aia.trace.actions import record


@transaction.atomic
def register_organisation(
    *,
    actor: Actor,
    district: str,
    name: str,
    kind: str,
    tax_code: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    register_section: str | None = None,
    ateco: str | None = None,
    municipality: str | None = None,
    at: datetime,
) -> Organisation:
    """Write down a body of the district. `municipality` is an ISTAT code.

    Raises Forbidden; Unacceptable naming each field that cannot be kept.
    """
    row = Organisation(district=district)
    permissions.demand(actor, "organisation.registered", row, at=at)
    _write_texts(row, name, tax_code, email, phone, address)
    _check_codes(kind, register_section, ateco)
    check_residence(None, municipality)
    facts = verbs.OrganisationRegistered(
        kind=kind, register_section=register_section, ateco=ateco, municipality=municipality
    )
    return record(row, facts, actor=actor, at=at)


@transaction.atomic
def change_organisation(
    *,
    actor: Actor,
    organisation: Organisation | UUID,
    name: str,
    kind: str,
    tax_code: str = "",
    email: str = "",
    phone: str = "",
    address: str = "",
    register_section: str | None = None,
    ateco: str | None = None,
    municipality: str | None = None,
    at: datetime,
    seen: int | None = None,
) -> Organisation:
    """Write what is known of a body anew: every part, what is left out is forgotten.

    Raises Forbidden, RowChanged, Unacceptable.
    """
    row = locked(Organisation, organisation, seen=seen)
    permissions.demand(actor, "organisation.changed", row, at=at)
    _write_texts(row, name, tax_code, email, phone, address)
    _check_codes(kind, register_section, ateco)
    check_residence(None, municipality)
    facts = verbs.OrganisationChanged(
        kind=kind, register_section=register_section, ateco=ateco, municipality=municipality
    )
    return record(row, facts, actor=actor, at=at)


@transaction.atomic
def close_organisation(
    *,
    actor: Actor,
    organisation: Organisation | UUID,
    closed_on: date,
    at: datetime,
    seen: int | None = None,
) -> Organisation:
    """Say that a body is no longer active. Raises Forbidden, RowChanged, Unacceptable."""
    row = locked(Organisation, organisation, seen=seen)
    permissions.demand(actor, "organisation.closed", row, at=at)
    rules.check_day("closed_on", closed_on, on=localdate(at))
    return record(row, verbs.OrganisationClosed(closed_on=closed_on), actor=actor, at=at)


@transaction.atomic
def add_membership(
    *,
    actor: Actor,
    person: PersonRef,
    organisation: Organisation | UUID,
    role: str,
    since: date,
    at: datetime,
) -> Membership:
    """Say that a person works, helps or counts in an organisation from a day on.

    Raises Forbidden, Unacceptable.
    """
    who = standing(person)
    permissions.demand(actor, "membership.begun", who, at=at)
    rules.check_period(since, None, on=localdate(at))
    rules.check_code("role", role, MembershipRole.values)
    where = body(organisation, who.district)
    if Membership.objects.filter(person=who, organisation=where, role=role, until=None).exists():
        raise Unacceptable({"role": _("This person already has that role there.")})
    facts = verbs.MembershipBegun(person=who.id, organisation=where, role=role, since=since)
    return record(Membership(district=who.district, person=who), facts, actor=actor, at=at)


@transaction.atomic
def end_membership(
    *, actor: Actor, membership: Membership | UUID, until: date, at: datetime
) -> Membership:
    """Say that the person's part ended; `until` is the last day. Raises Forbidden, Unacceptable."""
    row = locked(Membership, membership)
    permissions.demand(actor, "membership.ended", row.person, at=at)
    rules.check_period(row.since, until)
    return record(row, verbs.MembershipEnded(until=until), actor=actor, at=at)


def _write_texts(
    row: Organisation, name: str, tax_code: str, email: str, phone: str, address: str
) -> None:
    """Set what is kept of a body beside its codes; every problem is told at once."""
    texts = {"name": name, "email": email, "phone": phone, "address": address}
    problems: dict[str, str] = {}
    for column, text in texts.items():
        try:
            setattr(row, column, rules.check_contact(column, text))
        except Unacceptable as error:
            problems |= error.problems
    try:
        row.tax_code = identifiers.check_body_code(tax_code[: rules.LONGEST["name"]])
    except Unacceptable as error:
        problems |= error.problems
    if not name.strip():
        problems["name"] = _("Write the name of the organisation.")
    rules.refuse(problems)


def _check_codes(kind: str, register_section: str | None, ateco: str | None) -> None:
    rules.check_code("kind", kind, OrganisationKind.values)
    if register_section is not None:
        rules.check_code("register_section", register_section, RegisterSection.values)
    rules.check_organisation(
        kind=kind, register_section=register_section, ateco=ateco, known_ateco=_known_ateco
    )


def _known_ateco(code: str) -> bool:
    """Say whether ISTAT's classification has the code, in its edition of 2025 or of 2007."""
    import ateco  # loaded here: its tables weigh on every worker that never needs them

    return any(ateco.validate(code, edition=edition) for edition in ("2025", "2022", "2007"))
