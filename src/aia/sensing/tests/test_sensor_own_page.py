"""A sensor's own page, its training, its paper: for who speaks for it, and for nobody else."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from aia.access.tests.personas import Persona, make_persona
from aia.kit.clock import now
from aia.sensing import actions, own_links
from aia.sensing.models import Notice, Sensor, SensorTraining
from aia.sensing.printing import print_card, print_poster
from aia.sensing.speech import LANGUAGES, speech
from aia.sensing.terms import SensorState
from aia.sensing.tests.story import WORDS, Noticing
from aia.sensing.training import TrainingBroken, marked, training

pytestmark = pytest.mark.django_db
RIGHT = {f"answer{place}": str(right) for place, right in enumerate(training().right)}


@pytest.fixture
def lina(noticing: Noticing) -> Persona:
    """Lina keeps the pharmacy and speaks for it; she has an account, and no other role."""
    voice = make_persona("Lina Bo", "citizen")
    actions.add_voice(
        actor=noticing.actor, sensor_id=noticing.sensor.id, account=voice.id, at=noticing.at
    )
    return voice


def page(name: str, sensor: Sensor) -> str:
    """Return an address of the sensor's own, by its link."""
    return reverse(f"doors:{name}", args=[sensor.code, own_links.key_of(sensor)])


def test_the_link_opens_what_followed_and_no_word_of_it(client: Client, noticing: Noticing) -> None:
    noticing.sent()
    shown = client.get(own_links.own_link(noticing.sensor))
    assert shown.status_code == 200
    assert "aspetta di essere letta" in shown.content.decode()
    assert WORDS not in shown.content.decode()
    assert shown.headers["Cache-Control"] == "no-store"


def test_who_speaks_for_it_comes_in_signed_in(
    client: Client, lina: Persona, noticing: Noticing
) -> None:
    client.force_login(lina.account)
    first = client.get("/s/sensors/")
    assert first.headers["Location"] == reverse("doors:ours_signed", args=[noticing.sensor.code])
    assert client.get(first.headers["Location"]).status_code == 200


def test_nobody_else_comes_in(client: Client, noticing: Noticing) -> None:
    sensor = noticing.sensor
    signed = reverse("doors:ours_signed", args=[sensor.code])
    assert "/login/" in client.get(signed).headers["Location"]
    forged = reverse("doors:ours", args=[sensor.code, "x" * 22])
    assert client.get(forged).status_code == 404
    client.force_login(make_persona("Nino Lo", "citizen").account)
    assert client.get(signed).status_code == 404


def test_a_renewed_code_ends_the_link(client: Client, noticing: Noticing) -> None:
    old = own_links.own_link(noticing.sensor)
    actions.renew_sensor_code(actor=noticing.actor, sensor_id=noticing.sensor.id, at=now())
    assert client.get(old).status_code == 404


def test_a_pause_begins_and_ends(client: Client, noticing: Noticing) -> None:
    sensor, ours = noticing.sensor, page("ours", noticing.sensor)
    until = timezone.localdate() + timedelta(days=7)
    for wrong in ("", "tomorrow", timezone.localdate().isoformat()):
        answer = client.post(ours, {"until": wrong})
        assert answer.status_code == 400
        assert "da domani in poi" in answer.content.decode()
    client.post(ours, {"until": until.isoformat()})
    sensor.refresh_from_db()
    assert (sensor.state, sensor.paused_until) == (SensorState.PAUSED, until)
    assert f"In pausa fino al {until:%d/%m/%Y}" in client.get(ours).content.decode()
    client.post(ours, {"resume": "yes"})
    sensor.refresh_from_db()
    assert sensor.state == SensorState.ACTIVE


def test_the_training_is_passed_for_two_years(client: Client, noticing: Noticing) -> None:
    address = page("training", noticing.sensor)
    assert client.get(address).status_code == 200
    done = client.post(address, RIGHT)
    taken = SensorTraining.objects.get()
    assert (taken.passed, taken.score, taken.edition) == (True, 100, training().edition)
    assert taken.valid_until is not None
    assert f"{taken.valid_until:%d/%m/%Y}" in done.content.decode()
    shown = client.get(page("ours", noticing.sensor)).content.decode()
    assert f"È valida fino al {taken.valid_until:%d/%m/%Y}" in shown


def test_a_wrong_answer_is_shown_and_tried_again(client: Client, noticing: Noticing) -> None:
    address = page("training", noticing.sensor)
    answer = client.post(address, {**RIGHT, "answer0": "0"}).content.decode()
    assert answer.count("Giusta") == 3
    assert "Da rivedere" in answer
    assert not SensorTraining.objects.get().passed
    noticing.sensor.refresh_from_db()
    assert noticing.sensor.trained_until is None


@pytest.mark.parametrize("told", [{}, {"answer0": "1"}, {**RIGHT, "answer3": "x"}])
def test_every_question_wants_an_answer(
    client: Client, noticing: Noticing, told: dict[str, str]
) -> None:
    answer = client.post(page("training", noticing.sensor), told)
    assert answer.status_code == 400
    assert "Manca la risposta" in answer.content.decode()
    assert not SensorTraining.objects.exists()


