"""Reading XES and OCEL 2.0 in XML, event by event: memory does not grow with the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.parsers import expat

from aia.observatory.process.log import Log
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading.rows import Rows
from aia.observatory.process.reading.sniffing import opened

_NAME, _TIME = "concept:name", "time:timestamp"
_CHUNK = 1 << 20


def read_xml(file: Path, log_map: LogMap) -> Log:
    """Return the log of an XES file, gzipped or not, or of OCEL 2.0 in XML. Raises LogProblem."""
    reader = _Xes(log_map)
    parse(file, reader.begin, reader.end)
    if reader.root == "log" and reader.is_ocel:
        from aia.observatory.process.reading.ocel import read_ocel

        return read_ocel(file, "xml", log_map)
    if reader.root != "log":
        raise LogProblem(f"{file}: XML, but no XES log: the first element is <{reader.root}>")
    return reader.rows.log(log_map, str(file), reader.notes())


def parse(
    file: Path, begin: Callable[[str, dict[str, str]], None], end: Callable[[str], None]
) -> None:
    """Read an XML file from top to bottom. Raises LogProblem where it is not well formed."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    try:
        with opened(file) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise LogProblem(
            f"{file}: not well-formed XML, line {error.lineno}, column {error.offset + 1}:"
            f" {expat.errors.messages[error.code]}. Export it again, or mend that place"
        ) from error


class _Xes:
    """Keeps of each event its trace, its name and its moment."""

    def __init__(self, log_map: LogMap) -> None:
        self.rows = Rows()
        self.root = ""
        self.is_ocel = False
        self.activity_keys = (*log_map.columns.get("activity", ()), _NAME)
        self.moment_keys = (*log_map.columns.get("timestamp", ()), _TIME)
        self.case_keys = (*log_map.columns.get("case", ()), _NAME)
        self.wanted = {*self.activity_keys, *self.moment_keys}
        self._trace: dict[str, str] | None = None
        self._event: dict[str, str] | None = None
        self._depth = 0
        self._seen: set[str] = set()
        self._traces = self._loose = self._again = 0

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Meet an element: attributes count only right under their trace or event."""
        name = tag.rpartition(" ")[2]
        if not self.root:
            self.root = name
        self._depth += 1
        if name == "event":
            self._event, self._depth = {}, 0
            self._loose += self._trace is None
        elif name == "trace":
            self._trace, self._depth = {}, 0
            self._traces += 1
        elif name in {"object-types", "event-types"}:
            self.is_ocel = True
        elif self._depth == 1:
            self._keep(attributes)

    def _keep(self, attributes: dict[str, str]) -> None:
        key = attributes.get("key", "")
        if self._event is not None:
            if key in self.wanted:
                self._event[key] = attributes.get("value", "")
        elif self._trace is not None and key in self.case_keys:
            self._trace[key] = attributes.get("value", "")

    def end(self, tag: str) -> None:
        """Leave an element."""
        name = tag.rpartition(" ")[2]
        self._depth -= 1
        if name == "event":
            if self._trace is not None and self._event is not None:
                moment = _first(self._event, self.moment_keys)
                self.rows.add(self._case(), _first(self._event, self.activity_keys), moment)
            self._event, self._depth = None, 0
        elif name == "trace":
            case = self._case()
            self._again += case in self._seen
            self._seen.add(case)
            self._trace, self._depth = None, 0

    def _case(self) -> str:
        named = _first(self._trace or {}, self.case_keys)
        return named or f"trace {self._traces}"

    def notes(self) -> list[str]:
        """Say what was treated in its own way."""
        found = []
        if self._loose:
            found.append(f"{self._loose} events outside any trace left out")
        if self._again:
            found.append(f"{self._again} traces bear the name of an earlier one: read as one case")
        return found


def _first(told: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((told[key] for key in keys if told.get(key)), None)
