"""Events that come one by one, kept small until all have come."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from aia.observatory.process.arrays import texts, whole
from aia.observatory.process.log import Log
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.reading.tables import log_of

_BATCH = 100_000


class Rows:
    """Collects events: codes for cases and activities, arrow batches for moments."""

    def __init__(self) -> None:
        self._cases, self._acts = array("i"), array("i")
        self._case_codes: dict[str, int] = {}
        self._act_codes: dict[str, int] = {}
        self._moments: list[Any] = []
        self._waiting: list[str | None] = []

    def add(self, case: str | None, activity: str | None, moment: str | None) -> None:
        """Keep one event; what it does not tell is None."""
        self._cases.append(_code(self._case_codes, case))
        self._acts.append(_code(self._act_codes, activity))
        self._waiting.append(moment)
        if len(self._waiting) >= _BATCH:
            self._pack()

    def log(self, log_map: LogMap, where: str, notes: Sequence[str] = ()) -> Log:
        """Return the log of everything that was added. Raises LogProblem."""
        self._pack()
        columns = [
            _column(self._cases, self._case_codes),
            _column(self._acts, self._act_codes),
            pa.chunked_array(self._moments),
        ]
        return log_of(columns, log_map, where, notes)

    def _pack(self) -> None:
        self._moments.append(texts(self._waiting))
        self._waiting = []


def _code(codes: dict[str, int], name: str | None) -> int:
    return -1 if name is None else codes.setdefault(name, len(codes))


def _column(codes: array[int], names: dict[str, int]) -> Any:
    """Return codes and what they stand for as an arrow column; -1 becomes null."""
    values = np.frombuffer(codes, dtype=np.int32) if codes else np.zeros(0, np.int32)
    return pa.DictionaryArray.from_arrays(whole(values, values < 0), texts(list(names)))
