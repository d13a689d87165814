"""Photos and voice notes: what they carry is left behind, what they are not is refused."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from aia.sensing.media import (
    LONGEST_SIDE,
    MOST_PHOTO_BYTES,
    MOST_VOICE_BYTES,
    MediaRefused,
    check_photo,
    check_voice,
)
from aia.sensing.tests.recordings import ogg


def photo(kind: str = "JPEG", size: tuple[int, int] = (3000, 2000), **told: object) -> bytes:
    written = io.BytesIO()
    Image.effect_mandelbrot(size, (-2, -1, 1, 1), 9).convert("RGB").save(written, kind, **told)
    return written.getvalue()


def located() -> bytes:
    """A photo as phones make them: lying on its side, with place, device and a hidden comment."""
    told = Image.Exif()
    told[0x0112] = 6
    told[0x010F] = "Telefono di Marta"
    told.get_ifd(0x8825)[2] = (45.0, 8.0, 0.0)
    return photo(size=(400, 200), exif=told, comment=b"Via Mazzini 3")


def test_what_a_photo_carries_is_left_behind() -> None:
    before = located()
    assert b"Telefono di Marta" in before
    assert b"Via Mazzini" in before
    kept = check_photo(before)
    assert kept.media_type == "image/jpeg"
    for hidden in (b"Telefono", b"Via Mazzini", b"Exif", b"GPS"):
        assert hidden not in kept.content
    drawn = Image.open(io.BytesIO(kept.content))
    assert dict(drawn.getexif()) == {}
    assert drawn.size == (200, 400), "it stands upright"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_photo_is_drawn_smaller(kind: str) -> None:
    drawn = Image.open(io.BytesIO(check_photo(photo(kind)).content))
    assert max(drawn.size) == LONGEST_SIDE
    assert drawn.format == "JPEG"


def test_a_see_through_picture_gets_a_white_ground() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(written, "PNG")
    drawn = Image.open(io.BytesIO(check_photo(written.getvalue()).content))
    assert drawn.getpixel((5, 5)) == (255, 255, 255)


def bomb() -> bytes:
    """A few bytes that unfold into 60,000 × 60,000 dots."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        )

    empty = chunk(b"IDAT", zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + empty + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"",
        b"\xff\xd8\xff\xe0 not a photo at all",
        photo()[:2000],
        photo("GIF"),
        photo("BMP", (100, 100)),
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        bomb(),
        ogg(),
    ],
    ids=["html", "empty", "headed", "cut", "gif", "bmp", "svg", "bomb", "voice"],
)
def test_what_is_no_photo_is_refused(content: bytes) -> None:
    with pytest.raises(MediaRefused) as refused:
        check_photo(content)
    assert (refused.value.key, refused.value.field) == ("errors.photo_wrong", "photo")


def test_what_is_too_large_is_not_even_opened() -> None:
    with pytest.raises(MediaRefused) as refused:
        check_photo(photo() + bytes(MOST_PHOTO_BYTES))
    assert (refused.value.key, refused.value.most) == ("errors.photo_big", 10)
    with pytest.raises(MediaRefused) as refused:
        check_voice(ogg() + bytes(MOST_VOICE_BYTES))
    assert (refused.value.key, refused.value.most) == ("errors.voice_big", 3)


def test_a_photo_of_an_iphone_is_told_apart_from_what_is_none() -> None:
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(500)
    with pytest.raises(MediaRefused) as refused:
        check_photo(heic)
    assert (refused.value.key, refused.value.field) == ("errors.photo_heic", "photo")


def test_a_voice_note_is_what_its_content_shows() -> None:
    kept = check_voice(ogg(), seconds=7)
    assert (kept.kind, kept.media_type, kept.seconds) == ("voice", "audio/ogg", 7)


@pytest.mark.parametrize("content", [photo(size=(20, 20)), b"MZ" + bytes(500), b"<html>", b""])
def test_what_is_no_voice_is_refused(content: bytes) -> None:
    with pytest.raises(MediaRefused) as refused:
        check_voice(content)
    assert refused.value.key == "errors.voice_wrong"
