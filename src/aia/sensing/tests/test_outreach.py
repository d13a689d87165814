"""From need to voice: who tries next, what came of it, and why it stays unvoiced; alarms."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import actions as pathways
from aia.pathways.models import Need
from aia.pathways.terms import Refused
from aia.people.models import Person
from aia.people.queries import keyring
from aia.sensing import actions
from aia.sensing.models import Alarm, Outreach, Sensor

pytestmark = pytest.mark.django_db


@pytest.fixture
def need(sara: Persona, maria: Person) -> Need:
    pathway = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)
    return pathways.recognise_need(
        actor=sara.actor,
        pathway_id=pathway.id,
        category="income.utilities",
        severity=2,
        words_of="worker",
        expressed=False,
        at=MOMENT,
    )


def begin(sara: Persona, need: Need, **told: object) -> Outreach:
    return actions.open_outreach(
        actor=sara.actor,
        need_id=need.id,
        next_how="home",
        next_on=MOMENT.date() + timedelta(days=3),
        at=MOMENT,
        **told,  # type: ignore[arg-type]
    )


def test_somebody_tries_through_a_trusted_sensor(
    sara: Persona, need: Need, pharmacy: Sensor, maria: Person
) -> None:
    outreach = begin(sara, need, through=pharmacy.id)
    assert (outreach.next_by, outreach.through) == (sara.id, pharmacy)
    attempt = actions.note_attempt(
        actor=sara.actor,
        outreach_id=outreach.id,
        how="home",
        result="come_again",
        words="Ha aperto e ha offerto il caffè.",
        next_how="trusted_person",
        next_on=date(2026, 3, 12),
        at=MOMENT,
    )
    outreach.refresh_from_db()
    assert (outreach.attempts, outreach.next_how) == (1, "trusted_person")
    opened = keyring(maria.id).open(maria.id, attempt, "sealed_words")
    assert opened == "Ha aperto e ha offerto il caffè."


def test_it_stays_unvoiced_for_a_reason_that_the_need_shows_too(sara: Persona, need: Need) -> None:
    outreach = begin(sara, need)
    with pytest.raises(Refused, match="not voiced yet") as refusal:
        actions.end_outreach(actor=sara.actor, outreach_id=outreach.id, at=MOMENT)
    assert refusal.value.field == "reason"
    ended = actions.end_outreach(
        actor=sara.actor, outreach_id=outreach.id, reason="shame", at=MOMENT
    )
    need.refresh_from_db()
    assert (ended.state, ended.reason, need.unvoiced) == ("unvoiced", "shame", "shame")
    with pytest.raises(Refused, match="Nobody is trying"):
        actions.note_attempt(
            actor=sara.actor, outreach_id=outreach.id, how="phone", result="no_answer", at=MOMENT
        )
    assert begin(sara, need).state == "open"


def test_it_ends_when_the_need_found_its_voice(sara: Persona, need: Need) -> None:
    outreach = begin(sara, need)
    pathways.open_demand(actor=sara.actor, need_id=need.id, words="Non riesco a pagare.", at=MOMENT)
    ended = actions.end_outreach(actor=sara.actor, outreach_id=outreach.id, at=MOMENT)
    assert (ended.state, ended.reason) == ("voiced", None)
    with pytest.raises(Refused, match="already found its voice"):
        begin(sara, need)


def test_one_at_a_time_and_only_the_team(sara: Persona, omar: Persona, need: Need) -> None:
    outreach = begin(sara, need)
    with pytest.raises(Refused, match="already trying"):
        begin(sara, need)
    with pytest.raises(Forbidden):
        actions.note_attempt(
            actor=omar.actor, outreach_id=outreach.id, how="home", result="not_found", at=MOMENT
        )
    planned = actions.plan_outreach(
        actor=sara.actor,
        outreach_id=outreach.id,
        next_how="phone",
        next_by=omar.id,
        next_on=MOMENT.date(),
        at=MOMENT,
    )
    assert (planned.next_by, planned.next_how) == (omar.id, "phone")
    with pytest.raises(Refused, match="still to come"):
        actions.plan_outreach(
            actor=sara.actor,
            outreach_id=outreach.id,
            next_how="phone",
            next_on=date(2026, 3, 1),
            at=MOMENT,
        )


@pytest.fixture
def members(towns: tuple[str, str]) -> tuple[str, str]:
    """The two towns, as municipalities of the district."""
    from aia.access.terms import service_actor
    from aia.territory.actions import load_district

    load_district(actor=service_actor("installation"), source=DISTRICT, at=MOMENT)
    return towns


def raised(who: Persona, towns: tuple[str, str], **told: object) -> Alarm:
    facts = {
        "district": DISTRICT,
        "kind": "scan",
        "municipalities": towns,
        "since": date(2026, 2, 2),
        "until": date(2026, 2, 15),
        "observed": 9,
        "expected": Decimal("2.5"),
        "statistic": Decimal("6.12345"),
        "p": Decimal("0.002"),
        "method": "scan-1",
        "at": MOMENT,
    }
    return actions.raise_alarm(actor=who.actor, **{**facts, **told})  # type: ignore[arg-type]


def test_a_cluster_is_told_once_and_looked_at(
    piero: Persona, sara: Persona, members: tuple[str, str]
) -> None:
    alarm = raised(piero, members)
    assert raised(piero, members) == alarm
    assert raised(piero, members, domain="housing") != alarm
    closed = actions.close_alarm(
        actor=piero.actor, alarm_id=alarm.id, verdict="explained", note="Festa.", at=MOMENT
    )
    assert (closed.state, closed.note) == ("explained", "Festa.")
    with pytest.raises(Refused, match="already said"):
        actions.close_alarm(actor=piero.actor, alarm_id=alarm.id, verdict="false", at=MOMENT)
    with pytest.raises(Forbidden):
        raised(sara, members)
    with pytest.raises(Refused) as refusal:
        raised(piero, ("999999", "888888"))
    assert refusal.value.field == "municipalities"
    assert apps.get_model("sensing", "Alarm") is Alarm
