"""How long the observatory's nightly build takes: `python -m bench.facts`.

The whole of it (copy, tables, indicators, protection, release) on a simulated district of five
million entries, read as of today so that every one of them counts; then with 10,000 new entries:
those of a day like any other, which the next quarter will tell, and as many that come late, about
the time that is published already. Seconds are those of the build; starting Python is left out.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from bench import archives
from bench.results import Figure, table

NEW = 10_000
_NEEDS_A_PATHWAY = 9
_FULL, _NIGHT = 60, 5


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Measure on a copy of the large archive: a build publishes."""
    people = archives.sizes(quick)[1]
    with archives.copied(archives.on_sqlite(people)) as archive:
        yield from _of(archive)


def _of(archive: archives.Archive) -> Iterator[Figure]:
    def build() -> dict[str, Any]:
        told: dict[str, Any] = archive.ask("build", module="bench.facts")
        return told

    first = build()
    yield Figure(
        what=f"observatory: full build, {first['entries']:,} entries, "
        f"{first['indicators']} indicators",
        measured=f"{first['took']:.1f} s",
        must=f"≤ {_FULL} s for 5,000,000",
        reached=first["took"] <= _FULL,
        note=_note(first),
    )
    for days, whose in ((1, "of a day"), (-30, "late, about what is published")):
        archive.ask("add", str(days), module="bench.facts")
        told = build()
        yield Figure(
            what=f"observatory: build with {told['copied']:,} new entries, {whose}",
            measured=f"{told['took']:.1f} s",
            must=f"≤ {_NIGHT} s",
            reached=told["took"] <= _NIGHT,
            note=_note(told),
        )


def _note(told: dict[str, Any]) -> str:
    steps = ", ".join(f"{step} {took:.1f} s" for step, took in told["seconds"].items())
    return (
        f"{steps}; CPU {told['cpu']:.1f} s; peak {told['peak']:,} MB; {told['cells']:,} cells,"
        f" {len(told['refused'])} indicators refused, {len(told['failed'])} failed"
    )


# ---------------------------------------------------------------- inside the archive


def build() -> dict[str, Any]:
    """Build once; return what was done and how long it took."""
    from aia.access.terms import service_actor
    from aia.kit.clock import now
    from aia.observatory.building import build_observatory
    from aia.observatory.facts.store import Store
    from aia.territory.queries import districts

    code, at = districts()[0].code, now()
    began, worked = time.perf_counter(), time.process_time()
    actor = service_actor("nightly")
    report = build_observatory(actor=actor, district=code, at=at, as_of=_today(), tell=_progress)
    return {
        **vars(report),
        "took": time.perf_counter() - began,
        "cpu": time.process_time() - worked,
        "entries": Store.of_installation().manifest().entries(),
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def add(days: int) -> dict[str, Any]:
    """Add so many entries as if so many days from now: new pathways with needs of all kinds."""
    from django.db import transaction

    from aia.access.terms import service_actor
    from aia.kit.clock import now
    from aia.pathways.models import Need, Pathway
    from aia.trace.actions import Batch
    from aia.trace.terms import Origin

    actor, at = service_actor("demo", origin=Origin.SIMULATED), now() + timedelta(days=days)
    size = NEW // (1 + _NEEDS_A_PATHWAY)
    known = list(Pathway.objects.filter(kind="person").order_by("id")[:size])
    with transaction.atomic(), Batch() as batch:
        for number, like in enumerate(known):
            row = Pathway(district=like.district, title=f"{number}")
            opened = batch.record(row, _opened(row, like, at), actor=actor, at=at)
            for need in range(_NEEDS_A_PATHWAY):
                facts = _recognised(opened.id, number + need, like.municipality_id, at)
                batch.record(Need(district=like.district), facts, actor=actor, at=at)
    return {"added": len(known) * (1 + _NEEDS_A_PATHWAY)}


def _opened(row: Any, like: Any, at: datetime) -> Any:
    """Return the opening of a community's pathway: a person has one only."""
    from aia.pathways.verbs.line import PathwayOpened

    return PathwayOpened(
        kind="community",
        subject=row.id,
        municipality=like.municipality_id,
        lead=like.lead,
        opened_at=at,
    )


def _recognised(pathway: Any, number: int, municipality: str | None, at: datetime) -> Any:
    from aia.pathways.queries import taxonomy
    from aia.pathways.verbs.line import NeedRecognised
    from aia.people.terms import AgeBand

    categories = list(taxonomy().categories.values())
    category = categories[number % len(categories)]
    return NeedRecognised(
        pathway=pathway,
        category=category.code,
        domain=category.domain,
        severity=1 + number % 4,
        expressed=number % 2 == 0,
        words_of="worker",
        municipality=municipality,
        age_band=AgeBand.values[number % len(AgeBand.values)],
        sex="FM"[number % 2],
        recognised_at=at,
        step_at=at,
        due_on=None,
    )


def _today() -> date:
    from django.utils import timezone

    return timezone.localdate()


def _progress(what: str) -> None:
    print(what, file=sys.stderr)


def _inside() -> None:
    import django

    django.setup()
    told = build() if sys.argv[1] == "build" else add(int(sys.argv[2]))
    print(json.dumps(told))


if __name__ == "__main__":
    if sys.argv[1:2] in (["build"], ["add"]):
        _inside()
    else:
        parser = argparse.ArgumentParser(prog="python -m bench.facts", description=__doc__)
        parser.add_argument("--quick", action="store_true", help="a small archive: a smoke test")
        print(table(figures(quick=parser.parse_args().quick)))
