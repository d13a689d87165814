"""`aia sensing import FILE --map MAP.yaml`: notices of another archive, every row accounted for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from aia.access.terms import service_actor
from aia.kit.clock import now
from aia.kit.csvfile import read_table
from aia.sensing import actions
from aia.sensing.imports.mapping import MAPS, read_map
from aia.sensing.imports.rows import Archive, read_archive
from aia.territory.actions import load_district
from aia.territory.queries import districts
from aia.trace.terms import Origin

_SHOWN = 20

Options = dict[str, Any]


def add(verbs: Any) -> None:
    """Add the subcommand `import`."""
    shipped = ", ".join(sorted(path.stem for path in MAPS.glob("*.yaml")))
    about = "bring in notices of another archive (CSV)"
    parser = verbs.add_parser("import", help=about, description=about)
    parser.add_argument("file", type=Path, metavar="FILE.csv")
    parser.add_argument(
        "--map",
        type=Path,
        required=True,
        metavar="MAP.yaml",
        help=f"which columns it has; or the name of a map that ships: {shipped}",
    )
    parser.add_argument("--district", default="cremona", help="code, or a shipped name")
    parser.add_argument("--encoding", default="utf-8", help="as cp1252 (default: utf-8)")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    parser.set_defaults(act=bring_in)


def bring_in(command: BaseCommand, options: Options) -> None:
    """Read the file by its map, bring in what is new, and say what became of every row.

    Raises FileProblem, MapBroken, CommandError.
    """
    told = read_map(options["map"])
    table = read_table(options["file"], encoding=options["encoding"])
    archive = read_archive(table, told, home=ZoneInfo(settings.TIME_ZONE), now=now())
    with _progress(options, len(archive.notices)) as tell:
        done = actions.import_notices(
            actor=service_actor("import", origin=Origin.BACKFILLED),
            archive=archive,
            district=_district(options["district"]),
            tell=tell,
            at=now(),
        )
    summary = _summary(archive, done)
    if options["json"]:
        command.stdout.write(json.dumps(summary, ensure_ascii=False))
        return
    command.stdout.write(
        _(
            "%(events)d rows: %(imported)d imported, %(already_there)d already there,"
            " %(rejected)d rejected. Imported without a category: %(not_applicable)d."
        )
        % (summary | {"rejected": len(archive.rejected)})
    )
    for row in archive.rejected[:_SHOWN]:
        command.stdout.write(
            _("line %(line)d: %(reason)s") % {"line": row.line, "reason": row.reason}
        )
    if (more := len(archive.rejected) - _SHOWN) > 0:
        command.stdout.write(_("… and %(more)d more (see them all with --json)") % {"more": more})


def _summary(archive: Archive, done: actions.NoticesImported) -> dict[str, Any]:
    """Return the summary: every row is imported, already there, or rejected.

    The shape is that of `aia pathways import-log`; `not_applicable` are the imported ones whose
    labels say no category.
    """
    return {
        "events": archive.rows,
        "imported": done.imported,
        "already_there": done.already_there,
        "notices": done.imported + done.already_there,
        "not_applicable": done.uncategorised,
        "rejected": [{"line": row.line, "reason": row.reason} for row in archive.rejected],
    }


def _district(name: str) -> str:
    """Return the code of the district, loading it when it ships with Aia and is not there."""
    if districts().filter(pk=name).exists():
        return name
    try:
        actor = service_actor("installation")
        return load_district(actor=actor, source=name, at=now()).district.code
    except ValueError as error:
        raise CommandError(str(error)) from error


@contextmanager
def _progress(options: Options, rows: int) -> Iterator[Callable[[int], None]]:
    """Give what shows how many rows are done, on standard error and only for a person."""
    console = Console(stderr=True)
    if options["json"] or not console.is_terminal:
        yield lambda done: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(_("Notices"), total=rows)
        yield lambda done: progress.update(task, completed=done)
