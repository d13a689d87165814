from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.trace.terms import Facts, encode, verb

ALLOWED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:+-/"


@given(st.text(max_size=90))
def test_only_short_codes_pass(text: str) -> None:
    if len(text) <= 80 and set(text) <= set(ALLOWED):
        assert encode(text) == text
    else:
        with pytest.raises(ValueError, match="not a code"):
            encode(text)


@given(st.datetimes(timezones=st.timezones()))
def test_a_moment_is_coded_alike_whatever_its_zone(moment: datetime) -> None:
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        return
    assert encode(moment) == encode(utc)
    assert datetime.fromisoformat(str(encode(moment))) == utc


def test_a_moment_without_a_zone_is_no_moment() -> None:
    with pytest.raises(ValueError, match="time zone"):
        encode(datetime(2026, 1, 1))  # noqa: DTZ001


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-9999, max_value=9999)
)
def test_a_decimal_is_coded_alike_whatever_its_zeros(amount: Decimal) -> None:
    assert encode(amount) == encode(amount.quantize(Decimal("1.0000")))
    assert Decimal(str(encode(amount))) == amount


def test_other_values() -> None:
    rome = timezone(timedelta(hours=1))
    assert encode(UUID(int=1)) == "00000000000000000000000000000001"
    assert encode(datetime(2026, 1, 1, 1, tzinfo=rome)) == "2026-01-01T00:00:00+00:00"
    assert encode(("a", "b")) == ["a", "b"]
    assert [encode(True), encode(3), encode(None)] == [True, 3, None]


def test_two_verbs_never_share_a_name() -> None:
    @verb("toy.first", of="toy.Egg")
    class First(Facts):
        pass

    with pytest.raises(ValueError, match=r"two verbs called toy\.first"):

        @verb("toy.first", of="toy.Egg")
        class Second(Facts):
            pass

    assert First.VERB == "toy.first"
