"""How fast a process is read from its log, beside pm4py: `python -m bench.process`.

One simulated log of the line (with steps skipped, repeated and out of place) is written as CSV;
Aia and pm4py read that same file, each in a process of its own, and both find directly-follows
counts with medians, variants, first and last steps and the time of cases; then with exact
conformance to the line. Seconds are those of the work, from opening the file on; starting Python
and loading libraries (which costs pm4py the most) is told apart.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.results import Figure, table

MILLION = 1_000_000
LINE = ("notice", "need", "demand", "choice", "answer", "review", "give-back")
ASIDE = ("call", "visit", "letter", "transfer", "reopened")

_OURS = """
import json, resource, sys, time
begun = time.perf_counter()
from pathlib import Path
import pyarrow, pyarrow.compute, pyarrow.csv
from aia.observatory.process.mined import mine
from aia.observatory.process.paths import declared
from aia.observatory.process.reading import read_log
ready, cpu = time.perf_counter(), time.process_time()
path = declared(*sys.argv[2:]) if sys.argv[2:] else None
process = mine(read_log(Path(sys.argv[1])), path)
"""
_PEER = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
begun = time.perf_counter()
import pandas, pm4py
from pm4py.objects.petri_net.obj import Marking, PetriNet
from pm4py.objects.petri_net.utils.petri_utils import add_arc_from_to
pm4py.util.constants.SHOW_PROGRESS_BAR = False
ready, cpu = time.perf_counter(), time.process_time()
log = pm4py.format_dataframe(
    pandas.read_csv(sys.argv[1]), case_id="case_id", activity_key="activity",
    timestamp_key="timestamp", timest_format="ISO8601",
)
pm4py.discover_dfg(log)
pm4py.discover_performance_dfg(log, perf_aggregation_key="median")
pm4py.get_variants(log)
pm4py.get_all_case_durations(log)
if steps := sys.argv[2:]:
    net, places = PetriNet("line"), [PetriNet.Place(str(n)) for n in range(len(steps) + 1)]
    net.places.update(places)
    for number, step in enumerate(steps):
        move = PetriNet.Transition(str(number), step)
        net.transitions.add(move)
        add_arc_from_to(places[number], move, net)
        add_arc_from_to(move, places[number + 1], net)
    marks = Marking({places[0]: 1}), Marking({places[-1]: 1})
    pm4py.conformance_diagnostics_alignments(log, net, *marks)
"""
_TELL = """
done, cpu = time.perf_counter(), time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"work": done - ready, "cpu": cpu, "load": ready - begun, "peak": peak}))
"""
_LOG = """
import sys
import numpy as np, pyarrow as pa
from pyarrow import csv
events, file, steps = int(sys.argv[1]), sys.argv[2], np.array(sys.argv[3:])
random = np.random.default_rng(4)
lengths = np.maximum(random.poisson(7, size=events // 5), 1)
lengths = lengths[: int(np.searchsorted(np.cumsum(lengths), events)) + 1]
case = np.repeat(np.arange(len(lengths)), lengths)[:events]
place = np.arange(events) - np.repeat(np.cumsum(lengths) - lengths, lengths)[:events]
aside = random.random(events) < 0.15
act = np.where(aside, random.integers(0, len(steps), size=events), place % 7)
gaps = np.cumsum(random.exponential(5 * 86400, size=events).astype(np.int64))
moment = gaps - gaps[np.searchsorted(case, case)]
moment += random.integers(1577836800, 1704067200, size=len(lengths))[case]
columns = {
    "case_id": np.char.add("C", case.astype(str)),
    "activity": steps[act],
    "timestamp": np.char.add(np.datetime_as_string(moment.astype("datetime64[s]")), "+00:00"),
}
csv.write_csv(pa.table(columns), file)
"""

