"""What a phone adds to a notice: a true recording stays a recording, a HEIC is told of at once."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from aia.sensing.media import check_voice
from tests.browser import SignedIn, Site

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True}
_SENSOR = """
from aia.sensing.models import Sensor
print(Sensor.objects.filter(state="active").order_by("name").first().code)
"""
# A tone, recorded as the page records a voice; null where the browser has no such container.
_RECORD = """async (type) => {
  if (!MediaRecorder.isTypeSupported(type)) return null;
  const context = new AudioContext(), tone = context.createOscillator();
  const into = context.createMediaStreamDestination(), parts = [];
  tone.connect(into);
  tone.start();
  await context.resume();
  const recorder = new MediaRecorder(into.stream, { mimeType: type, audioBitsPerSecond: 32000 });
  recorder.ondataavailable = (event) => parts.push(event.data);
  const over = new Promise((done) => (recorder.onstop = done));
  recorder.start(200);
  await new Promise((done) => setTimeout(done, 1000));
  recorder.stop();
  await over;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}"""
_HEARD = """async (told) => {
  const bytes = Uint8Array.from(atob(told), (letter) => letter.charCodeAt(0));
  const sound = await new AudioContext().decodeAudioData(bytes.buffer);
  return [sound.duration, Math.max(...sound.getChannelData(0).slice(0, 50000))];
}"""


@pytest.mark.parametrize("container", ["audio/webm;codecs=opus", "audio/mp4"])
def test_a_recording_of_this_browser_sounds_the_same(
    chromium_browser: Browser, container: str
) -> None:
    page = chromium_browser.new_page()
    try:
        told = page.evaluate(_RECORD, container)
        if told is None:
            pytest.skip(f"THIS CHROMIUM DOES NOT RECORD {container}")
        recorded = base64.b64decode(told)
        kept = check_voice(recorded).content
        assert kept != recorded, "the name of the program that wrote it is gone"
        assert b"Chrome" not in kept
        heard = [page.evaluate(_HEARD, base64.b64encode(one).decode()) for one in (recorded, kept)]
        assert heard[0] == heard[1]
    finally:
        page.close()


def test_a_heic_that_the_phone_cannot_draw_is_told_of_before_anything_is_sent(
    as_role: SignedIn, site: Site
) -> None:
    page = as_role(None, **PHONE)
    page.goto(f"/s/{site.installation.python(_SENSOR)}/?lang=en")
    page.locator("#text").fill("The lady on the third floor has not been seen for days.")
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(500)
    page.locator("#photo").set_input_files(
        {"name": "IMG_0042.HEIC", "mimeType": "image/heic", "buffer": heic}
    )
    page.locator("#send").click()
    expect(page.locator("#unsent")).to_contain_text("HEIC")
    expect(page.locator("#text")).to_have_value(
        "The lady on the third floor has not been seen for days."
    )
