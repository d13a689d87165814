"""`aia commons health`: how the floor is doing."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from aia.commons.queries.health import as_json, floor_health, in_order
from aia.kit.clock import now


def add(verbs: Any) -> None:
    """Add the subcommand `health`."""
    about = "what is used, who gives and takes, what would be lost if a body closed"
    parser = verbs.add_parser("health", help=about, description=about)
    parser.add_argument("--district", default="cremona", help="the district's code")
    parser.add_argument("--json", action="store_true", help="print it as JSON")
    parser.set_defaults(act=tell)


def tell(command: BaseCommand, options: dict[str, Any]) -> None:
    """Print how the floor of a district is doing."""
    told = floor_health(options["district"], at=now())
    if options["json"]:
        command.stdout.write(json.dumps(as_json(told), ensure_ascii=False))
        return
    for kind in told.kinds:
        command.stdout.write(
            _(
                "%(kind)s: %(things)d; of the %(booked)d that are booked here %(used)d were used;"
                " %(one_body)d with nothing alike at another body."
            )
            % {
                "kind": kind.label,
                "things": kind.things,
                "booked": kind.booked_here,
                "used": kind.used,
                "one_body": kind.one_body,
            }
        )
    for body in in_order(told.bodies):
        command.stdout.write(
            _(
                "%(name)s: keeps %(things)d, gave %(given)d times, took %(taken)d times; "
                "if it closed, %(lost)d would be missed."
            )
            % {
                "name": body.name or _("Persons, all together"),
                "things": body.things,
                "given": body.given,
                "taken": body.taken,
                "lost": body.lost,
            }
        )
