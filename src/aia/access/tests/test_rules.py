"""Ranking workers for a new pathway and sharing a caseload out."""

from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.access.rules import Load, Refused, check_client, ranked, shared_out
from aia.access.tests.personas import MOMENT
from aia.kit.ids import new_id

CODES = ("income", "work", "housing")
loads = st.builds(
    Load,
    account=st.uuids(version=4),
    name=st.text(min_size=1, max_size=10),
    files=st.integers(0, 60),
    capacity=st.none() | st.integers(0, 60),
    competences=st.frozensets(st.sampled_from(CODES)),
)


def worker(name: str, files: int, capacity: int | None, *competences: str) -> Load:
    return Load(new_id(), name, files, capacity, frozenset(competences))


def test_room_comes_first_then_competence_then_how_much_room() -> None:
    full = worker("Full", 10, 10, "income", "work")
    expert = worker("Expert", 18, 20, "income", "work")
    freer = worker("Freer", 2, 20, "income")
    fuller = worker("Fuller", 19, 20, "income")
    order = [p.load.name for p in ranked([full, fuller, freer, expert], ["income", "work"])]
    assert order == ["Expert", "Freer", "Fuller", "Full"]


def test_each_proposal_shows_its_figures() -> None:
    [proposal] = ranked([worker("Sara", 12, 30, "income")], ["income", "work"])
    assert proposal.matching == ("income",)
    assert len(proposal.reasons) == 2
    assert "1" in proposal.reasons[0]
    assert "2" in proposal.reasons[0]
    assert all(figure in proposal.reasons[1] for figure in ("12", "30", "18"))


def test_not_having_said_a_capacity_is_neither_full_nor_free() -> None:
    unsaid, full = worker("Unsaid", 50, None), worker("Full", 10, 10)
    free = worker("Free", 1, 10)
    assert [p.load.name for p in ranked([unsaid, full, free], [])] == ["Free", "Unsaid", "Full"]


@given(st.lists(loads, max_size=8), st.frozensets(st.sampled_from(CODES)))
def test_nobody_is_left_out_and_the_full_come_last(team: list[Load], wanted: set[str]) -> None:
    order = [p.load for p in ranked(team, wanted)]
    assert Counter(order) == Counter(team)
    full = [load.free is not None and load.free <= 0 for load in order]
    assert full == sorted(full)


@given(st.lists(st.uuids(version=4), unique=True, max_size=40), st.integers(1, 5))
def test_a_caseload_is_shared_out_evenly_among_equals(subjects: list[UUID], many: int) -> None:
    team = [worker(f"W{n}", 5, 20) for n in range(many)]
    taken = shared_out(subjects, team)
    assert set(taken) == set(subjects)
    each = Counter({load.account: 0 for load in team})
    each.update(taken.values())
    assert max(each.values()) - min(each.values()) <= 1


def test_who_has_more_room_takes_more() -> None:
    busy, free = worker("Busy", 18, 20), worker("Free", 2, 20)
    taken = Counter(shared_out([new_id() for _ in range(10)], [busy, free]).values())
    assert taken == {free.account: 10}


def test_a_caseload_needs_somebody() -> None:
    with pytest.raises(Refused):
        shared_out([new_id()], [])


@pytest.mark.parametrize(
    ("scopes", "days"),
    [((), 30), (("people:delete",), 30), (("people:read",), 0), (("people:read",), 367)],
)
def test_a_client_asks_for_known_things_and_not_for_ever(
    scopes: tuple[str, ...], days: int
) -> None:
    with pytest.raises(Refused):
        check_client(
            scopes,
            expires_at=MOMENT + timedelta(days=days),
            at=MOMENT,
            longest=timedelta(days=366),
        )
