"""Figures, their table, and the page that is written (`bench/results.md`), a part at a time."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).with_name("results.md")
_SHORT = "**NO**"


@dataclass(frozen=True)
class Figure:
    """One measured figure: what, on which database, how much, what it must reach, and a note.

    `reached` is None for a figure that is only told and has no mark to reach. Where two things
    are compared, both are measured in the same run and a figure of its own tells the ratio.
    """

    what: str
    measured: str
    must: str = ""
    reached: bool | None = None
    note: str = ""


@dataclass
class Part:
    """The figures of one measurement, when it was made, how long it took, how busy it was."""

    name: str
    began: float
    figures: list[Figure] = field(default_factory=list)
    took: float | None = None
    busy: float = 0.0

    @classmethod
    def begun(cls, name: str) -> Part:
        """Return a part that begins now."""
        return cls(name, time.time(), busy=os.getloadavg()[0])

    def end(self) -> None:
        """Keep how long it took (seconds)."""
        self.took = time.time() - self.began

    def text(self) -> str:
        """Return the part as it stands on the page."""
        took = "not ended" if self.took is None else f"{self.took / 60:.1f} minutes"
        moment = f"{datetime.fromtimestamp(self.began, UTC):%Y-%m-%d %H:%M} UTC"
        told = f"{moment}, {took}; load when it began: {self.busy:.1f}"
        return f"## {self.name}\n\n{told}\n\n{table(self.figures)}\n"


def table(figures: Iterable[Figure]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| what | measured | must reach | reached | note |", "|---|---|---|---|---|"]
    said = {True: "yes", False: _SHORT, None: ""}
    lines += [
        f"| {one.what} | {one.measured} | {one.must} | {said[one.reached]} | {_line(one.note)} |"
        for one in figures
    ]
    return "\n".join(lines)


def write(part: Part, page: Path = PAGE) -> None:
    """Put the part on the page in the place of its former self; the other parts stay."""
    parts = _parts(page.read_text()) if page.exists() else {}
    parts[part.name] = part.text()
    body = "\n".join(parts.values())
    short = body.count(f"| {_SHORT} |")
    verdict = f"{short} figures fall short." if short else "Every figure reaches its mark."
    text = f"# Measured by `make bench`\n\n{_machine()}\n\n{verdict}\n\n{body}"
    written = page.with_suffix(".new")
    written.write_text(text)
    written.replace(page)


def _parts(text: str) -> dict[str, str]:
    """Return the parts of a page by name."""
    _, *found = text.split("\n## ")
    return {part.split("\n", 1)[0]: f"## {part.rstrip()}\n" for part in found}


def _line(note: str) -> str:
    return " ".join(note.replace("|", "/").split())


def _machine() -> str:
    cpu = platform.processor() or platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            cpu = line.split(":", 1)[1].strip()
            break
    return (
        f"{datetime.now(UTC):%Y-%m-%d}. {os.cpu_count()} cores ({cpu}), {memory:.0f} GB of memory,"
        f" {platform.system()}; Python {platform.python_version()}, Django {version('django')},"
        f" SQLite {sqlite3.sqlite_version}, PostgreSQL {_postgresql()}."
    )


def _postgresql() -> str:
    from tests.with_postgres import NoServer, programs

    try:
        return programs().parent.name
    except NoServer:
        return "not installed"
