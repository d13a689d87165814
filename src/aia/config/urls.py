"""Every address of the product, module by module."""

from django.urls import URLPattern, URLResolver, include, path

handler400 = "aia.web.errors.bad_request"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("aia.web.urls")),
    path("", include("aia.access.urls")),
    path("sign-in/", include("allauth.urls")),
    path("worklist/", include("aia.pathways.urls")),
    path("people/", include("aia.people.urls")),
    path("territory/", include("aia.territory.urls")),
]
