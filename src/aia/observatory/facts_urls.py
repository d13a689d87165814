"""The address of how fresh the figures are, for those who plan and coordinate."""

from django.urls import URLPattern, path

from aia.observatory.views import freshness

app_name = "observatory_facts"

urlpatterns: list[URLPattern] = [path("", freshness.freshness_page, name="freshness")]
