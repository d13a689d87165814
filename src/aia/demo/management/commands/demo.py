"""`aia demo`: a district at work, with invented people, made by the same actions as a click."""

import secrets
from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.progress import Progress

from aia.demo.simulation import simulate
from aia.demo.world import demo_actor
from aia.kit.clock import now
from aia.territory.actions import load_district
from aia.territory.queries import districts
from aia.web.simulation import is_simulated, mark_simulated


class Command(BaseCommand):
    help = (
        "Fill an empty installation with a simulated year of a district: real municipalities and"
        " population, invented people. Everything it writes is marked as simulated."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=1500, help="about how many people (1500)")
        parser.add_argument(
            "--months", type=int, default=12, help="how many months, ending now (12)"
        )
        parser.add_argument(
            "--seed", type=int, default=2015, help="the same seed, the same district"
        )
        parser.add_argument("--district", default="cremona", help="a shipped name or a YAML file")

    def handle(self, *args: Any, **options: Any) -> None:
        for name, least in (("people", 20), ("months", 1)):
            if options[name] < least:
                raise CommandError(f"--{name} must be at least {least}")
        if districts().exists() and not is_simulated():
            raise CommandError(
                "this installation holds real work: a simulation must not be mixed with it."
                " Set AIA_HOME to an empty directory."
            )
        if is_simulated():
            raise CommandError(
                "this installation is already a simulation; set AIA_HOME to a new directory"
            )
        at = now()
        with Progress(transient=True) as progress:
            task = progress.add_task("Il distretto", total=1.0)
            loaded = load_district(actor=demo_actor(), source=options["district"], at=at)
            progress.update(task, description="Un anno di lavoro")
            world = simulate(
                district=loaded.district.code,
                people=options["people"],
                months=options["months"],
                seed=options["seed"],
                now=at,
                tell=lambda share: progress.update(task, completed=share),
            )
        mark_simulated(world.accounts)
        self.stdout.write(
            f"Simulated district of {loaded.district.code}: {len(world.paths)} pathways."
        )
