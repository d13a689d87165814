"""A place is called quiet only when so few notices would seldom come by chance."""

import numpy as np

from aia.sensing.silence.rules import Exposure, Heard, silences


def test_a_place_that_used_to_tell_much_and_stopped_is_quiet() -> None:
    told = {name: Exposure(40, 40, 12, 12) for name in ("school", "bar", "parish", "library")}
    told["pharmacy"] = Exposure(60, 40, 0, 12)
    found = silences(told)
    assert found["pharmacy"].heard == Heard.QUIET
    assert found["pharmacy"].chance < 0.001
    assert found["pharmacy"].low > 0
    assert {found[name].heard for name in ("school", "bar")} == {Heard.AS_FORESEEN}


def test_a_place_that_began_last_week_is_not_called_quiet() -> None:
    told = {name: Exposure(20, 40, 6, 12) for name in ("school", "bar", "parish")}
    told["barber"] = Exposure(0, 0, 0, 1)
    assert silences(told)["barber"].heard == Heard.TOO_SOON


def test_where_places_differ_much_one_without_a_past_is_given_time() -> None:
    """Many places never tell anything: being silent says little about a new one."""
    told = {f"silent {i}": Exposure(0, 40, 0, 12) for i in range(6)}
    told |= {f"talking {i}": Exposure(60, 40, 20, 12) for i in range(6)}
    told["new"] = Exposure(0, 0, 0, 12)
    assert silences(told)["new"].heard == Heard.AS_FORESEEN


def test_the_order_is_that_given_and_nothing_is_ranked() -> None:
    told = {name: Exposure(10, 20, 4, 10) for name in ("b", "a", "c")}
    assert list(silences(told)) == ["b", "a", "c"]


def test_no_notice_anywhere_nothing_to_say() -> None:
    assert silences({"school": Exposure(0, 30, 0, 12)}) == {}
    assert silences({}) == {}


def test_few_places_are_called_quiet_where_nothing_changed() -> None:
    """100 networks of 40 places at levels of their own: at most one place in twenty is quiet."""
    rng = np.random.default_rng(5)
    quiet = told = 0
    for _network in range(100):
        own = rng.gamma(2, 0.3, 40)
        rows = {
            i: Exposure(int(rng.poisson(40 * r)), 40, int(rng.poisson(12 * r)), 12)
            for i, r in enumerate(own)
        }
        found = [one for one in silences(rows).values() if one.heard != Heard.TOO_SOON]
        told += len(found)
        quiet += sum(one.heard == Heard.QUIET for one in found)
    assert told > 2_000
    assert quiet / told < 0.05
