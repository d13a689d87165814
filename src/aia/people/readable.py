"""What is known about a person, written for people to read, and tables safe for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_NAMES = {
    "about": gettext_lazy("About this document"),
    "made_at": gettext_lazy("Made on"),
    "what_it_is": gettext_lazy("What it is"),
    "identity": gettext_lazy("Who I am"),
    "given_name": gettext_lazy("Given name"),
    "family_name": gettext_lazy("Family name"),
    "birth_date": gettext_lazy("Birth date"),
    "birth_place": gettext_lazy("Place of birth"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail address"),
    "language": gettext_lazy("Language"),
    "citizenship": gettext_lazy("Citizenship"),
    "sex": gettext_lazy("Sex"),
    "municipality": gettext_lazy("Municipality"),
    "protected": gettext_lazy("Protected"),
    "status": gettext_lazy("State"),
    "keep_until": gettext_lazy("Kept until"),
    "identifiers": gettext_lazy("My codes"),
    "kind": gettext_lazy("Kind"),
    "value": gettext_lazy("Code"),
    "since": gettext_lazy("Since"),
    "until": gettext_lazy("Until"),
    "households": gettext_lazy("My households"),
    "memberships": gettext_lazy("My part in organisations"),
    "role": gettext_lazy("Role"),
    "organisation": gettext_lazy("Organisation"),
    "consents": gettext_lazy("My consents"),
    "purpose": gettext_lazy("Purpose"),
    "channel": gettext_lazy("How"),
    "given_at": gettext_lazy("Given on"),
    "withdrawn_at": gettext_lazy("Withdrawn on"),
    "who_may_open_my_file": gettext_lazy("Who may open my file"),
    "who_opened_my_file": gettext_lazy("Who opened my file"),
    "who": gettext_lazy("Who"),
    "what": gettext_lazy("What"),
    "why": gettext_lazy("Why"),
    "at": gettext_lazy("When"),
}
# A spreadsheet takes a cell that begins like this for a formula (OWASP, CSV injection).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def readable(told: object) -> SafeString:
    """Return what an export holds as HTML: lists of terms and values, everything escaped."""
    if isinstance(told, Mapping):
        pairs = [(name_of(str(name)), readable(value)) for name, value in told.items()]
        return format_html("<dl>{}</dl>", format_html_join("", "<dt>{}</dt><dd>{}</dd>", pairs))
    if isinstance(told, Sequence) and not isinstance(told, str):
        if not told:
            return format_html("{}", _("nothing"))
        lines = ((readable(one),) for one in told)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", lines))
    if isinstance(told, bool):
        return format_html("{}", _("yes") if told else _("no"))
    return format_html("{}", "—" if told in (None, "") else told)


def name_of(key: str) -> str:
    """Return what a part of an export is called; another module's key as it is, in words."""
    return str(_NAMES.get(key, key.replace("_", " ").capitalize()))


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV in which no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_cell(name) for name in header])
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
