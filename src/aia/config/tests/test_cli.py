"""The command line as a newcomer meets it."""

import stat
from pathlib import Path

import pytest

from aia.cli import TOPICS, help_text
from tests.installation import Installation


def test_help_groups_the_topics_that_are_there() -> None:
    told = help_text()
    for topic in TOPICS:
        assert topic.is_here == (f"  {topic.name:<12}{topic.summary}" in told)
    assert "migrate" in told


def test_help_and_nothing_at_all_say_the_same(tmp_path: Path) -> None:
    empty = Installation(tmp_path / "home")
    assert empty.aia().stdout == empty.aia("--help").stdout == help_text()
    assert not empty.home.exists()


def test_an_unknown_topic_is_misuse_and_the_nearest_is_named(tmp_path: Path) -> None:
    told = Installation(tmp_path / "home").aia("trcae", code=2).stderr
    assert "there is no topic called 'trcae'" in told
    assert "Did you mean `aia trace`?" in told


def test_an_unknown_verb_is_misuse(installation: Installation) -> None:
    assert "usage: aia trace" in installation.aia("trace", "verifyy", code=2).stderr


def test_any_command_makes_an_empty_home_ready(tmp_path: Path) -> None:
    empty = Installation(tmp_path / "far" / "home")
    done = empty.aia("trace", "verify")
    if not empty.database:
        assert "preparing the database" in done.stderr
    keys = sorted((empty.home / "keys").iterdir())
    assert [key.stem for key in keys] == ["badge", "checkpoint", "django", "master", "search"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in keys} == {0o600}
    assert stat.S_IMODE(empty.home.stat().st_mode) == 0o700


def test_a_ready_installation_is_not_prepared_again(installation: Installation) -> None:
    assert installation.aia("trace", "verify").stderr == ""


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    told = Installation(tmp_path / "file" / "home").aia("trace", "verify", code=1).stderr
    assert told.startswith("aia: AIA_HOME ")
    assert "Set AIA_HOME to a directory that you may write" in told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgres://aia:hidden@127.0.0.1:1/aia", "does not answer"),
        ("mysql://aia:hidden@127.0.0.1/aia", "must begin with postgres://"),
        ("nonsense", "must begin with postgres://"),
    ],
)
def test_a_database_that_is_not_to_be_had_is_told_without_its_password(
    tmp_path: Path, url: str, told: str
) -> None:
    broken = Installation(tmp_path / "home", url)
    error = broken.aia("trace", "verify", code=1).stderr
    assert told in error
    assert "hidden" not in error
    assert "Traceback" not in error


@pytest.mark.parametrize("value", ["short", "zz" * 32])
def test_a_key_that_is_no_key_is_told(tmp_path: Path, value: str) -> None:
    broken = Installation(tmp_path / "home", environment={"AIA_MASTER_KEY": value})
    error = broken.aia("trace", "verify", code=1).stderr
    assert "AIA_MASTER_KEY must hold 64 hexadecimal digits" in error
    assert value not in error


def test_guards_gone_from_a_ledger_in_use_are_told(installation: Installation) -> None:
    installation.python(
        "from aia.config.tests.stories import grant_roles; exec(grant_roles(1))\n"
        "from django.db import connection; from aia.trace import guards; guards.remove(connection)"
    )
    done = installation.aia("trace", "verify", code=1)
    assert "lack their guards" in done.stderr
    installation.aia("trace", "guard")
    installation.aia("trace", "verify")
