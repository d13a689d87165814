"""Moments, however a file writes them, as microseconds since 1970 UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aia.observatory.process.arrays import numbers, present, texts, whole
from aia.observatory.process.log import Flags, Ints
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.problems import LogProblem

_ZONED = r"(Z|[+-]\d\d(:?\d\d)?)$"
_EPOCHS = {"epoch_s": 1_000_000, "epoch_ms": 1_000, "epoch_us": 1}
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T,]+(\d{1,2}:\d{2})(:\d{2})?)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTHS = 12
_MICROS = pa.timestamp("us")


@dataclass(frozen=True)
class Moments:
    """Microseconds since 1970, which of them could be read, and what a reader must know."""

    micros: Ints
    read: Flags
    notes: tuple[str, ...] = ()


def to_moments(values: Any, log_map: LogMap, where: str) -> Moments:
    """Return the moments of an arrow column of times, dates, numbers or texts.

    Parts of a second beyond the microsecond are cut. A moment without an offset is taken in the
    map's time zone (default UTC). Raises LogProblem when the way they are written is not known.
    """
    kind = values.type
    if pa.types.is_dictionary(kind):
        values = values.cast(kind.value_type)
        kind = values.type
    if pa.types.is_timestamp(kind) or pa.types.is_date(kind):
        return _of_times(values, log_map)
    if log_map.time_format in _EPOCHS:
        return _of_numbers(values, _EPOCHS[log_map.time_format], where)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _of_texts(values, log_map, where)
    if pa.types.is_null(kind):
        return Moments(np.zeros(len(values), np.int64), np.zeros(len(values), np.bool_))
    raise LogProblem(
        f"{where}: the column of moments holds {kind}, not times: if they are seconds since 1970,"
        " write time_format: epoch_s in the map"
    )


def _of_times(values: Any, log_map: LogMap) -> Moments:
    zone = getattr(values.type, "tz", None)
    if zone is None:
        values = _placed(values.cast(_MICROS, safe=False), log_map)
    else:
        values = values.cast(pa.timestamp("us", zone), safe=False)
    return _kept(values.cast(pa.int64()))


def _of_numbers(values: Any, factor: int, where: str) -> Moments:
    try:
        numbers = pc.round(pc.multiply(values.cast(pa.float64()), float(factor)))
        return _kept(numbers.cast(pa.int64()))
    except pa.ArrowInvalid as error:
        raise LogProblem(f"{where}: moments should be numbers: {_first_line(error)}") from error


def _of_texts(values: Any, log_map: LogMap, where: str) -> Moments:
    """Read each distinct text once: with an offset, without, or in the map's own format."""
    encoded = pc.dictionary_encode(values)
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks() if encoded.num_chunks != 1 else encoded.chunk(0)
    written = pc.utf8_trim_whitespace(encoded.dictionary)
    if log_map.time_format:
        micros = _by_format(written, log_map.time_format, log_map)
        notes: tuple[str, ...] = ()
    else:
        micros, notes = _iso(written, log_map)
        if micros.null_count == len(written) and len(written):
            micros = _day_first(written, log_map, where)
    found = micros.take(encoded.indices)
    return Moments(numbers(found), present(found), notes)


def _iso(written: Any, log_map: LogMap) -> tuple[Any, tuple[str, ...]]:
    """Read ISO 8601 with its usual variations; what is not such becomes null."""
    written = pc.replace_substring_regex(written, r"^(\d{4})/(\d\d)/(\d\d)", r"\1-\2-\3")
    written = pc.replace_substring_regex(written, r"([.,]\d{6})\d+", r"\1")
    written = pc.replace_substring_regex(written, r"(:\d\d),(\d)", r"\1.\2")
    written = pc.replace_substring_regex(written, r" ?(UTC|GMT|z)$", "Z")
    written = pc.replace_substring_regex(written, r" ([+-]\d\d:?\d\d)$", r"\1")
    zoned = pc.and_(
        pc.match_substring_regex(written, _ZONED), pc.match_substring_regex(written, r"\d[ T]\d")
    )
    with_zone = _cast(written, zoned, pa.timestamp("us", "UTC")).cast(pa.int64())
    without = _placed(_cast(written, pc.invert(zoned), _MICROS), log_map).cast(pa.int64())
    notes: tuple[str, ...] = ()
    if with_zone.null_count < len(written) and without.null_count < len(written):
        zone = log_map.timezone or "UTC"
        notes = (
            f"some moments tell their offset from UTC and some do not: the latter are read as"
            f" {zone} (write timezone: in the map to change it)",
        )
    return pc.coalesce(with_zone, without), notes


def _cast(written: Any, chosen: Any, kind: Any) -> Any:
    """Return the chosen written as times; null where the text is none."""
    written = pc.if_else(chosen, written, texts([None])[0])
    try:
        return written.cast(kind)
    except pa.ArrowInvalid:
        likely = pc.match_substring_regex(
            written,
            r"^\d{4}-\d\d-\d\d([ T]\d\d(:\d\d(:\d\d(\.\d{1,6})?)?)?)?" + f"({_ZONED[:-1]})?$",
        )
        written = pc.if_else(likely, written, texts([None])[0])
        return _one_by_one(written, kind)


def _one_by_one(written: Any, kind: Any) -> Any:
    found = [_one(text, kind) for text in written.to_pylist()]
    micros = np.array([0 if one is None else one for one in found], dtype=np.int64)
    empty = np.array([one is None for one in found], dtype=np.bool_)
    return whole(micros, empty).cast(kind)


def _one(text: str | None, kind: Any) -> int | None:
    try:
        return None if text is None else int(pa.scalar(text).cast(kind).cast(pa.int64()).as_py())
    except pa.ArrowInvalid:
        return None


def _day_first(written: Any, log_map: LogMap, where: str) -> Any:
    """Read 24/07/2006 13:00 when no text of the file can be month first."""
    found = [_LOCAL.fullmatch(text or "") for text in written.to_pylist()]
    parts = [(int(one[1]), int(one[2])) for one in found if one]
    first, second = (max((pair[n] for pair in parts), default=0) for n in (0, 1))
    sample = next((text for text in written.to_pylist() if text), "")
    if not parts or first <= _MONTHS or second > _MONTHS:
        why = "could be day or month first" if parts else "is not ISO 8601"
        raise LogProblem(
            f"{where}: the moment {sample[:60]!r} {why}: write how moments look in the map, as"
            ' time_format: "%d/%m/%Y %H:%M:%S"'
        )
    iso = [
        f"{one[3]}-{int(one[2]):02}-{int(one[1]):02} {(one[4] or '0:00'):>05}{one[5] or ':00'}"
        if one
        else None
        for one in found
    ]
    return _iso(texts(iso), log_map)[0]


def _by_format(written: Any, form: str, log_map: LogMap) -> Any:
    zone = ZoneInfo(log_map.timezone) if log_map.timezone else UTC
    found = [_parsed(text, form, zone) for text in written.to_pylist()]
    empty = np.array([one is None for one in found], dtype=np.bool_)
    return whole(np.array([one or 0 for one in found], dtype=np.int64), empty)


def _parsed(text: str | None, form: str, zone: tzinfo) -> int | None:
    try:
        moment = datetime.strptime(text or "", form)  # noqa: DTZ007
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _placed(values: Any, log_map: LogMap) -> Any:
    """Return moments without an offset in the map's time zone."""
    zone = log_map.timezone or "UTC"
    return pc.assume_timezone(values, zone, ambiguous="earliest", nonexistent="latest")


def _kept(values: Any) -> Moments:
    return Moments(numbers(values), present(values))


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
