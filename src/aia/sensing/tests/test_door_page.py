"""A sensor's page: anybody says what they noticed; what is wrong is said and nothing is lost."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.urls import reverse

from aia.access.terms import service_actor
from aia.kit.clock import now
from aia.people import queries as people
from aia.sensing import actions, telling
from aia.sensing.models import Notice, Sensor
from aia.sensing.tests.story import Noticing

pytestmark = pytest.mark.django_db
WORDS = "Il signore del secondo piano non apre più a nessuno."


@pytest.fixture
def page(pharmacy: Sensor) -> str:
    return reverse("doors:door", args=[pharmacy.code])


def form(**told: Any) -> dict[str, Any]:
    """Return a form that was opened a minute ago."""
    given = telling.token(now() - timedelta(minutes=1))
    return {"key": str(uuid4()), "token": given, "lang": "it", "text": WORDS, **told}


def by_script(client: Client, page: str, **told: Any) -> Any:
    """Send as the page's own script does."""
    return client.post(page, form(**told), headers={"Accept": "application/json"})


def words_of(notice: Notice) -> str:
    return people.keyring(notice.id).open(notice.id, notice, "sealed_text")


def code_in(answer: Any) -> str:
    found = re.search(r"\d{4} \d{4} \d{4} \d{4}", answer.content.decode())
    assert found is not None
    return found.group()


def test_a_notice_is_sent_without_a_script_an_account_or_a_name(
    client: Client, page: str, pharmacy: Sensor
) -> None:
    answer = client.post(page, form(somewhere="vicino al mercato", age="75-84", urgency="now"))
    notice = Notice.objects.get()
    assert answer.status_code == 201
    assert answer.headers["Cache-Control"] == "no-store"
    assert code_in(answer)
    assert words_of(notice) == WORDS
    assert (notice.sensor, notice.door) == (pharmacy, "sensor")
    assert (notice.age_band, notice.urgency, notice.reporter) == ("75-84", "now", None)
    assert "sessionid" not in client.cookies


def test_the_same_sending_twice_comes_in_once_and_gives_the_same_code(
    client: Client, page: str
) -> None:
    told = form()
    first, again = client.post(page, told), client.post(page, told)
    assert Notice.objects.count() == 1
    assert (first.status_code, again.status_code) == (201, 200)
    assert code_in(first) == code_in(again)
    assert "non l’abbiamo contata due volte" in again.content.decode()


def test_a_queue_that_is_sent_twice_by_script_comes_in_once(client: Client, page: str) -> None:
    queue = [{"key": str(uuid4()), "text": f"{WORDS} {n}", "waited": "600"} for n in range(3)]
    answers = [by_script(client, page, **one).json() for one in queue * 2]
    assert Notice.objects.count() == 3
    assert [one["already"] for one in answers] == [False] * 3 + [True] * 3
    assert [one["code"] for one in answers[:3]] == [one["code"] for one in answers[3:]]


@pytest.mark.parametrize(
    ("waited", "ago"),
    [
        ("600", timedelta(minutes=10)),
        ("0", timedelta(0)),
        (str(365 * 24 * 3600), timedelta(0)),
        ("-31536000", None),
        ("99999999999", None),
        ("many", None),
        ("", None),
    ],
    ids=["ten minutes", "at once", "a year", "before", "an age", "letters", "untold"],
)
def test_the_server_s_clock_rules(
    client: Client, page: str, waited: str, ago: timedelta | None
) -> None:
    """A phone tells how long a notice waited, never the hour: its clock may be a year off."""
    before = now()
    assert by_script(client, page, waited=waited).status_code == 201
    notice = Notice.objects.get()
    assert before <= notice.received_at <= now()
    if ago is None:
        assert notice.seen_at is None
    else:
        assert notice.seen_at is not None
        assert abs(notice.received_at - ago - notice.seen_at) < timedelta(seconds=5)


def test_words_keep_their_language_and_script_stays_plain_signs(client: Client, page: str) -> None:
    evil = "<script>alert(1)</script> <b>ciao</b> {{ 7*7 }} \u202e"
    answer = client.post(page, form(text=evil, lang="ar", urgency="never"))
    assert answer.status_code == 400
    shown = answer.content.decode()
    assert "<script>alert(1)" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert 'dir="rtl"' in shown
    by_script(client, page, text=evil, lang="ar")
    notice = Notice.objects.get()
    assert (notice.language, words_of(notice)) == ("ar", evil.strip())


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"text": "   "}, "bastano poche parole"),
        ({"text": "x" * 5001}, "al massimo 5000 caratteri"),
        ({"age": "12"}, "una delle risposte"),
        ({"awareness": "maybe"}, "una delle risposte"),
        ({"municipality": "058091"}, "uno dei comuni"),
        ({"token": "1:forged"}, "non è più valido"),
        ({"token": ""}, "non è più valido"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Client, page: str, told: dict[str, str], said: str
) -> None:
    answer = client.post(page, form(**{"somewhere": "in piazza", **told}))
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert said in shown
    assert "in piazza" in shown
    assert told.get("text", WORDS).strip() in shown
    assert Notice.objects.count() == 0


