"""Addresses of the process, for those who plan and coordinate in the district."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from aia.observatory.queries.ways import LOOKING
from aia.observatory.views.process_pages import comparing, pages
from aia.web.navigation import Item, register

app_name = "observatory_process"

urlpatterns: list[URLPattern] = [
    path("", pages.flow_page, name="flow"),
    path("ways/", pages.ways_page, name="ways"),
    path("line/", pages.line_page, name="line"),
    path("compare/", comparing.compare_page, name="compare"),
]

register(
    Item(
        label=_("The line at work"),
        url="process_index",
        shown=lambda actor: bool(actor.districts(*LOOKING)),
        order=86,
    )
)
