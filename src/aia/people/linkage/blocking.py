"""Keys under which likely duplicates meet: two records are compared when they share a key.

Each key joins two or three facts, and the facts differ from key to key, so that one altered
attribute leaves others that still meet. Keys are plain text: whoever stores them must first turn
them into keyed tokens. In a register of 100,000 a record shares a key with a few hundred others.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from aia.people.linkage.attributes import Kind
from aia.people.linkage.record import Record
from aia.people.linkage.sound import sound_key
from aia.people.linkage.table import Ints
from aia.people.linkage.text import normal_form

_Block = tuple[list[int], list[int]]

_SHORTEST_IDENTIFIER = 5
_SHORTEST_PHONE = 6


def blocking_keys(record: Record) -> frozenset[str]:
    """Return the keys of a record; a key is empty of sense alone and compared for equality only."""
    given = _sounds(record.given_name)
    family = _sounds(record.family_name)
    names = sorted({*given, *family})
    date = normal_form(Kind.DATE, record.birth_date)
    keys = {*_name_keys(given, family), *_birth_keys(names, date)}
    keys |= {*_home_keys(record, given, family), *_number_keys(record)}
    return frozenset(keys)


def broad_keys(record: Record) -> frozenset[str]:
    """Return further keys for files, of one or two facts: crowded ones are left out there.

    Not for a register: in a large town they would bring thousands of candidates.
    """
    town = sound_key(normal_form(Kind.PLACE, record.municipality).replace(" ", ""))
    postcode = normal_form(Kind.NUMBER, record.postcode)
    number = normal_form(Kind.NUMBER, record.street_number)
    names = {*_sounds(record.given_name), *_sounds(record.family_name)}
    roads = {
        sound_key(normal_form(Kind.ADDRESS, road).replace(" ", ""))
        for road in (record.street, record.address_detail)
    } - {""}
    places = {town, "".join(sorted(postcode))} - {""}
    keys = {f"bn:{name}:{place}" for name in names for place in places}
    keys |= {f"br:{road}" for road in roads} | {f"bf:{name}" for name in names}
    if town and postcode:
        keys.add("bp:" + "+".join(sorted(places)))
    if number:
        keys |= {f"bm:{number}:{fact}" for fact in places | names}
    return frozenset(keys)


def _sounds(name: str) -> list[str]:
    """Return the sound of each word of a name and, when composed, of the whole."""
    form = normal_form(Kind.NAME, name)
    parts = form.split()
    whole = ["".join(parts)] if len(parts) > 1 else []
    return [sound for part in parts + whole if (sound := sound_key(part))]


def _name_keys(given: list[str], family: list[str]) -> set[str]:
    return {"n:" + "+".join(sorted((one, other))) for one in given for other in family}


def _birth_keys(names: list[str], date: str) -> set[str]:
    if not date:
        return set()
    year, month, day = date[:4], date[4:6], date[6:]
    keys = {"d:" + year + "".join(sorted((month, day)))}
    for name in names:
        keys |= {f"ny:{name}:{year}", f"nd:{name}:{month}{day}"}
    return keys


def _home_keys(record: Record, given: list[str], family: list[str]) -> set[str]:
    street = normal_form(Kind.ADDRESS, record.street)
    detail = normal_form(Kind.ADDRESS, record.address_detail)
    number = normal_form(Kind.NUMBER, record.street_number)
    postcode = normal_form(Kind.NUMBER, record.postcode)
    town = sound_key(normal_form(Kind.PLACE, record.municipality).replace(" ", ""))
    roads = [sound_key(road.replace(" ", "")) for road in (street, detail) if road]
    keys = {f"ns:{name}:{road}" for name in {*given, *family} for road in roads}
    if len(roads) > 1:
        keys.add("ss:" + "+".join(sorted(roads)))
    if number:
        keys |= {f"sn:{road}:{number}:{fact}" for road in roads for fact in {town, postcode} - {""}}
    if town:
        keys |= {f"nt:{one}:{other[:2]}:{town}" for one in given for other in family}
        keys |= {f"nt:{other}:{one[:2]}:{town}" for one in given for other in family}
    return keys


def _number_keys(record: Record) -> set[str]:
    keys = set()
    phone = normal_form(Kind.PHONE, record.phone)
    if len(phone) >= _SHORTEST_PHONE:
        keys.add("p:" + phone)
    if email := normal_form(Kind.CODE, record.email):
        keys.add("e:" + email)
    for number in normal_form(Kind.IDENTIFIER, record.value("identifiers")).split("|"):
        if len(number) >= _SHORTEST_IDENTIFIER:
            keys.add("i:" + number)
    return keys


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of row numbers worth comparing, each once; `precise` marks those of `blocking_keys`."""

    rows: Ints
    columns: Ints
    precise: npt.NDArray[np.bool_]


def candidate_pairs(
    left: Sequence[Record], right: Sequence[Record] | None = None, *, a_row: int = 10
) -> Candidates:
    """Return the pairs of the two files that share a key; with no `right`, the pairs within `left`.

    At most `a_row` pairs a row of either file are kept of the precise keys, and as many of the
    broad ones: the fullest blocks are left out first, because what very many share says little
    about any two.
    """
    others = left if right is None else right
    most = a_row * (len(left) + len(others))
    precise = _pairs_of(_blocks(left, others, blocking_keys), len(others), most, left is others)
    broad = _pairs_of(_blocks(left, others, broad_keys), len(others), most, left is others)
    every = np.union1d(precise, broad)
    rows, columns = np.divmod(every, max(1, len(others)))
    return Candidates(rows, columns, np.isin(every, precise, assume_unique=True))


def _blocks(
    left: Sequence[Record], right: Sequence[Record], keys_of: Callable[[Record], frozenset[str]]
) -> list[_Block]:
    """Return the rows of the two files under each key that both have, smallest block first."""
    blocks: dict[str, _Block] = {}
    for row, record in enumerate(left):
        for key in keys_of(record):
            blocks.setdefault(key, ([], []))[0].append(row)
    if left is right:
        found = [(rows, rows) for rows, _ in blocks.values() if len(rows) > 1]
    else:
        for row, record in enumerate(right):
            for key in keys_of(record):
                if key in blocks:
                    blocks[key][1].append(row)
        found = [block for block in blocks.values() if block[1]]
    return sorted(found, key=lambda block: len(block[0]) * len(block[1]))


def _pairs_of(blocks: list[_Block], width: int, most: int, within: bool) -> Ints:
    """Return the distinct pairs of the blocks, row * width + column, until there are `most`."""
    pairs = np.zeros(0, dtype=np.int64)
    taken = 0
    while taken < len(blocks):
        fresh: list[Ints] = []
        room = most - len(pairs)
        while taken < len(blocks) and room >= (size := _size(blocks[taken], within)):
            fresh.append(_crossed(*blocks[taken], width, within=within))
            room -= size
            taken += 1
        if not fresh:
            break
        pairs = np.unique(np.concatenate([pairs, *fresh]))
    return pairs


def _size(block: _Block, within: bool) -> int:
    ours, theirs = len(block[0]), len(block[1])
    return ours * (ours - 1) // 2 if within else ours * theirs


def _crossed(ours: list[int], theirs: list[int], width: int, *, within: bool) -> Ints:
    if within:
        chosen = [one * width + other for one, other in combinations(ours, 2)]
        return np.array(chosen, dtype=np.int64)
    crossed = np.add.outer(np.array(ours, dtype=np.int64) * width, np.array(theirs)).ravel()
    return np.asarray(crossed, dtype=np.int64)
