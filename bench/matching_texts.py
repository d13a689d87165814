"""Needs and offers that people really wrote, face to face: `python -m bench.matching_texts FILE`.

FILE is the `segnalazioni.csv` of TerremotoCentroItalia.info (CC BY 3.0 IT): requests and offers of
homes, goods and work after the earthquakes of 2016 and 2017 in central Italy. The encoder of
`sensing` says how near the words of two come, the engine who could meet what. The report has the
titles, written by real people: it goes to the standard output and is kept by nobody.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt

from aia.matching.actions import solve
from aia.matching.queries import is_proved, read_problem, weighed
from aia.matching.terms import UNSERVED, Problem

_NEEDS, _WORK = "Fabbisogni", "Cerco lavoro"
_OFFERS = {"Alloggi": "home", "Donazioni": "goods", "Offro lavoro": "work"}
_LAST_DAY = date(2017, 5, 9)  # of the archive
_URGENCY = 3  # nobody said it of each
Row = Mapping[str, str]
Alike = npt.NDArray[np.float64]


def needs_and_offers(path: Path) -> tuple[list[Row], list[Row]]:
    """Return who looks for something and who offers something; who does both looks for it.

    A few rows stand twice in the archive: the last is kept.
    """
    with path.open(encoding="utf-8-sig", newline="") as told:
        rows: list[Row] = [
            *{row["id"]: row for row in csv.DictReader(told) if row["titolo"].strip()}.values()
        ]
    needs = [row for row in rows if {_NEEDS, _WORK} & _labels(row)]
    known = {row["id"] for row in needs}
    offers = [row for row in rows if _labels(row) & _OFFERS.keys() and row["id"] not in known]
    return needs, offers


def alikeness(needs: Sequence[Row], offers: Sequence[Row]) -> Alike:
    """Return how near each need's words come to each offer's, 0 to 1."""
    from aia.sensing.recognition.encoder import encode

    sides = [encode([_text(row) for row in rows]) for rows in (needs, offers)]
    found: Alike = np.clip((sides[0] @ sides[1].T).astype(np.float64), 0, 1)
    return found.round(3)


def problem(needs: Sequence[Row], offers: Sequence[Row], alike: Alike, least: float) -> Problem:
    """Return the problem whose pairs are those that come at least so near in words.

    Work is offered to who looks for work alone; each offer is for one. Where one of the two did
    not say where it is, it counts as far as the middle of those that did.
    """
    resources = [
        {"id": row["id"], "capacity": 1, "place": _place(row), "rules": _rules(row)}
        for row in offers
    ]
    asked = [
        {
            "id": row["id"],
            "urgency": _URGENCY,
            "waiting_days": max((_LAST_DAY - date.fromisoformat(row["creata"][:10])).days, 0),
            "place": _place(row),
            "facts": {"looks_for": "work" if _WORK in _labels(row) else "home or goods"},
            "alike": dict(zip((one["id"] for one in offers), map(float, mine), strict=True)),
        }
        for row, mine in zip(needs, alike, strict=True)
    ]
    open_ended = read_problem({"needs": asked, "resources": resources, "pairs": []})
    found = [
        (need.id, one)
        for need in open_ended.needs
        for one in weighed(open_ended, need.id)
        if one.why == "possible" and need.alike[str(one.resource)] >= least
    ]
    middle = median([one.km for _, one in found if one.km is not None] or [0.0])
    pairs = [
        {
            "need": need,
            "resource": one.resource,
            "cost": round(one.cost + (middle if one.km is None else 0), 3),
            "distance_km": one.km,
        }
        for need, one in found
    ]
    return read_problem({"needs": asked, "resources": resources, "pairs": pairs})


def report(path: Path, least: float, shown: int) -> list[str]:
    """Return the report, a line each: counts, then the first pairs, the nearest in words first."""
    needs, offers = needs_and_offers(path)
    began = time.perf_counter()
    alike = alikeness(needs, offers)
    read = time.perf_counter() - began
    faced = problem(needs, offers, alike, least)
    solved = solve(faced, seed=1)
    pairs = [int(at) for at in solved.chosen if at != UNSERVED]
    pairs.sort(key=lambda at: -alike[faced.pairs.need[at], faced.pairs.resource[at]])
    lines = [
        f"{len(needs)} needs, {len(offers)} offers, {len(faced.pairs.need)} pairs at least"
        f" {least:g} alike; {len(pairs)} needs have a proposal, proof holds:"
        f" {is_proved(faced, solved)}. Texts read in {read:.1f} s, solved in {solved.seconds} s.",
    ]
    for number, at in enumerate(pairs[:shown], 1):
        need, offer = int(faced.pairs.need[at]), int(faced.pairs.resource[at])
        far = None if faced.pairs.distance is None else faced.pairs.distance[at]
        km = "km not told" if far is None or np.isnan(far) else f"{far:.0f} km"
        lines.append(
            f"{number}. {alike[need, offer]:.2f} alike, {km}: “{_title(needs[need])}”"
            f" ↔ “{_title(offers[offer])}”"
        )
    return lines


def _labels(row: Row) -> set[str]:
    return set(row["categorie"].split("|"))


def _rules(row: Row) -> list[dict[str, Any]]:
    kinds = {_OFFERS[label] for label in _labels(row) & _OFFERS.keys()}
    wanted = ["work"] if kinds == {"work"} else ["home or goods"]
    return [{"fact": "looks_for", "one_of": wanted}]


def _place(row: Row) -> list[float] | None:
    return [float(row["lat"]), float(row["lon"])] if row["lat"] and row["lon"] else None


def _text(row: Row) -> str:
    return f"{row['titolo']}. {row['testo']}"


def _title(row: Row) -> str:
    return " ".join(row["titolo"].split())[:90]


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(prog="python -m bench.matching_texts", description=__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--least", type=float, default=0.4, help="how near in words, 0 to 1")
    parser.add_argument("--pairs", type=int, default=50, help="how many are shown")
    told = parser.parse_args()
    sys.stdout.write("\n".join(report(told.file, told.least, told.pairs)) + "\n")


if __name__ == "__main__":
    main()
