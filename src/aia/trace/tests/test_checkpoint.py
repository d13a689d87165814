import json
from pathlib import Path

import pytest

from aia.kit import crypto
from aia.kit.clock import now
from aia.kit.merkle import Tree
from aia.trace.actions import LedgerRefused, make_checkpoint
from aia.trace.checkpoints import Statement
from aia.trace.models import Checkpoint, Entry
from aia.trace.queries import last_checkpoint
from aia.trace.tests.toy.actions import lay_egg, weave_basket
from aia.trace.verification import verify

PRIVATE = bytes(range(32))


def checkpoint() -> Checkpoint | None:
    return make_checkpoint(private=PRIVATE, at=now())


def test_nothing_to_sign_in_an_empty_ledger(db: None) -> None:
    assert checkpoint() is None


def test_a_checkpoint_signs_the_root_over_every_entry(db: None) -> None:
    for colour in ("red", "blue", "green"):
        weave_basket(colour)
    made = checkpoint()
    assert made is not None
    tree = Tree()
    for digest in Entry.objects.order_by("sequence").values_list("hash", flat=True):
        tree.append(bytes(digest))
    assert (made.entries, bytes(made.root)) == (3, tree.root())
    assert bytes(made.public_key) == crypto.public_of(PRIVATE)
    assert Statement.of(made).holds()
    assert last_checkpoint() == made


def test_the_next_checkpoint_goes_on_from_the_last(db: None) -> None:
    basket = weave_basket()
    for eggs in (1, 2, 5, 8):
        for size in range(eggs):
            lay_egg(basket, size)
        assert checkpoint() is not None
    assert checkpoint() is None
    report = verify()
    assert report.ok, report.problems
    assert (report.entries, report.checkpoints) == (17, 4)


def test_a_checkpoint_whose_tree_was_altered_is_not_built_upon(db: None) -> None:
    weave_basket()
    made = checkpoint()
    assert made is not None
    made.pk, made.upto, made.peaks = None, made.upto + 1, bytes(32)
    Checkpoint.objects.bulk_create([made])
    weave_basket()
    with pytest.raises(LedgerRefused, match="was altered"):
        checkpoint()


def test_a_statement_survives_its_file_and_an_edit_of_the_file_shows(
    db: None, tmp_path: Path
) -> None:
    weave_basket()
    made = checkpoint()
    assert made is not None
    path = tmp_path / "1.json"
    Statement.of(made).write(path)
    assert Statement.read(path) == Statement.of(made)
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "entries": 0}))
    assert not Statement.read(path).holds()