def test_who_is_signed_in_is_who_was_trained(
    client: Client, lina: Persona, noticing: Noticing
) -> None:
    client.force_login(lina.account)
    client.post(reverse("doors:training_signed", args=[noticing.sensor.code]), RIGHT)
    assert SensorTraining.objects.get().account == lina.id


def test_answers_are_marked_and_a_broken_list_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert marked(RIGHT).score == 100
    assert marked({}).score == 0
    assert issubclass(TrainingBroken, ValueError)


def text_of(content: bytes) -> str:
    return " ".join(one.extract_text() for one in PdfReader(io.BytesIO(content)).pages)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_character_of_every_language_can_be_printed(
    noticing: Noticing, code: str, settings: Any
) -> None:
    settings.PUBLIC_ADDRESS = "https://aia.example.org"
    others = [speech(one) for one in LANGUAGES if one != code]
    for printed in (print_poster, print_card):
        made = printed(noticing.sensor, [speech(code), *others])
        told = text_of(made.content)
        assert "□" not in told
        assert "aia.example.org/s/" + noticing.sensor.code in told.replace("\n", "")


def test_the_paper_has_its_size_one_page_and_a_code(client: Client, noticing: Noticing) -> None:
    for name, wide, high in (("poster", 595, 842), ("card", 298, 420)):
        answer = client.get(page(name, noticing.sensor))
        assert answer.headers["Content-Type"] == "application/pdf"
        pdf = PdfReader(io.BytesIO(answer.content))
        box = pdf.pages[0].mediabox
        assert len(pdf.pages) == 1
        assert (round(box.width), round(box.height)) == (wide, high)
        assert pdf.metadata is not None
        assert pdf.metadata.title == speech("it").say("poster.headline")


def test_a_name_that_looks_like_markup_is_only_a_name(noticing: Noticing) -> None:
    sensor = noticing.sensor
    sensor.name = '#panic("x") *Bar* \u202e $x$ "Sport"'
    assert '#panic("x") *Bar*' in text_of(print_poster(sensor, [speech("it")]).content)


def test_languages_of_the_paper_are_chosen(client: Client, noticing: Noticing) -> None:
    address = page("poster", noticing.sensor) + "?languages=en,it,xx"
    told = text_of(client.get(address).content)
    assert "Have you noticed" in told
    assert "Hai notato" in told
    assert "Avez-vous" not in told


def test_the_citizen_says_something_and_reads_what_followed(
    client: Client, noticing: Noticing
) -> None:
    maria = make_persona("Maria Q.", "citizen")
    client.force_login(maria.account)
    assert "Say something for yourself" in _english(client, "/s/mine/")
    form = {"client_key": "a" * 32, "text": "Non riesco più da sola", "urgency": "soon"}
    for _ in range(2):
        answer = client.post("/s/mine/new/", {**form, "contact": ""})
    notice = Notice.objects.get()
    assert answer.headers["Location"] == reverse("doors:my_notice", args=[notice.id])
    assert (notice.door, notice.reporter, notice.awareness) == ("citizen", maria.id, "agrees")
    actions.add_words(actor=noticing.actor, notice_id=notice.id, words="La chiamo.", at=now())
    assert "La chiamo." in _english(client, answer.headers["Location"])
    seen = {"words": "Grazie, di mattina", "seen": Notice.objects.get().last_entry_id}
    client.post(answer.headers["Location"], seen)
    assert "Grazie, di mattina" in _english(client, answer.headers["Location"])
    client.force_login(make_persona("Nora S.", "citizen").account)
    assert client.get(answer.headers["Location"]).status_code == 404


def test_danger_in_one_s_own_words_shows_the_numbers(client: Client, noticing: Noticing) -> None:
    client.force_login(make_persona("Maria Q.", "citizen").account)
    form = {"client_key": "b" * 32, "text": "Mi picchia", "urgency": "now"}
    address = client.post("/s/mine/new/", form).headers["Location"]
    assert "tel:1522" in client.get(address).content.decode()


def test_an_operator_writes_down_a_call_and_gives_a_code(
    client: Client, noticing: Noticing
) -> None:
    client.force_login(noticing.worker.account)
    told = {
        "client_key": "c" * 32,
        "text": "Ha chiamato una vicina",
        "language": "ro",
        "municipality": "",
        "urgency": "low",
        "awareness": "unsaid",
        "with_receipt": "on",
    }
    session = client.session
    session["second_step_done"] = True
    session.save()
    answer = client.post("/s/written/", told)
    notice = Notice.objects.get()
    assert answer.headers["Location"] == reverse("sensing:notice", args=[notice.id])
    assert (notice.door, notice.language, notice.reporter) == ("operator", "ro", None)
    said = [str(one) for one in get_messages(answer.wsgi_request)]
    assert re.search(r"\d{4} \d{4} \d{4} \d{4}", " ".join(said))


def _english(client: Client, address: str) -> str:
    return client.get(address, headers={"Accept-Language": "en"}).content.decode()
