"""Everything that one log tells, read at once."""

from __future__ import annotations

from dataclasses import dataclass

from aia.observatory.process.alignment import Conformance, conformance
from aia.observatory.process.flows import Flow, counted, directly_follows, median_case_seconds
from aia.observatory.process.log import Log, repeated_events
from aia.observatory.process.paths import DeclaredPath
from aia.observatory.process.variants import Variants, variants_of


@dataclass(frozen=True)
class Process:
    """A process as its log shows it. `conformance` is None when no path was declared."""

    events: int
    cases: int
    activities: dict[str, int]
    directly_follows: list[Flow]
    variants: Variants
    start: dict[str, int]
    end: dict[str, int]
    median_case_s: float
    conformance: Conformance | None
    notes: tuple[str, ...]


def mine(log: Log, path: DeclaredPath | None = None) -> Process:
    """Return what the log tells, and how far its cases keep to the path when there is one."""
    notes = list(log.notes)
    if count := repeated_events(log):
        notes.append(f"{count} events repeat another (same case, activity and moment): kept")
    if path and (unseen := sorted(path.names - set(log.names))):
        notes.append(f"steps of the path that never happen in the log: {', '.join(unseen)}")
    variants = variants_of(log)
    return Process(
        events=len(log.acts),
        cases=log.cases,
        activities=counted(log, log.acts),
        directly_follows=directly_follows(log),
        variants=variants,
        start=counted(log, log.acts[log.starts[:-1]]),
        end=counted(log, log.acts[log.starts[1:] - 1]),
        median_case_s=median_case_seconds(log),
        conformance=conformance(variants, path) if path else None,
        notes=tuple(notes),
    )
