"""Rules in order send each notice to somebody and say why; a coordinator edits them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways.terms import Refused
from aia.sensing import actions, queries
from aia.sensing.models import RoutingRule
from aia.sensing.rules.routing import Told, holds
from aia.sensing.tests.story import Noticing


def add(noticing: Noticing, name: str, **told: object) -> RoutingRule:
    return actions.add_routing_rule(
        actor=noticing.carla,
        district=DISTRICT,
        name=name,
        at=MOMENT,
        **told,  # type: ignore[arg-type]
    )


@pytest.mark.django_db
def test_the_first_rule_that_holds_sends_a_notice_and_says_why(
    noticing: Noticing, omar: Persona, towns: tuple[str, str]
) -> None:
    add(noticing, "Soresina", municipalities=[towns[1]], to_account=noticing.worker.id)
    add(noticing, "Presto, in città", urgencies=["now"], to_account=omar.id)
    add(noticing, "Tutto il resto")
    quick = noticing.sent(urgency="now")
    why = queries.why_here(quick)
    assert (quick.assigned_to, why.rule) == (omar.id, "Presto, in città")
    assert why.sentence == (
        "The rule “Presto, in città” sent it: the urgency is “As soon as possible”."
    )
    there = noticing.sent(urgency="now", municipality=towns[1])
    assert there.assigned_to == noticing.worker.id
    assert queries.why_here(there).conditions == ["it is about Soresina"]
    rest = noticing.sent()
    assert rest.assigned_to is None
    assert queries.why_here(rest).sentence.endswith("it takes every notice.")


@pytest.mark.django_db
def test_without_rules_it_waits_for_everybody(noticing: Noticing) -> None:
    why = queries.why_here(noticing.sent())
    assert why.sentence == "No rule names it: it waits for whoever of the office takes it."
    assert why.due == "Within three working days"


@pytest.mark.django_db
def test_a_decision_asks_the_rules_again_until_somebody_moved_it(
    noticing: Noticing, omar: Persona
) -> None:
    add(noticing, "Casa", domains=["housing"], to_account=omar.id)
    notice, moved = noticing.sent(), noticing.sent()
    decided = actions.decide_category(
        actor=noticing.actor, notice_id=notice.id, category="housing.unfit", at=MOMENT
    )
    assert decided.assigned_to == omar.id
    actions.reroute_notice(
        actor=noticing.actor,
        notice_id=moved.id,
        account=noticing.worker.id,
        reason="known",
        at=MOMENT,
    )
    kept = actions.decide_category(
        actor=noticing.actor, notice_id=moved.id, category="housing.unfit", at=MOMENT
    )
    assert kept.assigned_to == noticing.worker.id


@pytest.mark.django_db
def test_a_rule_that_changed_since_is_said_to_have(noticing: Noticing, omar: Persona) -> None:
    rule = add(noticing, "Presto", urgencies=["soon"], to_account=omar.id)
    notice = noticing.sent()
    assert not queries.why_here(notice).changed
    actions.change_routing_rule(
        actor=noticing.carla, rule_id=rule.id, name="Piano", urgencies=["low"], at=MOMENT
    )
    notice = queries.notice_of(noticing.actor, notice.id, at=MOMENT).notice
    why = queries.why_here(notice)
    assert why.changed
    assert why.conditions == ["the urgency is “Within a few days”"]
    assert noticing.sent().route is None


@pytest.mark.django_db
def test_the_order_of_the_rules_is_what_counts(noticing: Noticing) -> None:
    names = ["uno", "due", "tre"]
    rules = [add(noticing, name) for name in names]
    actions.move_routing_rule(actor=noticing.carla, rule_id=rules[2].id, position=1, at=MOMENT)
    told = queries.routing_rules(noticing.actor, DISTRICT, at=MOMENT)
    assert [rule.name for rule in told] == ["tre", "uno", "due"]
    actions.drop_routing_rule(actor=noticing.carla, rule_id=rules[2].id, at=MOMENT)
    told = queries.routing_rules(noticing.actor, DISTRICT, at=MOMENT)
    assert [(rule.name, rule.position) for rule in told] == [("uno", 1), ("due", 2)]
    with pytest.raises(Refused, match="not followed"):
        actions.drop_routing_rule(actor=noticing.carla, rule_id=rules[2].id, at=MOMENT)


@pytest.mark.django_db
def test_only_a_coordinator_edits_and_nothing_unknown_gets_in(
    noticing: Noticing, piero: Persona
) -> None:
    with pytest.raises(Forbidden):
        actions.add_routing_rule(actor=noticing.actor, district=DISTRICT, name="x", at=MOMENT)
    for told in (
        {"municipalities": ["nowhere"]},
        {"categories": ["no.such"]},
        {"domains": ["sky"]},
        {"to_account": piero.id},
    ):
        with pytest.raises(Refused) as refusal:
            add(noticing, "storta", **told)
        assert refusal.value.field == next(iter(told))


_CODES = st.sampled_from(["a", "b", "c"])
_LISTS = st.lists(_CODES, max_size=2)


@given(towns=_LISTS, urgencies=_LISTS, town=_CODES, urgency=_CODES)
def test_a_rule_holds_exactly_when_every_condition_does(
    towns: list[str], urgencies: list[str], town: str, urgency: str
) -> None:
    rule = RoutingRule(municipalities=towns, urgencies=urgencies)
    told = Told(municipality=town, urgency=urgency, door="api", age_band="unknown", language="it")
    because = holds(rule, told)
    expected = (not towns or town in towns) and (not urgencies or urgency in urgencies)
    assert (because is not None) is expected
    if because is not None:
        assert len(because) == bool(towns) + bool(urgencies)
