"""Response headers that Django does not set by itself."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_DEVICES = ("accelerometer", "browsing-topics", "camera", "geolocation", "gyroscope")
_MORE_DEVICES = ("magnetometer", "microphone", "midi", "payment", "usb")
PERMISSIONS_POLICY = ", ".join(f"{name}=()" for name in (*_DEVICES, *_MORE_DEVICES))


class Headers:
    """Closes the devices that no page uses, and keeps personal pages out of shared caches.

    Signed-in pages are asked for again each time, yet the browser may still give back what was
    typed when somebody goes back. On sign-out the browser is told to forget them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if getattr(request, "actor", None) is not None:
            response.headers.setdefault("Cache-Control", "private, no-cache")
            if not request.user.is_authenticated:
                response.headers.setdefault("Clear-Site-Data", '"cache"')
        return response
