"""What was read from a log as tables for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aia.observatory.process.mined import Process

_SHOWN = 15
_LONGEST = 50
_UNITS = ((86_400 * 2, 86_400, "d"), (3_600 * 2, 3_600, "h"), (120, 60, "min"), (0, 1, "s"))


def as_table(process: Process) -> Iterator[str]:
    """Give the reading as text: the most frequent of each, and how many more there are."""
    yield (
        f"{process.events:,} events, {process.cases:,} cases, {len(process.activities):,}"
        f" activities, {len(process.variants):,} variants;"
        f" half of the cases take {time_words(process.median_case_s)} or less\n"
    )
    yield from _activities(process)
    flows = [
        (one.before, one.after, f"{one.count:,}", *map(time_words, _times(one)))
        for one in process.directly_follows
    ]
    head = ("step", "next step", "times", "a quarter within", "half within", "three quarters")
    yield from table(head, flows)
    yield from table(
        ("cases", "share", "steps"),
        [
            (f"{cases:,}", f"{cases / process.cases:.1%}", " → ".join(steps))
            for (steps, cases), _ in zip(process.variants, range(_SHOWN), strict=False)
        ],
        more=len(process.variants) - _SHOWN,
    )
    yield from _conformance(process)


def _activities(process: Process) -> Iterator[str]:
    rows = [
        (name, f"{count:,}", f"{process.start.get(name, 0):,}", f"{process.end.get(name, 0):,}")
        for name, count in process.activities.items()
    ]
    yield from table(("activity", "events", "first of cases", "last of cases"), rows)


def _conformance(process: Process) -> Iterator[str]:
    found = process.conformance
    if found is None:
        return
    yield (
        f"\n{found.fitting_cases:,} of {process.cases:,} cases keep to the declared path;"
        f" a case departs from it {found.mean_cost:.2f} times on average\n"
    )
    rows = [
        (f"{one.cases:,}", f"{one.times:,}", one.kind, one.step, one.after or "(at the start)")
        for one in found.departures
    ]
    if rows:
        yield from table(("cases", "times", "what", "step", "after"), rows)


def _times(one: object) -> tuple[float, float, float]:
    return one.first_quartile_s, one.median_s, one.third_quartile_s  # type: ignore[attr-defined]


def table(head: Sequence[str], rows: Sequence[Sequence[str]], more: int = 0) -> Iterator[str]:
    """Lay out rows under their head; the last column is left as long as it is."""
    shown = [head, *rows[:_SHOWN]]
    more = max(more, len(rows) - _SHOWN)
    cut = [[*(cell[:_LONGEST] for cell in row[:-1]), row[-1]] for row in shown]
    widths = [max(len(row[place]) for row in cut) for place in range(len(head))]
    yield "\n"
    for row in cut:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip() + "\n"
    if more > 0:
        yield f"… and {more:,} more (see them all with --json)\n"


def time_words(seconds: float) -> str:
    """Return a time in the unit that a person would use."""
    for least, size, unit in _UNITS:
        if seconds >= least:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:,.1f} s"
