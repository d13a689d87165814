import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from pytest_django.fixtures import Settings

from aia.trace import guards
from aia.trace.models import Checkpoint
from aia.trace.tests.toy.actions import lay_egg, weave_basket
from aia.trace.tests.toy.models import Basket


@pytest.fixture(autouse=True)
def _own_home(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def tampered(basket: Basket) -> Iterator[None]:
    """The ledger after somebody dropped its guards and edited an entry; undone at the end."""
    point = transaction.savepoint()
    connection.check_constraints()
    guards.remove(connection)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE trace_entry SET verb = 'basket.burnt'")
    yield
    transaction.savepoint_rollback(point)


def test_verify_prints_one_json_object(basket: Basket, capsys: pytest.CaptureFixture[str]) -> None:
    lay_egg(basket)
    call_command("trace", "verify", "--json")
    told = json.loads(capsys.readouterr().out)
    assert told.pop("seconds") >= 0
    assert told == {"ok": True, "entries": 2, "streams": 1, "problems": []}


def test_verify_leaves_with_one_when_something_is_wrong(
    tampered: None, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        call_command("trace", "verify", "--json")
    assert left.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert any("its content was changed" in problem for problem in told["problems"])


def test_verify_tells_people_in_words(tampered: None, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("trace", "verify")
    told = capsys.readouterr()
    assert "THE LEDGER DOES NOT HOLD" in told.out
    assert "its content was changed" in told.err


def test_a_checkpoint_is_kept_in_a_file_that_verify_reads(
    basket: Basket, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("trace", "checkpoint")
    (path,) = (tmp_path / "checkpoints").iterdir()
    assert str(path) in capsys.readouterr().out
    forged = json.loads(path.read_text())
    path.write_text(json.dumps({**forged, "entries": 5}))
    with pytest.raises(SystemExit):
        call_command("trace", "verify")
    assert "4 of 5 entries are no longer there" in capsys.readouterr().err


def test_a_checkpoint_file_that_was_lost_is_written_again(basket: Basket, tmp_path: Path) -> None:
    call_command("trace", "checkpoint")
    (path,) = (tmp_path / "checkpoints").iterdir()
    first = path.read_text()
    path.unlink()
    call_command("trace", "checkpoint")
    assert path.read_text() == first
    assert Checkpoint.objects.count() == 1


def test_a_file_kept_elsewhere_is_read_too(
    basket: Basket, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        call_command("trace", "verify", "--checkpoint", str(tmp_path / "none.json"))
    assert "none.json" in capsys.readouterr().err


def test_an_empty_ledger_has_nothing_to_sign(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("trace", "checkpoint")
    assert "nothing to sign" in capsys.readouterr().out


def test_an_altered_checkpoint_is_told_and_not_built_upon(db: None) -> None:
    weave_basket()
    call_command("trace", "checkpoint")
    weave_basket()
    point = transaction.savepoint()
    connection.check_constraints()
    guards.remove(connection)
    Checkpoint.objects.update(peaks=bytes(32))
    with pytest.raises(CommandError, match="was altered"):
        call_command("trace", "checkpoint")
    transaction.savepoint_rollback(point)


def test_guard_puts_back_what_is_missing(
    basket: Basket, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("trace", "guard")
    assert "Every guard was in its place" in capsys.readouterr().out
    connection.check_constraints()
    guards.remove(connection)
    call_command("trace", "guard")
    assert "trace_entry_update_aia_guard" in capsys.readouterr().out
    assert guards.missing(connection) == []
