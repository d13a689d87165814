"""Sixteen digits lead back: answers in plain words, more words, and "this is not solved"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from aia.kit.clock import now
from aia.sensing import actions, limits, passes
from aia.sensing.actions import Part
from aia.sensing.models import Notice, NoticeWord
from aia.sensing.queries.followed import code_of, followed_of_sensor, what_followed
from aia.sensing.speech import LANGUAGES, speech
from aia.sensing.terms import NoticeCloseReason, NoticeState, Outcome
from aia.sensing.tests.story import Noticing

pytestmark = pytest.mark.django_db
PAGE = "/s/receipt/"


@pytest.fixture
def sent(noticing: Noticing) -> tuple[Notice, str]:
    """A notice with its receipt code."""
    received = noticing.receive(with_receipt=True)
    assert received.receipt_code is not None
    return received.notice, received.receipt_code


def opened(client: Client, code: str, **told: Any) -> Any:
    return client.post(PAGE, {"code": code, **told})


def pass_in(answer: Any) -> str:
    found = re.search(r'name="pass" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def test_the_code_opens_however_it_is_written(client: Client, sent: tuple[Notice, str]) -> None:
    _notice, code = sent
    for written in (code, f"{code[:4]} {code[4:8]}-{code[8:12]}.{code[12:]}", f"  {code}\n"):
        answer = opened(client, written)
        assert answer.status_code == 200
        assert "aspetta di essere letta" in answer.content.decode()
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    answer = client.post(f"{PAGE}?lang=ar", {"code": arabic})
    assert speech("ar").say("follows.received") in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


def test_neither_the_words_nor_the_code_are_shown_again(
    client: Client, sent: tuple[Notice, str]
) -> None:
    _notice, code = sent
    shown = opened(client, code).content.decode()
    assert code not in shown
    assert "terzo piano" not in shown


@pytest.mark.parametrize(
    "code", ["0000000000000000", "1", "", "x" * 400, "<script>", "1234567890123456"]
)
def test_a_code_that_is_none_says_so(client: Client, sent: tuple[Notice, str], code: str) -> None:
    answer = opened(client, code)
    assert answer.status_code == 400
    assert "Non troviamo questo codice" in answer.content.decode()
    assert "<script>" not in answer.content.decode()


@pytest.fixture
def one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a story happen in one moment: a window of counting that ends meanwhile would hide it."""
    moment = now()
    monkeypatch.setattr("aia.sensing.views.receipt.now", lambda: moment)


def test_guessing_is_limited_also_for_the_right_code(
    client: Client, sent: tuple[Notice, str], one_moment: None
) -> None:
    _notice, code = sent
    for _ in range(limits.GUESSES_OF_SOURCE.most):
        opened(client, "1111 2222 3333 4444")
    answer = opened(client, code)
    assert answer.status_code == 429
    assert "Troppi tentativi" in answer.content.decode()
    other = client.post(PAGE, {"code": code}, REMOTE_ADDR="198.51.100.9")
    assert other.status_code == 200


def test_guessing_from_many_places_is_limited_too(
    client: Client,
    sent: tuple[Notice, str],
    monkeypatch: pytest.MonkeyPatch,
    one_moment: None,
) -> None:
    monkeypatch.setattr("aia.sensing.limits.GUESSES_OF_ALL", limits.Limit("all", 3, 600))
    answers = [
        client.post(PAGE, {"code": "1"}, REMOTE_ADDR=f"198.51.100.{n}").status_code
        for n in range(5)
    ]
    assert answers == [400, 400, 400, 429, 429]


