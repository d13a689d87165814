"""What becomes of a notice, and who may still read its words."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, MakePersona, Persona
from aia.pathways import actions as pathways
from aia.pathways.models import Need, Pathway
from aia.pathways.terms import Refused
from aia.people.models import Organisation, Person
from aia.sensing import actions, queries
from aia.sensing.models import Notice
from aia.sensing.tests.story import WORDS, Noticing
from aia.trace.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def pathway(sara: Persona, maria: Person) -> Pathway:
    return pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)


@pytest.fixture
def gelsomina(persona: MakePersona, cooperative: Organisation) -> Persona:
    return persona("Gelsomina Bini", "partner_operator", organisation=cooperative.id)


def link(noticing: Noticing, notice: Notice, pathway_id: UUID, **told: object) -> Notice:
    return actions.link_to_need(
        actor=noticing.actor,
        notice_id=notice.id,
        pathway_id=pathway_id,
        category="functioning.autonomy",
        reply="Grazie: qualcuno passerà.",
        at=noticing.at,
        **told,  # type: ignore[arg-type]
    )


def test_a_notice_leads_to_a_need_that_cites_it(noticing: Noticing, pathway: Pathway) -> None:
    notice = link(noticing, noticing.sent(), pathway.id)
    need = Need.objects.get(pathway=pathway)
    assert (notice.state, notice.outcome, notice.need) == ("settled", "person_need", need)
    assert (notice.category, need.words_of) == ("functioning.autonomy", "neighbour")
    cause = Entry.objects.get(sequence=need.last_entry_id).caused_by
    assert cause is not None
    assert cause.subject == notice.id


def test_its_words_are_then_as_open_as_the_file(
    noticing: Noticing, pathway: Pathway, omar: Persona
) -> None:
    notice = noticing.sent()
    assert queries.notice_of(omar.actor, notice.id, at=MOMENT).text == WORDS
    link(noticing, notice, pathway.id)
    assert queries.notice_of(noticing.actor, notice.id, at=MOMENT).text == WORDS
    told = queries.notice_of(omar.actor, notice.id, at=MOMENT)
    assert (told.text, told.withheld) == ("", True)
    assert all(one.words == "" for one in told.words)
    actions.reopen_notice(actor=noticing.actor, notice_id=notice.id, at=MOMENT)
    assert queries.notice_of(omar.actor, notice.id, at=MOMENT).withheld


def test_who_does_not_follow_the_person_recognises_nothing(
    noticing: Noticing, pathway: Pathway, omar: Persona
) -> None:
    notice = noticing.sent()
    with pytest.raises(Forbidden):
        actions.link_to_need(
            actor=omar.actor,
            notice_id=notice.id,
            pathway_id=pathway.id,
            category="income.food",
            at=MOMENT,
        )
    notice.refresh_from_db()
    assert (notice.state, Need.objects.count()) == ("received", 0)


def test_two_notices_lead_to_one_need(noticing: Noticing, pathway: Pathway) -> None:
    first = link(noticing, noticing.sent(), pathway.id)
    second = actions.link_to_need(
        actor=noticing.actor, notice_id=noticing.sent().id, need_id=first.need_id, at=MOMENT
    )
    assert second.need_id == first.need_id
    assert Need.objects.count() == 1


def test_a_need_of_everybody_is_pooled_without_a_person(noticing: Noticing, omar: Persona) -> None:
    pooled = actions.pool_for_community(
        actor=noticing.actor,
        notice_id=noticing.sent(text="La corriera delle sei non passa più.").id,
        title="Trasporti a Soresina",
        category="ties.neighbourhood",
        at=MOMENT,
    )
    assert pooled.outcome == "community_need"
    assert pooled.need is not None
    assert pooled.need.pathway.kind == "community"
    other = actions.pool_for_community(
        actor=noticing.actor, notice_id=noticing.sent().id, need_id=pooled.need_id, at=MOMENT
    )
    assert other.need_id == pooled.need_id
    assert not queries.notice_of(omar.actor, pooled.id, at=MOMENT).withheld


def test_somebody_s_own_need_is_not_the_community_s(noticing: Noticing, pathway: Pathway) -> None:
    own = link(noticing, noticing.sent(), pathway.id)
    notice = noticing.sent()
    with pytest.raises(Refused, match="somebody’s own"):
        actions.pool_for_community(
            actor=noticing.actor, notice_id=notice.id, need_id=own.need_id, at=MOMENT
        )


def test_an_answer_with_information_says_something(noticing: Noticing) -> None:
    notice = noticing.sent()
    with pytest.raises(Refused, match="few words"):
        actions.answer_with_information(
            actor=noticing.actor, notice_id=notice.id, words=" ", at=MOMENT
        )
    told = actions.answer_with_information(
        actor=noticing.actor,
        notice_id=notice.id,
        words="Lo sportello è aperto il martedì.",
        at=MOMENT,
    )
    assert (told.outcome, told.due_on) == ("informed", None)


def test_another_body_says_yes(
    noticing: Noticing, cooperative: Organisation, gelsomina: Persona, paola: Persona
) -> None:
    notice = noticing.sent()
    passed = actions.pass_on(
        actor=noticing.actor, notice_id=notice.id, organisation_id=cooperative.id, at=MOMENT
    )
    assert (passed.state, passed.due_rule) == ("passed_on", "passed.any")
    page = queries.notices_passed_to(gelsomina.actor, at=MOMENT)
    assert [row.notice.id for row in page.items] == [notice.id]
    assert queries.notice_of(gelsomina.actor, notice.id, at=MOMENT).text == WORDS
    with pytest.raises(Forbidden):
        queries.notice_of(paola.actor, notice.id, at=MOMENT)
    with pytest.raises(Refused, match="waits for another body"):
        actions.close_notice(actor=noticing.actor, notice_id=notice.id, reason="solved", at=MOMENT)
    done = actions.accept_passed_on(
        actor=gelsomina.actor, notice_id=notice.id, reply="Ci pensiamo noi.", at=MOMENT
    )
    assert (done.state, done.outcome, done.passed_state) == ("settled", "passed_on", "accepted")


def test_another_body_says_no_and_reads_no_more(
    noticing: Noticing, cooperative: Organisation, gelsomina: Persona
) -> None:
    notice = noticing.sent()
    actions.pass_on(
        actor=noticing.actor, notice_id=notice.id, organisation_id=cooperative.id, at=MOMENT
    )
    back = actions.decline_passed_on(
        actor=gelsomina.actor, notice_id=notice.id, reason="no_room", at=MOMENT
    )
    assert (back.state, back.passed_decline, back.outcome) == ("received", "no_room", None)
    with pytest.raises(Forbidden):
        queries.notice_of(gelsomina.actor, notice.id, at=MOMENT)


def test_what_ended_is_not_ended_twice(noticing: Noticing) -> None:
    notice = noticing.sent()
    actions.close_notice(actor=noticing.actor, notice_id=notice.id, reason="mistake", at=MOMENT)
    with pytest.raises(Refused, match="reopen it first"):
        actions.close_notice(actor=noticing.actor, notice_id=notice.id, reason="mistake", at=MOMENT)


def test_the_next_district_does_nothing_here(noticing: Noticing, dino: Persona) -> None:
    notice = noticing.sent()
    acts: tuple[Callable[[], Notice], ...] = (
        lambda: actions.take_notice(actor=dino.actor, notice_id=notice.id, at=MOMENT),
        lambda: actions.close_notice(
            actor=dino.actor, notice_id=notice.id, reason="mistake", at=MOMENT
        ),
    )
    for act in acts:
        with pytest.raises(Forbidden) as refusal:
            act()
        assert refusal.value.hidden
    assert notice.district == DISTRICT