_EXPORT = """
import json, resource, sys, time
from pathlib import Path
import numpy as np, pyarrow as pa
from aia.observatory.process.writing.object_log import ObjectLog
from aia.observatory.process.writing.ocel_sqlite import write_ocel_sqlite
begun = time.perf_counter()
events, steps = 50_000, np.array(sys.argv[2:])
numbers, random = np.arange(events), np.random.default_rng(4)
ids = np.char.add("e", numbers.astype(str))
kinds = np.array(["pathway", "need", "organisation", "resource", "notice"])
objects = np.char.add("o", np.arange(20_000).astype(str))
links = np.concatenate((numbers // 5, 10_000 + random.integers(0, 10_000, size=events)))
log = ObjectLog(
    events=pa.table({
        "id": ids, "activity": steps[random.integers(0, len(steps), size=events)],
        "time": pa.array(1577836800 + numbers * 3600).cast(pa.timestamp("s", "UTC")),
    }),
    objects=pa.table({"id": objects, "type": kinds[np.arange(20_000) // 4_000]}),
    links=pa.table({
        "event": np.concatenate((ids, ids)), "object": objects[links],
        "qualifier": np.full(2 * events, "of"),
    }),
)
ready, cpu = time.perf_counter(), time.process_time()
write_ocel_sqlite(log, Path(sys.argv[1]))
"""
_PEER_EXPORT = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
begun = time.perf_counter()
import pm4py
log = pm4py.read_ocel2_sqlite(sys.argv[1])
ready, cpu = time.perf_counter(), time.process_time()
pm4py.write_ocel2_sqlite(log, sys.argv[1] + ".peer.sqlite")
"""


@dataclass(frozen=True)
class Run:
    """What one process took: seconds of work, of its processor time, of loading; peak in MB."""

    work: float
    cpu: float
    load: float
    peak: int

    def __str__(self) -> str:
        return f"{self.work:.2f} s ({self.cpu:.2f} of processor), {self.peak:,} MB"


def figures(*, quick: bool = False, peer_at_ten_million: bool = False) -> list[Figure]:
    """Return the figures; a quick run reads 20,000 events in place of a million and of ten."""
    size, large = (20_000, 20_000) if quick else (MILLION, 10 * MILLION)
    with tempfile.TemporaryDirectory(prefix="aia-process-") as place:
        small, big = Path(place, "log.csv"), Path(place, "big.csv")
        _write(size, small)
        ours, peer = _best(_OURS, small), _best(_PEER, small)
        found = [_speed(size, ours, peer), _memory(size, ours, peer)]
        found.append(_exact(size, _best(_OURS, small, *LINE), _run(_PEER, small, *LINE)))
        _write(large, big)
        there = _run(_PEER, big) if peer_at_ten_million else None
        found.append(_export(Path(place, "log.sqlite")))
        found += _ten(large, _best(_OURS, big), peer, there, large / size)
    return found


def _speed(size: int, ours: Run, peer: Run) -> Figure:
    ratio = peer.work / ours.work
    return Figure(
        what=f"process: directly-follows, variants, times on {size:,} events (CSV)",
        measured=f"{ratio:.1f} × faster than pm4py",
        must="≥ 10 ×",
        reached=ratio >= 10,
        note=f"{ours}; pm4py {peer}; loading libraries: {ours.load:.1f} s, pm4py {peer.load:.1f} s",
    )


def _memory(size: int, ours: Run, peer: Run) -> Figure:
    share = ours.peak / peer.peak
    return Figure(
        what=f"process: peak memory on {size:,} events",
        measured=f"{share:.2f} of pm4py's",
        must="≤ 1/3",
        reached=share <= 1 / 3,
        note=f"{ours.peak:,} MB, pm4py {peer.peak:,} MB, each with its libraries",
    )


def _exact(size: int, ours: Run, peer: Run) -> Figure:
    ratio = peer.work / ours.work
    return Figure(
        what=f"process: the same with exact conformance on {size:,} events",
        measured=f"{ratio:.0f} × faster than pm4py with alignments",
        must="≥ 150 ×",
        reached=ratio >= 150,
        note=f"{ours}; pm4py {peer}",
    )


def _export(file: Path) -> Figure:
    ours, peer = _best(_EXPORT, file, *LINE), _best(_PEER_EXPORT, file)
    return Figure(
        what="process: OCEL 2.0 (SQLite) of 50,000 events with 100,000 links",
        measured=f"{ours.work:.2f} s",
        must="< 1 s",
        reached=ours.work < 1,
        note=f"pm4py {peer.work:.2f} s",
    )


def _ten(size: int, ours: Run, peer: Run, there: Run | None, times: float) -> list[Figure]:
    """Return speed and memory on the large log; pm4py's time there, or its small one in ratio."""
    seconds = there.work if there else peer.work * times
    told = f"pm4py {there}" if there else f"pm4py taken as {times:.0f} × its time on the small log"
    ratio = seconds / ours.work
    what = f"process: the same without conformance on {size:,} events"
    return [
        Figure(what, f"{ratio:.1f} × faster than pm4py", "≥ 12 ×", ratio >= 12, f"{ours}; {told}"),
        Figure(f"{what}, peak", f"{ours.peak:,} MB", "≤ 1,500 MB", ours.peak <= 1500),
    ]


def _write(events: int, file: Path) -> None:
    words = [sys.executable, "-c", _LOG, str(events), str(file), *LINE, *ASIDE]
    subprocess.run(words, check=True, capture_output=True)


def _best(code: str, file: Path, *steps: str) -> Run:
    """Return the faster of three runs: the machine may be at other work."""
    return min((_run(code, file, *steps) for _ in range(3)), key=lambda run: run.work)


def _run(code: str, file: Path, *steps: str) -> Run:
    words = [sys.executable, "-c", code + _TELL, str(file), *steps]
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return Run(**json.loads(done.stdout.splitlines()[-1]))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.process", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="20,000 events everywhere")
    parser.add_argument(
        "--peer-at-ten-million", action="store_true", help="run pm4py there too: minutes, 3 GB"
    )
    options = parser.parse_args()
    print(table(figures(quick=options.quick, peer_at_ten_million=options.peer_at_ten_million)))
