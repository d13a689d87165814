"""A notice comes in exactly once, with its receipt, its day and nothing about its sender."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from aia.access.terms import Actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways.terms import Refused
from aia.people.queries import keyring
from aia.sensing import actions, queries
from aia.sensing.models import Notice
from aia.sensing.rules import receipts
from aia.sensing.tests.story import WORDS, Noticing
from aia.trace.models import Entry

pytestmark = pytest.mark.django_db


def test_the_pharmacist_says_what_she_noticed(noticing: Noticing) -> None:
    notice = noticing.sent()
    assert (notice.state, notice.door, notice.sensor) == ("received", "sensor", noticing.sensor)
    assert notice.municipality_id == noticing.sensor.municipality_id
    assert notice.reporter is None
    assert keyring(notice.id).open(notice.id, notice, "sealed_text") == WORDS
    # Monday 2 March 2026 and three working days.
    assert (notice.due_on, notice.due_rule) == (date(2026, 3, 5), "look.soon")


def test_the_same_sending_comes_in_once(noticing: Noticing) -> None:
    key = uuid4().hex
    first = noticing.receive(client_key=key, with_receipt=True)
    again = noticing.later(1).receive(client_key=key, with_receipt=True, text="Altre parole.")
    assert not first.already_there
    assert again.already_there
    assert again.notice == first.notice
    assert again.receipt_code == first.receipt_code
    assert Notice.objects.count() == 1
    assert Entry.objects.filter(subject=first.notice.id).count() == 1


def test_the_receipt_opens_its_own_notice_and_no_other(noticing: Noticing) -> None:
    sent = noticing.receive(with_receipt=True)
    other = noticing.receive(with_receipt=True)
    assert sent.receipt_code is not None
    assert queries.notice_for_receipt(receipts.shown(sent.receipt_code)) == sent.notice
    assert queries.notice_for_receipt(other.receipt_code or "") == other.notice
    guess = str((int(sent.receipt_code) + 1) % 10**16).zfill(16)
    assert queries.notice_for_receipt(guess) is None
    assert queries.notice_for_receipt("abc") is None


def test_a_guess_pays_for_the_slow_hash_too(
    noticing: Noticing, monkeypatch: pytest.MonkeyPatch
) -> None:
    paid: list[str] = []
    slow = receipts._scrypt

    def counted(code: str, salt: bytes) -> bytes:
        paid.append(code)
        return slow(code, salt)

    monkeypatch.setattr(receipts, "_scrypt", counted)
    for told in ("0000 0000 0000 0000", "not a code"):
        paid.clear()
        assert queries.notice_for_receipt(told) is None
        assert len(paid) == 1


def test_nothing_of_the_receipt_is_kept_but_a_slow_hash(noticing: Noticing) -> None:
    sent = noticing.receive(with_receipt=True)
    code, row = sent.receipt_code or "", Notice.objects.get(pk=sent.notice.id)
    assert len(bytes(row.receipt_tag or b"")) == 3
    for kept in (bytes(row.receipt_hash), row.origin.bytes, bytes(row.receipt_tag or b"")):
        assert code.encode() not in kept
    facts = Entry.objects.get(subject=row.id).facts
    assert code not in facts


def test_a_receipt_needs_a_key_that_nobody_can_guess(noticing: Noticing) -> None:
    with pytest.raises(Refused, match="key of its own") as refusal:
        noticing.receive(client_key="1", with_receipt=True)
    assert refusal.value.field == "client_key"


def test_an_empty_text_is_not_a_notice(noticing: Noticing) -> None:
    with pytest.raises(Refused, match="few words") as refusal:
        noticing.receive(text=" \n ")
    assert refusal.value.field == "text"
    assert not Notice.objects.exists()


def test_signs_of_html_stay_the_text_they_are(noticing: Noticing) -> None:
    written = "<script>alert(1)</script> <b>ciao</b> & 'aiuto'"
    notice = noticing.sent(text=written)
    told = queries.notice_of(noticing.actor, notice.id, at=noticing.at)
    assert told.text == written


def test_a_text_in_no_language_is_kept(noticing: Noticing) -> None:
    notice = noticing.sent(text="qwrt zzz 🙂 0000", language="")
    assert notice.language == "und"


def test_a_clock_a_year_ahead_or_behind_is_told_and_not_believed(noticing: Noticing) -> None:
    ahead = noticing.sent(seen_at=MOMENT + timedelta(days=365))
    behind = noticing.sent(seen_at=MOMENT - timedelta(days=365))
    lately = noticing.sent(seen_at=MOMENT - timedelta(days=2))
    assert (ahead.seen_at, ahead.seen_doubt) == (MOMENT, "ahead")
    assert (behind.seen_at, behind.seen_doubt) == (MOMENT, "long_ago")
    assert (lately.seen_at, lately.seen_doubt) == (MOMENT - timedelta(days=2), None)


def test_a_sensor_that_closed_takes_only_what_was_written_before(noticing: Noticing) -> None:
    actions.close_sensor(
        actor=noticing.actor, sensor_id=noticing.sensor.id, reason="wish", at=noticing.at
    )
    noticing.later(3)
    with pytest.raises(Refused, match="no longer takes notices"):
        noticing.receive()
    with pytest.raises(Refused, match="no longer takes notices"):
        noticing.receive(seen_at=noticing.at - timedelta(days=1))
    assert noticing.sent(seen_at=MOMENT - timedelta(hours=1)).sensor == noticing.sensor


def test_a_citizen_who_signed_in_can_come_back(noticing: Noticing, chiara: Persona) -> None:
    notice = noticing.sent(actor=chiara.actor, door="citizen", sensor_id=None)
    assert notice.reporter == chiara.id
    assert queries.notice_of(chiara.actor, notice.id, at=MOMENT).text == WORDS


def test_an_operator_writes_a_call_down_for_somebody_else(noticing: Noticing) -> None:
    notice = noticing.sent(actor=noticing.actor, door="operator", sensor_id=None)
    assert notice.reporter is None


def test_the_same_key_of_two_senders_makes_two_notices(noticing: Noticing, omar: Persona) -> None:
    key = uuid4().hex
    one = noticing.sent(actor=noticing.actor, door="api", sensor_id=None, client_key=key)
    two = noticing.sent(actor=omar.actor, door="api", sensor_id=None, client_key=key)
    assert one != two


def test_who_has_no_role_here_writes_nothing_down(noticing: Noticing, dino: Persona) -> None:
    from aia.access.terms import Forbidden

    with pytest.raises(Forbidden):
        noticing.receive(actor=dino.actor, door="operator", sensor_id=None)
    with pytest.raises(Forbidden):
        noticing.receive(door="import", sensor_id=None)


def test_a_photo_comes_sealed_with_its_notice(noticing: Noticing, reporter: Actor) -> None:
    photo = actions.Media(kind="photo", media_type="image/webp", content=b"RIFF....WEBP")
    notice = noticing.sent(text="", media=[photo])
    told = queries.notice_of(noticing.actor, notice.id, at=noticing.at)
    assert [one.kind for one in told.media] == ["photo"]
    row, content = queries.media_content(noticing.actor, told.media[0].id, at=noticing.at)
    assert content == photo.content
    removed = actions.remove_media(actor=noticing.carla, media_id=row.id, at=noticing.at)
    assert removed.removed_at == noticing.at


def test_nobody_takes_in_four_photos(noticing: Noticing) -> None:
    photo = actions.Media(kind="photo", media_type="image/webp", content=b"x")
    with pytest.raises(Refused, match="At most 3"):
        noticing.receive(media=[photo] * 4)
    assert not Notice.objects.exists()


def test_a_thousand_notices_from_one_page_each_come_in_once(noticing: Noticing) -> None:
    """Floods are held back at the door; what gets through is kept whole, none twice."""
    keys = [uuid4().hex for _sending in range(150)]
    for key in keys * 2:
        noticing.receive(client_key=key)
    assert Notice.objects.count() == len(keys)


def test_a_category_that_was_retired_is_taken_under_its_new_name(noticing: Noticing) -> None:
    with pytest.raises(Refused, match="category") as refusal:
        noticing.receive(category="no.such")
    assert refusal.value.field == "category"
    assert noticing.sent(category="income.food").domain == "income"


def test_only_the_office_reads(noticing: Noticing, piero: Persona, dino: Persona) -> None:
    from aia.access.terms import Forbidden

    notice = noticing.sent()
    for stranger in (piero, dino):
        with pytest.raises(Forbidden) as refusal:
            queries.notice_of(stranger.actor, notice.id, at=MOMENT)
        assert refusal.value.hidden


def test_the_district_is_the_sensor_s(noticing: Noticing) -> None:
    with pytest.raises(Refused, match="no such sensor"):
        noticing.receive(district="crema")
    assert noticing.sent().district == DISTRICT
