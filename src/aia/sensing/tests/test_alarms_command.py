"""`aia sensing alarms` looks now, and says what it found."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from aia.access.tests.personas import DISTRICT, MOMENT
from aia.sensing.tests.numbers import CREMONA, SPINADESCO, given_district, notices


def told(*arguments: str) -> str:
    out = StringIO()
    call_command("sensing", "alarms", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.usefixtures("towns")
def test_the_command_tells_the_cluster_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aia.sensing.alarms.command.now", lambda: MOMENT)
    given_district(monkeypatch)
    for week in range(2, 22):
        notices({CREMONA: 2}, weeks_ago=week)
    notices({CREMONA: 2, SPINADESCO: 9}, weeks_ago=1)
    (found,) = json.loads(told("--json"))["raised"][DISTRICT]
    assert (found["kind"], found["municipalities"]) == ("scan", [SPINADESCO])
    assert (found["since"], found["until"]) == ("2026-02-23", "2026-03-01")
    assert found["observed"] == 9
    assert told() == f"{DISTRICT}: 0 alarms raised now\n"
    with pytest.raises(CommandError, match="no district “crema” here: cremona"):
        told("--district", "crema")
