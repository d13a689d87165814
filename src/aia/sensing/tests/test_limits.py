"""Limits that know a source from another without knowing who it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import caches

from aia.sensing import limits
from aia.sensing.limits import Limit, admit, source

AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
FEW = Limit("few", 3, 60)


@pytest.fixture(autouse=True)
def _empty() -> Iterator[None]:
    caches["limits"].clear()
    yield
    caches["limits"].clear()


def test_so_many_come_in_and_the_next_is_told_how_long_to_wait() -> None:
    assert [admit(FEW, "a", AT) for _ in range(3)] == [None] * 3
    over = admit(FEW, "a", AT + timedelta(seconds=15))
    assert over is not None
    assert (over.seconds, over.minutes, over.far) == (45, 1, False)
    assert admit(FEW, "b", AT) is None
    assert admit(FEW, "a", AT + timedelta(seconds=60)) is None


def test_far_over_the_limit_is_told_apart() -> None:
    answers = [admit(FEW, "a", AT) for _ in range(8)]
    assert [one.far for one in answers if one] == [False] * 3 + [True] * 2


def test_ten_thousand_in_a_minute_are_counted_in_one_number() -> None:
    let_in = sum(admit(limits.NOTICES_OF_SOURCE, "flood", AT) is None for _ in range(10_000))
    assert let_in == limits.NOTICES_OF_SOURCE.most
    assert admit(limits.NOTICES_OF_SOURCE, "a neighbour", AT) is None


def stored() -> str:
    """Return all that the memory of the limits holds."""
    cache: Any = caches["limits"]
    return repr(cache._cache)


def test_no_address_is_kept_and_yesterday_s_digest_means_nothing_today() -> None:
    told = source("203.0.113.7", AT)
    admit(FEW, told, AT)
    assert "203.0.113" not in stored()
    assert source("203.0.113.7", AT) == told
    assert source("203.0.113.8", AT) != told
    assert source("203.0.113.7", AT + timedelta(days=1)) != told


def test_the_addresses_of_one_subscriber_are_one_source() -> None:
    assert source("2001:db8:1:2::1", AT) == source("2001:db8:1:2:ffff::9", AT)
    assert source("2001:db8:1:3::1", AT) != source("2001:db8:1:2::1", AT)
    assert source("nonsense", AT) == source("", AT)
