"""How near two values are, in levels: one function for each kind, level 0 is always "missing".

Edit distance counts insertions, deletions, substitutions and exchanges of neighbours (optimal
string alignment); the finer grading of names is Jaro's with Winkler's prefix (Winkler 1990).
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.process import cpdist

from aia.people.linkage.attributes import Kind
from aia.people.linkage.sound import sound_key
from aia.people.linkage.table import Column, Floats, Ints, Levels, Objects

MISSING, EQUAL = 0, 1

NAME_LEVELS = (
    "missing", "equal", "one_letter", "sounds_alike", "part", "close", "similar", "different",
)  # fmt: skip
ADDRESS_LEVELS = ("missing", "equal", "one_letter", "part", "close", "similar", "different")
CODE_LEVELS = ("missing", "equal", "one_character", "different")
DATE_LEVELS = (
    "missing", "equal", "day_month_swapped", "one_digit", "two_parts", "same_year", "different",
)  # fmt: skip
# Levels that speak for one person without being equal.
NEAR_LEVELS = ("one_letter", "sounds_alike", "part", "close")
ORDER_LEVELS = ("missing", "kept", "exchanged")

# Names spelt less alike than this (Winkler's measure) are not worth sounding out.
_MAY_SOUND_ALIKE = 0.6


class _Bounds(NamedTuple):
    """The least Winkler likeness, or the greatest share of edited letters, of a level."""

    winkler: float
    edits: float


_CLOSE, _SIMILAR = _Bounds(0.88, 0.25), _Bounds(0.75, 0.4)
_CLOSE_ADDRESS, _SIMILAR_ADDRESS, _MAY_BE_PART = 0.8, 0.6, 0.2
# In shorter words one letter more or less makes another word.
_LONG_ENOUGH = 3
_DATE_DIGITS = 8

Grader = Callable[[Column, Column, Ints, Ints], Levels]
Mask = npt.NDArray[np.bool_]


def grade(kind: Kind, left: Column, right: Column, rows: Ints, columns: Ints) -> Levels:
    """Return the level of each pair of rows; each distinct pair of values is compared once."""
    width = max(1, len(right.values))
    pairs, inverse = np.unique(left.codes[rows] * width + right.codes[columns], return_inverse=True)
    one, other = np.divmod(pairs, width)
    levels = np.full(len(pairs), MISSING, dtype=np.int8)
    known = left.derived("known", bool)[one].astype(bool)
    known &= right.derived("known", bool)[other].astype(bool)
    if known.any():
        levels[known] = _GRADERS[kind](left, right, one[known], other[known])
    return levels[inverse]


def _distance(left: Objects, right: Objects) -> Ints:
    found = cpdist(left.tolist(), right.tolist(), scorer=OSA.distance, dtype=np.int32)
    return np.asarray(found, dtype=np.int64)


def _likeness(left: Objects, right: Objects) -> Floats:
    found = cpdist(
        left.tolist(), right.tolist(), scorer=OSA.normalized_similarity, dtype=np.float32
    )
    return np.asarray(found, dtype=np.float64)


def closed_up(value: str) -> str:
    """Return the value without blanks, which are typed too many or too few."""
    return value.replace(" ", "")


def _in_order(value: str) -> str:
    return "".join(sorted(value.split()))


def _parts(left: Column, right: Column, one: Ints, other: Ints, wanted: Mask) -> Mask:
    """Say where all words of one value, or their initials, are among the other's words."""
    found = np.zeros(len(one), dtype=bool)
    ours, theirs = (side.derived("words", _words_of) for side in (left, right))
    for i in np.flatnonzero(wanted):
        a, b = ours[one[i]], theirs[other[i]]
        found[i] = a <= b or b <= a or _are_initials(a, b) or _are_initials(b, a)
    return found


def _words_of(value: str) -> frozenset[str]:
    return frozenset(value.split())


def _are_initials(short: frozenset[str], long: frozenset[str]) -> bool:
    """Say whether `M Grazia` may stand for `Maria Grazia`: at least one word is an initial."""
    if len(short) > len(long) or min(map(len, short)) > 1:
        return False
    initials = {word[0] for word in long}
    return all(word in long or (len(word) == 1 and word in initials) for word in short)


def _composed(left: Column, right: Column, one: Ints, other: Ints) -> Mask:
    """Say where a value has several words or is a bare initial, so that it may be a part."""
    first = left.derived("composed", _may_have_parts)[one].astype(bool)
    return np.asarray(first | right.derived("composed", _may_have_parts)[other].astype(bool))


def _may_have_parts(value: str) -> bool:
    return " " in value or len(value) == 1


def _closed_pairs(left: Column, right: Column, one: Ints, other: Ints) -> tuple[Objects, Objects]:
    return left.derived("closed", closed_up)[one], right.derived("closed", closed_up)[other]


