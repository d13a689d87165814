"""`aia commons import PACKAGE` and `aia commons export OUT`: directories of services."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from aia.access.terms import service_actor
from aia.commons.hsds import writing
from aia.commons.hsds.bringing import Brought, bring_in
from aia.commons.hsds.listed import MAPS, read_listed
from aia.commons.hsds.mending import mended
from aia.commons.hsds.reading import read_package
from aia.commons.hsds.telling import directory_of
from aia.commons.hsds.terms import Defect, Directory, Finding
from aia.commons.terms import Intensity
from aia.kit.clock import now
from aia.kit.csvfile import FileProblem
from aia.territory.actions import load_district
from aia.territory.queries import districts
from aia.trace.terms import Origin

_EXAMPLES = 2

Options = dict[str, Any]


def add(verbs: Any) -> None:
    """Add the subcommands `import` and `export`."""
    about = "bring in a directory of services (Open Referral HSDS 1 to 3.1, or a CSV with a map)"
    parser = verbs.add_parser("import", help=about, description=about)
    parser.add_argument("package", type=Path, help="a folder, zip, datapackage.json, JSON or CSV")
    shipped = ", ".join(sorted(path.stem for path in MAPS.glob("*.yaml")))
    parser.add_argument(
        "--map",
        type=Path,
        metavar="MAP.yaml",
        help=f"for a CSV: which columns it has; these maps ship: {shipped}",
    )
    parser.add_argument("--source", default="", help="its name (default: that of the file)")
    parser.add_argument(
        "--town",
        default="",
        metavar="ISTAT",
        help="where to show what names no municipality of Italy",
    )
    parser.add_argument("--intensity", default=Intensity.MEDIUM, choices=Intensity.values)
    parser.add_argument("--check", action="store_true", help="report, and bring nothing in")
    parser.add_argument("--report", type=Path, metavar="FILE.json", help="write every defect there")
    parser.set_defaults(act=bring)
    about = "write all that bodies offer as HSDS 3.1: OUT.zip, OUT.json, or a folder"
    out = verbs.add_parser("export", help=about, description=about)
    out.add_argument("out", type=Path, metavar="OUT")
    out.set_defaults(act=give)
    for one in (parser, out):
        one.add_argument("--district", default="cremona", help="code, or a shipped name")
        one.add_argument("--json", action="store_true", help="print the result as JSON")


def bring(command: BaseCommand, options: Options) -> None:
    """Read a package, bring it in, and say what became of it. Raises FileProblem, Refused."""
    directory = _directory(options)
    done = Brought()
    if not options["check"]:
        with _progress(options, len(directory.tables.get("service", {}))) as tell:
            done = bring_in(
                actor=service_actor("import", origin=Origin.BACKFILLED),
                district=_district(options["district"]),
                directory=directory,
                intensity=options["intensity"],
                town=options["town"],
                tell=tell,
                at=now(),
            )
    findings = [*directory.findings, *done.findings]
    if options["report"]:
        _write(
            options["report"],
            json.dumps([_told(one) for one in findings], ensure_ascii=False, indent=1) + "\n",
        )
    if options["json"]:
        command.stdout.write(json.dumps(_summary(directory, done, findings), ensure_ascii=False))
        return
    for line in _lines(directory, done, findings):
        command.stdout.write(line)


def give(command: BaseCommand, options: Options) -> None:
    """Write what is on the floor as a package. Raises FileProblem."""
    told = directory_of(_district(options["district"]))
    out: Path = options["out"]
    title = _("What is on the floor: %(district)s") % {"district": options["district"]}
    if out.suffix == ".json":
        _write(out, json.dumps(writing.document(told), ensure_ascii=False, indent=1) + "\n")
    elif out.suffix == ".zip":
        _write(out, writing.zipped(told, title=title))
    else:
        for name, text in writing.files(told, title=title).items():
            _write(out / name, text)
    rows = {name: len(found) for name, found in told.tables.items()}
    left = len(told.findings)
    if options["json"]:
        command.stdout.write(
            json.dumps({"tables": rows, "unplaced": len(told.aside), "of_persons": left})
        )
        return
    command.stdout.write(
        _("%(out)s: %(services)d services of %(bodies)d bodies.")
        % {"out": out, "services": rows.get("service", 0), "bodies": rows.get("organization", 0)}
    )
    if left:
        command.stdout.write(_("Not told, because persons offer them: %(left)d.") % {"left": left})


def _directory(options: Options) -> Directory:
    if options["map"]:
        return mended(read_listed(options["package"], options["map"], source=options["source"]))
    return mended(read_package(options["package"], source=options["source"]))


def _summary(directory: Directory, done: Brought, findings: list[Finding]) -> dict[str, Any]:
    return {
        "tables": {name: len(rows) for name, rows in directory.tables.items()},
        "unplaced": len(directory.aside),
        "services": dict(done.services),
        "bodies": dict(done.bodies),
        "defects": dict(sorted(Counter(one.defect.value for one in findings).items())),
    }


def _lines(directory: Directory, done: Brought, findings: list[Finding]) -> Iterator[str]:
    counts = {name: done.services[name] for name in ("new", "changed", "same", "not_shown")}
    if done.rows:
        yield (
            _(
                "Services: %(new)d new, %(changed)d changed, %(same)d as they were,"
                " %(not_shown)d kept without a place on the floor."
            )
            % counts
        )
        yield _("Bodies: %(new)d new, %(same)d already there.") % {
            name: done.bodies[name] for name in ("new", "same")
        }
    else:
        yield _("Nothing was brought in: this only looks.")
    yield _("Rows: %(rows)d, and %(aside)d set aside.") % {
        "rows": sum(map(len, directory.tables.values())),
        "aside": len(directory.aside),
    }
    yield from _grouped(findings)


def _grouped(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield each kind of defect once, with how many there are and the first of them."""
    groups: dict[tuple[Defect, str, str], list[Finding]] = {}
    for one in findings:
        groups.setdefault((one.defect, one.table, one.column), []).append(one)
    for (defect, table, column), found in sorted(groups.items(), key=lambda one: -len(one[1])):
        where = f"{table}.{column}" if column else table
        yield f"{len(found):6}  {where}: {Defect(defect).label}"
        for one in found[:_EXAMPLES]:
            line = _("line %(line)d") % {"line": one.line} + ": " if one.line else ""
            if line or one.value:
                yield f"        {line}{one.value[:90]}".replace("\n", " ")


def _told(finding: Finding) -> dict[str, Any]:
    return {**asdict(finding), "told": str(finding.defect.label)}


def _write(path: Path, content: str | bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise FileProblem(f"{path}: {error.strerror}") from error


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
def _progress(options: Options, services: int) -> Iterator[Callable[[int], None]]:
    """Give what shows how many services are done, on standard error and only for a person."""
    console = Console(stderr=True)
    if options["json"] or not console.is_terminal:
        yield lambda done: None
        return
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(_("Services"), total=services)
        yield lambda done: progress.update(task, completed=done)
