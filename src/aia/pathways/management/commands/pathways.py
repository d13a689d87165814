"""`aia pathways import-log | check | redact`: bring in event logs, look at what does not hold."""

import json
import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from aia.access.terms import service_actor
from aia.kit.clock import now
from aia.kit.csvfile import FileProblem, read_table
from aia.pathways import actions
from aia.pathways.actions.redaction import REDACTED
from aia.pathways.checkers import Result, run_checkers
from aia.pathways.imports.choosing import mapping_for
from aia.pathways.imports.logs import Log, read_log
from aia.pathways.imports.mapping import MappingBroken, read_mapping
from aia.pathways.rules import Refused
from aia.pathways.terms import RedactReason
from aia.territory.actions import load_district
from aia.territory.queries import districts
from aia.trace.terms import Origin

_SHOWN = 20

Options = dict[str, Any]


class Command(BaseCommand):
    """Each verb calls one action or one query, as the installation itself."""

    help = "Bring in an event log of cases; list what does not hold together; blank a text."

    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        bring = _verb(verbs, "import-log", "bring in an event log of cases (CSV)")
        bring.add_argument("file", type=Path, metavar="LOG.csv")
        bring.add_argument(
            "--map",
            type=Path,
            metavar="MAP.yaml",
            help="which columns and activities it has (default: chosen from those that ship)",
        )
        bring.add_argument("--district", default="cremona", help="code, or a shipped name")
        bring.add_argument("--log", help="what the log is called (default: as the mapping or file)")
        bring.add_argument("--encoding", default="utf-8", help="as cp1252 (default: utf-8)")
        check = _verb(verbs, "check", "list what does not hold together in the data")
        blank = _verb(verbs, "redact", "blank a text; the act stays on record")
        blank.add_argument("kind", choices=sorted(REDACTED))
        blank.add_argument("id", type=UUID)
        blank.add_argument("--reason", choices=RedactReason.values, required=True)
        for verb in (bring, check):
            verb.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[[Options], None]] = {
            "import-log": self._import_log,
            "check": self._check,
            "redact": self._redact,
        }
        try:
            verbs[options["verb"]](options)
        except (FileProblem, MappingBroken, Refused) as error:
            raise CommandError(str(error)) from error
        except ObjectDoesNotExist as error:
            raise CommandError(_("there is no text with this id")) from error

    def _import_log(self, options: Options) -> None:
        log = _read(options)
        with _progress(options, log.events) as tell:
            done = actions.import_log(
                actor=service_actor("import", origin=Origin.BACKFILLED),
                log=log,
                district=_district(options["district"]),
                tell=tell,
            )
        if options["json"]:
            self.stdout.write(json.dumps(_summary(log, done), ensure_ascii=False))
            return
        told = _summary(log, done) | {"rejected": len(log.rejected)}
        self.stdout.write(
            _(
                "%(events)d events of %(pathways)d cases: %(imported)d imported,"
                " %(already_there)d already there, %(rejected)d rejected."
                " Acts that the line did not allow then, kept as plain events:"
                " %(not_applicable)d."
            )
            % told
        )
        for row in log.rejected[:_SHOWN]:
            self.stdout.write(
                _("line %(line)d: %(reason)s") % {"line": row.line, "reason": row.reason}
            )
        if (more := len(log.rejected) - _SHOWN) > 0:
            self.stdout.write(_("… and %(more)d more (see them all with --json)") % {"more": more})

    def _check(self, options: Options) -> None:
        results = run_checkers(service_actor("installation"), at=now())
        if options["json"]:
            self.stdout.write(json.dumps([_told(one) for one in results], ensure_ascii=False))
            return
        for one in results:
            number = f"{len(one.findings)}{'+' if one.more else ''}"
            self.stdout.write(f"{number:>5}  {one.checker.question}")

    def _redact(self, options: Options) -> None:
        actions.redact_text(
            actor=service_actor("installation"),
            kind=options["kind"],
            row_id=options["id"],
            reason=options["reason"],
            at=now(),
        )
        self.stdout.write(_("The text is blank. The act and the reason stay on record."))


def _read(options: Options) -> Log:
    """Return the log that the options name. Raises FileProblem, MappingBroken."""
    table = read_table(options["file"], encoding=options["encoding"])
    mapping = read_mapping(options["map"]) if options["map"] else mapping_for(table)
    stem = re.sub(r"[^a-z0-9._-]+", "-", options["file"].stem.lower()).strip("-._") or "log"
    name = options["log"] or mapping.log or stem[:40]
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,39}", name):
        raise CommandError(_("--log: use up to 40 small letters, digits, dots and hyphens"))
    return read_log(table, mapping, name, home=ZoneInfo(settings.TIME_ZONE), now=now())


def _district(name: str) -> str:
    """Return the code of the district, loading it when it ships with Aia and is not there."""
    if districts().filter(pk=name).exists():
        return name
    try:
        actor = service_actor("installation")
        return load_district(actor=actor, source=name, at=now()).district.code
    except ValueError as error:
        raise CommandError(str(error)) from error


def _summary(log: Log, done: actions.Imported) -> dict[str, Any]:
    """Return the summary: every event is imported, already there, or rejected."""
    return {
        "events": log.events,
        "imported": done.imported,
        "already_there": done.already_there,
        "pathways": len(log.cases),
        "not_applicable": done.not_applicable,
        "rejected": [{"line": row.line, "reason": row.reason} for row in log.rejected],
    }


def _told(result: Result) -> dict[str, Any]:
    return {
        "id": result.checker.id,
        "severity": str(result.checker.severity),
        "question": str(result.checker.question),
        "more": result.more,
        "findings": [
            {
                "district": one.district,
                "pathway": str(one.pathway) if one.pathway else None,
                "kind": one.row_kind,
                "row": str(one.row) if one.row else None,
                "since": one.since.isoformat() if one.since else None,
            }
            for one in result.findings
        ],
    }


def _verb(verbs: Any, name: str, about: str) -> ArgumentParser:
    found: ArgumentParser = verbs.add_parser(name, help=about, description=about)
    return found


@contextmanager
def _progress(options: Options, events: int) -> Iterator[Callable[[int], None]]:
    """Give what shows how many events are done, on standard error and only for a person."""
    console = Console(stderr=True)
    if options["json"] or not console.is_terminal:
        yield lambda done: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(_("Events"), total=events)
        yield lambda done: progress.update(task, completed=done)