def _grade_names(left: Column, right: Column, one: Ints, other: Ints) -> Levels:
    a, b = _closed_pairs(left, right, one, other)
    edits = _distance(a, b)
    winkler = np.asarray(
        cpdist(a.tolist(), b.tolist(), scorer=JaroWinkler.similarity, dtype=np.float32)
    )
    longest = np.maximum(_lengths(left, one), _lengths(right, other))
    composed = _composed(left, right, one, other) & (edits > 0)
    return np.select(
        [
            edits == 0,
            (edits == 1) & (longest >= _LONG_ENOUGH),
            _alike(a, b, (edits > 1) & (winkler >= _MAY_SOUND_ALIKE)),
            _parts(left, right, one, other, composed),
            (winkler >= _CLOSE.winkler) | (edits <= longest * _CLOSE.edits),
            (winkler >= _SIMILAR.winkler) | (edits <= longest * _SIMILAR.edits),
        ],
        [1, 2, 3, 4, 5, 6],
        7,
    ).astype(np.int8)


def _alike(a: Objects, b: Objects, wanted: Mask) -> Mask:
    found = np.zeros(len(a), dtype=bool)
    for i in np.flatnonzero(wanted):
        found[i] = sound_key(a[i]) == sound_key(b[i])
    return found


def _lengths(column: Column, rows: Ints) -> Ints:
    return column.derived("length", lambda value: len(closed_up(value)))[rows].astype(np.int64)


def _grade_addresses(left: Column, right: Column, one: Ints, other: Ints) -> Levels:
    a, b = _closed_pairs(left, right, one, other)
    edits = _distance(a, b)
    longest = np.maximum(_lengths(left, one), _lengths(right, other))
    reordered = _likeness(
        left.derived("ordered", _in_order)[one], right.derived("ordered", _in_order)[other]
    )
    likeness = np.maximum(1 - edits / np.maximum(longest, 1), reordered)
    composed = _composed(left, right, one, other) & (likeness > _MAY_BE_PART)
    return np.select(
        [
            likeness == 1,
            (edits == 1) & (longest >= _LONG_ENOUGH),
            _parts(left, right, one, other, composed),
            likeness >= _CLOSE_ADDRESS,
            likeness >= _SIMILAR_ADDRESS,
        ],
        [1, 2, 3, 4, 5],
        6,
    ).astype(np.int8)


def _grade_codes(left: Column, right: Column, one: Ints, other: Ints) -> Levels:
    a, b = left.values[one], right.values[other]
    edits = _distance(a, b)
    long_enough = np.maximum(_lengths(left, one), _lengths(right, other)) > 1
    return np.select([edits == 0, (edits == 1) & long_enough], [1, 2], 3).astype(np.int8)


def _grade_identifiers(left: Column, right: Column, one: Ints, other: Ints) -> Levels:
    return np.fromiter(
        (
            _identifier_level(a.split("|"), b.split("|"))
            for a, b in zip(left.values[one], right.values[other], strict=True)
        ),
        dtype=np.int8,
        count=len(one),
    )


def _identifier_level(ours: list[str], theirs: list[str]) -> int:
    """Compare only numbers of the same type, told by length and by being all digits or not."""
    if not set(ours).isdisjoint(theirs):
        return EQUAL
    comparable = [
        (one, other)
        for one in ours
        for other in theirs
        if abs(len(one) - len(other)) <= 1 and one.isdigit() == other.isdigit()
    ]
    if not comparable:
        return MISSING
    return 2 if any(OSA.distance(one, other) == 1 for one, other in comparable) else 3


def _digits(column: Column) -> npt.NDArray[np.uint32]:
    text = np.array([value.ljust(8)[:8] for value in column.values], dtype="U8")
    return text.view(np.uint32).reshape(len(text), 8)


def _grade_dates(left: Column, right: Column, one: Ints, other: Ints) -> Levels:
    a, b = _digits(left)[one], _digits(right)[other]
    same = a == b
    year, month, day = same[:, :4].all(1), same[:, 4:6].all(1), same[:, 6:].all(1)
    swapped = year & (a[:, 4:6] == b[:, 6:]).all(1) & (a[:, 6:] == b[:, 4:6]).all(1)
    agreeing = same.sum(1)
    neighbours = (a[:, :-1] == b[:, 1:]) & (a[:, 1:] == b[:, :-1])
    exchanged = (agreeing == _DATE_DIGITS - 2) & (neighbours & ~same[:, :-1]).any(1)
    return np.select(
        [
            agreeing == _DATE_DIGITS,
            swapped,
            (agreeing == _DATE_DIGITS - 1) | exchanged,
            (year & month) | (year & day) | (month & day),
            year,
        ],
        [1, 2, 3, 4, 5],
        6,
    ).astype(np.int8)


_GRADERS: dict[Kind, Grader] = {
    Kind.NAME: _grade_names,
    Kind.PLACE: _grade_names,
    Kind.ADDRESS: _grade_addresses,
    Kind.DATE: _grade_dates,
    Kind.NUMBER: _grade_codes,
    Kind.CODE: _grade_codes,
    Kind.PHONE: _grade_codes,
    Kind.IDENTIFIER: _grade_identifiers,
}

LEVELS: dict[Kind, tuple[str, ...]] = {
    Kind.NAME: NAME_LEVELS,
    Kind.PLACE: NAME_LEVELS,
    Kind.ADDRESS: ADDRESS_LEVELS,
    Kind.DATE: DATE_LEVELS,
    Kind.NUMBER: CODE_LEVELS,
    Kind.CODE: CODE_LEVELS,
    Kind.PHONE: CODE_LEVELS,
    Kind.IDENTIFIER: CODE_LEVELS,
}
