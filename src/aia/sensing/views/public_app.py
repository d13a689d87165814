"""The sensor's page as an app on the phone: its manifest, its worker, what both need."""

from __future__ import annotations

import json
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from aia.sensing import danger
from aia.sensing.queries import sensor_by_code
from aia.sensing.terms import SensorKind, SensorState
from aia.sensing.views.spoken import say_page, spoken

_ASSETS = (
    *("sensing/door.css", "sensing/queue.js", "sensing/danger.js", "sensing/tray.js"),
    *("sensing/media.js", "sensing/door.js", "sensing/aia-192.png", "web/aia.svg"),
)
_DAY = 24 * 3600
_ROOF, _GROUND = "#16324a", "#faf7f1"


@require_safe
@login_not_required
@cache_control(public=True, max_age=_DAY)
def words(request: HttpRequest) -> HttpResponse:
    """Return the words of danger, as `danger.js` looks for them."""
    return JsonResponse(danger.words())


@require_safe
@login_not_required
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """Return the service worker; it changes when one of its files does."""
    assets = [static(path) for path in _ASSETS] + [reverse("doors:words")]
    context = {
        "assets": json.dumps(assets),
        "queue": json.dumps(static("sensing/queue.js")),
        "offline": json.dumps(reverse("doors:offline")),
        "version": sha256("\n".join(assets).encode()).hexdigest()[:12],
    }
    kind = "text/javascript; charset=utf-8"
    return render(request, "sensing/public/worker.js", context, content_type=kind)


@require_safe
@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """Say what to do without a network, where no sensor's page was kept."""
    told = spoken(request)
    context = {"heading": told.say("queue.page_title"), "text": told.say("queue.page")}
    return say_page(request, "sensing/public/message.html", context)


@require_safe
@login_not_required
@cache_control(public=True, max_age=_DAY)
def manifest(request: HttpRequest, sensor_code: str) -> HttpResponse:
    """Return what the phone shows of the app of one sensor. Raises Http404."""
    sensor = sensor_by_code(sensor_code)
    if sensor is None or sensor.state == SensorState.CLOSED:
        raise Http404("no such sensor")
    told = spoken(request)
    place = "" if sensor.kind == SensorKind.PERSON else f" · {sensor.name}"
    start = f"{reverse('doors:door', args=[sensor.code])}?lang={told.code}"
    icons = [("192x192", "sensing/aia-192.png", "any"), ("512x512", "sensing/aia-512.png", "any")]
    icons.append(("512x512", "sensing/aia-512.png", "maskable"))
    content = {
        "id": reverse("doors:door", args=[sensor.code]),
        "name": f"Aia{place}",
        "short_name": "Aia",
        "description": told.say("form.title"),
        "lang": told.code,
        "dir": told.direction,
        "start_url": start,
        "scope": "/s/",
        "display": "standalone",
        "theme_color": _ROOF,
        "background_color": _GROUND,
        "icons": [
            {"src": static(path), "sizes": size, "type": "image/png", "purpose": purpose}
            for size, path, purpose in icons
        ],
    }
    return JsonResponse(content, content_type="application/manifest+json")
