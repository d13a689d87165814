"""The ledger read aloud: plain sentences, nothing that the reader may not know."""

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.queries.sentences import SENTENCES
from aia.pathways.tests.story import Story
from aia.people.models import Organisation
from aia.trace.models import Entry
from aia.trace.terms import VERBS


def sentences(persona: Persona, story: Story) -> list[str]:
    page = queries.readable_trace(persona.actor, story.pathway.id, at=story.at)
    return [line.sentence for line in reversed(page.lines)]


def test_a_chain_is_read_in_sentences(story: Story, sara: Persona, sharing: Organisation) -> None:
    answer = story.answer()
    story.referral(sharing.id, answer.need)
    actions.end_answer(actor=story.actor, answer_id=answer.id, reason="done", at=story.at)
    assert sentences(sara, story) == [
        "Sara Conti opened the pathway, led by Sara Conti.",
        "Sara Conti recognised a need: Utility bills (moderate).",
        "Sara Conti wrote down a demand, in the words of: the person.",
        "The need became a demand.",
        "Sara Conti offered an option: service (proposed by the social worker).",
        "Sara Conti offered an option: service (proposed by the social worker).",
        "Sara Conti recorded the choice. It was made by: the person. Why: it fits what is needed.",
        "An option was declined: too far or hard to reach.",
        "The option was chosen.",
        "An option was chosen for the need.",
        "Sara Conti planned an answer from 2 March 2026: high intensity.",
        "The next step is awaited by 2 March 2026.",
        "Sara Conti started an answer on 2 March 2026.",
        "The need has an answer.",
        "Sara Conti sent a referral to Cooperativa Il Gelso; a reply by 16 March 2026.",
        "Sara Conti ended an answer on 2 March 2026: it has done what it was for.",
    ]


def test_a_line_names_the_line_that_caused_it(story: Story, sara: Persona) -> None:
    story.demand()
    page = queries.readable_trace(sara.actor, story.pathway.id, at=MOMENT)
    by_verb = {line.verb: line for line in page.lines}
    assert by_verb["need.voiced"].because_of == by_verb["demand.opened"].position
    assert by_verb["demand.opened"].because_of == by_verb["need.recognised"].position
    assert by_verb["pathway.opened"].because_of is None
    assert by_verb["demand.opened"].origin == "lived"


def test_every_verb_of_a_chain_has_a_sentence() -> None:
    elsewhere = ("role.", "invitation.", "client.", "household.", "organisation.", "duplicates.")
    places = ("district.", "place.", "dataset.", "municipality.", "series.", "toy.", "territory.")
    told = {verb for verb in VERBS if VERBS[verb].ROW.startswith(("pathways.", "people."))}
    missing = {v for v in told if v not in SENTENCES and not v.startswith(elsewhere + places)}
    assert missing == set()


def test_every_sentence_asks_only_for_facts_that_its_verb_has(story: Story) -> None:
    for verb, template in SENTENCES.items():
        facts = {"who", *VERBS[verb].__dataclass_fields__}  # type: ignore[attr-defined]
        str(template) % dict.fromkeys(facts, "")


def test_the_subject_s_own_chain_is_read_too(
    story: Story, sara: Persona, sharing: Organisation
) -> None:
    page = queries.readable_trace(sara.actor, story.pathway.subject, at=MOMENT)
    told = {line.verb: line.sentence for line in page.lines}
    assert told["consent.given"] == (
        "The person gave a consent to Cooperativa Il Gelso. Recorded by Sara Conti."
    )
    assert told["scope.opened"] == "Sara Conti opened the file to Sara Conti."


def test_pages_go_back_in_time(story: Story, sara: Persona) -> None:
    for _ in range(4):
        story.need()
    first = queries.readable_trace(sara.actor, story.pathway.id, at=MOMENT, limit=3)
    second = queries.readable_trace(
        sara.actor, story.pathway.id, at=MOMENT, limit=3, before=first.before
    )
    assert [line.position for line in (*first.lines, *second.lines)] == [5, 4, 3, 2, 1]
    assert second.before is None


def test_the_person_does_not_read_what_they_have_not_said(
    story: Story, maria_herself: Persona
) -> None:
    hidden = story.need("functioning.safety")
    actions.mark_unvoiced(actor=story.actor, need_id=hidden.id, reason="fear", at=story.at)
    story.demand(story.need("income.debt"))
    told = " ".join(sentences(maria_herself, story))
    assert "Debts" in told
    assert "Safety" not in told
    assert "Fear" not in told.title()


def test_who_may_not_open_the_file_reads_no_trace(
    story: Story, omar: Persona, gelsomina: Persona, dino: Persona
) -> None:
    for persona in (omar, gelsomina, dino):
        with pytest.raises(Forbidden):
            queries.readable_trace(persona.actor, story.pathway.id, at=MOMENT)


def test_a_verb_of_another_version_is_still_read(story: Story, sara: Persona) -> None:
    entry = Entry.objects.filter(stream=story.pathway.id).get()
    told = queries.trace.sentence(
        "need.sung", {}, {sara.id: "Sara"}, who=entry.actor, on=MOMENT.date()
    )
    assert told == "Sara recorded “need.sung”."
