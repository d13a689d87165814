"""Only what is new is copied; what is killed, damaged, or met by another build is made good."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from aia.observatory.facts import copying
from aia.observatory.facts.problems import Busy, FactsProblem
from aia.observatory.facts.store import Store
from aia.observatory.facts.tests.laid import Laid
from aia.pathways import actions
from aia.pathways.models import Pathway
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import Story
from aia.people.models import Person
from aia.trace.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def others(story: Story, meet: Callable[..., Person]) -> list[Story]:
    """The pathways of twenty other people, each with a need."""
    found = []
    for number in range(20):
        person = meet(f"Ada{number}")
        opened: Pathway = actions.open_pathway(actor=story.actor, person_id=person.id, at=story.at)
        one = Story(worker=story.worker, pathway=opened, at=story.at)
        one.need()
        found.append(one)
    return found


def test_every_entry_is_copied_once(story: Story, laid: Laid) -> None:
    story.answer()
    assert laid.build().copied.new == Entry.objects.count()
    assert laid.build().copied.new == 0
    before = Entry.objects.count()
    story.later(1).need()
    assert laid.build().copied.new == Entry.objects.count() - before
    manifest = laid.store.manifest()
    assert manifest.entries() == Entry.objects.count()
    assert len({part.file for part in manifest.parts}) == len(manifest.parts)


def test_the_copy_holds_codes_alone(story: Story, laid: Laid) -> None:
    import pyarrow.parquet as pq

    story.need()
    laid.build()
    part = next(one for one in laid.store.manifest().parts if one.district == "cremona")
    held = pq.read_table(laid.store.path(part.file))
    assert "actor" not in held.column_names
    assert all(path.stat().st_mode & 0o077 == 0 for path in laid.files() if path.name != "lock")


def test_what_went_on_is_a_patch_that_reads_as_a_whole_build_does(
    others: list[Story], planning: Planning, laid: Laid
) -> None:
    laid.build()
    planning.story.later(5).answer()
    assert laid.build().tables.touched == 1
    others[0].later(2).demand()
    done = laid.build()
    assert done.tables.touched == 2
    anew = Laid(laid.root.parent / "anew")
    assert anew.build().tables.touched == 0
    assert laid.everything() == anew.everything()


def test_a_patch_that_grew_too_large_becomes_a_whole_build(others: list[Story], laid: Laid) -> None:
    laid.build()
    for one in others:
        one.later(1).need()
    done = laid.build()
    assert (done.tables.touched, done.tables.patch) == (0, {})
    assert len(laid.rows("needs")) == 40


@pytest.mark.parametrize("damage", ["cut", "flipped", "gone"])
def test_a_damaged_file_is_found_and_copied_again(story: Story, laid: Laid, damage: str) -> None:
    story.answer()
    laid.build()
    part = next(one for one in laid.store.manifest().parts if one.district == "cremona")
    path = laid.store.path(part.file)
    harm(path, damage)
    assert laid.build().copied.mended == [part.file]
    assert laid.build().copied.mended == []
    (again,) = [one for one in laid.store.manifest().parts if one.file == part.file]
    assert again.rows == part.rows
    assert laid.store.digest(path) == again.digest


def harm(path: Path, damage: str) -> None:
    held = bytearray(path.read_bytes())
    match damage:
        case "cut":
            path.write_bytes(held[: len(held) // 2])
        case "flipped":
            held[len(held) // 2] ^= 1
            path.write_bytes(held)
        case _:
            path.unlink()


def test_a_build_that_was_killed_is_completed_by_the_next(
    story: Story, laid: Laid, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Built once before: where the ledger's numbers begin depends on the database's sequence.
    laid.build()
    before = laid.store.manifest().upto
    story.answer()
    monkeypatch.setattr(copying, "STRETCH", 2)
    saved = Store.save
    stretches: Iterator[int] = iter(range(2))

    def killed(store: Store, manifest: object) -> None:
        if next(stretches, None) is None:
            raise KeyboardInterrupt
        saved(store, manifest)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        laid.build()
    monkeypatch.setattr(Store, "save", saved)
    upto = laid.store.manifest().upto
    assert before < upto < Entry.objects.latest("sequence").sequence
    done = laid.build()
    assert done.copied.swept
    assert laid.store.manifest().entries() == Entry.objects.count()
    assert laid.row("needs")["step"] == "answer"


def test_two_builds_at_once_are_one(story: Story, laid: Laid) -> None:
    story.need()
    with laid.store.alone(), pytest.raises(Busy, match=str(os.getpid())):
        laid.build()
    assert laid.build().copied.new


def test_a_damaged_manifest_says_what_to_do(story: Story, laid: Laid) -> None:
    story.need()
    laid.build()
    (laid.root / "manifest.json").write_text('{"format": 1, "upto"')
    with pytest.raises(FactsProblem, match="Remove it and build again"):
        laid.build()
    (laid.root / "manifest.json").unlink()
    assert laid.build().copied.new == Entry.objects.count()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(command, check=False).returncode:
        pytest.skip("A SMALL FILE SYSTEM CANNOT BE MOUNTED HERE: THE FULL DISK WAS NOT TRIED")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk_is_told_and_loses_nothing(others: list[Story], small_disk: Path) -> None:
    laid = Laid(small_disk / "facts")
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * 48 * 1024)
    with pytest.raises(FactsProblem, match="the disk is full"):
        laid.build()
    assert not [path for path in laid.files() if path.suffix == ".part"]
    filler.unlink()
    laid.root.rename(small_disk / "moved")
    roomy = Laid(small_disk.parent / "roomy")
    shutil.copytree(small_disk / "moved", roomy.root)
    roomy.build()
    assert len(roomy.rows("needs")) == len(others)
