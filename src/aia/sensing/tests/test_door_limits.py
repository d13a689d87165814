"""What is too much or too large at a sensor's page is refused, and nothing typed is lost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from aia.kit.clock import now
from aia.sensing import limits
from aia.sensing.models import Notice, NoticeMedia, Sensor
from aia.sensing.tests.recordings import ogg
from aia.sensing.tests.test_door_page import WORDS, by_script, form, page
from aia.sensing.tests.test_media import located
from aia.sensing.views.public import Door

__all__ = ["page"]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count in one moment: a window that ends meanwhile would begin anew."""
    moment = now()
    monkeypatch.setattr("aia.sensing.views.public.now", lambda: moment)


def test_a_photo_is_kept_without_what_it_carried_and_sealed(
    client: Client, page: str, settings: Any
) -> None:
    photo = SimpleUploadedFile("IMG_2031.jpg", located(), "image/jpeg")
    voice = SimpleUploadedFile("nota.ogg", ogg(), "audio/ogg")
    assert client.post(page, form(text="", photo=photo, voice=voice)).status_code == 201
    kept = {row.kind: row for row in NoticeMedia.objects.all()}
    assert {kind: row.media_type for kind, row in kept.items()} == {
        "photo": "image/jpeg",
        "voice": "audio/ogg",
    }
    files = [path for path in settings.HOME.rglob("*") if path.is_file()]
    assert len(files) == 2
    for path in files:
        assert b"JFIF" not in path.read_bytes()
        assert b"OpusHead" not in path.read_bytes()
        assert b"Telefono di Marta" not in path.read_bytes()


def big(name: str, megabytes: int) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"\xff\xd8\xff\xe0" + bytes(megabytes << 20), "image/jpeg")


def test_a_50_mb_photo_is_refused_and_the_words_stay(
    client: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []
    from django.core.files.uploadhandler import MemoryFileUploadHandler

    plain = MemoryFileUploadHandler.receive_data_chunk

    def counted(self: MemoryFileUploadHandler, raw: bytes, start: int) -> bytes | None:
        kept.append(len(raw))
        return plain(self, raw, start)

    monkeypatch.setattr(MemoryFileUploadHandler, "receive_data_chunk", counted)
    answer = client.post(page, form(photo=big("50.jpg", 50)))
    shown = answer.content.decode()
    assert (answer.status_code, Notice.objects.count()) == (400, 0)
    assert "al massimo 10 MB" in shown
    assert WORDS in shown
    assert sum(kept) <= 10 << 20, "no more than the limit was ever taken in"


def test_a_body_that_no_phone_sends_is_not_read_at_all(page: str) -> None:
    class Endless(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("it was read")

    request = RequestFactory().post(page, data=b"", content_type="multipart/form-data; boundary=x")
    request.META["CONTENT_LENGTH"] = str(900 << 20)
    request._stream = Endless()  # type: ignore[assignment]
    answer = Door.as_view()(request, sensor_code=page.split("/")[2])
    assert answer.status_code == 400


def test_a_photo_that_is_none_is_refused_and_the_words_stay(client: Client, page: str) -> None:
    evil = SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    answer = client.post(page, form(photo=evil))
    assert answer.status_code == 400
    assert "non è una foto che sappiamo leggere" in answer.content.decode()
    assert WORDS in answer.content.decode()
    told = by_script(client, page, photo=SimpleUploadedFile("a.jpg", b"MZ" * 99, "image/jpeg"))
    assert list(told.json()["problems"]) == ["photo"]


def test_ten_thousand_in_a_minute_from_one_source_hurt_nobody(
    client: Client, page: str, pharmacy: Sensor
) -> None:
    ask, view, factory = form, Door.as_view(), RequestFactory()
    let_in = limits.NOTICES_OF_SOURCE.most
    for _ in range(let_in):
        assert by_script(client, page).status_code == 201
    flood = factory.post(page, ask(), headers={"Accept": "application/json"})
    with CaptureQueriesContext(connection) as asked:
        answers = {view(flood, sensor_code=pharmacy.code).status_code for _ in range(10_000)}
    assert answers == {429}
    assert len(asked) == 0
    assert Notice.objects.count() == let_in
    neighbour = client.post(page, form(), REMOTE_ADDR="198.51.100.4")
    assert neighbour.status_code == 201


def test_over_the_limit_is_said_and_nothing_is_lost(client: Client, page: str) -> None:
    for _ in range(limits.NOTICES_OF_SOURCE.most):
        by_script(client, page)
    answer = client.post(page, form())
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert WORDS in answer.content.decode()
    assert "troppe segnalazioni" in answer.content.decode()
    assert by_script(client, page).json()["wait"] > 0


def test_a_sensor_is_protected_from_many_sources(
    client: Client, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = limits.Limit("notices_of_sensor", 2, 3600)
    monkeypatch.setattr("aia.sensing.limits.NOTICES_OF_SENSOR", few)
    codes = [client.post(page, form(), REMOTE_ADDR=f"198.51.100.{n}").status_code for n in range(4)]
    assert codes == [201, 201, 429, 429]
