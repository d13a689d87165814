"""Keys under which likely duplicates meet: two records are compared when they share a key.

Each key joins two or three facts, and the facts differ from key to key, so that one altered
attribute leaves others that still meet. Keys are plain text: whoever stores them must first turn
them into keyed tokens. In a register of 100,000 a record shares a key with a few hundred others.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from aia.people.linkage.attributes import Kind
from aia.people.linkage.record import Record
from aia.people.linkage.sound import sound_key
from aia.people.linkage.table import Ints
from aia.people.linkage.text import normal_form

_PAIRS_A_ROW = 20
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
    if len(places) == 2:
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
    if len(roads) == 2:
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


def candidate_pairs(
    left: Sequence[Record], right: Sequence[Record] | None = None, *, most: int | None = None
) -> tuple[Ints, Ints]:
    """Return the pairs of row numbers that share a key, each once; with no `right`, within `left`.

    At most about `most` pairs (20 a row unless told) are kept: the fullest blocks are left out
    first, because what very many share says little about any two.
    """
    others = left if right is None else right
    within = right is None
    room = most or _PAIRS_A_ROW * (len(left) + len(others))
    blocks = _blocks(left, others)
    found: list[Ints] = []
    for ours, theirs in sorted(blocks, key=lambda block: len(block[0]) * len(block[1])):
        room -= len(ours) * len(theirs)
        if room < 0:
            break
        found.append(_crossed(ours, theirs, len(others), within=within))
    pairs = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    rows, columns = np.divmod(pairs, max(1, len(others)))
    return rows, columns


def _blocks(
    left: Sequence[Record], right: Sequence[Record]
) -> Iterable[tuple[list[int], list[int]]]:
    """Return the rows of the two files under each key that both have."""
    within = left is right
    blocks: dict[str, tuple[list[int], list[int]]] = {}
    for row, record in enumerate(left):
        for key in blocking_keys(record) | broad_keys(record):
            blocks.setdefault(key, ([], []))[0].append(row)
    if within:
        return [(rows, rows) for rows, _ in blocks.values() if len(rows) > 1]
    for row, record in enumerate(right):
        for key in blocking_keys(record) | broad_keys(record):
            if key in blocks:
                blocks[key][1].append(row)
    return [block for block in blocks.values() if block[1]]


def _crossed(ours: list[int], theirs: list[int], width: int, *, within: bool) -> Ints:
    if within:
        chosen = [one * width + other for one, other in combinations(ours, 2)]
        return np.array(chosen, dtype=np.int64)
    crossed = np.add.outer(np.array(ours, dtype=np.int64) * width, np.array(theirs)).ravel()
    return np.asarray(crossed, dtype=np.int64)
