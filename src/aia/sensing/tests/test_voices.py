"""A voice note keeps its sound and loses everything else that the file carries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.sensing.media import MediaRefused, check_voice
from aia.sensing.tests.recordings import EVERY, MARKS, SOUND, mp4, ogg, sums_hold, webm
from aia.sensing.voices import NotAVoice, without_tags

IN_PLACE = ("audio/ogg", "audio/webm", "audio/mp4")


@pytest.mark.parametrize("media_type", EVERY)
def test_what_a_recording_carries_is_left_behind(media_type: str) -> None:
    content = EVERY[media_type]
    kept = check_voice(content)
    assert kept.media_type == media_type
    assert any(mark in content for mark in MARKS) or media_type == "audio/amr"
    assert [mark for mark in MARKS if mark in kept.content] == []
    assert SOUND in kept.content, "the sound stays bit for bit"
    if media_type in IN_PLACE:
        assert len(kept.content) == len(content), "nothing in the file points elsewhere now"


@pytest.mark.parametrize("media_type", EVERY)
def test_what_is_clean_stays_as_it_is(media_type: str) -> None:
    once = check_voice(EVERY[media_type]).content
    assert check_voice(once).content == once


def test_pages_of_ogg_bear_the_sums_of_what_they_hold_now() -> None:
    for stream in (ogg(), ogg(b"\x01vorbis" + bytes(23))):
        assert sums_hold(stream)
        assert sums_hold(without_tags("audio/ogg", stream))


def test_dates_of_an_mp4_are_gone() -> None:
    assert b"\xe0\x11\x22\x33" in mp4()
    assert b"\xe0\x11\x22\x33" not in check_voice(mp4()).content


@pytest.mark.parametrize("content", [webm(kind=1), mp4(kind=b"vide")], ids=["webm", "mp4"])
def test_moving_pictures_are_no_voice_note(content: bytes) -> None:
    with pytest.raises(MediaRefused) as refused:
        check_voice(content)
    assert refused.value.key == "errors.voice_wrong"


@given(
    media_type=st.sampled_from(sorted(EVERY)), cut=st.integers(0, 1500), told=st.binary(max_size=60)
)
def test_a_broken_file_is_refused_or_clean_and_never_breaks_us(
    media_type: str, cut: int, told: bytes
) -> None:
    content = EVERY[media_type][:cut] + told
    try:
        kept = without_tags(media_type, content)
    except NotAVoice:
        return
    assert len(kept) <= len(content) + 1
