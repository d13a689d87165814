"""The durations written in YAML are checked when they are read."""

from datetime import timedelta
from pathlib import Path

import pytest

from aia.access import durations

SHIPPED = (Path(durations.__file__).parent / "durations.yaml").read_text()


def test_an_emergency_lasts_four_hours() -> None:
    assert durations.durations().break_glass_hours == timedelta(hours=4)
    assert durations.durations().invitation_days == timedelta(days=7)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (SHIPPED.replace("break_glass_hours", "break_glass_days"), "break_glass_days"),
        (SHIPPED + "nap_hours: 1\n", "nap_hours"),
        (SHIPPED.replace("invitation_days: 7", "invitation_days: 0"), "invitation_days"),
        (SHIPPED.replace("invitation_days: 7", "invitation_days: seven"), "invitation_days"),
    ],
)
def test_a_wrong_file_is_refused_naming_the_key(wrong: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        durations.parsed(wrong)
