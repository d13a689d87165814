"""The pages of the territory: public facts, for whoever is signed in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aia.territory import drawings, queries
from aia.territory.models import District, Membership, Municipality
from aia.territory.queries import Residents
from aia.territory.tables import NoFigures
from aia.territory.terms import Certainty, DatasetCode

_COMMON_INCOMES = ("employment", "pension", "self-employment", "buildings", "taxable")


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Go to the only district, or list them."""
    found = list(queries.districts())
    if len(found) == 1:
        return redirect("territory:district", code=found[0].code)
    return render(request, "territory/district_list.html", {"districts": found})


@login_required
def district_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Show the district: its map, and its municipalities in a table."""
    district = get_object_or_404(District, pk=code)
    members = list(queries.memberships(code))
    told = queries.residents(member.municipality for member in members)
    title = _("Residents of 65 and over in each municipality")
    places = list(queries.place_list(code, open_on=timezone.localdate()))
    drawing = queries.outline(code)
    context = {
        "district": district,
        "year": next((one.year for one in told if one.year), None),
        "residents": drawings.whole(sum(one.total or 0 for one in told)),
        "uncertain": sum(member.certainty == Certainty.DEDUCED for member in members),
        "map_title": title,
        "map": drawings.district_map(drawing, _shades(members, told), places, title)
        if drawing
        else "",
        "head": [
            _("Municipality"),
            _("Residents"),
            _("Under 18"),
            _("65 and over"),
            _("Belongs to the district"),
        ],
        "rows": [_member_row(m, one) for m, one in zip(members, told, strict=True)],
        "sources": sorted({member.source_title for member in members if member.source_title}),
        "datasets": queries.datasets(),
        "places": len(places),
    }
    return render(request, "territory/district_detail.html", context)


@login_required
def municipality_detail(request: HttpRequest, istat: str) -> HttpResponse:
    """Show a municipality: who lives there, what is known of incomes, places of daily life."""
    row = get_object_or_404(
        Municipality.objects.select_related("successor").defer("outline", "successor__outline"),
        pk=istat,
    )
    code = queries.district_of_municipality(istat)
    district = District.objects.filter(pk=code).first()
    context = {
        "municipality": row,
        "crumbs": _crumbs(district, row),
        "facts": _facts(row),
        "former": row.predecessors.defer("outline").order_by("name"),
        **_people(istat),
        "incomes": _incomes(istat),
        "places": queries.place_list(district.code, municipality=istat) if district else [],
    }
    return render(request, "territory/municipality_detail.html", context)


def _shades(members: list[Membership], told: list[Residents]) -> dict[str, drawings.Shaded]:
    """Return each municipality's share of residents of 65 and over, for the map."""
    return {
        one.municipality.istat: drawings.Shaded(
            one.municipality.name, one.over_65_share, member.certainty != Certainty.DEDUCED
        )
        for member, one in zip(members, told, strict=True)
    }


def _member_row(member: Membership, one: Residents) -> list[str | SafeString]:
    link = format_html(
        '<a href="{}">{}</a>',
        reverse("territory:municipality", args=[one.municipality.istat]),
        one.municipality.name,
    )
    return [
        link,
        drawings.whole(one.total),
        drawings.percent(one.under_18_share),
        drawings.percent(one.over_65_share),
        str(member.get_certainty_display()),
    ]


def _crumbs(district: District | None, row: Municipality) -> list[dict[str, str]]:
    """Return where the page lies: under its district, when there is one."""
    if district is None:
        return []
    above = {"label": district.name, "url": reverse("territory:district", args=[district.code])}
    return [above, {"label": row.name, "url": ""}]


def _people(istat: str) -> dict[str, object]:
    """Return who lives there: number, pyramid and table; nothing when it is not known."""
    year = queries.last_year(DatasetCode.POPULATION_AGE)
    try:
        counts = queries.population(istat, year)
    except NoFigures:
        return {}
    title = _("Residents by age and sex")
    return {
        "year": year,
        "total": drawings.whole(int(counts.sum())),
        "pyramid_title": title,
        "pyramid": drawings.age_pyramid(counts, title),
        "pyramid_head": [_("Age"), _("Women"), _("Men")],
        "pyramid_rows": [
            [ages, drawings.whole(women), drawings.whole(men)]
            for ages, women, men in drawings.age_bands(counts)
        ],
    }


def _facts(row: Municipality) -> list[tuple[str, str]]:
    return [
        (_("ISTAT code"), row.istat),
        (_("Cadastral code"), row.cadastral),
        (_("Province"), f"{row.province_name} ({row.province})"),
        (_("Region"), row.region),
        (_("Postal codes"), row.postal_codes),
    ]


def _incomes(istat: str) -> list[dict[str, object]]:
    """Return taxpayers and declared amounts of the commonest kinds of income, newest year only."""
    code = queries.current_code(istat)
    taxpayers = queries.figures(DatasetCode.INCOME_TAXPAYERS, [code])[code]
    newest = max((reading.year for reading in taxpayers), default=None)
    if newest is None:
        return []
    amounts = queries.figures(DatasetCode.INCOME_AMOUNT, [code], newest)[code]
    declared = {reading.breakdown: reading.value for reading in amounts}
    counted = {r.breakdown: r.value for r in taxpayers if r.year == newest}
    names = {
        "employment": _("Employment"),
        "pension": _("Pensions"),
        "self-employment": _("Self-employment"),
        "buildings": _("Buildings"),
        "taxable": _("Taxable income"),
    }
    return [
        {
            "name": names[kind],
            "year": newest,
            "taxpayers": _published(counted.get(kind)),
            "amount": _published(declared.get(kind)),
        }
        for kind in _COMMON_INCOMES
        if kind in counted
    ]


def _published(value: object) -> str:
    return _("not published") if value is None else drawings.whole(float(str(value)))
