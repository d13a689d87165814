"""What is written into a backup comes back, on either database, all of it or nothing."""

import json
import shutil
import stat
import tarfile
from pathlib import Path

import pytest

from aia.config.tests.stories import ROWS_BY_TABLE, grant_roles
from tests.installation import Installation, Maker


@pytest.fixture(scope="module")
def story(
    ready_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Installation, Path]:
    """An installation with accounts and roles, an attachment and a signed ledger; its backup."""
    place = tmp_path_factory.mktemp("story")
    lived = ready_installation.copy(place)
    lived.python(grant_roles(3))
    (lived.home / "attachments").mkdir()
    (lived.home / "attachments" / "one").write_bytes(b"sealed bytes")
    lived.aia("trace", "checkpoint")
    lived.aia("backup", place / "all.tar.gz", "--with-keys")
    return lived, place / "all.tar.gz"


@pytest.fixture
def lived_in(story: tuple[Installation, Path], tmp_path: Path) -> Installation:
    return story[0].copy(tmp_path)


@pytest.fixture
def backup(story: tuple[Installation, Path], tmp_path: Path) -> Path:
    return Path(shutil.copy(story[1], tmp_path))


def rows_of(installation: Installation) -> dict[str, str]:
    told: dict[str, str] = json.loads(installation.python(ROWS_BY_TABLE))
    return told


def held_by(installation: Installation) -> dict[str, str]:
    """Return what the database holds, to be compared with itself later."""
    return rows_of(installation) if installation.database else {"": installation.contents()}


def files_of(installation: Installation) -> dict[str, bytes]:
    kept = ("attachments", "checkpoints", "keys")
    paths = [path for name in kept for path in (installation.home / name).glob("*")]
    return {str(path.relative_to(installation.home)): path.read_bytes() for path in paths}


def test_everything_comes_back_exactly(
    lived_in: Installation, backup: Path, make_installation: Maker
) -> None:
    other = make_installation()
    told = other.aia("restore", backup)
    assert "the ledger is whole: 3 entries on 3 streams" in told.stdout
    assert rows_of(other) == rows_of(lived_in)
    assert files_of(other) == files_of(lived_in)
    assert json.loads(other.aia("trace", "verify", "--json").stdout)["ok"] is True
    other.python(grant_roles(2, prefix="eva"))
    assert json.loads(other.aia("trace", "verify", "--json").stdout)["entries"] == 5


def test_a_backup_restores_on_the_other_database(
    lived_in: Installation, backup: Path, tmp_path: Path
) -> None:
    if not lived_in.database:
        pytest.skip("told by the PostgreSQL run, which has both databases")
    other = Installation(tmp_path / "sqlite")
    other.aia("restore", backup)
    assert rows_of(other) == rows_of(lived_in)
    back = tmp_path / "back.tar.gz"
    other.aia("backup", back, "--with-keys")
    lived_in.aia("restore", back, "--replace")
    assert rows_of(other) == rows_of(lived_in)
    lived_in.python(grant_roles(1, prefix="eva"))
    lived_in.aia("trace", "verify")


def test_keys_stay_out_unless_asked_for_and_that_is_said(
    lived_in: Installation, make_installation: Maker, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.tar.gz"
    assert "The keys are NOT in this file" in lived_in.aia("backup", bare).stdout
    assert stat.S_IMODE(bare.stat().st_mode) == 0o600
    with tarfile.open(bare) as tar:
        assert not [name for name in tar.getnames() if name.startswith("keys/")]
    other = make_installation()
    for key in (other.home / "keys").iterdir():
        key.unlink()
    assert "keys here" in other.aia("restore", bare).stderr


def test_a_home_in_use_is_not_overwritten_by_chance(backup: Path, make_installation: Maker) -> None:
    other = make_installation()
    other.python(grant_roles(1, prefix="eva"))
    before = held_by(other)
    assert "--replace" in other.aia("restore", backup, code=1).stderr
    assert held_by(other) == before
    other.aia("restore", backup, "--replace")
    assert held_by(other) != before


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.97])
def test_a_cut_off_archive_changes_nothing(
    lived_in: Installation, backup: Path, kept: float
) -> None:
    whole = backup.read_bytes()
    backup.write_bytes(whole[: int(len(whole) * kept)])
    before = held_by(lived_in), files_of(lived_in)
    error = lived_in.aia("restore", backup, "--replace", code=1).stderr
    assert "cut off, or not a backup" in error
    assert "Nothing was changed" in error
    assert (held_by(lived_in), files_of(lived_in)) == before
    assert not list(lived_in.home.glob(".restoring-*"))


def test_an_altered_archive_changes_nothing(
    lived_in: Installation, backup: Path, tmp_path: Path
) -> None:
    before = held_by(lived_in)
    altered = repacked(backup, tmp_path, "rows/access_account.jsonl", b"Ada", b"Eva")
    error = lived_in.aia("restore", altered, "--replace", code=1).stderr
    assert "rows/access_account.jsonl was altered" in error
    assert held_by(lived_in) == before


def test_a_backup_of_another_version_is_refused(
    lived_in: Installation, backup: Path, tmp_path: Path
) -> None:
    older = repacked(backup, tmp_path, "manifest.json", b"trace.0001_initial", b"trace.0009_other")
    error = lived_in.aia("restore", older, "--replace", code=1).stderr
    assert "whose tables differ from this version's" in error


def test_an_existing_file_is_never_overwritten(lived_in: Installation, backup: Path) -> None:
    assert "is there already" in lived_in.aia("backup", backup, code=1).stderr


def test_a_file_that_is_not_there_is_told(installation: Installation, tmp_path: Path) -> None:
    assert "there is no such file" in installation.aia("restore", tmp_path / "no", code=1).stderr


def repacked(backup: Path, into: Path, member: str, old: bytes, new: bytes) -> Path:
    """Return a copy of the backup in which one member says `new` instead of `old`."""
    unpacked, altered = into / "unpacked", into / "altered.tar.gz"
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        tar.extractall(unpacked, filter="data")
    path = unpacked / member
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new))
    with tarfile.open(altered, "w:gz") as tar:
        for name in names:
            tar.add(unpacked / name, name)
    return altered
