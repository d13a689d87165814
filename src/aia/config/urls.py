"""Every address of the product, module by module."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from aia.config.api import api, reference
from aia.observatory.views.process_pages.pages import index as process_index
from aia.web.api.problems import no_such_address

handler400 = "aia.web.errors.bad_request"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("aia.web.urls")),
    path("", include("aia.access.urls")),
    path("", include("aia.sensing.public_urls")),
    path("sign-in/", include("allauth.urls")),
    path("worklist/", include("aia.pathways.urls")),
    path("sensing/", include("aia.sensing.urls")),
    path("floor/", include("aia.commons.urls")),
    path("together/", include("aia.community.urls")),
    path("people/", include("aia.people.urls")),
    path("territory/", include("aia.territory.urls")),
    path("observatory/freshness/", include("aia.observatory.facts_urls")),
    path("observatory/process/", process_index, name="process_index"),
    path("observatory/<slug:district>/process/", include("aia.observatory.process_urls")),
    path("observatory/", include("aia.observatory.urls")),
    path("api/v1/reference/", reference, name="api_reference"),
    path("api/v1/", api.urls),
    re_path(r"^api/", no_such_address, name="no_such_api"),
]
