"""A Merkle tree that only grows: root after any number of leaves in one pass.

Keeps one digest per complete subtree (at most log2(n)), as RFC 6962 splits them: the root over
n leaves equals the Merkle tree hash of that RFC, except that leaves come already hashed.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Self

_DIGEST_BYTES = 32
_NODE = b"\x01"
_EMPTY = sha256(b"").digest()


class Tree:
    """Append leaf digests (32 bytes each); read `root()` whenever it is wanted."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    @classmethod
    def resumed(cls, size: int, peaks: bytes) -> Self:
        """Return the tree that had `size` leaves and these peaks (32 bytes each, joined).

        Compare `root()` with one that is known before trusting it. Raises ValueError when the
        peaks are not as many as that size has.
        """
        if len(peaks) != size.bit_count() * _DIGEST_BYTES:
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks")
        tree = cls()
        tree.size = size
        tree._peaks = [peaks[at : at + _DIGEST_BYTES] for at in range(0, len(peaks), _DIGEST_BYTES)]
        return tree

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """Return the digests of the complete subtrees, the widest first."""
        return tuple(self._peaks)

    def append(self, leaf: bytes) -> None:
        """Add one leaf digest."""
        self.extend([leaf])

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add leaf digests in order, folding complete pairs level by level."""
        size, nodes = self.size, list(leaves)
        self.size = size + len(nodes)
        odd: list[bytes] = []
        while nodes:
            if size & 1:
                nodes.insert(0, self._peaks.pop())
            if len(nodes) & 1:
                odd.append(nodes.pop())
            pairs = zip(nodes[::2], nodes[1::2], strict=True)
            nodes = [sha256(_NODE + left + right).digest() for left, right in pairs]
            size >>= 1
        self._peaks += reversed(odd)

    def root(self) -> bytes:
        """Return the digest (32 bytes) that commits to every leaf and to their order."""
        if not self._peaks:
            return _EMPTY
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = sha256(_NODE + peak + root).digest()
        return root
