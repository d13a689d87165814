"""`aia people`: link files, import, find doubles, export, erase, rotate keys, list past terms."""

import json
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from aia.access.terms import Actor, Forbidden, service_actor
from aia.kit.clock import now
from aia.people import actions, queries
from aia.people.linkage.files import LinkageInputError, link_files
from aia.people.models import Person
from aia.people.readable import readable
from aia.people.retention import RetentionFileError
from aia.people.sealing import KeyLost
from aia.people.terms import Unacceptable
from aia.territory.queries import districts

_SHOWN = 20
_FAILURES = (
    LinkageInputError,
    RetentionFileError,
    ImproperlyConfigured,
    KeyLost,
    Unacceptable,
    Forbidden,
    OSError,
)

Options = dict[str, Any]
Tell = Callable[[int, int], None]


class Command(BaseCommand):
    """Each verb calls one action or one query, as the installation itself."""

    help = "Link files of persons, bring them in, find doubles, export, erase, keep keys and terms."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
        link = _verb(verbs, "link", "find who is the same person in two CSV files")
        link.add_argument("a", type=Path, metavar="A.csv")
        link.add_argument("b", type=Path, metavar="B.csv")
        bring = _verb(verbs, "import", "register the persons of a CSV file")
        bring.add_argument("file", type=Path, metavar="FILE.csv")
        for verb in (link, bring):
            verb.add_argument(
                "--map", type=Path, metavar="MAP.yaml", help="which columns hold what"
            )
        doubles = _verb(verbs, "duplicates", "compare new persons with all others")
        doubles.add_argument("--most", type=int, help="stop after comparing so many persons")
        out = _verb(verbs, "export", "write everything known about a person (GDPR art. 15 and 20)")
        out.add_argument("person", type=UUID, metavar="PERSON_ID")
        out.add_argument("--out", type=Path, required=True, help="a new file, .json or .html")
        erase = _verb(verbs, "erase", "erase a person: their key is destroyed, for good")
        erase.add_argument("person", type=UUID, metavar="PERSON_ID")
        erase.add_argument("--yes", action="store_true", help="do not ask")
        rotate = _verb(verbs, "rotate-master-key", "replace the master key; goes on if stopped")
        rotate.add_argument(
            "--keep-old", action="store_true", help="keep the old key: older backups need it"
        )
        terms = _verb(verbs, "retention", "list whose data are past their term; deletes nothing")
        terms.add_argument("--limit", type=int, default=100)
        for verb in (bring, doubles):
            verb.add_argument("--district", help="code of the district (default: the only one)")
        for verb in (link, bring, doubles, erase, rotate, terms):
            verb.add_argument("--json", action="store_true", help="print the result as JSON")

    def handle(self, *_args: Any, **options: Any) -> None:
        verbs: dict[str, Callable[[Options], None]] = {
            "link": self._link,
            "import": self._import,
            "duplicates": self._duplicates,
            "export": self._export,
            "erase": self._erase,
            "rotate-master-key": self._rotate,
            "retention": self._retention,
        }
        try:
            verbs[options["verb"]](options)
        except _FAILURES as error:
            raise CommandError(str(error)) from error
        except Person.DoesNotExist as error:
            raise CommandError(_("there is no person with this id")) from error

    def _link(self, options: Options) -> None:
        linked = link_files(options["a"], options["b"], options["map"])
        if options["json"]:
            self.stdout.write(json.dumps(linked.as_json()))
            return
        for one, other, score in linked.result.pairs:
            self.stdout.write(f"{one}\t{other}\t{score:.3f}")
        self.stderr.write(
            _("%(pairs)d pairs in %(seconds).1f seconds")
            % {"pairs": len(linked.result.pairs), "seconds": linked.seconds}
        )

    def _import(self, options: Options) -> None:
        with _progress(options) as tell:
            report = actions.import_persons(
                actor=service_actor("import"),
                district=_district(options["district"]),
                path=options["file"],
                map_path=options["map"],
                at=now(),
                tell=tell,
            )
        told = _(
            "%(rows)d rows: %(imported)d imported, %(already_there)d already there, %(rejected)d"
            " rejected."
        ) % {
            "rows": report.rows,
            "imported": report.imported,
            "already_there": report.already_there,
            "rejected": len(report.rejected),
        }
        lines = [
            _("line %(line)d: %(reason)s") % {"line": row.line, "reason": row.reason}
            for row in report.rejected[:_SHOWN]
        ]
        if more := len(report.rejected) - len(lines):
            lines.append(_("… and %(more)d more (see them all with --json)") % {"more": more})
        self._say(options, report.as_json(), "\n".join([told, *lines]))

    def _duplicates(self, options: Options) -> None:
        district = _district(options["district"])
        with _progress(options) as tell:
            scan = actions.scan_duplicates(
                actor=_installation(),
                district=district,
                at=now(),
                most=options["most"],
                tell=tell,
            )
        told = _("%(compared)d persons compared, %(left)d left for the next time.") % {
            "compared": scan.compared,
            "left": scan.left,
        }
        self._say(options, {"compared": scan.compared, "left": scan.left}, told)

    def _export(self, options: Options) -> None:
        path: Path = options["out"]
        known = actions.export_person(actor=_installation(), person=options["person"], at=now())
        if path.suffix == ".html":
            text = str(render_to_string("people/export.html", {"known": readable(known)}))
        else:
            text = json.dumps(known, ensure_ascii=False, indent=2)
        # Made anew and for the owner only: the file says everything about somebody.
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(text, encoding="utf-8")
        self.stdout.write(_("written: %(path)s") % {"path": path})

    def _erase(self, options: Options) -> None:
        row = Person.objects.get(pk=options["person"])
        name = queries.names_of(person_ids=[row.id])[row.id]
        if not options["yes"]:
            asked = _("Erase %(name)s for good? Write the name to go on: ") % {"name": name}
            if input(asked).strip() != name:
                raise CommandError(_("nothing was erased"))
        actions.erase_person(actor=_installation(), person=row, at=now())
        stays = queries.what_stays()
        self._say(options, {"erased": str(row.id), "stays": stays}, "\n".join(["✓", *stays]))

    def _rotate(self, options: Options) -> None:
        with _progress(options) as tell:
            done = actions.rotate_master_key(keep_old=options["keep_old"], tell=tell)
        told = _(
            "The master key is now %(master)s; %(count)d data keys were wrapped anew. Backups made"
            " before need the old key."
        ) % {"master": done.master, "count": done.rewrapped}
        summary = {
            "master": done.master,
            "rewrapped": done.rewrapped,
            "removed": list(done.removed),
        }
        self._say(options, summary, told)

    def _retention(self, options: Options) -> None:
        found = queries.past_term(_installation(), at=now(), limit=options["limit"])
        summary = {
            "proposed": [
                {
                    "person": str(one.person),
                    "rule": one.rule,
                    "since": one.since.isoformat(),
                    "verified": one.verified,
                    "source": one.source,
                }
                for one in found
            ]
        }
        lines = [
            f"{one.person}  {one.since}  {queries.rule_label(one.rule)}"
            + ("" if one.verified else f"  [{_('term not verified')}]")
            for one in found
        ]
        self._say(options, summary, "\n".join(lines or [_("Nothing is past its term.")]))

    def _say(self, options: Options, summary: dict[str, Any], text: str) -> None:
        if options["json"]:
            text = json.dumps(summary, ensure_ascii=False, indent=2)
        self.stdout.write(text)


@contextmanager
def _progress(options: Options) -> Iterator[Tell]:
    console = Console(stderr=True)
    quiet = options["json"] or not console.is_terminal
    with Progress(console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("")
        yield lambda done, every: progress.update(task, completed=done, total=every)


def _verb(verbs: Any, name: str, help_text: str) -> ArgumentParser:
    made: ArgumentParser = verbs.add_parser(name, help=help_text, description=help_text)
    return made


def _installation() -> Actor:
    return service_actor("installation")


def _district(code: str | None) -> str:
    """Return the code of the named district, or of the only one."""
    known = [district.code for district in districts()]
    if code in known:
        return str(code)
    if code is None and len(known) == 1:
        return known[0]
    told = {"codes": ", ".join(known) or "—"}
    raise CommandError(_("say which district with --district; loaded: %(codes)s") % told)
