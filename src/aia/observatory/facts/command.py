"""`aia observatory build` and `aia observatory status`."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from aia.access.terms import service_actor
from aia.kit.clock import now
from aia.territory.queries import districts

_ENGINES = ("duckdb", "postgresql", "spark")


def add(verbs: Any) -> None:
    """Add the two subcommands with their options."""
    build: ArgumentParser = verbs.add_parser(
        "build", help="copy what is new in the ledger, compute every indicator, publish"
    )
    build.add_argument("--engine", choices=_ENGINES, default=_ENGINES[0])
    build.add_argument(
        "--master",
        default="",
        metavar="URL",
        help="where the engine is: sc://host:port or local for spark, postgres://… for postgresql",
    )
    build.add_argument(
        "--no-pictures", action="store_true", help="draw no pictures: pages show tables meanwhile"
    )
    build.set_defaults(act=_build)
    status: ArgumentParser = verbs.add_parser(
        "status", help="how fresh the published figures are, and what was left out"
    )
    status.set_defaults(act=_status)
    for parser in (build, status):
        parser.add_argument("--district", metavar="CODE", help="one only; without it, every one")
        parser.add_argument("--json", action="store_true", help="print one JSON object")


def _build(command: BaseCommand, options: dict[str, Any]) -> None:
    from aia.observatory.building import build_observatory
    from aia.observatory.engines import Wanted
    from aia.observatory.publishing.prepared import prepare

    wanted = Wanted(options["engine"], options["master"])
    told = {}
    for code in _asked(options):
        report = build_observatory(
            actor=service_actor("nightly"),
            district=code,
            engine=wanted,
            at=now(),
            tell=_telling(command),
        )
        told[code] = asdict(report)
        if not options["no_pictures"]:
            _telling(command)("drawing the pictures")
            told[code]["pictures"] = prepare(code, at=now())
        if not options["json"]:
            _telling(command)("done")
            command.stdout.write("\n" * command.stderr.isatty() + "\n".join(_lines(told[code])))
    if options["json"]:
        command.stdout.write(json.dumps(told, ensure_ascii=False))


def _telling(command: BaseCommand) -> Callable[[str], None]:
    """Return what shows a step on a terminal, on one line; anywhere else it is silent."""
    if not command.stderr.isatty():
        return lambda what: None

    def tell(what: str) -> None:
        command.stderr.write(f"\r\x1b[K{what}…", ending="")
        command.stderr.flush()

    return tell


def _lines(report: dict[str, Any]) -> Sequence[str]:
    """Return what a build did, in a few lines."""
    seconds = ", ".join(f"{step} {took:.1f} s" for step, took in report["seconds"].items())
    lines = [
        f"{report['district']}: {report['copied']:,} new entries, as of {report['as_of']}",
        f"  {report['indicators']} indicators, {report['tables']} tables, {report['cells']:,} cells"
        f" on {report['engine']}; {report['released']} new editions",
        f"  {seconds}",
    ]
    if report.get("pictures"):
        lines.append(f"  {report['pictures']} pictures drawn")
    if report["unchanged"]:
        lines.append("  nothing that is read has changed since the last build")
    lines += [f"  damaged and copied again: {file}" for file in report["mended"]]
    for what in ("refused", "failed"):
        lines += [f"  {what}: {code}: {why}" for code, why in report[what].items()]
    return lines


def _status(command: BaseCommand, options: dict[str, Any]) -> None:
    from aia.observatory.facts.freshness import freshness

    told = [freshness(code) for code in _asked(options)]
    if options["json"]:
        command.stdout.write(json.dumps({one.district: asdict(one) for one in told}))
        return
    for one in told:
        command.stdout.write("\n".join(one.lines()))


def _asked(options: dict[str, Any]) -> list[str]:
    codes = [one.code for one in districts()]
    asked = options["district"]
    if asked and asked not in codes:
        known = ", ".join(codes) or "none is loaded yet"
        raise CommandError(f"there is no district “{asked}” here: {known}")
    return [asked] if asked else codes