def test_a_wrong_code_costs_as_much_as_a_right_one(
    client: Client, sent: tuple[Notice, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow hash is worked out once, whatever was typed."""
    from aia.sensing.rules import receipts

    counted: list[str] = []
    slow = receipts._scrypt

    def seen(code: str, salt: bytes) -> bytes:
        counted.append(code)
        return slow(code, salt)

    monkeypatch.setattr(receipts, "_scrypt", seen)
    for code in (sent[1], "9999888877776666", "12"):
        counted.clear()
        opened(client, code)
        assert len(counted) == 1


def test_words_are_added_and_answered(
    client: Client, noticing: Noticing, sent: tuple[Notice, str]
) -> None:
    notice, code = sent
    first = opened(client, code)
    said = client.post(f"{PAGE}?lang=ro", {"pass": pass_in(first), "words": "Ieri nu a deschis."})
    assert speech("ro").say("receipt.added") in said.content.decode()
    word = NoticeWord.objects.get()
    assert (word.side, word.language, word.author) == ("reporter", "ro", None)
    actions.add_words(
        actor=noticing.actor, notice_id=notice.id, words="Grazie, andiamo oggi.", at=now()
    )
    answer = opened(client, code).content.decode()
    assert "Grazie, andiamo oggi." in answer
    assert "Ieri nu a deschis." in answer
    assert noticing.worker.account.name not in answer


def test_not_solved_opens_it_again(
    client: Client, noticing: Noticing, sent: tuple[Notice, str]
) -> None:
    notice, code = sent
    noticing.at = now()
    actions.take_notice(actor=noticing.actor, notice_id=notice.id, at=noticing.at)
    actions.close_notice(actor=noticing.actor, notice_id=notice.id, reason="solved", at=noticing.at)
    shown = opened(client, code)
    assert "La situazione si è risolta da sola" in shown.content.decode()
    assert "Non è risolto" in shown.content.decode()
    again = client.post(
        PAGE, {"pass": pass_in(shown), "unsolved": "yes", "words": "Grida ancora, sanguina."}
    )
    notice.refresh_from_db()
    assert (notice.state, notice.reopened) == (NoticeState.RECEIVED, 1)
    assert "di nuovo aperta" in again.content.decode()
    assert "tel:112" in again.content.decode()


def test_a_pass_that_is_over_or_forged_asks_for_the_code_and_keeps_the_words(
    client: Client, sent: tuple[Notice, str]
) -> None:
    _notice, code = sent
    past = passes.made(code, now() - timedelta(minutes=31))
    for one in (past, "forged", "", passes.made(code, now())[:-6] + "AAAAAA"):
        answer = client.post(PAGE, {"pass": one, "words": "Parole da non perdere"})
        assert "serve di nuovo il codice" in answer.content.decode()
        assert "Parole da non perdere" in answer.content.decode()
    assert NoticeWord.objects.count() == 0
    back = opened(client, code, kept="Parole da non perdere")
    assert "Parole da non perdere</textarea>" in back.content.decode()


def test_a_pass_says_nothing_to_who_sees_it() -> None:
    at = datetime.fromisoformat("2026-11-23T10:00:00+00:00")
    made = passes.made("1234567890123456", at)
    assert "1234567890123456" not in made
    assert passes.opened(made, at) == "1234567890123456"
    assert passes.opened(made, at + timedelta(minutes=29)) == "1234567890123456"
    assert passes.opened(made, at + timedelta(minutes=30)) is None


def test_nothing_empty_and_no_flood_of_words(client: Client, sent: tuple[Notice, str]) -> None:
    first = pass_in(opened(client, sent[1]))
    assert (
        "bastano poche parole" in client.post(PAGE, {"pass": first, "words": " "}).content.decode()
    )
    for n in range(limits.WORDS_OF_NOTICE.most + 3):
        client.post(PAGE, {"pass": first, "words": f"Ancora {n}"})
    assert NoticeWord.objects.count() == limits.WORDS_OF_NOTICE.most


def every_standing() -> Iterator[Notice]:
    for state in NoticeState:
        if state != NoticeState.SETTLED:
            yield Notice(state=state)
    for outcome in Outcome:
        if outcome != Outcome.CLOSED:
            yield Notice(state=NoticeState.SETTLED, outcome=outcome)
    for reason in NoticeCloseReason:
        yield Notice(state=NoticeState.SETTLED, outcome=Outcome.CLOSED, close_reason=reason)


def test_every_standing_has_plain_words_in_every_language() -> None:
    for notice in every_standing():
        for code in LANGUAGES:
            assert speech(code).say(f"follows.{code_of(notice)}")


def test_nobody_learns_who_was_known_already_or_wants_nothing() -> None:
    """What is the person's own reads like any other end."""
    told = {
        reason: code_of(
            Notice(state=NoticeState.SETTLED, outcome=Outcome.CLOSED, close_reason=reason)
        )
        for reason in NoticeCloseReason
    }
    assert told[NoticeCloseReason.ALREADY_KNOWN] == Outcome.PERSON_NEED
    assert told[NoticeCloseReason.DECLINED] == told[NoticeCloseReason.NOT_FOUND] == "closed"


def test_a_sensor_sees_what_followed_and_nothing_else(noticing: Noticing) -> None:
    first = noticing.sent()
    noticing.sent(text="Una seconda cosa")
    actions.take_notice(actor=noticing.actor, notice_id=first.id, at=noticing.at)
    actions.close_notice(
        actor=noticing.actor, notice_id=first.id, reason="declined", at=noticing.at
    )
    followed = followed_of_sensor(noticing.sensor)
    assert (followed.arrived, followed.answered) == (2, 1)
    assert sorted(code for _moment, code, _parts in followed.latest) == ["closed", "received"]


def divided(noticing: Noticing, notice: Notice) -> list[Notice]:
    return actions.split_notice(
        actor=noticing.actor,
        notice_id=notice.id,
        parts=[
            Part("Non ritira le medicine.", category="functioning.health"),
            Part("Le panchine della piazza.", category="ties.solitude"),
        ],
        at=noticing.at,
    )


def test_a_divided_notice_tells_what_followed_for_each_part(
    client: Client, noticing: Noticing, sent: tuple[Notice, str]
) -> None:
    notice, code = sent
    first, second = divided(noticing, notice)
    actions.answer_with_information(
        actor=noticing.actor, notice_id=first.id, words="Il medico lo sa.", at=noticing.at
    )
    shown = client.post(f"{PAGE}?lang=en", {"code": code}).content.decode()
    assert "We divided it into parts" in shown
    assert "Part 1: The answer is in the messages below." in shown
    assert "Part 2: It has arrived and is waiting to be read." in shown
    assert "Il medico lo sa." in shown
    for hidden in ("medicine", "panchine", "Health and care"):
        assert hidden not in shown, "what the office wrote of each part is the office's"
    assert "It is not solved" not in shown, "one part is still open"
    actions.close_notice(
        actor=noticing.actor, notice_id=second.id, reason="already_known", at=noticing.at
    )
    shown = client.post(f"{PAGE}?lang=en", {"code": code}).content.decode()
    assert "Part 2: It was read, and something followed." in shown
    assert "already known" not in shown
    again = client.post(PAGE, {"pass": pass_in(opened(client, code)), "unsolved": "yes"})
    assert again.status_code == 200
    notice.refresh_from_db()
    assert (notice.state, notice.reopened) == (NoticeState.RECEIVED, 1)


def test_a_part_divided_again_is_told_by_its_own_parts(
    noticing: Noticing, sent: tuple[Notice, str]
) -> None:
    notice, _code = sent
    first, second = divided(noticing, notice)
    actions.close_notice(actor=noticing.actor, notice_id=second.id, reason="solved", at=noticing.at)
    divided(noticing, first)
    followed = what_followed(Notice.objects.get(pk=notice.id))
    assert sorted(followed.parts) == ["received", "received", "solved"]
    at_sensor = followed_of_sensor(noticing.sensor)
    assert at_sensor.arrived == 1, "the parts did not arrive: the office made them"
    (_moment, code, parts) = at_sensor.latest[0]
    assert (code, sorted(parts)) == ("split", ["received", "received", "solved"])
