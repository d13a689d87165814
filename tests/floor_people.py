"""Who meets in the story of the floor: made by actions, before anybody opens a browser.

Ines wants to go to her visits by herself, and so do four others; Gino is a retired mechanic; a
cooperative and a parish have somebody who speaks for them, and have met at a table before.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone

if TYPE_CHECKING:
    from aia.access.models import Account
    from aia.access.terms import Actor
    from aia.pathways.models import Plan

DISTRICT, CREMONA = "cremona", "019036"
PASSWORD = "una-frase-lunga-e-mia"
SORT = "functioning.health"
WHEEL, PARISH = "Cooperativa La Ruota", "Parrocchia di Sant’Imerio"
INES, GINO, BRUNO = "Ines Pagliari", "Gino Ferri", "Bruno Anselmi"
OTHERS = (BRUNO, "Cesira Gandini", "Delfo Maffezzoni", "Elvira Soldi")
DEMAND = "Vorrei andare alle visite in ospedale senza chiedere ogni volta a mia figlia."
TABLE = "Muoversi, insieme"
_WEEKS = timedelta(days=14)


@dataclass(frozen=True)
class Ledger:
    """When it is, and who puts the people of the story there."""

    at: datetime
    installer: Actor
    worker: Actor
    coordinator: Actor


def prepare(worker: str, coordinator: str) -> str:
    """Bring everybody to the district; return, as JSON, the addresses that nobody is told."""
    from aia.access.terms import service_actor
    from aia.kit.clock import now

    at = now() - _WEEKS
    ledger = Ledger(at, service_actor("installation"), _actor(worker), _actor(coordinator))
    persons = {name: _somebody(ledger, name) for name in (INES, GINO, *OTHERS)}
    bodies = {
        WHEEL: _body(ledger, WHEEL, "social_cooperative"),
        PARISH: _body(ledger, PARISH, "parish"),
    }
    for email, name, known in (
        ("ines", INES, {"person": persons[INES]}),
        ("gino", GINO, {"person": persons[GINO]}),
        ("wheel", "Bianca Ruota", {"organisation": bodies[WHEEL]}),
        ("parish", "Don Piero", {"organisation": bodies[PARISH]}),
    ):
        _account(ledger, f"{email}@floor.example", name, **known)
    plans = {name: str(_followed(ledger, persons[name], name).id) for name in (INES, BRUNO)}
    for name in OTHERS[1:]:
        _needing(ledger, persons[name], name)
    _met(ledger, bodies)
    return json.dumps({"subject": str(persons[INES]), "plans": plans})


def _actor(email: str, at: datetime | None = None) -> Actor:
    from aia.access.models import Account
    from aia.access.queries import actor_for
    from aia.kit.clock import now

    return actor_for(Account.objects.get(email=email), at=at or now())


def _somebody(ledger: Ledger, name: str) -> UUID:
    from aia.people import actions
    from aia.people.terms import Identity

    given, _space, family = name.partition(" ")
    person = actions.register_person(
        actor=ledger.worker,
        district=DISTRICT,
        identity=Identity(given_name=given, family_name=family, birth_date=date(1948, 5, 4)),
        municipality=CREMONA,
        at=ledger.at,
    )
    return person.id


def _body(ledger: Ledger, name: str, kind: str) -> UUID:
    from aia.people import actions

    body = actions.register_organisation(
        actor=ledger.worker,
        district=DISTRICT,
        name=name,
        kind=kind,
        municipality=CREMONA,
        at=ledger.at,
    )
    return body.id


def _account(ledger: Ledger, email: str, name: str, **known: Any) -> Account:
    from aia.access import actions

    account = actions.create_account(
        actor=ledger.installer, email=email, name=name, password=PASSWORD, at=ledger.at
    )
    actions.grant_role(
        actor=ledger.installer,
        account=account,
        role="citizen" if "person" in known else "partner_operator",
        district=DISTRICT,
        since=timezone.localdate(ledger.at),
        at=ledger.at,
        **known,
    )
    return account


def _needing(ledger: Ledger, person: UUID, name: str) -> UUID:
    """Open the person's pathway with the need that all have; return the pathway's id."""
    from aia.pathways import actions

    who: dict[str, Any] = {"actor": ledger.worker, "at": ledger.at}
    pathway = actions.open_pathway(person_id=person, **who)
    need = actions.recognise_need(
        pathway_id=pathway.id,
        category=SORT,
        severity=2,
        words_of="person",
        expressed=True,
        words="Le visite sono lontane.",
        **who,
    )
    if name == INES:
        actions.open_demand(need_id=need.id, words=DEMAND, voiced_by="person", **who)
    return pathway.id


def _followed(ledger: Ledger, person: UUID, name: str) -> Plan:
    """Write, approve and sign a plan with somebody who has the need."""
    from aia.pathways import actions

    who: dict[str, Any] = {"actor": ledger.worker, "at": ledger.at}
    first = timezone.localdate(ledger.at)
    plan = actions.draft_plan(
        pathway_id=_needing(ledger, person, name),
        starts_on=first,
        ends_on=first + timedelta(days=180),
        review_days=60,
        aims="Curarsi senza restare a casa.",
        **who,
    )
    actions.add_goal(
        plan_id=plan.id,
        result="Nessuna visita è saltata.",
        indicator="Tre visite di fila.",
        monitor_on=first + timedelta(days=90),
        domain="functioning",
        **who,
    )
    actions.add_commitment(plan_id=plan.id, side="person", text="Segna le visite.", **who)
    actions.submit_plan(plan_id=plan.id, **who)
    actions.approve_plan(actor=ledger.coordinator, plan_id=plan.id, at=ledger.at)
    return actions.sign_plan(plan_id=plan.id, signed_on=first, **who)


def _met(ledger: Ledger, bodies: dict[str, UUID]) -> None:
    """Let the cooperative open a table, the parish come to it, and both meet yesterday."""
    from aia.community import actions

    wheel, parish = _actor("wheel@floor.example"), _actor("parish@floor.example")
    table = actions.open_a_table(
        actor=wheel, district=DISTRICT, title=TABLE, theme="functioning", at=ledger.at
    )
    seat = actions.offer_seat(
        actor=wheel, table_id=table.id, organisation_id=bodies[PARISH], at=ledger.at
    )
    actions.take_seat(actor=parish, seat_id=seat.id, at=ledger.at)
    actions.call_meeting(
        actor=wheel,
        table_id=table.id,
        starts_at=ledger.at + _WEEKS - timedelta(days=1),
        length=90,
        place="In oratorio",
        agenda="Come ci si arriva, alle visite?",
        at=ledger.at,
    )
