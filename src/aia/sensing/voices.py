"""What a voice note carries beside the voice is taken away: title, place, device, times, pictures.

The sound itself stays as it was recorded, bit for bit: nothing is decoded. Each container is
walked by its own rules; what is not sound is blanked where it stands (Ogg, WebM, MP4), cut off
(MP3, AAC) or left out (WAV). What cannot be walked to its end, or holds moving pictures, is no
voice note.

Rules: Ogg RFC 3533, Opus in Ogg RFC 7845, WebM and EBML RFC 8794 and RFC 9559, MP4
ISO/IEC 14496-12, ID3v2.4 (2000), APEv2, RIFF WAVE.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple


class NotAVoice(ValueError):
    """The bytes do not hold together as the container that they begin like."""


def without_tags(media_type: str, content: bytes) -> bytes:
    """Return a voice note of that media type with its sound and nothing else.

    Raises NotAVoice when it does not hold together, or is not sound.
    """
    try:
        return _CLEANED[media_type](content)
    except (IndexError, struct.error) as error:
        raise NotAVoice(media_type) from error


# ---------------------------------------------------------------- Ogg

_OGG_HEAD = 27
_SUM = slice(22, 26)
_FULL = 255  # a piece of this size goes on in the next one
# By how the first packet begins: how the packet of tags begins, and what stands for no tags.
_TAGS: Mapping[bytes, tuple[bytes, bytes]] = {
    b"OpusHead": (b"OpusTags", bytes(8)),
    b"\x01vorbis": (b"\x03vorbis", bytes(8) + b"\x01"),
}


def _ogg(content: bytes) -> bytes:
    """Write an empty list of tags over the second packet, page by page, and its sums anew."""
    pages = _ogg_pages(content)
    first = next(pages, None)
    if first is None:
        raise NotAVoice("nothing")
    begins = content[first.body : first.end]
    known = next((told for head, told in _TAGS.items() if begins.startswith(head)), None)
    if known is None:
        raise NotAVoice("an Ogg stream that is neither Opus nor Vorbis")
    start, left = known[0], known[0] + known[1]
    written = bytearray(content)
    for page in pages:
        if not content[page.body :].startswith(start[: page.end - page.body]):
            raise NotAVoice("an Ogg stream without its tags")
        start, room = b"", page.tags_end - page.body
        written[page.body : page.tags_end] = left[:room].ljust(room, b"\0")
        left = left[room:]
        whole = written[page.at : page.end]
        whole[_SUM] = bytes(4)
        written[page.at : page.end] = whole
        written[page.at + 22 : page.at + 26] = struct.pack("<I", _crc(whole))
        if page.ends_packet:
            return bytes(written)
    raise NotAVoice("an Ogg stream that ends in its tags")


class _Page(NamedTuple):
    """Where a page, its body and its end are, and where in it the packet of tags would end."""

    at: int
    body: int
    end: int
    tags_end: int
    ends_packet: bool


def _ogg_pages(content: bytes) -> Iterator[_Page]:
    at = 0
    while at < len(content):
        if content[at : at + 4] != b"OggS":
            raise NotAVoice("no page of Ogg")
        body = at + _OGG_HEAD + content[at + _OGG_HEAD - 1]
        sizes = content[at + _OGG_HEAD : body]
        end = body + sum(sizes)
        if end > len(content):
            raise NotAVoice("a page of Ogg that is cut")
        last = next((place for place, size in enumerate(sizes) if size < _FULL), None)
        tags_end = end if last is None else body + sum(sizes[: last + 1])
        yield _Page(at, body, end, tags_end, last is not None)
        at = end


def _sums() -> list[int]:
    found = []
    for byte in range(256):
        value = byte << 24
        for _bit in range(8):
            value = (value << 1) ^ 0x04C11DB7 if value & 0x80000000 else value << 1
        found.append(value & 0xFFFFFFFF)
    return found


_SUMS = _sums()


def _crc(page: bytearray) -> int:
    value = 0
    for byte in page:
        value = (value << 8 & 0xFFFFFFFF) ^ _SUMS[value >> 24 ^ byte]
    return value


# ---------------------------------------------------------------- WebM

# Elements by their ids. What is not named here is blanked whole.
_WALKED = {0x18538067, 0x1F43B675, 0x1549A966, 0x1654AE6B, 0xAE}  # segment, cluster, info, tracks
_TEXTS = {0x4D80, 0x5741}  # the programs that wrote it: they must be there, and may be empty
_SOUND = {
    *(0x1A45DFA3, 0x114D9B74, 0x1C53BB6B, 0xEC),  # head, seeking, cues, void
    *(0x2AD7B1, 0x4489),  # of the information: scale of time, duration
    *(0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x55EE),  # of a track
    *(0x22B59C, 0x86, 0x63A2, 0xAA, 0x56AA, 0x56BB, 0xE1, 0x6D80),
    *(0xE7, 0xA3, 0xA0, 0xA7, 0xAB),  # of a cluster: time, blocks, places
}
_TRACK_TYPE, _IS_SOUND, _VOID = 0x83, 2, 0xEC
_LONGEST_NUMBER, _SHORTEST_ELEMENT, _ONE_BYTE = 8, 2, 126


def _webm(content: bytes) -> bytes:
    """Blank what is not sound, each element where it stands."""
    written, at = bytearray(content), 0
    while at < len(content):
        element, head = _number(content, at, whole=True)
        size, body = _number(content, head, whole=False)
        if element in _WALKED:
            at = body
            continue
        # A recording that was cut ends in the middle of an element.
        end = len(content) if size is None else min(body + size, len(content))
        if element in _TEXTS:
            written[body:end] = bytes(end - body)
        elif element not in _SOUND:
            written[at:end] = _void(end - at)
        elif element == _TRACK_TYPE and int.from_bytes(content[body:end], "big") != _IS_SOUND:
            raise NotAVoice("moving pictures")
        at = end
    return bytes(written)


def _number(content: bytes, at: int, *, whole: bool) -> tuple[int | None, int]:
    """Return a number of variable length and where it ends; None stands for a size not told.

    `whole` keeps the bits that tell its length, as ids of elements have them.
    """
    length = _LONGEST_NUMBER + 1 - content[at].bit_length()
    if length > _LONGEST_NUMBER or at + length > len(content):
        raise NotAVoice("no element of WebM")
    value = int.from_bytes(content[at : at + length], "big")
    most = (1 << 7 * length) - 1
    if whole:
        return value, at + length
    return (None if value & most == most else value & most), at + length


def _void(length: int) -> bytes:
    """Return an element of that length that says nothing. Raises NotAVoice for one byte."""
    if length < _SHORTEST_ELEMENT:
        raise NotAVoice("an element of WebM that is too short")
    if length <= _ONE_BYTE:
        return bytes([_VOID, 0x80 | length - 2]) + bytes(length - 2)
    return bytes([_VOID]) + (1 << 56 | length - 9).to_bytes(8, "big") + bytes(length - 9)


# ---------------------------------------------------------------- MP4 and 3GP

_BOXES_WALKED = frozenset({b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf", b"mvex", b"edts"})
_BOXES_OF_SOUND = frozenset(
    b"ftyp styp mdat sidx mfra pdin mvhd iods tkhd tref mdhd hdlr smhd nmhd dinf stbl elst mehd"
    b" trex mfhd tfhd tfdt trun sbgp sgpd saiz saio".split()
)
_DATED = frozenset({b"mvhd", b"tkhd", b"mdhd"})
_KINDS = frozenset({b"soun", b"hint", b"meta", b"text"})


def _mp4(content: bytes) -> bytes:
    """Blank boxes that are not sound, the dates of what is left and the names of who wrote it."""
    written = bytearray(content)
    _boxes(content, 0, len(content), written)
    return bytes(written)


def _boxes(content: bytes, at: int, end: int, written: bytearray) -> None:
    while at < end:
        size, kind = struct.unpack_from(">I4s", content, at)
        body = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", content, body)
            body += 8
        stop = end if size == 0 else at + size
        if not body <= stop <= end:
            raise NotAVoice("a box of MP4 that does not fit")
        if kind in _BOXES_WALKED:
            _boxes(content, body, stop, written)
        elif kind not in _BOXES_OF_SOUND:
            written[at + 4 : at + 8] = b"free"
            written[body:stop] = bytes(stop - body)
        elif kind in _DATED:
            dates = 16 if content[body] else 8
            written[body + 4 : body + 4 + dates] = bytes(dates)
        elif kind == b"hdlr":
            _check_sound(content[body + 8 : body + 12])
            written[body + 12 : stop] = bytes(stop - body - 12)
        at = stop


def _check_sound(kind: bytes) -> None:
    if kind not in _KINDS:
        raise NotAVoice("moving pictures")


# ---------------------------------------------------------------- MP3, AAC, AMR, WAV

_ID3_HEAD, _ID3V1 = 10, 128


def without_head(content: bytes) -> bytes:
    """Return the content without the tags before it (ID3v2): they hide what it is."""
    while content.startswith(b"ID3") and len(content) > _ID3_HEAD:
        size = 0
        for byte in content[6:10]:
            size = size << 7 | byte & 0x7F
        foot = _ID3_HEAD if content[5] & 0x10 else 0
        content = content[_ID3_HEAD + size + foot :]
    return content


def _tail_off(content: bytes) -> bytes:
    """Return the content without the tags after it (ID3v1, APEv2)."""
    if content[-_ID3V1:].startswith(b"TAG"):
        content = content[:-_ID3V1]
    while content[-32:].startswith(b"APETAGEX"):
        (size, _count, flags) = struct.unpack_from("<III", content, len(content) - 20)
        content = content[: max(0, len(content) - size - (32 if flags & 0x80000000 else 0))]
    return content


def _wav(content: bytes) -> bytes:
    """Keep of a WAV its format and its sound."""
    kept, at = b"", 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        end = min(at + 8 + size, len(content))
        if name in {b"fmt ", b"fact", b"data"}:
            sound = content[at + 8 : end]
            kept += struct.pack("<4sI", name, len(sound)) + sound + bytes(len(sound) % 2)
        at = end + size % 2
    if not kept.startswith(b"fmt ") or b"data" not in kept:
        raise NotAVoice("a WAV without sound")
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WAVE" + kept


_CLEANED: Mapping[str, Callable[[bytes], bytes]] = {
    "audio/ogg": _ogg,
    "audio/webm": _webm,
    "audio/mp4": _mp4,
    "audio/3gpp": _mp4,
    "audio/mpeg": _tail_off,
    "audio/aac": _tail_off,
    "audio/amr": bytes,  # it has no place for anything else
    "audio/wav": _wav,
}
