"""Figures, the table that is printed and the page that is written (`bench/results.md`)."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).with_name("results.md")


@dataclass(frozen=True)
class Figure:
    """One measured figure: what, on which database, how much, what it must reach, and a note."""

    what: str
    measured: str
    must: str
    reached: bool
    note: str = ""


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| what | measured | must reach | reached | note |", "|---|---|---|---|---|"]
    lines += [
        f"| {one.what} | {one.measured} | {one.must} | {'yes' if one.reached else '**NO**'} |"
        f" {one.note} |"
        for one in figures
    ]
    return "\n".join(lines)


def write(figures: Iterable[Figure]) -> None:
    """Write the page with the machine, the versions and the date."""
    kept = list(figures)
    short = sum(not one.reached for one in kept)
    verdict = "Every figure reaches its mark." if not short else f"{short} figures fall short."
    PAGE.write_text(
        f"# Measured by `make bench`\n\n{datetime.now(UTC):%Y-%m-%d}, {_machine()}.\n\n"
        f"{verdict}\n\n{table(kept)}\n"
    )


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    import os

    return (
        f"{os.cpu_count()} cores ({cpu}), Python {platform.python_version()},"
        f" Django {version('django')}, SQLite {sqlite3.sqlite_version}"
    )
