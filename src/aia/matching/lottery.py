"""The public lottery: numbers that anybody can compute again from the seed and the ids.

- A need's number: the first 48 bits (big end first) of SHA-256 of the UTF-8 text
  `aia-lottery|SEED|need|ID`. The lower number goes first.
- A pair's number in turn t (1, 2, …): with H(kind, id) the first 64 bits of the same hash, and
  `mix` the finaliser of SplitMix64, the upper 32 bits of

      mix(H("need", need) + mix(H("resource", resource) + t · 0x9E3779B97F4A7C15))

  all modulo 2^64. The assignment with the least sum of its pairs' numbers is taken; a further
  turn is drawn only while two assignments have the same sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from aia.matching.terms import Id, Ints

_NUMBERS = 2**48
_GOLDEN = 0x9E3779B97F4A7C15
_WRAP = 2**64
Words = npt.NDArray[np.uint64]


def need_number(seed: int, need: Id) -> int:
    """Return the number that a need drew, 0 … 2^48 - 1."""
    return int.from_bytes(_hash(seed, "need", need)[:6], "big")


def lateness(seed: int, needs: Iterable[Id]) -> Ints:
    """Return the weight of leaving each need out: the greater, the lower its number."""
    return np.array([_NUMBERS - need_number(seed, need) for need in needs], dtype=np.int64)


def seeds_of(seed: int, kind: str, ids: Iterable[Id]) -> Words:
    """Return the 64-bit hash of each id; `kind` is "need" or "resource"."""
    told = (int.from_bytes(_hash(seed, kind, one)[:8], "big") for one in ids)
    return np.fromiter(told, dtype=np.uint64)


def pair_numbers(needs: Words, resources: Words, turn: int) -> Ints:
    """Return the number of each pair in a turn, 0 … 2^32 - 1, from its ends' hashes."""
    step = np.uint64(turn * _GOLDEN % _WRAP)
    return (_mix(needs + _mix(resources + step)) >> np.uint64(32)).astype(np.int64)


def _hash(seed: int, kind: str, one: Id) -> bytes:
    return sha256(f"aia-lottery|{seed}|{kind}|{one}".encode()).digest()


def _mix(word: Words) -> Words:
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))
