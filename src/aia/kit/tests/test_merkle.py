from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aia.kit.merkle import Tree

LEAVES = st.lists(st.binary(min_size=32, max_size=32), max_size=70)


def by_the_book(leaves: list[bytes]) -> bytes:
    """RFC 6962 §2.1, written as the RFC tells it (leaves come already hashed)."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = by_the_book(leaves[:split]), by_the_book(leaves[split:])
    return sha256(b"\x01" + left + right).digest()


@given(LEAVES)
def test_the_root_is_the_one_of_rfc_6962(leaves: list[bytes]) -> None:
    tree = Tree()
    for leaf in leaves:
        tree.append(leaf)
    assert tree.root() == by_the_book(leaves)
    assert tree.size == len(leaves)


@given(st.lists(LEAVES, max_size=6))
def test_leaves_may_come_in_pieces(pieces: list[list[bytes]]) -> None:
    tree = Tree()
    for piece in pieces:
        tree.extend(piece)
    assert tree.root() == by_the_book([leaf for piece in pieces for leaf in piece])


@given(LEAVES, LEAVES)
def test_a_resumed_tree_goes_on_as_if_it_never_stopped(
    before: list[bytes], after: list[bytes]
) -> None:
    tree = Tree()
    tree.extend(before)
    resumed = Tree.resumed(tree.size, b"".join(tree.peaks))
    assert resumed.root() == tree.root()
    resumed.extend(after)
    assert resumed.root() == by_the_book(before + after)


def test_peaks_that_do_not_fit_the_size_are_refused() -> None:
    with pytest.raises(ValueError, match="a tree of 3 leaves has 2 peaks"):
        Tree.resumed(3, bytes(32))
