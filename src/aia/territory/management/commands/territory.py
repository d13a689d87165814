"""`aia territory`: load a district and its public figures, and look at them."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from aia.kit.clock import now
from aia.territory import actions, queries
from aia.territory.models import District
from aia.territory.terms import ImportReport, Loader
from aia.territory.yamlnodes import FileProblem

_SHOWN_REJECTIONS = 20


class Command(BaseCommand):
    """Each verb calls one action or one query."""

    help = "Load a district, its population, its incomes and its places; show what is loaded."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        load = _verb(verbs, "load", "load a district from a shipped name or a YAML file")
        load.add_argument("district", help="cremona, or the path of a YAML file")
        show = _verb(verbs, "show", "show a district's municipalities and how surely they belong")
        show.add_argument(
            "district", nargs="?", help="code of the district (default: the only one)"
        )
        people = _verb(verbs, "import-population", "import residents by age and sex")
        people.add_argument(
            "file", type=Path, help="CSV: istat, eta (or fascia_eta), femmine, maschi"
        )
        people.add_argument(
            "--year", type=int, help="year of the 1 January counted (default: from the file's name)"
        )
        income = _verb(verbs, "import-income", "import income tax returns by municipality")
        income.add_argument("file", type=Path, help="CSV of the Ministry of Economy and Finance")
        places = _verb(verbs, "places", "import places of daily life")
        places.add_argument("file", type=Path, help="CSV: name, kind, municipality, lat, lon")
        places.add_argument("--district", help="code of the district (default: the only one)")
        for verb in (load, show, people, income, places):
            verb.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[[dict[str, Any]], None]] = {
            "load": self._load,
            "show": self._show,
            "import-population": self._import_population,
            "import-income": self._import_income,
            "places": self._places,
        }
        try:
            verbs[options["verb"]](options)
        except FileProblem as error:
            raise CommandError(str(error)) from error

    def _load(self, options: dict[str, Any]) -> None:
        with _progress(options) as told:
            loaded = actions.load_district(
                actor=Loader(), source=options["district"], at=now(), tell=told.step
            )
        district = loaded.district
        summary = {
            "district": district.code,
            "municipalities": district.municipalities,
            "uncertain": district.uncertain,
            "changed": loaded.changed,
            "joined": loaded.joined,
            "left": loaded.left,
        }
        text = _(
            "%(name)s: %(municipalities)s municipalities, %(uncertain)s of them to be checked."
        ) % {"name": district.name, **summary}
        self._say(options, summary, text)

    def _show(self, options: dict[str, Any]) -> None:
        district = _district(options["district"])
        members = list(queries.memberships(district.code))
        told = queries.residents(member.municipality for member in members)
        rows = [
            {
                "istat": member.municipality_id,
                "name": member.municipality.name,
                "residents": one.total,
                "year": one.year,
                "certainty": member.certainty,
                "source": member.source_title,
            }
            for member, one in zip(members, told, strict=True)
        ]
        lines = [
            f"{row['istat']}  {row['name']!s:<32} {row['residents'] or '—':>8}  "
            f"{member.get_certainty_display()}"
            for row, member in zip(rows, members, strict=True)
        ]
        summary = {"district": district.code, "name": district.name, "municipalities": rows}
        self._say(options, summary, "\n".join([district.name, *lines]))

    def _import_population(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        year = options["year"] or _year_in(path)
        with _progress(options) as told:
            report = actions.import_population(
                actor=Loader(), path=path, year=year, at=now(), progress=told.rows
            )
        self._report(options, report)

    def _import_income(self, options: dict[str, Any]) -> None:
        with _progress(options) as told:
            report = actions.import_income(
                actor=Loader(), path=options["file"], at=now(), progress=told.rows
            )
        self._report(options, report)

    def _places(self, options: dict[str, Any]) -> None:
        district = _district(options["district"])
        report = actions.import_places(
            actor=Loader(), district=district.code, path=options["file"], at=now()
        )
        self._report(options, report)

    def _report(self, options: dict[str, Any], report: ImportReport) -> None:
        told = report.as_json() | {"rejected": len(report.rejected)}
        text = (
            _(
                "%(rows)s rows: %(imported)s imported, %(already_there)s already there, "
                "%(rejected)s rejected."
            )
            % told
        )
        shown = report.rejected[:_SHOWN_REJECTIONS]
        lines = [
            _("line %(line)s: %(reason)s") % {"line": r.line, "reason": r.reason} for r in shown
        ]
        if more := len(report.rejected) - len(shown):
            lines.append(_("… and %(more)s more (see them all with --json)") % {"more": more})
        self._say(options, report.as_json(), "\n".join([text, *report.notes, *lines]))

    def _say(self, options: dict[str, Any], summary: dict[str, Any], text: str) -> None:
        if options["json"]:
            self.stdout.write(json.dumps(summary, ensure_ascii=False, indent=2))
        else:
            self.stdout.write(text)


class _Told:
    """What is heard of work under way, drawn on the error stream of a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)

    def step(self, name: str) -> None:
        """Say which step begins."""
        self._progress.update(self._task, description=name)

    def rows(self, number: int) -> None:
        """Say that so many more rows were read."""
        self._progress.update(self._task, advance=number)


@contextmanager
def _progress(options: dict[str, Any]) -> Any:
    console = Console(stderr=True)
    quiet = options["json"] or not console.is_terminal
    with Progress(console=console, transient=True, disable=quiet) as progress:
        yield _Told(progress)


def _verb(verbs: Any, name: str, help_text: str) -> ArgumentParser:
    made: ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text)
    return made


def _district(code: str | None) -> District:
    """Return the named district, or the only one."""
    found = list(queries.districts())
    if code is None and len(found) == 1:
        return found[0]
    named = next((district for district in found if district.code == code), None)
    if named is not None:
        return named
    codes = ", ".join(district.code for district in found) or _("no district")
    if code is None:
        raise CommandError(_("say which district; loaded: %(codes)s") % {"codes": codes})
    text = _("the district “%(code)s” is not loaded; loaded: %(codes)s")
    raise CommandError(text % {"code": code, "codes": codes})


def _year_in(path: Path) -> int:
    """Return the only year in a file's name; the file itself does not tell it."""
    if not path.exists():
        raise FileProblem(f"{path}: " + _("there is no such file"))
    years = re.findall(r"(?<!\d)(?:19|20)\d{2}(?!\d)", path.stem)
    if len(set(years)) != 1:
        text = _("%(file)s does not say its year: add --year, such as --year 2023")
        raise CommandError(text % {"file": path.name}, returncode=2)
    return int(years[0])
