"""Voice notes as phones make them, with what they carry beside the voice, built by the rules.

`MARKS` are the traces that must not be found in what is kept; `SOUND` must stay bit for bit.
"""

from __future__ import annotations

import struct

from aia.sensing.voices import _crc

SOUND = bytes(range(256)) * 3
MARKS = (b"Telefono di Marta", b"Via Mazzini 3", b"+45.1333", b"Registratore 7.2")
_TOLD = b"TITLE=Via Mazzini 3", b"ENCODER=Registratore 7.2", b"LOCATION=+45.1333", b"x" * 600


def ogg(head: bytes = b"OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00") -> bytes:
    """An Ogg stream whose tags go over several pieces, and over two pages."""
    lines = b"".join(struct.pack("<I", len(one)) + one for one in _TOLD)
    vendor = b"Telefono di Marta"
    tags = b"OpusTags" if head.startswith(b"Opus") else b"\x03vorbis"
    packet = tags + struct.pack("<I", len(vendor)) + vendor + struct.pack("<I", len(_TOLD)) + lines
    packet += b"" if head.startswith(b"Opus") else b"\x01"
    return b"".join(
        (
            _page(0, 2, [len(head)], head),
            _page(1, 0, [255], packet[:255]),
            _page(2, 1, _pieces(len(packet) - 255), packet[255:]),
            _page(3, 4, _pieces(len(SOUND)), SOUND),
        )
    )


def _pieces(length: int) -> list[int]:
    return [255] * (length // 255) + [length % 255]


def _page(number: int, kind: int, sizes: list[int], body: bytes) -> bytes:
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, kind, 0, 7, number, 0, len(sizes)) + bytes(sizes)
    page = bytearray(head + body)
    page[22:26] = struct.pack("<I", _crc(page))
    return bytes(page)


def sums_hold(stream: bytes) -> bool:
    """Say whether every page of an Ogg stream bears its own sum."""
    at = 0
    while at < len(stream):
        sizes = stream[at + 27 : at + 27 + stream[at + 26]]
        end = at + 27 + len(sizes) + sum(sizes)
        page = bytearray(stream[at:end])
        told = bytes(page[22:26])
        page[22:26] = bytes(4)
        if struct.pack("<I", _crc(page)) != told:
            return False
        at = end
    return True


def webm(kind: int = 2) -> bytes:
    """A recording by a browser: sizes not told, tags in front; `kind` 1 is moving pictures."""
    info = (
        _element(0x2AD7B1, b"\x0f\x42\x40")
        + _element(0x7BA9, b"Via Mazzini 3")
        + _element(0x4D80, b"Registratore 7.2")
        + _element(0x5741, b"Telefono di Marta")
        + _element(0x4461, bytes(8))
    )
    track = (
        _element(0xD7, b"\x01")
        + _element(0x83, bytes([kind]))
        + _element(0x86, b"A_OPUS")
        + _element(0x536E, b"Telefono di Marta")
    )
    tag = _element(0x45A3, b"LOCATION") + _element(0x4487, b"+45.1333")
    tags = _element(0x1254C367, _element(0x7373, _element(0x67C8, tag)) + bytes(200))
    block = _element(0xA3, b"\x81\x00\x00\x80" + SOUND)
    head = _element(0x1A45DFA3, _element(0x4282, b"webm"))
    inside = _element(0x1549A966, info) + tags + _element(0x1654AE6B, _element(0xAE, track))
    cluster = _open(0x1F43B675) + _element(0xE7, b"\x00") + block
    return head + _open(0x18538067) + inside + cluster + cluster


def _element(name: int, body: bytes) -> bytes:
    short = len(body) < 127
    size = bytes([0x80 | len(body)]) if short else (1 << 28 | len(body)).to_bytes(4, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + body


def _open(name: int) -> bytes:
    return name.to_bytes(4, "big") + b"\x01" + b"\xff" * 7


def mp4(kind: bytes = b"soun") -> bytes:
    """What an iPhone records: place and device in boxes of their own, and dates."""
    dates = b"\xe0\x11\x22\x33" * 2
    handler = _box(b"hdlr", bytes(8) + kind + bytes(12) + b"Telefono di Marta\0")
    media = _box(b"mdia", _box(b"mdhd", bytes(4) + dates + bytes(12)) + handler)
    track = _box(b"trak", _box(b"tkhd", bytes(4) + dates + bytes(72)) + media)
    told = _box(b"udta", _box(b"\xa9xyz", b"+45.1333") + _box(b"\xa9nam", b"Via Mazzini 3"))
    movie = _box(b"moov", _box(b"mvhd", bytes(4) + dates + bytes(88)) + track + told)
    maker = _box(b"uuid", bytes(16) + b"Registratore 7.2")
    return _box(b"ftyp", b"M4A \0\0\0\0M4A mp42") + maker + movie + _box(b"mdat", SOUND)


def _box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", len(body) + 8, kind) + body


def mp3() -> bytes:
    """An MP3 with tags of three kinds around the sound."""
    told = b"TIT2\0\0\0\x11\0\0Via Mazzini 3 +45.1333 Telefono di Marta"
    size = bytes((len(told) >> 7 * place) & 0x7F for place in (3, 2, 1, 0))
    frame = b"\xff\xfb\x90\x00" + SOUND
    ape = b"Registratore 7.2"
    foot = b"APETAGEX" + struct.pack("<IIII", 2000, len(ape) + 32, 1, 0) + bytes(8)
    return b"ID3\x04\0\0" + size + told + frame + ape + foot + b"TAG" + b"Via Mazzini 3".ljust(125)


def wav() -> bytes:
    """A WAV with a list of facts before and after its sound."""
    told = b"INFOINAM\x0e\0\0\0Via Mazzini 3\0IART\x11\0\0\0Telefono di Marta\0"
    facts = struct.pack("<4sI", b"LIST", len(told)) + told
    kind = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 8000, 1, 8)
    sound = struct.pack("<4sI", b"data", len(SOUND)) + SOUND
    body = b"WAVE" + facts + kind + sound + facts
    return b"RIFF" + struct.pack("<I", len(body)) + body


def amr() -> bytes:
    """An AMR: sound and nothing else."""
    return b"#!AMR\n" + SOUND


EVERY = {
    "audio/ogg": ogg(),
    "audio/webm": webm(),
    "audio/mp4": mp4(),
    "audio/mpeg": mp3(),
    "audio/wav": wav(),
    "audio/amr": amr(),
}
