"""Addresses of the process, for those who plan and coordinate in the district."""

from django.urls import URLPattern, path

from aia.observatory.views.process_pages import comparing, pages

app_name = "observatory_process"

urlpatterns: list[URLPattern] = [
    path("", pages.flow_page, name="flow"),
    path("ways/", pages.ways_page, name="ways"),
    path("line/", pages.line_page, name="line"),
    path("compare/", comparing.compare_page, name="compare"),
]
