"""The catalogue of everything published, for other catalogues to read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from aia.observatory.publishing.catalogue import FORMATS, kept
from aia.observatory.views.serving import public


@public(shared=True)
def catalogue(request: HttpRequest, catalogue_kind: str) -> HttpResponse:
    """Return the catalogue in one of its formats, as the last reading of the district wrote it."""
    body = kept(catalogue_kind) if catalogue_kind in FORMATS else None
    if body is None:
        raise Http404(_("The catalogue is written with the next reading of the district."))
    return HttpResponse(body, content_type=FORMATS[catalogue_kind].media_type)
