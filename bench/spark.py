"""A hundred million entries of a country, read by Spark and by DuckDB: `python -m bench.spark`.

The entries are synthetic Parquet: one row an act, with the codes of its need. Five indicators,
written in the grammar of the definitions, are computed from the same file by both engines, each
in a process of its own; what they tell must be the same.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.results import Figure, table

ENTRIES, QUICK = 100_000_000, 200_000
_MOST_GB = 8
_AS_OF = date(2026, 9, 30)
# A district of 154,000 people each; as many acts a pathway as in the simulated district.
_MADE = """
    COPY (
        SELECT 'italy' AS district, (i * 2654435761) % ({entries} // 28) AS pathway,
            lpad(((i % ({entries} // 28)) % 7900)::VARCHAR, 6, '0') AS municipality,
            ['functioning', 'income', 'work', 'learning', 'housing', 'ties'][1 + i % 6] AS domain,
            ['need.recognised', 'need.voiced', 'need.chosen', 'need.answered'][1 + i % 4] AS verb,
            DATE '2025-01-01' + ((i * 40503) % 630)::INTEGER AS happened_on,
            DATE '2025-01-01' + ((i * 40503) % 630 + (i * 69069) % 120)::INTEGER AS followed_on,
            (((i * 7919) % 2000) / 100)::DECIMAL(18, 2) AS hours
        FROM range({entries}) r(i)
    ) TO '{path}' (FORMAT parquet, COMPRESSION snappy)
"""


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Measure both engines on the same file."""
    entries = QUICK if quick else ENTRIES
    with tempfile.TemporaryDirectory(prefix="aia-bench-") as place:
        path = Path(place) / "acts.parquet"
        _make(entries, path)
        size = path.stat().st_size / 2**30
        ours, theirs = _asked("duckdb", path), _asked("spark", path)
    what = f"observatory: 5 indicators of {entries:,} entries ({size:.1f} GB of Parquet)"
    note = f"DuckDB {ours['took']:.0f} s, peak {ours['peak']:.1f} GB"
    same = ours["told"] == theirs["told"]
    done = theirs["peak"] <= _MOST_GB
    yield Figure(
        what=f"{what}, Spark in local mode",
        measured=f"{theirs['took']:.0f} s, peak {theirs['peak']:.1f} GB",
        must=f"ends within {_MOST_GB} GB",
        reached=done and theirs["cells"] > 0,
        note=note,
    )
    yield Figure(f"{what}: the same cells on both", "yes" if same else "no", "yes", same)


def _make(entries: int, path: Path) -> None:
    import duckdb

    duckdb.connect(config={"memory_limit": "2GB"}).execute(_MADE.format(entries=entries, path=path))


def _asked(name: str, path: Path) -> dict[str, Any]:
    words = [sys.executable, "-m", "bench.spark", "--engine", name, str(path)]
    with tempfile.TemporaryDirectory(prefix="aia-bench-") as home:
        env = {
            **os.environ,
            "AIA_HOME": home,
            "DJANGO_SETTINGS_MODULE": "aia.config.settings",
            "RUST_LOG": "error",
        }
        done = subprocess.run(words, env=env, check=True, stdout=subprocess.PIPE, text=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


# ---------------------------------------------------------------- one engine


def _compute(name: str, path: Path) -> dict[str, Any]:
    from aia.observatory.engines import Wanted, opener
    from aia.observatory.engines.port import Facts, Share
    from aia.observatory.indicators.computing import compute_all

    facts = Facts({"acts": (Share(path, None, None, None),)}, (), _AS_OF)
    began, cells, digest = time.perf_counter(), 0, sha256()
    with opener(Wanted(name))(facts) as engine:
        for definition, tables in compute_all(engine, _definitions(), "italy", _progress):
            cells += sum(len(one.cells) for one in tables)
            digest.update(repr((definition.code, tables)).encode())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    took = time.perf_counter() - began
    return {"took": took, "peak": peak, "cells": cells, "told": digest.hexdigest()}


def _definitions() -> list[Any]:
    """Return five indicators of acts: how many, of whom, what share, how long, how much."""
    from aia.observatory.indicators.grammar import Measure, Test
    from aia.observatory.indicators.loading import definition

    like = replace(
        definition("needs_recognised"),
        table="acts",
        moment="happened_on",
        where=(),
        dimensions=("municipality", "domain"),
        pairs=(),
    )
    voiced = (Test("verb", "is", "need.voiced"),)
    measures = {
        "acts": Measure("count", ("rows",)),
        "paths": Measure("count", ("pathway",)),
        "voiced": Measure("share", conditions=voiced),
        "days": Measure("median_days", ("happened_on", "followed_on")),
        "hours": Measure("sum", ("hours",)),
    }
    return [replace(like, code=code, measure=measure) for code, measure in measures.items()]


def _progress(what: str) -> None:
    print(what, file=sys.stderr)


def main() -> None:
    """Measure, or be one of the engines."""
    parser = argparse.ArgumentParser(prog="python -m bench.spark", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few entries: a smoke test")
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("file", nargs="?", type=Path, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.engine:
        import django

        django.setup()
        print(json.dumps(_compute(told.engine, told.file)))
    else:
        print(table(figures(quick=told.quick)))


if __name__ == "__main__":
    main()
