"""What a chart says, in one or two sentences, for whoever does not see it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from aia.observatory.publishing.figures import said
from aia.observatory.publishing.labels import Labels
from aia.observatory.publishing.tables import QUARTER, Table

_TIMES = (QUARTER, "year")


def alternative(table: Table, labels: Labels, title: str) -> str:
    """Return the chart in words: what it is, where it begins and ends, its extremes.

    The same numbers are always in a table beside it.
    """
    told = [(cell.of, cell.value) for cell in table.cells if cell.value is not None]
    if not told or not table.breakdown:
        return title
    highest = max(told, key=lambda one: one[1])
    lowest = min(told, key=lambda one: one[1])
    values = {
        "title": title,
        "high": said(highest[1], table.unit),
        "high_of": _names(table, labels, highest[0]),
        "low": said(lowest[1], table.unit),
        "low_of": _names(table, labels, lowest[0]),
    }
    if len(told) == 1:
        return _("%(title)s: %(high_of)s, %(high)s.") % values
    if len(table.breakdown) == 1 and table.breakdown[0] in _TIMES:
        (first,), (last,) = min(told)[0], max(told)[0]
        values |= {
            "first_of": _names(table, labels, (first,)),
            "first": said(table.value(first), table.unit),
            "last_of": _names(table, labels, (last,)),
            "last": said(table.value(last), table.unit),
        }
        return (
            _(
                "%(title)s. Line from %(first)s (%(first_of)s) to %(last)s (%(last_of)s);"
                " highest %(high)s (%(high_of)s), lowest %(low)s (%(low_of)s)."
            )
            % values
        )
    return _("%(title)s. Highest: %(high_of)s, %(high)s; lowest: %(low_of)s, %(low)s.") % values


def _names(table: Table, labels: Labels, of: tuple[str, ...]) -> str:
    return ", ".join(labels.name(one, code) for one, code in zip(table.breakdown, of, strict=True))
