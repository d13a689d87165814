"""Who works with whom: read as a graph, drawn with its table."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from itertools import combinations
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from aia.access.tests.personas import MOMENT, Persona
from aia.community import actions
from aia.community.models import Table
from aia.community.rules.network import betweenness, components, network
from aia.people.actions import register_organisation
from aia.people.models import Organisation

A, B, C, D, E = (UUID(int=number) for number in range(1, 6))


def test_a_bridge_joins_two_circles_and_would_split_them() -> None:
    read = network([{A, B, C}, {C, D, E}])
    assert (read.parts, len(read.ties)) == (1, 6)
    assert read.density == pytest.approx(0.6)
    first = read.knots[0]
    assert (first.id, first.partners, first.splits) == (C, 4, True)
    assert first.between == pytest.approx(4 / 6)
    assert not any(knot.splits for knot in read.knots[1:])


def test_a_circle_in_which_all_work_together_is_held_by_nobody_alone() -> None:
    read = network([{A, B, C, D}])
    assert read.density == 1.0
    assert not any(knot.splits or knot.between for knot in read.knots)


def test_who_works_alone_is_in_the_network_too() -> None:
    read = network([{A}, {B, C}])
    assert (read.parts, len(read.knots)) == (2, 3)
    assert network([]).density == 0.0


@given(st.lists(st.sets(st.sampled_from([A, B, C, D, E]), max_size=4), max_size=6))
def test_what_is_read_agrees_with_what_is_plain(groups: list[set[UUID]]) -> None:
    read = network(groups)
    near: dict[UUID, set[UUID]] = {knot.id: set() for knot in read.knots}
    for first, second in read.ties:
        near[first].add(second)
        near[second].add(first)
    for knot in read.knots:
        assert knot.partners == len(near[knot.id])
        assert 0 <= knot.between <= 1
        # Who would split it stands between two of the others, who reach each other.
        apart = components(near, without=knot.id) > read.parts
        assert knot.splits == (apart and bool(near[knot.id]))
        assert not knot.splits or knot.between > 0
    pairs = list(combinations(near, 2))
    assert read.density == (len(read.ties) / len(pairs) if pairs else 0.0)
    assert betweenness(near) == {knot.id: knot.between for knot in read.knots}


@pytest.mark.django_db
def test_the_picture_and_its_table_name_bodies_alone(
    table: Table,
    sara: Persona,
    piero: Persona,
    mary: Persona,
    towns: tuple[str, str],
    cooperative: Organisation,
    browse: Callable[[Persona], Client],
) -> None:
    parish = register_organisation(
        actor=sara.actor,
        district=table.district,
        name="Parrocchia San Rocco",
        kind="parish",
        municipality=towns[0],
        at=MOMENT,
    )
    seat = actions.offer_seat(
        actor=sara.actor, table_id=table.id, organisation_id=parish.id, at=MOMENT
    )
    actions.take_seat(actor=sara.actor, seat_id=seat.id, at=MOMENT)
    told = browse(piero).get(reverse("community:network")).content.decode()
    for name in (cooperative.name, parish.name):
        assert told.count(name) >= len(("picture", "table"))
    assert "lo fa il 100%" in told
    assert browse(mary).get(reverse("community:network")).status_code == HTTPStatus.FORBIDDEN
