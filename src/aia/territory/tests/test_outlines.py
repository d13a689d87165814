"""Boundaries: neighbours still touch, and the map keeps the district's proportions."""

import json

import pytest

from aia.territory import outlines
from aia.territory.register import newborn, register


@pytest.fixture(scope="module")
def drawn() -> dict[str, list[outlines.Ring]]:
    pair = [register()[istat] for istat in ("019036", "019026")]
    return outlines.simplified(pair)


def test_neighbours_share_their_border_after_simplifying(
    drawn: dict[str, list[outlines.Ring]],
) -> None:
    points = [{tuple(p) for ring in rings for p in ring} for rings in drawn.values()]
    assert len(points[0] & points[1]) > 10
    assert len(json.dumps(drawn)) < 20_000


def test_rings_close_and_lie_in_the_province(drawn: dict[str, list[outlines.Ring]]) -> None:
    for rings in drawn.values():
        assert all(ring[0] == ring[-1] for ring in rings)
        west, south, east, north = outlines.box(rings)
        assert 9.8 < west < east < 10.3
        assert 45.0 < south < north < 45.3


def test_the_drawing_is_narrowed_by_the_latitude(drawn: dict[str, list[outlines.Ring]]) -> None:
    drawing = outlines.drawn(drawn)
    assert drawing is not None
    west, south, east, north = outlines.box([ring for rings in drawn.values() for ring in rings])
    # At 45° a degree of longitude is about 0.707 of one of latitude.
    assert drawing.width / drawing.height == pytest.approx(
        0.705 * (east - west) / (north - south), rel=0.01
    )
    assert drawing.paths["019036"].startswith("M")
    assert drawing.paths["019036"].endswith("Z")


def test_a_young_municipality_is_drawn_from_those_it_was_born_from() -> None:
    young = newborn("012144", "M433")
    assert young is not None
    rings = outlines.simplified([young])["012144"]
    parts = [
        outlines.simplified([register()[code]])[code] for code in ("012009", "012018", "012095")
    ]
    whole = outlines.box([ring for part in parts for ring in part])
    assert outlines.box(rings) == pytest.approx(whole, abs=0.002)


def test_nothing_to_draw() -> None:
    assert outlines.simplified([]) == {}
    assert outlines.drawn({}) is None


def test_the_middle_of_each_shape_is_told_in_kilometres() -> None:
    """A square of a hundredth of a degree at 45 north: 0.79 kilometres wide, 1.11 high."""
    near, far = (
        [[[9 + x + dx, 45 + dy] for dx, dy in ((0, 0), (0.01, 0), (0.01, 0.01), (0, 0.01), (0, 0))]]
        for x in (0, 0.1)
    )
    found = outlines.centres({"near": near, "far": far})
    assert found["near"] == pytest.approx((0.393, 0.556), abs=0.002)
    assert found["far"][0] - found["near"][0] == pytest.approx(7.86, abs=0.01)
    assert outlines.centres({}) == {}
