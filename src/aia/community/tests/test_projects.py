"""A project: started at a table, played by many, read in each plan that takes part."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.commons.actions import Said, offer_resource
from aia.community import actions, queries
from aia.community.models import PlanLink, Project, Seat, Table
from aia.community.terms import Refused
from aia.community.tests.conftest import undertaken
from aia.pathways.models import GiveBack, Plan
from aia.pathways.queries import beside
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db


def test_a_plan_takes_part_and_its_review_reads_what_came_of_it(
    link: PlanLink, plan: Plan, project: Project, sara: Persona, gelsa: Persona, omar: Persona
) -> None:
    [told, _passages] = beside("plan", plan, works=True, at=MOMENT)
    assert [title for title, _url in told.links] == ["Il cortile aperto"]
    result: dict[str, Any] = {"actor": gelsa.actor, "project_id": project.id, "at": MOMENT}
    actions.tell_result(words="Il cortile è aperto il martedì.", **result)
    [review] = beside("review", plan, works=True, at=MOMENT)
    assert "Il cortile è aperto il martedì." in review.sentences[0]
    with pytest.raises(Forbidden):
        actions.leave_plan(actor=omar.actor, link_id=link.id, at=MOMENT)
    with pytest.raises(Refused, match="already takes part"):
        actions.join_plan(actor=sara.actor, project_id=project.id, plan_id=plan.id, at=MOMENT)
    actions.leave_plan(actor=sara.actor, link_id=link.id, at=MOMENT)
    assert beside("review", plan, works=True, at=MOMENT) == []


def test_the_project_never_tells_whose_plan_it_is(
    link: PlanLink, project: Project, gelsa: Persona, plan: Plan
) -> None:
    seen = queries.project_seen(gelsa.actor, project.id, at=MOMENT)
    assert seen.plans == "Fewer than 5 personal plans take part in it."
    with pytest.raises(Forbidden):
        actions.join_plan(actor=gelsa.actor, project_id=project.id, plan_id=plan.id, at=MOMENT)


def test_what_is_given_back_there_is_on_the_persons_path_and_counted_here(
    link: PlanLink, project: Project, sara: Persona, gelsa: Persona
) -> None:
    actions.give_in_project(
        actor=sara.actor,
        link_id=link.id,
        kind="time",
        words="Ho portato la torta.",
        hours=Decimal(2),
        at=MOMENT,
    )
    assert GiveBack.objects.get().pathway_id == link.plan.pathway_id
    assert queries.project_seen(gelsa.actor, project.id, at=MOMENT).gifts == [
        ("Time", "fewer than 5")
    ]


def test_a_part_open_to_everybody_is_played_by_who_receives_help(
    project: Project, gelsa: Persona, mary: Persona, maria: Person, chiara: Persona
) -> None:
    who: dict[str, Any] = {"actor": gelsa.actor, "project_id": project.id, "at": MOMENT}
    cook = actions.open_role(words="Merenda", places=1, for_recipients=True, **who)
    keys = actions.open_role(words="Chiavi", places=1, for_recipients=False, **who)
    own: dict[str, Any] = {"actor": mary.actor, "person_id": maria.id, "at": MOMENT}
    holder = actions.take_role(role_id=cook.id, **own)
    with pytest.raises(Refused, match="already there"):
        actions.take_role(role_id=cook.id, **own)
    with pytest.raises(Refused, match="who sits at the table"):
        actions.take_role(role_id=keys.id, **own)
    with pytest.raises(Forbidden):
        actions.take_role(actor=chiara.actor, role_id=keys.id, person_id=maria.id, at=MOMENT)
    hours: dict[str, Any] = {"actor": mary.actor, "holder_id": holder.id, "at": MOMENT}
    actions.add_hours(hours=Decimal("1.5"), **hours)
    assert actions.add_hours(hours=Decimal(2), **hours).hours == Decimal("3.5")
    for wrong in ("NaN", "-1", "0.001", "99999"):
        with pytest.raises(Refused):
            actions.add_hours(hours=Decimal(wrong), **hours)
    [seen, _keys] = queries.project_seen(gelsa.actor, project.id, at=MOMENT).roles
    assert [one.who for one in seen.holders] == ["a person"]
    actions.leave_role(actor=mary.actor, holder_id=holder.id, at=MOMENT)
    with pytest.raises(Refused, match="any more"):
        actions.add_hours(hours=Decimal(1), **hours)


def test_means_come_from_the_floor_and_from_several_pockets(
    project: Project, gelsa: Persona, cooperative: Organisation, towns: tuple[str, str]
) -> None:
    hall = offer_resource(
        actor=gelsa.actor,
        district=DISTRICT,
        kind="space",
        said=Said(name="Sala", sharing="free", municipality=towns[0]),
        organisation_id=cooperative.id,
        at=MOMENT,
    )
    who: dict[str, Any] = {"actor": gelsa.actor, "project_id": project.id, "at": MOMENT}
    actions.equip_project(resource_id=hall.id, **who)
    with pytest.raises(Refused, match="already uses it"):
        actions.equip_project(resource_id=hall.id, **who)
    public = actions.promise_money(source="public", promised=Decimal(800), **who)
    actions.promise_money(
        source="third_sector", promised=Decimal("200.50"), organisation_id=cooperative.id, **who
    )
    spent: dict[str, Any] = {"actor": gelsa.actor, "pocket_id": public.id, "at": MOMENT}
    actions.spend_money(spent=Decimal(300), **spent)
    with pytest.raises(Refused, match="from 0 to 800"):
        actions.spend_money(spent=Decimal(801), **spent)
    seen = queries.project_seen(gelsa.actor, project.id, at=MOMENT)
    assert (seen.promised, seen.spent) == (Decimal("1000.50"), Decimal(300))
    assert [one.resource.name for one in seen.resources] == ["Sala"]


def test_it_ends_when_nothing_is_left_to_do(
    project: Project, table: Table, seat: Seat, gelsa: Persona
) -> None:
    task = actions.undertake(**undertaken(gelsa, table, seat.id, project_id=project.id))
    end: dict[str, Any] = {
        "actor": gelsa.actor,
        "project_id": project.id,
        "outcome": "partly",
        "at": MOMENT,
    }
    with pytest.raises(Refused, match="still to be done"):
        actions.end_project(words="Resta il cortile.", **end)
    actions.settle_undertaking(
        actor=gelsa.actor, undertaking_id=task.id, state="dropped", words="Non serve.", at=MOMENT
    )
    actions.end_project(words="Resta il cortile.", **end)
    with pytest.raises(Refused, match="has ended"):
        actions.tell_result(actor=gelsa.actor, project_id=project.id, words="Ancora.", at=MOMENT)
    [shown] = queries.projects_of(gelsa.actor, state="ended")
    assert shown.outcome == "partly"
