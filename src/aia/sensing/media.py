"""What may come with a notice: a photo and a voice note, without what they carry beside it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import filetype

from aia.sensing.terms import MediaKind
from aia.sensing.voices import NotAVoice, without_head, without_tags

MEGABYTE = 1024 * 1024
MOST_PHOTO_BYTES = 10 * MEGABYTE
MOST_VOICE_BYTES = 3 * MEGABYTE
# A bomb is small on the wire and huge once drawn: 40 million dots are more than any phone's photo
# needs, at four bytes each 160 MB.
MOST_DOTS = 40_000_000
LONGEST_SIDE = 1600
_QUALITY = 82
_JPEG = "image/jpeg"
_PHOTOS = ("JPEG", "PNG", "WEBP")
_HEIC = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
# What phones record, as the content itself shows it: voice alone, or a container for both.
_VOICES = {
    "audio/ogg": "audio/ogg",
    "audio/opus": "audio/ogg",
    "video/webm": "audio/webm",
    "audio/mpeg": "audio/mpeg",
    "audio/mp4": "audio/mp4",
    "audio/m4a": "audio/mp4",
    "audio/x-m4a": "audio/mp4",
    "video/mp4": "audio/mp4",
    "video/3gpp": "audio/3gpp",
    "audio/aac": "audio/aac",
    "audio/amr": "audio/amr",
    "audio/x-wav": "audio/wav",
    "audio/wav": "audio/wav",
}


class MediaRefused(ValueError):
    """A file that is not taken. `key` is the line of the speech that says so."""

    def __init__(self, key: str, *, field: str, most: int = 0) -> None:
        super().__init__(key)
        self.key, self.field, self.most = key, field, most


@dataclass(frozen=True)
class Clean:
    """A file that may be kept, as it will be kept."""

    kind: str
    media_type: str
    content: bytes
    seconds: int | None = None


def check_photo(content: bytes) -> Clean:
    """Return the photo drawn anew: upright, at most 1600 dots long, and nothing but its dots.

    Place, time, device and every other thing that a file may carry beside the picture are gone.
    Raises MediaRefused for a file that is too large, no JPEG, PNG or WebP, or damaged.
    """
    if len(content) > MOST_PHOTO_BYTES:
        raise too_big("photo")
    if _is_heic(content):
        raise MediaRefused("errors.photo_heic", field="photo")
    from PIL import Image, ImageOps

    wrong = MediaRefused("errors.photo_wrong", field="photo")
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(content), formats=_PHOTOS) as opened:
            warnings.simplefilter("ignore")
            if opened.width * opened.height > MOST_DOTS:
                raise wrong
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = Image.new("RGB", upright.size, "white")
            seen = upright.convert("RGBA")
            drawn.paste(seen, mask=seen.getchannel("A"))
    except MediaRefused:
        raise
    # The library tells a damaged picture in many ways, and which one is no concern of ours.
    except Exception as error:
        raise wrong from error
    written = io.BytesIO()
    drawn.save(written, "JPEG", quality=_QUALITY, optimize=True)
    return Clean(MediaKind.PHOTO, _JPEG, written.getvalue())


def check_voice(content: bytes, *, seconds: int | None = None) -> Clean:
    """Return the voice note with its sound alone, its type told by its content.

    Title, place, device and times that the file carries are gone (`voices`). Raises MediaRefused
    for a file that is too large, no voice note, or broken.
    """
    if len(content) > MOST_VOICE_BYTES:
        raise too_big("voice")
    content = without_head(content)
    guessed = filetype.guess(content)
    media_type = _VOICES.get(str(guessed.mime)) if guessed else None
    wrong = MediaRefused("errors.voice_wrong", field="voice")
    if media_type is None:
        raise wrong
    try:
        sound = without_tags(media_type, content)
    except NotAVoice as error:
        raise wrong from error
    return Clean(MediaKind.VOICE, media_type, sound, seconds)


def _is_heic(content: bytes) -> bool:
    """Say whether it is a HEIC, as iPhones keep their photos: nothing in the house opens it."""
    return content[4:8] == b"ftyp" and content[8:12] in _HEIC


def too_big(field: str) -> MediaRefused:
    """Return the refusal of a file that is over its limit."""
    most = MOST_PHOTO_BYTES if field == "photo" else MOST_VOICE_BYTES
    return MediaRefused(f"errors.{field}_big", field=field, most=most // MEGABYTE)
