"""How long the public catalogue takes with 50,000 things on the floor.

    python -m bench.catalogue [--quick]

A new installation of a shipped district is filled with simulated things, one in ten resting or
withdrawn. The catalogue is asked as anybody asks it: by words, by kind, by town, for whom,
by terms, page after page, each time with the counts of the map; then the whole page is opened.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.archives import AIA, Archive
from bench.notices import WARM, _timed
from bench.results import Figure, table

THINGS, QUICK_THINGS = 50_000, 2_000
TIMES, MOST_MS = 200, 60
_IN_A_BATCH, _BODIES = 5_000, 400
_WHAT = (
    *("pulmino", "sala", "doposcuola", "trasporto", "orto", "cucina", "palestra", "biblioteca"),
    *("sportello", "ambulatorio", "laboratorio", "cineforum", "ginnastica", "magazzino", "corso"),
)
_HOW = ("grande", "comunale", "solidale", "di quartiere", "per anziani", "del sabato", "aperta")


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figures of the catalogue and of its page."""
    number = QUICK_THINGS if quick else THINGS
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(0, Path(folder) / "home")
        subprocess.run([AIA, "trace", "verify"], env=archive.env, check=True, capture_output=True)
        archive.ask("fill", str(number), module="bench.catalogue")
        told = archive.ask("search", str(TIMES), module="bench.catalogue")
    for name, what in (("search", "catalogue search with the map’s counts"), ("page", "its page")):
        found = told[name]
        yield Figure(
            what=f"{what}, {number:,} things, SQLite",
            measured=f"p95 {found['p95']:.1f} ms",
            must=f"≤ {MOST_MS} ms",
            reached=found["p95"] <= MOST_MS,
            note=(
                f"p50 {found['p50']:.1f} ms; CPU p95 {found['cpu']:.1f} ms;"
                f" slowest {found['slowest']}: {found['most']:.1f} ms"
            ),
        )


def fill(number: int) -> None:
    """Put so many simulated things on the floor of the shipped district, in bulk."""
    from django.db import connection, transaction

    from aia.access.terms import service_actor
    from aia.commons.models import Resource, ResourceWord
    from aia.commons.rules.words import stems_of
    from aia.kit.clock import now
    from aia.people.actions import register_organisation
    from aia.territory.actions import load_district
    from aia.territory.queries import municipalities_of
    from aia.trace.actions import Batch

    rng, at, who = random.Random(7), now(), service_actor("installation")
    district = load_district(actor=who, source="cremona", at=at).district.code
    towns = [town.istat for town in municipalities_of(district)]
    bodies = [
        register_organisation(
            actor=who, district=district, name=f"Simulata {n}", kind="association", at=at
        ).id
        for n in range(_BODIES)
    ]
    for start in range(0, number, _IN_A_BATCH):
        rows = [Resource(district=district) for _one in range(min(_IN_A_BATCH, number - start))]
        with transaction.atomic():
            with Batch() as batch:
                for row in rows:
                    row.name = f"{rng.choice(_WHAT).capitalize()} {rng.choice(_HOW)} {start}"
                    row.about = f"Simulato: {rng.choice(_WHAT)} e {rng.choice(_WHAT)}."
                    facts = _facts(rng, at, rng.choice(towns), rng.choice(bodies))
                    batch.record(row, facts, actor=who, at=facts.offered_at)
            ResourceWord.objects.bulk_create(
                ResourceWord(resource=row, district=district, stem=stem)
                for row in rows
                for stem in sorted(stems_of([row.name, row.about]))
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(json.dumps({"things": number}))


def _facts(rng: random.Random, at: Any, town: str, body: Any) -> Any:
    from aia.commons.terms import Audience, Intensity, ResourceKind, Sharing
    from aia.commons.verbs.resources import ResourceOffered

    kind = rng.choice(ResourceKind.values)
    whom = (rng.choice(Audience.values),) if rng.random() < 0.5 else ()
    return ResourceOffered(
        kind=kind,
        intensity=rng.choice(Intensity.values) if kind == ResourceKind.SERVICE else None,
        organisation=body,
        person=None,
        sharing=rng.choice(Sharing.values),
        audience=whom,
        min_age=None,
        max_age=None,
        towns=(),
        municipality=town,
        place=None,
        capacity=rng.randrange(1, 5),
        offered_at=at - timedelta(days=rng.randrange(365)),
        state=rng.choices(("offered", "paused", "withdrawn"), (90, 5, 5))[0],
    )


def search(times: int) -> None:
    """Print the times (ms) of the catalogue's queries and of its page."""
    from django.test import Client

    from aia.commons.queries import catalogue, towns_with_some
    from aia.kit.clock import now

    at, asked = now(), _asked(times + WARM, random.Random(3))

    def one(how: tuple[str, Any, str]) -> None:
        catalogue(how[1], district="cremona", after=how[2], at=at)
        towns_with_some(how[1], district="cremona", at=at)

    client = Client(HTTP_HOST="localhost")

    def opened(how: tuple[str, Any, str]) -> None:
        told = {"q" if name == "text" else name: one for name, one in vars(how[1]).items()}
        answer = client.get("/floor/", {**told, "after": how[2]})
        if answer.status_code != 200:
            raise SystemExit(f"{told}: {answer.status_code}")

    print(json.dumps({"search": _timed(asked, one), "page": _timed(asked, opened)}))


def _asked(number: int, rng: random.Random) -> list[Any]:
    """Return ways to ask: their name, the question, where the page begins."""
    from aia.commons.queries import Asked, catalogue
    from aia.commons.terms import Audience, ResourceKind, Sharing
    from aia.kit.clock import now
    from aia.territory.queries import municipalities_of

    deep, cursor = [], ""
    for _page in range(20):
        following = catalogue(Asked(), district="cremona", after=cursor, limit=500, at=now())
        cursor = following.following or ""
        deep.append(cursor)
    towns = [town.istat for town in municipalities_of("cremona")]
    ways = [
        ("everything", Asked(), ""),
        *(("further pages", Asked(), one) for one in deep[-4:]),
        *(("by a word", Asked(text=one), "") for one in _WHAT[:4]),
        *(("by two words", Asked(text=f"{one} anziani"), "") for one in _WHAT[4:8]),
        *(("by kind", Asked(kind=one), "") for one in ResourceKind.values),
        *(("by town", Asked(municipality=one), "") for one in towns[:4]),
        *(("for whom", Asked(audience=one), "") for one in Audience.values[:3]),
        *(("on what terms", Asked(sharing=one), "") for one in Sharing.values),
        ("by word, kind and town", Asked(text="orto", kind="space", municipality=towns[0]), ""),
    ]
    return [rng.choice(ways) for _time in range(number)]


def main() -> None:
    """Fill or search, when asked by the figures; else measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.catalogue", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("fill", "search"))
    parser.add_argument("number", nargs="?", type=int, default=0)
    parser.add_argument("--quick", action="store_true")
    told = parser.parse_args()
    if told.what is None:
        print(table(figures(quick=told.quick)))
        return
    import django

    django.setup()
    fill(told.number) if told.what == "fill" else search(told.number)


if __name__ == "__main__":
    main()
