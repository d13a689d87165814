"""Every municipality with an ISTAT code: today's, those that ceased, and what they became."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

import yaml

from aia.territory import history, tables


@dataclass(frozen=True, slots=True)
class Registered:
    """One municipality as the register keeps it.

    `since` and `until` are its first and last day (None: not known, still there). `successor` is
    the ISTAT code of what it became, `successor_cadastral` the cadastral code; either may be
    empty when the tables do not tell.
    """

    istat: str
    name: str
    cadastral: str
    province_code: str
    province: str
    province_name: str
    region_code: str
    region: str
    postal_codes: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    successor: str = ""
    successor_cadastral: str = ""


@cache
def register() -> dict[str, Registered]:
    """Return the whole register by ISTAT code: about 7,900 rows, the lists of all years."""
    listed: dict[str, tables.Listed] = {}
    for year in tables.years():
        listed |= tables.listed(year)
    found = {one.istat: _dated(one) for one in listed.values()}
    found |= {one.istat: one for one in _merged_before_the_lists(found)}
    istat_of = {one.cadastral: one.istat for one in found.values()}
    return {
        one.istat: replace(
            one, successor=one.successor or istat_of.get(one.successor_cadastral, "")
        )
        for one in found.values()
    }


def newborn(istat: str, cadastral: str) -> Registered | None:
    """Return a municipality born after the lists: known by its cadastral code to the archive.

    The ISTAT code is the caller's, and must lie in the same province. None when it does not, or
    when no municipality has that cadastral code today.
    """
    span = history.existing(cadastral)
    sample = next((r for r in register().values() if r.province_code == istat[:3]), None)
    if span is None or sample is None or sample.province != span.province:
        return None
    return Registered(
        istat=istat,
        name=span.name,
        cadastral=cadastral,
        province_code=sample.province_code,
        province=sample.province,
        province_name=sample.province_name,
        region_code=sample.region_code,
        region=sample.region,
        postal_codes=tables.postal_codes().get((tables.plain(span.name), span.province), ()),
        since=span.since,
    )


def _dated(one: tables.Listed) -> Registered:
    spans = history.archive().get(one.cadastral, ())
    end = history.ending(one.cadastral)
    codes = tables.postal_codes().get((tables.plain(one.name), one.province), ())
    return Registered(
        istat=one.istat,
        name=one.name,
        cadastral=one.cadastral,
        province_code=one.province_code,
        province=one.province,
        province_name=one.province_name,
        region_code=one.region_code,
        region=one.region,
        postal_codes=codes,
        since=spans[0].since if spans else None,
        until=end.until if end else None,
        successor_cadastral=end.into.cadastral if end and end.into else "",
    )


def _merged_before_the_lists(known: dict[str, Registered]) -> Iterator[Registered]:
    path = Path(__file__).with_name("mergers.yaml")
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        end, heir = history.ending(row["cadastral"]), known[row["into"]]
        if end is None:
            raise ValueError(f"mergers.yaml: {row['cadastral']} has not ceased")
        yield replace(
            heir,
            istat=row["istat"],
            name=end.last.name,
            cadastral=row["cadastral"],
            postal_codes=(),
            since=history.archive()[row["cadastral"]][0].since,
            until=end.until,
            successor=heir.istat,
            successor_cadastral=heir.cadastral,
        )
