"""Reading a log, whatever it is written in."""

from __future__ import annotations

from pathlib import Path

from aia.observatory.process.log import Log
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.reading.sniffing import kind_of


def read_log(file: Path, log_map: LogMap | None = None) -> Log:
    """Return the log of a CSV, Parquet, XES or OCEL 2.0 file, told apart by its content.

    Raises LogProblem that says what is wrong, where, and how to mend it.
    """
    told = log_map or LogMap()
    kind = kind_of(file)
    if kind == "csv":
        from aia.observatory.process.reading.delimited import read_delimited

        return read_delimited(file, told)
    if kind == "parquet":
        from aia.observatory.process.reading.columnar import read_columnar

        return read_columnar(file, told)
    if kind == "xml":
        from aia.observatory.process.reading.xml_files import read_xml

        return read_xml(file, told)
    from aia.observatory.process.reading.ocel import read_ocel

    return read_ocel(file, kind, told)
