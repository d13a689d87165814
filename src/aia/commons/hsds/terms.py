"""What can be wrong with a package, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

Values = dict[str, str]
"""A row's cells by column; empty ones are left out."""
Tables = dict[str, dict[str, Values]]
"""Rows by table and id."""


class Defect(models.TextChoices):
    """What was found in a package of services, and what was done with it."""

    NO_FILE = "no_file", _("the package names a file that is not there")
    ELSEWHERE = "elsewhere", _("the file is not where the package says: it was found nearby")
    UNLISTED = "unlisted", _("the package does not name this file: it was read all the same")
    ENCODING = "encoding", _("the file is not UTF-8: it was read as Windows-1252")
    UNREADABLE = "unreadable", _("the line cannot be read: it was left out")
    NO_TABLE = "no_table", _("the standard has no such table: its rows were set aside")
    NO_COLUMN = "no_column", _("the standard has no such column: it is kept and given back")
    NO_ID = "no_id", _("the row has no id: it was given one")
    OTHER_ID = "other_id", _("the id is no UUID: it was given one, the old one is kept beside it")
    TWICE = "twice", _("the same row is there more than once: it was read once")
    SAME_ID = "same_id", _("another row has the same id: this one was given its own")
    RIVAL = "rival", _("another row has the same id and others name it: this one was set aside")
    ORPHAN = "orphan", _("it names a row that is not there: the name is kept beside it")
    UNPLACED = "unplaced", _("it belongs to nothing that is there: it was set aside")
    LEFT_OUT = "left_out", _("it offers nothing, as the map says: it was left out")
    EMPTY = "empty", _("the standard asks for something here, and there is nothing")
    WRONG = "wrong", _("the value is not of the kind that the standard asks for: kept as it came")
    REWRITTEN = "rewritten", _("the value was put into the form of the standard")
    PADDED = "padded", _("blanks around the value were taken away")
    MARKS = "marks", _("the text carries marks of another program: it is shown without them")
    GARBLED = "garbled", _("letters were spoilt by a wrong encoding: kept as they came")
    SHORTENED = "shortened", _("too long for the floor: shown shorter, kept whole")
    NO_TOWN = "no_town", _("its municipality is not known: say where to show it with --town")
    GIVEN_TOWN = "given_town", _("its municipality is not known: shown where --town says")
    OUTSIDE = "outside", _("it is outside the district: kept, not shown on the floor")
    NO_COST = "no_cost", _("whether it costs is not said: the floor says to ask")
    NO_HOURS = "no_hours", _("these hours cannot be shown in the calendar: kept as they came")
    MORE_PLACES = "more_places", _("it is in several places: the floor shows the first")
    NO_AGE = "no_age", _("the ages cannot be kept as a rule: kept as they came")
    SAME_NAME = "same_name", _("a body of this name is there already: it was taken to be that one")
    NO_CODE = "no_code", _("this cannot be kept of a body here: kept as it came")
    OWN_WORD = "own_word", _("it was changed here meanwhile: what was said here stays")
    GONE = "gone", _("it came with an earlier package and is not in this one: left as it is")
    NO_BODY = "no_body", _("offered by a person: a directory of bodies has no place for it")


@dataclass(frozen=True)
class Finding:
    """One defect: where (the line of the file, 0 for the whole of it) and the value found."""

    defect: Defect
    table: str
    line: int = 0
    column: str = ""
    value: str = ""


@dataclass
class Row:
    """A row as it was read, of a table of the standard or of another one."""

    table: str
    line: int
    values: Values


@dataclass
class Package:
    """A package as it was read: nothing has been judged yet.

    A `tabular` one tells each row once; a document tells a row in every place where it belongs.
    """

    source: str
    version: int
    tabular: bool = False
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


@dataclass
class Directory:
    """A package in the form of 3.1: its tables, what has no place in them, what was found."""

    source: str
    tables: Tables
    aside: dict[str, Values] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
