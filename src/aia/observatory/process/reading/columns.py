"""Which column of a table is the case, which the activity and which the moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aia.observatory.process.mapping import ROLES, LogMap
from aia.observatory.process.problems import LogProblem

_USUAL = {
    "case": (
        "case:concept:name",
        "case_id", "caseid", "case", "case id", "case_concept_name", "case:id", "trace_id",
        "trace", "process_id", "ticket_id", "pratica", "id_pratica", "caso", "id_caso",
    ),
    "activity": (
        "concept:name",
        "activity", "activity_name", "concept_name", "event", "event_name", "task", "step",
        "attività", "attivita", "evento", "passo",
    ),
    "timestamp": (
        "time:timestamp",
        "timestamp", "time", "time_timestamp", "complete_timestamp", "completetimestamp",
        "event_time", "datetime", "date", "end_timestamp", "start_timestamp", "data", "data_ora",
        "data ora",
    ),
}  # fmt: skip
_MOST_SHOWN = 20


@dataclass(frozen=True)
class Columns:
    """The three columns that a reading needs, by their name in the file."""

    case: str
    activity: str
    timestamp: str


def find_columns(header: Sequence[str], log_map: LogMap, where: str) -> Columns:
    """Return the columns of a header. Capitals and outer spaces do not count in usual names.

    Raises LogProblem that names what was looked for and what the file has.
    """
    plain: dict[str, str] = {}
    for name in header:
        plain.setdefault(_plain(name), name)
    found: dict[str, str] = {}
    missing: list[str] = []
    for role in ROLES:
        wanted = log_map.columns.get(role, _USUAL[role])
        there = [plain[_plain(one)] for one in wanted if _plain(one) in plain]
        if there:
            found[role] = there[0]
        else:
            missing.append(f"{role} (looked for: {', '.join(wanted)})")
    if missing:
        raise LogProblem(
            f"{where}: no column for {'; '.join(missing)}. The file has: {_shown(header)}."
            f" Tell the names in a map (--map MAP.yaml with columns: case, activity, timestamp)"
        )
    if twice := [name for name in found.values() if list(header).count(name) > 1]:
        raise LogProblem(f"{where}: two columns are called {twice[0]!r}: rename one of them")
    if len(set(found.values())) < len(ROLES):
        raise LogProblem(f"{where}: one column cannot be two things: {found}")
    return Columns(**found)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _shown(header: Sequence[str]) -> str:
    names = [name[:60] for name in header[:_MOST_SHOWN]]
    more = len(header) - len(names)
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")
