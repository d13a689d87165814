"""A passage: agreed by all with what it needs, tried, kept or taken back."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from aia.access.actions import open_scope
from aia.access.terms import Forbidden, ScopeKind
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.community import actions, queries
from aia.community.actions import Asked
from aia.community.models import Passage, PassageAsk
from aia.community.queries import everything
from aia.community.rules.passages import Given
from aia.community.terms import Refused
from aia.community.tests.passing import TODAY, Passing, granting
from aia.pathways import actions as pathways
from aia.people.models import Organisation, Person
from aia.trace.actions import RowChanged
from aia.trace.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def passing(sara: Persona, maria: Person, cooperative: Organisation) -> Passing:
    opened = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)
    return Passing(worker=sara, pathway=opened.id, giving=cooperative.id)


@pytest.fixture
def referred(sara: Persona, maria: Person, cooperative: Organisation) -> None:
    """The cooperative may read what concerns it of Maria's file."""
    open_scope(
        actor=sara.actor,
        subject=maria.id,
        district=DISTRICT,
        kind=ScopeKind.REFERRAL,
        organisation=cooperative.id,
        at=MOMENT,
    )


def test_it_is_agreed_with_the_last_of_the_three_words(passing: Passing) -> None:
    passage = passing.proposed()
    assert passage.trial_until == TODAY + timedelta(days=35)
    assert passing.say(passage, "giving").state == "proposed"
    assert passing.say(passage, "receiving").state == "proposed"
    assert passing.say(passage, "person").state == "agreed"
    assert not PassageAsk.objects.filter(answered_at=None).exists()
    assert Entry.objects.get(verb="passage.agreed").stream == passing.pathway


def test_what_is_asked_is_answered_in_the_same_act_as_the_yes(passing: Passing) -> None:
    passage = passing.proposed()
    hours, money = passage.passageasks.filter(side="receiving").order_by("id")
    part = {hours.id: Given(granted=Decimal(12))}
    with pytest.raises(Refused, match="how much of this is given"):
        passing.say(passage, "receiving", answers=part)
    with pytest.raises(Refused, match="from 0 to 20"):
        passing.say(passage, "receiving", answers={**part, hours.id: Given(granted=Decimal(21))})
    with pytest.raises(Refused, match="not asked of this side"):
        passing.say(passage, "giving", answers=part)
    assert not passage.passagewords.exists()
    answers = {**part, money.id: Given(refused_for="no_money")}
    passing.say(passage, "receiving", answers=answers)
    hours.refresh_from_db()
    money.refresh_from_db()
    assert (hours.granted, hours.refused_for) == (Decimal(12), None)
    assert (money.granted, money.refused_for) == (None, "no_money")


def test_a_side_says_yes_once_and_never_without_saying_who_told_it(passing: Passing) -> None:
    passage = passing.proposed()
    with pytest.raises(Refused, match="say how it came"):
        passing.say(passage, "person", channel=None, said_by="")
    passing.say(passage, "person")
    with pytest.raises(Refused, match="already said yes"):
        passing.say(passage, "person")
    with pytest.raises(Refused, match="both sides"):
        passing.say(passage, "team")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"to_intensity": "high"}, "another intensity"),
        ({"reason": "watch"}, "does not go with"),
        ({"reason": "return"}, "its own passage"),
        ({"giving": None}, "two sides"),
        ({"back_to": None}, "somebody else"),
        ({"planned_on": TODAY - timedelta(days=1)}, "from"),
        ({"planned_on": TODAY + timedelta(days=366)}, "within a year"),
        ({"trial_days": 6}, "from 7 to 180"),
        ({"trial_days": 181}, "from 7 to 180"),
        ({"back_days": 31}, "from 0 to 30"),
        ({"back_words": " "}, "few words"),
        ({"words": ""}, "few words"),
    ],
)
def test_what_does_not_hold_is_not_proposed(
    passing: Passing, told: dict[str, Any], says: str
) -> None:
    with pytest.raises(Refused, match=says):
        passing.proposed(**told)
    assert not Passage.objects.exists()


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "0.001", "99999999999"])
def test_only_a_quantity_can_be_asked(passing: Passing, quantity: str) -> None:
    with pytest.raises(Refused):
        passing.proposed(Asked("hours", Decimal(quantity), "receiving"))
    with pytest.raises(Refused, match="two sides"):
        passing.proposed(Asked("hours", Decimal(1), "person"))


def test_one_at_a_time(passing: Passing) -> None:
    first = passing.proposed()
    with pytest.raises(Refused, match="already under way"):
        passing.proposed()
    actions.call_off_passage(passage_id=first.id, reason="person", **passing.who)
    passing.proposed()


def test_a_trial_is_kept_when_the_person_has_been_heard(passing: Passing) -> None:
    passage = passing.started(after=8)
    assert passage.trial_until == TODAY + timedelta(days=38)
    keep: dict[str, Any] = {"passage_id": passage.id, "words": "Resta a casa."}
    passing.look(passage, "receiving", "effort")
    with pytest.raises(Refused, match="First hear how it goes"):
        actions.keep_passage(**keep, **passing.who)
    passing.later(10).look(passage)
    assert actions.keep_passage(**keep, **passing.who).state == "kept"
    with pytest.raises(Refused, match="at another point"):
        passing.look(passage)


