"""The poster and the card of a sensor as PDF, for who speaks for it and for the office."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from aia.sensing.printing import Printed, print_card, print_poster
from aia.sensing.speech import LANGUAGES, Speech, speech
from aia.sensing.views.sensor_own import OfSensor


class Poster(OfSensor):
    """The poster, A4. `?languages=it,ar` names the languages, the first one large."""

    def get(self, request: HttpRequest, **_parts: str) -> HttpResponse:
        """Serve the PDF as a download."""
        printed = self.printed(_languages(request))
        named = content_disposition_header(as_attachment=True, filename=printed.name)
        headers = {"Content-Disposition": named or "attachment", "Cache-Control": "no-store"}
        return HttpResponse(printed.content, content_type="application/pdf", headers=headers)

    def printed(self, languages: Sequence[Speech]) -> Printed:
        """Return what is printed. Raises PrintFailed."""
        return print_poster(self.sensor, languages)


class Card(Poster):
    """The card, A6."""

    def printed(self, languages: Sequence[Speech]) -> Printed:
        """Return the card. Raises PrintFailed."""
        return print_card(self.sensor, languages)


def _languages(request: HttpRequest) -> list[Speech]:
    """Return the languages asked for, each once; all of them when none is."""
    asked = dict.fromkeys(request.GET.get("languages", "").split(","))
    return [speech(code) for code in asked if code in LANGUAGES] or [
        speech(code) for code in LANGUAGES
    ]
