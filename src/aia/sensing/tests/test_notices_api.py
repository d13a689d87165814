"""A municipality's own program sends notices and follows them."""

from __future__ import annotations

from typing import Any

import pytest

from aia.access.tests.personas import Persona
from aia.sensing.models import Notice, NoticeWord
from aia.sensing.models import Sensor as SensorRow
from aia.sensing.tests.story import WORDS
from tests.test_api_writes import Ask, program

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(omar: Persona) -> Ask:
    return program(omar)


def send(ask: Ask, key: str = "chiamata-1", **told: Any) -> Any:
    return ask("post", "/notices", {"client_key": key, "text": WORDS, **told})


def test_a_notice_is_sent_once_whatever_the_idempotency_key(ask: Ask) -> None:
    first, again = send(ask), send(ask)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert Notice.objects.get().door == "api"


def test_the_queue_is_read_page_by_page(ask: Ask) -> None:
    for number in range(3):
        send(ask, key=f"chiamata-{number}")
    page = ask("get", "/notices?limit=2").json()
    rest = ask("get", f"/notices?limit=2&cursor={page['next']}").json()
    assert [len(page["items"]), len(rest["items"]), rest["next"]] == [2, 1, None]
    assert page["items"][0]["beginning"].startswith("La signora")
    assert ask("get", "/notices?cursor=made-up").status_code == 422


def test_a_notice_tells_why_it_is_there_and_what_followed(ask: Ask, pharmacy: SensorRow) -> None:
    sent = send(ask, urgency="now", sensor_id=str(pharmacy.id)).json()
    place = f"/notices/{sent['id']}"
    answer = ask("get", place, **{"Accept-Language": "en"})
    told = answer.json()
    assert told["why_here"].startswith("No rule")
    assert (told["text"], told["due_rule"]) == (WORDS, "look.now")
    known = {"If-None-Match": answer["ETag"], "Accept-Language": "en"}
    spared = ask("get", place, **known)
    assert spared.status_code == 304
    assert ask("post", f"{place}/take", **{"If-Match": answer["ETag"]}).status_code == 200
    late = ask("post", f"{place}/close", {"reason": "solved"}, **{"If-Match": answer["ETag"]})
    assert late.status_code == 412
    said = ask("post", f"{place}/words", {"words": "Grazie."})
    assert said.status_code == 201
    assert NoticeWord.objects.count() == 1
    assert ask("post", f"{place}/decide", {"category": "income.food"}).status_code == 200
    assert ask("post", f"{place}/inform", {"words": "Martedì."}).status_code == 200
    ended = ask("get", place).json()
    assert (ended["state"], ended["outcome"]) == ("settled", "informed")
    assert [one["words"] for one in ended["words"]] == ["Grazie.", "Martedì."]
    assert ask("post", f"{place}/close", {"reason": "solved"}).status_code == 422


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"client_key": "né"}, "client_key"),
        ({"municipality": "nowhere"}, "municipality"),
        ({"category": "no.such"}, "category"),
        ({"language": "<b>"}, "language"),
        ({"place_id": "00000000-0000-0000-0000-000000000001"}, "place_id"),
        ({"sensor_id": "00000000-0000-0000-0000-000000000001"}, "sensor"),
        ({"seen_at": "2026-03-01T10:00:00"}, "seen_at"),
        ({"urgency": "yesterday"}, "urgency"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(ask: Ask, told: dict[str, object], field: str) -> None:
    least = {"client_key": "chiamata-1", "text": WORDS}
    answer = ask("post", "/notices", {**least, **told})
    assert answer.status_code == 422
    assert field in {one["field"] for one in answer.json()["errors"]}
    assert not Notice.objects.exists()


def test_a_clock_a_year_off_is_told(ask: Ask) -> None:
    sent = send(ask, seen_at="1999-01-01T00:00:00Z").json()
    told = ask("get", f"/notices/{sent['id']}").json()
    assert told["seen_doubt"] == "long_ago"


def test_the_next_district_finds_nothing(ask: Ask, dino: Persona) -> None:
    sent = send(ask).json()
    other = program(dino)
    assert other("get", f"/notices/{sent['id']}").status_code == 404
    assert other("post", f"/notices/{sent['id']}/take").status_code == 404
    assert other("get", "/notices").json()["items"] == []
