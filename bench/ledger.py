"""How fast `aia trace verify` reads a long ledger: `python -m bench.ledger --entries 1000000`.

Writes a synthetic ledger (streams of five entries, written in batches through the guards) into an
installation of its own, then verifies it by the command itself, on SQLite and on PostgreSQL where
its programs are installed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.results import Figure, table
from tests.with_postgres import NoServer, cluster

AIA = Path(sys.executable).with_name("aia")
MUST = 200_000

WRITE = """
import sys
import django; django.setup()
from datetime import date
from django.db import transaction
from aia.access.terms import service_actor
from aia.kit.clock import now
from aia.people import verbs
from aia.people.models import Household, HouseholdMember, Person
from aia.trace.actions import Batch

actor = service_actor("demo", origin="simulated")
left, since = int(sys.argv[1]), date(2026, 1, 1)
while left > 0:
    with transaction.atomic(), Batch() as batch:
        for _ in range(1000):
            at = now()
            facts = verbs.HouseholdFormed(municipality=None, since=since)
            home = batch.record(Household(district="bench"), facts, actor=actor, at=at)
            for _ in range(2):
                born = verbs.PersonRegistered(sex="9", municipality=None)
                person = batch.record(Person(district="bench"), born, actor=actor, at=at)
                joined = verbs.HouseholdJoined(
                    household=home.id, person=person.id, role="other", since=since
                )
                member = HouseholdMember(district="bench")
                batch.record(member, joined, actor=actor, at=at, caused_by=home)
            left -= 5
"""


def measure(entries: int, database_url: str = "") -> Figure:
    """Write that many entries and return how fast they were verified."""
    with tempfile.TemporaryDirectory(prefix="aia-ledger-") as place:
        env = {
            **os.environ,
            "AIA_HOME": f"{place}/home",
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "aia.config.settings",
        }
        ready = [AIA, "trace", "verify", "--json"]
        subprocess.run(ready, env=env, check=True, capture_output=True)
        subprocess.run([sys.executable, "-c", WRITE, str(entries)], env=env, check=True)
        subprocess.run([AIA, "trace", "checkpoint"], env=env, check=True, capture_output=True)
        done = subprocess.run(ready, env=env, check=True, capture_output=True, text=True)
    told = json.loads(done.stdout)
    rate = told["entries"] / told["seconds"]
    name = "PostgreSQL" if database_url else "SQLite"
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return Figure(
        what=f"`aia trace verify`, {told['entries']:,} entries, {name}",
        measured=f"{rate:,.0f} entries/s",
        must=f"≥ {MUST:,} entries/s",
        reached=rate >= MUST,
        note=f"{told['streams']:,} streams, {told['seconds']} s, no process above {peak} MB",
    )


def figures(*, quick: bool = False, entries: int = 1_000_000) -> Iterator[Figure]:
    """Yield the figure of each database that is here."""
    entries = 20_000 if quick else entries
    yield measure(entries)
    try:
        with cluster() as url:
            yield measure(entries, url)
    except NoServer as missing:
        print(f"PostgreSQL was not measured: {missing}", file=sys.stderr)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    print(table(figures(entries=parser.parse_args().entries)))
