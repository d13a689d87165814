"""`aia demo`: a district at work, with invented people, made by the same actions as a click."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from aia.demo.bulk import fill
from aia.demo.simulation import simulate
from aia.demo.world import demo_actor
from aia.kit.clock import now
from aia.territory.actions import load_district
from aia.territory.queries import districts
from aia.web.simulation import DemonstrationAccount, is_simulated, mark_simulated

_LEAST = {"people": 20, "months": 1}
Options = dict[str, Any]


class Command(BaseCommand):
    help = (
        "Fill an empty installation with a simulated year of a district: real municipalities and"
        " population, invented people. Everything it writes is marked as simulated."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=1500, help="about how many people (1500)")
        parser.add_argument(
            "--months", type=int, default=12, help="how many months, ending now (12)"
        )
        parser.add_argument(
            "--seed", type=int, default=2015, help="the same seed, the same district"
        )
        parser.add_argument("--district", default="cremona", help="a shipped name or a YAML file")
        parser.add_argument(
            "--bulk",
            action="store_true",
            help="write rows and ledger in batches: for hundreds of thousands of people",
        )
        parser.add_argument(
            "--needs-per-person", type=float, default=5.0, help="with --bulk, on average (5)"
        )
        parser.add_argument("--json", action="store_true", help="print the summary as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        for name, least in _LEAST.items():
            if options[name] < least:
                raise CommandError(
                    _("--%(name)s must be at least %(least)d") % {"name": name, "least": least}
                )
        _check_empty()
        started = perf_counter()
        _begun().touch()
        try:
            summary = self._made(options)
        except KeyboardInterrupt:
            self.stderr.write(_unfinished())
            raise
        _begun().unlink()
        summary |= {"simulated": True, "seconds": round(perf_counter() - started, 1)}
        if options["json"]:
            self.stdout.write(json.dumps(summary))
            return
        self.stdout.write(
            _("Simulated district of %(district)s: %(people)d people, %(pathways)d pathways.")
            % summary
        )

    def _made(self, options: Options) -> dict[str, Any]:
        at = now()
        with _progress(options) as (step, tell):
            step(_("The district"))
            loaded = load_district(actor=demo_actor(), source=options["district"], at=at)
            step(_("The people and their year"))
            make = _filled if options["bulk"] else _simulated
            summary, accounts = make(options, loaded.district.code, at, tell)
        mark_simulated(accounts)
        return {"district": loaded.district.code, **summary}


def _simulated(
    options: Options, district: str, at: datetime, tell: Callable[[float], None]
) -> tuple[dict[str, Any], list[DemonstrationAccount]]:
    world = simulate(
        district=district,
        people=options["people"],
        months=options["months"],
        seed=options["seed"],
        now=at,
        tell=tell,
    )
    summary = {
        "people": world.people,
        "pathways": len(world.paths),
        "needs": sum(len(path.threads) for path in world.paths),
    }
    return summary, world.accounts


def _filled(
    options: Options, district: str, at: datetime, tell: Callable[[float], None]
) -> tuple[dict[str, Any], list[DemonstrationAccount]]:
    done = fill(
        district=district,
        people=options["people"],
        needs_a_person=options["needs_per_person"],
        months=options["months"],
        seed=options["seed"],
        now=at,
        tell=lambda share: _tell_apart(share, options, tell),
    )
    summary = {"people": done.people, "pathways": done.pathways, "needs": done.needs}
    return summary, done.world.accounts


def _tell_apart(share: float, options: Options, tell: Callable[[float], None]) -> None:
    """Tell how far it is, and keep it for whoever finds a simulation that was stopped."""
    _begun().write_text(f"{round(share * options['people'])}/{options['people']}")
    tell(share)


def _begun() -> Path:
    """Return the file that is there while a simulation is being made: how far it has come."""
    return Path(settings.HOME) / "simulation-unfinished"


def _check_empty() -> None:
    """Refuse an installation that holds anything. Raises CommandError."""
    if _begun().exists():
        raise CommandError(_unfinished())
    if is_simulated():
        raise CommandError(
            _("this installation is already a simulation; set AIA_HOME to a new directory")
        )
    if districts().exists():
        raise CommandError(
            _(
                "this installation holds real work: a simulation must not be mixed with it."
                " Set AIA_HOME to an empty directory."
            )
        )


def _unfinished() -> str:
    told = _(
        "A simulation was begun here and never finished: what there is of it is worth nothing."
        " Throw it away and begin again: delete the directory %(home)s"
    ) % {"home": settings.HOME}
    written, _slash, wanted = _begun().read_text().partition("/")
    if wanted:
        there = {"written": written, "wanted": wanted}
        told = _("%(written)s of %(wanted)s people are there.") % there + " " + told
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        told += _(" and make the PostgreSQL database anew (dropdb, createdb)")
    return f"{told}."


@contextmanager
def _progress(
    options: Options,
) -> Iterator[tuple[Callable[[str], None], Callable[[float], None]]]:
    """Give what shows the step and its share done, on standard error and only for a person."""
    if options["json"] or not sys.stderr.isatty():
        yield (lambda name: None), (lambda share: None)
        return
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=1.0)
        yield (
            lambda name: progress.update(task, description=name),
            lambda share: progress.update(task, completed=share),
        )
