"""What somebody told at a sensor's page, read from the form: checked, with what is wrong by field.

Nothing here is in a language: what is wrong is a key of the speech with its values.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.core import signing

from aia.people.terms import AgeBand
from aia.sensing.media import (
    MOST_PHOTO_BYTES,
    MOST_VOICE_BYTES,
    Clean,
    MediaRefused,
    check_photo,
    check_voice,
    too_big,
)
from aia.sensing.rules.values import LONGEST_TEXT
from aia.sensing.terms import Awareness, Urgency

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST_LINE = 200
FASTEST = timedelta(seconds=3)
"""Nobody reads the page and writes in less."""
_LONGEST_WAIT = 400 * 24 * 3600
_LONGEST_VOICE = 600
_KEY = re.compile(r"[0-9a-f-]{32,36}")
_SALT = "aia.sensing.door"
_MOST = {"photo": MOST_PHOTO_BYTES, "voice": MOST_VOICE_BYTES}

Problem = tuple[str, dict[str, object]]
"""A key of the speech, with the values that fill it in."""


@dataclass
class Told:
    """The form as it stands; `problems` by field, empty when it can be sent."""

    key: str
    token: str
    text: str = ""
    municipality: str = ""
    somewhere: str = ""
    age: str = AgeBand.UNKNOWN
    urgency: str = Urgency.SOON
    awareness: str = Awareness.UNSAID
    contact: str = ""
    seen_at: datetime | None = None
    media: list[Clean] = field(default_factory=list)
    problems: dict[str, Problem] = field(default_factory=dict)


def blank(municipality: str, at: datetime) -> Told:
    """Return an empty form with a key of its own and a token that says when it was given out."""
    return Told(key=str(uuid4()), token=token(at), municipality=municipality)


def token(at: datetime) -> str:
    """Return a signed moment: that of the server, whatever the phone's clock says."""
    return signing.Signer(salt=_SALT).sign(str(int(at.timestamp())))


def read(
    post: Mapping[str, str],
    files: Mapping[str, UploadedFile[Any]],
    *,
    towns: Collection[str],
    refused: Collection[str] = (),
    at: datetime,
) -> Told:
    """Return what was told. `refused` are fields whose file was too large to be received."""
    told = Told(
        key=post.get("key", ""),
        token=post.get("token", ""),
        text=post.get("text", "").strip(),
        municipality=post.get("municipality", ""),
        somewhere=post.get("somewhere", "").strip()[:LONGEST_LINE],
        age=post.get("age", AgeBand.UNKNOWN),
        urgency=post.get("urgency", Urgency.SOON),
        awareness=post.get("awareness", Awareness.UNSAID),
        contact=post.get("contact", "").strip()[:LONGEST_LINE],
        seen_at=_seen(post.get("waited", ""), at),
    )
    if not _KEY.fullmatch(told.key):
        told.key = str(uuid4())
    if told.awareness != Awareness.AGREES:
        told.contact = ""
    _check_files(told, post, files, refused)
    _check_words(told, towns)
    # What somebody can mend comes first; the token alone is mended by sending again.
    if not told.problems:
        _check_token(told, at)
    return told


def _check_words(told: Told, towns: Collection[str]) -> None:
    if len(told.text) > LONGEST_TEXT:
        told.problems["text"] = ("errors.long", {"most": LONGEST_TEXT})
    elif not told.text and not told.media and not told.problems:
        told.problems["text"] = ("errors.empty", {})
    for name, terms in (("age", AgeBand), ("urgency", Urgency), ("awareness", Awareness)):
        if getattr(told, name) not in terms.values:
            told.problems[name] = ("errors.option", {})
    if told.municipality and told.municipality not in towns:
        told.problems["municipality"] = ("errors.municipality", {})


def _check_files(
    told: Told,
    post: Mapping[str, str],
    files: Mapping[str, UploadedFile[Any]],
    refused: Collection[str],
) -> None:
    for name in ("photo", "voice"):
        file = files.get(name)
        try:
            if name in refused or (file is not None and (file.size or 0) > _MOST[name]):
                raise too_big(name)
            if file is None or not file.size:
                continue
            content = file.read()
            if name == "photo":
                told.media.append(check_photo(content))
            else:
                told.media.append(check_voice(content, seconds=_seconds(post.get("seconds", ""))))
        except MediaRefused as wrong:
            told.problems[name] = (wrong.key, {"most": wrong.most} if wrong.most else {})


def _check_token(told: Told, at: datetime) -> None:
    """Refuse what no page gave out, and what came back faster than somebody writes."""
    try:
        given = int(signing.Signer(salt=_SALT).unsign(told.token))
    except (signing.BadSignature, ValueError):
        told.problems["token"] = ("errors.token", {})
        return
    if at.timestamp() - given < FASTEST.total_seconds():
        told.problems["token"] = ("errors.too_quick", {})


def _seen(waited: str, at: datetime) -> datetime | None:
    """Return when it was written: so many seconds ago by the phone, counted from our clock."""
    if not (waited.isascii() and waited.isdigit()) or len(waited) > len(str(_LONGEST_WAIT)):
        return None
    return at - timedelta(seconds=min(int(waited), _LONGEST_WAIT))


def _seconds(told: str) -> int | None:
    if not (told.isascii() and told.isdigit()) or len(told) > len(str(_LONGEST_VOICE)):
        return None
    return min(int(told), _LONGEST_VOICE)
