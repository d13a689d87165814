"""A Merkle tree that only grows: root after any number of leaves in one pass.

Keeps one digest per complete subtree (at most log2(n)), as RFC 6962 splits them: the root over
n leaves equals the Merkle tree hash of that RFC, except that leaves come already hashed.
"""

from hashlib import sha256

_NODE = b"\x01"
_EMPTY = sha256(b"").digest()


class Tree:
    """Append leaf digests (32 bytes each); read `root()` whenever it is wanted."""

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def append(self, leaf: bytes) -> None:
        """Add one leaf digest, folding complete pairs."""
        size = self.size
        self.size = size + 1
        peaks = self._peaks
        while size & 1:
            leaf = sha256(_NODE + peaks.pop() + leaf).digest()
            size >>= 1
        peaks.append(leaf)

    def root(self) -> bytes:
        """Return the digest (32 bytes) that commits to every leaf and to their order."""
        if not self._peaks:
            return _EMPTY
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = sha256(_NODE + peak + root).digest()
        return root
