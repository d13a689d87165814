"""What the API tells of what is published."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema


class DistrictOut(Schema):
    """A district of this installation."""

    code: str
    name: str
    page: str


class WordsOut(Schema):
    """The same words in Italian and English."""

    it: str
    en: str


class ReleaseRowOut(Schema):
    """One edition of one table. `id` never changes, and neither does what it names."""

    id: UUID
    indicator: str
    version: int
    breakdown: str
    edition: int
    as_of: date
    released_at: datetime
    digest: str
    cells: int
    simulated: bool
    state: str


class IndicatorRowOut(Schema):
    """An indicator in a list, with its number for the whole district (null: none is told)."""

    code: str
    family: str
    part_of_line: str
    unit: str
    name: WordsOut
    value: float | None
    as_of: date | None
    breakdowns: list[str]


class VersionOut(Schema):
    """A version of a definition, since when it holds, what it changed."""

    version: int
    since: date
    words: WordsOut


class IndicatorOut(Schema):
    """An indicator: what it means, how it is counted, its tables in force."""

    code: str
    family: str
    part_of_line: str
    unit: str
    version: int
    name: WordsOut
    question: WordsOut
    meaning: WordsOut
    formula: WordsOut
    source: WordsOut
    history: list[VersionOut]
    tables: list[ReleaseRowOut]


class CellOut(Schema):
    """One published number. What is not there is empty or kept back: which is not said."""

    of: dict[str, str]
    value: float | None
    numerator: float | None
    denominator: float | None
    low: float | None
    high: float | None


class TableOut(ReleaseRowOut):
    """One edition with its numbers."""

    district: str
    dimensions: list[str]
    unit: str
    rounded_to: float | None
    values: list[CellOut]


class ReadingOut(Schema):
    """What a partner reads in an edition: signed, dated, public."""

    id: UUID
    indicator: str
    release_id: UUID
    words: str
    signature: str
    organisation: str | None
    written_at: datetime
    became_need: bool
