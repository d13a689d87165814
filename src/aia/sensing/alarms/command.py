"""`aia sensing alarms`: look for what is happening where, now instead of tonight."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from aia.access.terms import service_actor
from aia.kit.clock import now
from aia.sensing.actions import look_in
from aia.sensing.models import Alarm
from aia.territory.queries import districts


def add(verbs: Any) -> ArgumentParser:
    """Add the subcommand and its options."""
    parser: ArgumentParser = verbs.add_parser(
        "alarms", help="look for clusters of notices, as each night; tell what is open"
    )
    parser.add_argument("--district", help="its code; without it, every district")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(act=look)
    return parser


def look(command: BaseCommand, options: dict[str, Any]) -> None:
    """Look, and print the alarms raised now. Counts and places only, never persons."""
    codes = [one.code for one in districts()]
    asked = options["district"]
    if asked and asked not in codes:
        known = ", ".join(codes) or "none is loaded yet"
        raise CommandError(f"there is no district “{asked}” here: {known}")
    wanted = [asked] if asked else codes
    actor, at = service_actor("nightly"), now()
    raised = {code: look_in(code, actor=actor, at=at) for code in wanted}
    if options["json"]:
        told = {code: [_told(alarm) for alarm in alarms] for code, alarms in raised.items()}
        command.stdout.write(json.dumps({"raised": told}))
        return
    for code, alarms in raised.items():
        command.stdout.write(f"{code}: {len(alarms)} alarms raised now")
        for alarm in alarms:
            command.stdout.write(f"  {_line(alarm)}")


def _told(alarm: Alarm) -> dict[str, Any]:
    return {
        "id": str(alarm.id),
        "kind": alarm.kind,
        "municipalities": list(alarm.municipalities),
        "domain": alarm.domain,
        "since": alarm.since.isoformat(),
        "until": alarm.until.isoformat(),
        "observed": alarm.observed,
        "expected": float(alarm.expected),
        "statistic": float(alarm.statistic),
        "p": None if alarm.p is None else float(alarm.p),
        "method": alarm.method,
    }


def _line(alarm: Alarm) -> str:
    about = alarm.domain or "all needs"
    places = ", ".join(alarm.municipalities)
    days = f"{alarm.since} to {alarm.until}"
    return f"{alarm.kind}: {about}, {days}, {alarm.observed} for {alarm.expected:.1f}: {places}"
