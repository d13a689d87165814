"""Addresses of the observatory. All but those of readings are public: no sign-in is asked.

Those that a district's code could be taken for come first.
"""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from aia.access.terms import Actor
from aia.observatory.queries.ways import LOOKING
from aia.observatory.views import catalogues, comparing, downloads, indicators, readings, site
from aia.web.navigation import Item, register

app_name = "observatory"

_INDICATOR = "<slug:district>/<slug:indicator_code>/"
_TABLE = _INDICATOR + "<str:breakdown>/"

urlpatterns = [
    path("", site.index, name="index"),
    path("method/", site.method, name="method"),
    path("data/", site.data, name="data"),
    path("catalogue.<str:catalogue_kind>", catalogues.catalogue, name="catalogue"),
    path("readings/<uuid:reading_id>/", readings.reading_page, name="reading"),
    path(
        "readings/<uuid:reading_id>/withdraw/",
        readings.Withdraw.as_view(),
        name="withdraw_reading",
    ),
    path("readings/<uuid:reading_id>/redact/", readings.Redact.as_view(), name="redact_reading"),
    path("readings/<uuid:reading_id>/need/", readings.BecomeNeed.as_view(), name="found_need"),
    path("<slug:district>/", site.home, name="home"),
    path("<slug:district>/compare/", comparing.compare, name="compare"),
    path(_INDICATOR, indicators.indicator_page, name="indicator"),
    path(_INDICATOR + "write/", readings.Write.as_view(), name="write_reading"),
    path(_TABLE + "embed/", indicators.embed, name="embed"),
    path(_TABLE + "<int:edition>/", indicators.edition_page, name="edition"),
    path(_TABLE + "<slug:edition>.svg", downloads.picture, name="picture"),
    path(_TABLE + "<slug:edition>.<str:file_kind>", downloads.file, name="file"),
]


def _anybody(_actor: Actor) -> bool:
    return True


def _who_looks_after(actor: Actor) -> bool:
    return bool(actor.districts(*LOOKING))


register(Item(label=_("Observatory"), url="observatory:index", shown=_anybody, order=85))
register(Item(label=_("The line at work"), url="process_index", shown=_who_looks_after, order=86))
