"""Who sent a notice without a name still asks, answers, and says "this is not solved"."""

from __future__ import annotations

import pytest

from aia.access.terms import Actor, Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways.terms import Refused
from aia.sensing import actions, queries
from aia.sensing.tests.story import Noticing

pytestmark = pytest.mark.django_db


def said(noticing: Noticing, notice_id: object) -> list[tuple[str, str]]:
    told = queries.notice_of(noticing.actor, notice_id, at=noticing.at)  # type: ignore[arg-type]
    return [(one.word.side, one.words) for one in told.words]


def test_the_office_asks_and_the_receipt_answers(noticing: Noticing, reporter: Actor) -> None:
    sent = noticing.receive(with_receipt=True)
    notice_id, code = sent.notice.id, sent.receipt_code
    actions.add_words(
        actor=noticing.actor, notice_id=notice_id, words="A che piano abita?", at=MOMENT
    )
    word = actions.add_words(
        actor=reporter,
        notice_id=notice_id,
        words="Al terzo, tenda verde.",
        receipt=code,
        language="it",
        at=MOMENT,
    )
    assert word.author is None
    assert said(noticing, notice_id) == [
        ("office", "A che piano abita?"),
        ("reporter", "Al terzo, tenda verde."),
    ]
    counts = queries.queue_counts(noticing.actor, at=MOMENT)
    assert counts["answered"] == 1
    actions.read_words(actor=noticing.actor, notice_id=notice_id, at=MOMENT)
    assert queries.queue_counts(noticing.actor, at=MOMENT)["answered"] == 0


def test_a_wrong_receipt_opens_nothing(noticing: Noticing, reporter: Actor) -> None:
    sent, other = noticing.receive(with_receipt=True), noticing.receive(with_receipt=True)
    for told in (None, "", "0000 0000 0000 0000", other.receipt_code):
        with pytest.raises(Forbidden) as refusal:
            actions.add_words(
                actor=reporter, notice_id=sent.notice.id, words="Io?", receipt=told, at=MOMENT
            )
        assert refusal.value.hidden


def test_this_is_not_solved(noticing: Noticing, reporter: Actor) -> None:
    sent = noticing.receive(with_receipt=True)
    notice = sent.notice
    with pytest.raises(Refused, match="still open"):
        actions.reopen_notice(
            actor=reporter, notice_id=notice.id, receipt=sent.receipt_code, at=MOMENT
        )
    actions.close_notice(
        actor=noticing.actor, notice_id=notice.id, reason="not_found", reply="Grazie.", at=MOMENT
    )
    reopened = actions.reopen_notice(
        actor=reporter,
        notice_id=notice.id,
        words="È ancora lì.",
        receipt=sent.receipt_code,
        at=noticing.later(1).at,
    )
    assert (reopened.state, reopened.outcome, reopened.reopened) == ("received", None, 1)
    assert reopened.due_rule == "again.any"
    assert reopened.unread
    assert [words for _side, words in said(noticing, notice.id)] == ["Grazie.", "È ancora lì."]


def test_a_citizen_speaks_on_their_own_notice(noticing: Noticing, chiara: Persona) -> None:
    notice = noticing.sent(actor=chiara.actor, door="citizen", sensor_id=None)
    word = actions.add_words(actor=chiara.actor, notice_id=notice.id, words="Sono io.", at=MOMENT)
    assert (word.side, word.author) == ("reporter", chiara.id)
    page = queries.notices_of_reporter(chiara.actor)
    assert [one.id for one in page.items] == [notice.id]


def test_a_stranger_says_nothing(noticing: Noticing, chiara: Persona, dino: Persona) -> None:
    notice = noticing.sent()
    for stranger in (chiara, dino):
        with pytest.raises(Forbidden) as refusal:
            actions.add_words(actor=stranger.actor, notice_id=notice.id, words="Chi è?", at=MOMENT)
        assert refusal.value.hidden


def test_words_of_a_joined_notice_go_to_the_one_it_follows(
    noticing: Noticing, reporter: Actor
) -> None:
    kept, sent = noticing.sent(), noticing.receive(with_receipt=True)
    actions.merge_notices(
        actor=noticing.actor, kept_id=kept.id, merged_id=sent.notice.id, at=MOMENT
    )
    actions.add_words(
        actor=reporter,
        notice_id=sent.notice.id,
        words="L’ho rivista oggi.",
        receipt=sent.receipt_code,
        at=MOMENT,
    )
    assert said(noticing, kept.id) == [("reporter", "L’ho rivista oggi.")]


def test_a_coordinator_blanks_what_said_too_much(noticing: Noticing) -> None:
    notice = noticing.sent(contact="333 000000")
    word = actions.add_words(
        actor=noticing.actor, notice_id=notice.id, words="Il suo nome è…", at=MOMENT
    )
    with pytest.raises(Forbidden):
        actions.redact_notice(
            actor=noticing.actor, notice_id=notice.id, reason="not_needed", at=MOMENT
        )
    actions.redact_notice(actor=noticing.carla, notice_id=notice.id, reason="not_needed", at=MOMENT)
    actions.redact_word(actor=noticing.carla, word_id=word.id, reason="third_person", at=MOMENT)
    told = queries.notice_of(noticing.actor, notice.id, at=MOMENT)
    assert (told.text, told.contact, [one.words for one in told.words]) == ("", "", [""])