def test_who_is_quicker_than_a_hand_is_asked_to_send_again(client: Client, page: str) -> None:
    told = form(token=telling.token(now()))
    answer = client.post(page, told)
    assert (answer.status_code, Notice.objects.count()) == (400, 0)
    assert "più veloce di una persona" in answer.content.decode()
    fresh = client.post(page, told, headers={"Accept": "application/json"}).json()
    assert set(fresh) == {"token"}


@pytest.mark.parametrize("key", ["", "x", "<b>", "z" * 36])
def test_a_key_that_is_none_is_replaced(client: Client, page: str, key: str) -> None:
    assert client.post(page, form(key=key)).status_code == 201


def test_words_of_danger_show_the_numbers_and_the_notice_is_kept(client: Client, page: str) -> None:
    told = client.post(page, form(text="La picchia davanti al bambino")).content.decode()
    for number in ("tel:112", "tel:1522", "tel:114"):
        assert number in told
    assert "non è letta in tempo reale" in told
    answer = by_script(client, page, text="La picchia davanti al bambino")
    assert answer.json()["numbers"] == ["112", "1522", "114"]
    assert Notice.objects.count() == 2


def test_a_closed_sensor_says_where_to_go_yet_takes_what_was_written_before(
    client: Client, page: str, noticing: Noticing
) -> None:
    actions.close_sensor(
        actor=noticing.carla, sensor_id=noticing.sensor.id, reason="moved", at=now()
    )
    assert client.get(page).status_code == 410
    assert "servizio sociale del tuo comune" in client.get(page).content.decode()
    assert client.post(page, form()).status_code == 410
    assert by_script(client, page).status_code == 410
    assert Notice.objects.count() == 0
    assert by_script(client, page, waited="3600").status_code == 201


def test_a_sensor_that_rests_says_so_and_still_takes_notices(
    client: Client, page: str, noticing: Noticing
) -> None:
    until = date.today() + timedelta(days=9)  # noqa: DTZ011 - a day on the page
    actions.pause_sensor(
        actor=service_actor("voice"), sensor_id=noticing.sensor.id, until=until, at=now()
    )
    shown = client.get(page).content.decode()
    assert f"In pausa fino al {until:%d/%m/%Y}" in shown
    assert client.post(page, form()).status_code == 201


def test_an_unknown_code_is_not_found_and_capitals_do_not_matter(
    client: Client, pharmacy: Sensor
) -> None:
    assert client.get("/s/zzzzzzzz/").status_code == 404
    assert client.get(reverse("doors:door", args=[pharmacy.code.upper()])).status_code == 200


def test_the_name_of_a_person_who_is_a_sensor_is_not_shown(
    client: Client, noticing: Noticing
) -> None:
    barber = actions.register_sensor(
        actor=noticing.actor,
        district=noticing.sensor.district,
        kind="person",
        formality="informal",
        name="Ivo Barbieri",
        municipality=noticing.sensor.municipality_id,
        at=noticing.at,
    )
    for name in ("door", "manifest"):
        shown = client.get(reverse(f"doors:{name}", args=[barber.code])).content.decode()
        assert "Barbieri" not in shown


def test_no_address_and_no_device_is_kept_anywhere(
    client: Client, page: str, caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    device = {"User-Agent": "Zaffiro/9 (Telefono 12)"}
    told = form(text="")
    client.post(page, told, REMOTE_ADDR="203.0.113.77", headers=device)
    client.post(page, form(), REMOTE_ADDR="203.0.113.77", headers=device)
    rows: list[Any] = []
    for model in ("sensing_notice", "trace_entry", "axes_accessattempt", "django_session"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model}")
            rows += cursor.fetchall()
    assert Notice.objects.count() == 1
    everything = repr(rows) + caplog.text + repr(caches["limits"]._cache)  # type: ignore[attr-defined]
    assert "203.0.113.77" not in everything
    assert "Zaffiro" not in everything


def test_the_page_needs_little(client: Client, page: str) -> None:
    shown = client.get(page, headers={"Accept-Encoding": "gzip"})
    assert len(shown.content) < 8_000
    assert shown.headers["X-Aia-Keep"] == "yes"
    assert "microphone=(self)" in shown.headers["Permissions-Policy"]
    assert "camera=()" in shown.headers["Permissions-Policy"]


def test_the_language_is_asked_remembered_and_offered(client: Client, page: str) -> None:
    assert (
        client.get(page, headers={"Accept-Language": "uk,en;q=0.5"}).headers["Content-Language"]
        == "uk"
    )
    arabic = client.get(f"{page}?lang=ar")
    assert 'lang="ar" dir="rtl"' in arabic.content.decode()
    assert client.get(page).headers["Content-Language"] == "ar"
    for code in ("it", "en", "ro", "ar", "fr", "uk", "zh", "es"):
        assert f"?lang={code}" in arabic.content.decode()


def test_the_app_is_of_one_sensor_and_starts_on_its_page(
    client: Client, page: str, pharmacy: Sensor
) -> None:
    told = client.get(reverse("doors:manifest", args=[pharmacy.code]) + "?lang=ar")
    app = told.json()
    assert (app["scope"], app["dir"], app["display"]) == ("/s/", "rtl", "standalone")
    assert app["start_url"].startswith(page)
    assert pharmacy.name in app["name"]
    worker = client.get("/s/worker.js")
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert b"importScripts" in worker.content