def test_the_way_back_is_the_one_that_was_agreed(passing: Passing, cooperative: Any) -> None:
    passage = passing.started()
    back = actions.go_back(passage_id=passage.id, reason="alone", **passing.later(3).who)
    passage.refresh_from_db()
    assert (passage.state, passage.back_reason) == ("back", "alone")
    assert back.back_of_id == passage.id
    assert (back.giving_id, back.receiving_id) == (None, cooperative.id)
    assert (back.from_intensity, back.to_intensity, back.state) == ("light", "high", "agreed")
    assert back.planned_on == TODAY + timedelta(days=5)
    entry = Entry.objects.get(verb="passage.turned_back")
    assert entry.caused_by == Entry.objects.get(verb="passage.left")
    with pytest.raises(Refused, match="at another point"):
        actions.start_trial(passage_id=back.id, **passing.who)
    with pytest.raises(Refused, match="at another point"):
        actions.call_off_passage(passage_id=back.id, reason="changed", **passing.who)
    seen = queries.passage_seen(passing.worker.actor, back.id, at=passing.later(4).at)
    assert seen.days == -2
    assert actions.keep_passage(passage_id=back.id, **passing.who).state == "kept"


def test_a_handover_is_made_on_a_day_that_has_come(passing: Passing) -> None:
    passage = passing.agreed()
    start: dict[str, Any] = {"passage_id": passage.id, **passing.who}
    with pytest.raises(Refused, match="not come yet"):
        actions.start_trial(on=TODAY + timedelta(days=1), **start)
    with pytest.raises(Refused, match="from"):
        actions.start_trial(on=TODAY - timedelta(days=1), **start)
    with pytest.raises(RowChanged):
        actions.start_trial(seen=0, **start)


def test_a_side_speaks_for_itself_while_a_referral_opens_it_the_file(
    passing: Passing, gelsa: Persona, referred: None
) -> None:
    passage = passing.proposed()
    say: dict[str, Any] = {"actor": gelsa.actor, "passage_id": passage.id, "at": MOMENT}
    with pytest.raises(Refused, match="Speak for yourself"):
        actions.agree_to_passage(side="person", **say)
    with pytest.raises(Refused, match="Speak for yourself"):
        actions.call_off_passage(reason="person", **say)
    answers = granting(passage, "giving")
    actions.agree_to_passage(side="giving", answers=answers, **say)
    word = passage.passagewords.get()
    assert (word.side, word.channel) == ("giving", None)
    seen = queries.passage_seen(gelsa.actor, passage.id, at=MOMENT)
    assert seen.back_words == "Il suo letto resta suo per un mese."
    with pytest.raises(Forbidden):
        actions.start_trial(**say)
    with pytest.raises(Forbidden):
        queries.passages_seen(gelsa.actor, passing.pathway, at=MOMENT)


def test_who_passes_says_yes_on_their_own(passing: Passing, mary: Persona) -> None:
    passage = passing.proposed()
    say: dict[str, Any] = {"actor": mary.actor, "passage_id": passage.id, "at": MOMENT}
    with pytest.raises(Refused, match="Speak for yourself"):
        actions.agree_to_passage(side="giving", **say)
    actions.agree_to_passage(side="person", words="Vorrei le mie cose.", **say)
    for side in ("giving", "receiving"):
        passing.say(passage, side)
    actions.start_trial(passage_id=passage.id, **passing.who)
    actions.look_at_trial(voice="person", going="well", **say)
    seen = queries.passage_seen(mary.actor, passage.id, at=MOMENT)
    assert (seen.name, seen.heard) == ("", True)


def test_for_all_others_it_does_not_exist(
    passing: Passing, omar: Persona, gelsa: Persona, chiara: Persona, piero: Persona
) -> None:
    passage = passing.proposed()
    read: dict[str, Any] = {"passage_id": passage.id, "at": MOMENT}
    for who, hidden in ((omar, False), (gelsa, True), (chiara, True), (piero, True)):
        with pytest.raises(Forbidden) as refused:
            queries.passage_seen(who.actor, **read)
        assert refused.value.hidden is hidden
        with pytest.raises(Forbidden):
            actions.call_off_passage(actor=who.actor, reason="changed", **read)


def test_nothing_is_done_where_the_pathway_is_closed(passing: Passing) -> None:
    passage = passing.proposed()
    pathways.suspend_pathway(pathway_id=passing.pathway, reason="away", **passing.who)
    with pytest.raises(Refused, match="not open"):
        passing.say(passage, "person")


def test_who_passes_takes_their_passages_along_and_an_erased_person_has_none_under_way(
    passing: Passing, maria: Person, carla: Persona
) -> None:
    passage = passing.started()
    passing.look(passage, "near", "effort")
    told = everything.export_section((maria.id,), MOMENT)
    assert told["passages"][0]["back"] == "Il suo letto resta suo per un mese."
    assert [one["words"] for one in told["trial_looks"]] == ["Dormo meglio."]
    assert {one["granted"] for one in told["passage_asks"]} == {"20", "150.5", "4"}
    actions.clear_person(carla.actor, (maria.id,), MOMENT)
    passage.refresh_from_db()
    assert (passage.state, passage.off_reason) == ("off", "changed")
