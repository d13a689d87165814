"""The leaves of the taxonomy with their examples, counter-examples and telling words.

They lie in `examples/*.yaml`, one file for each domain, checked when they are read:

- `examples`: everyday sentences by language, one a line;
- `counter`: sentences that sound like this leaf and belong to another (`instead`);
- `cues`: beginnings of telling words by language; a final underscore ends the word.

`nothing.yaml` holds what is no need at all, so that the recogniser learns to abstain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from aia.sensing.recognition.texts import plain

NOTHING = "nothing"
LANGUAGES = ("it", "en", "ro", "ar", "fr", "uk", "zh", "es")
ANYWHERE = frozenset({"ar", "zh"})  # written without spaces, or with articles joined to the word
_HERE = Path(__file__).with_name("examples")
_LEAST = 20
_KEYS = {"cues", "examples", "counter"}


class ExamplesBroken(ValueError):
    """The examples do not hold together; the text names the leaf and the fault."""


@dataclass(frozen=True)
class Example:
    """One sentence, its language, and the leaf that it belongs to."""

    text: str
    language: str
    code: str


@dataclass(frozen=True)
class Leaf:
    """One leaf: its sentences (those of other leaves' counter-examples too) and telling words."""

    code: str
    examples: tuple[Example, ...]
    cues: tuple[str, ...]

    @property
    def domain(self) -> str:
        """Return the first level: the part of the code before the point."""
        return self.code.split(".")[0]


@cache
def shipped() -> tuple[Leaf, ...]:
    """Return the leaves that ship with this version. Raises ExamplesBroken."""
    told: dict[str, Any] = {}
    for path in sorted(_HERE.glob("*.yaml")):
        for code, leaf in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            if code in told:
                raise ExamplesBroken(f"{code}: stands twice")
            told[code] = leaf
    return read(told)


@cache
def fingerprint() -> str:
    """Return a short text that changes whenever the shipped examples do."""
    paths = [*sorted(_HERE.glob("*.yaml")), Path(__file__).with_name("romanian.yaml")]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:12]


def read(told: Mapping[str, Any]) -> tuple[Leaf, ...]:
    """Return the leaves that parsed files describe. Raises ExamplesBroken."""
    gathered: dict[str, list[Example]] = {code: [] for code in told}
    for code, leaf in told.items():
        for one in _examples(code, leaf, known=told):
            gathered[one.code].append(one)
    _unlike(one for listed in gathered.values() for one in listed)
    return tuple(
        Leaf(code, tuple(listed), _cues(code, told[code].get("cues") or {}))
        for code, listed in gathered.items()
    )


def current(leaves: Iterable[Leaf], offered: Mapping[str, str]) -> tuple[Leaf, ...]:
    """Return the leaves under the codes of today's taxonomy.

    `offered` gives for every code, retired ones too, the one that is used today; the sentences of
    a retired leaf go to the one used instead of it, those of a leaf that is gone are left out.
    A code of today without examples of its own raises ExamplesBroken.
    """
    kept: dict[str, Leaf] = {}
    for leaf in leaves:
        code = leaf.code if leaf.code == NOTHING else offered.get(leaf.code, "")
        if not code:
            continue
        before = kept.get(code, Leaf(code, (), ()))
        moved = tuple(Example(one.text, one.language, code) for one in leaf.examples)
        kept[code] = Leaf(code, before.examples + moved, before.cues + leaf.cues)
    if missing := set(offered.values()) - set(kept):
        raise ExamplesBroken(f"{sorted(missing)[0]}: the taxonomy has it, but no example does")
    return tuple(kept.values())


def _examples(code: str, leaf: Mapping[str, Any], *, known: Mapping[str, Any]) -> list[Example]:
    if strange := set(leaf) - _KEYS:
        raise ExamplesBroken(f"{code}: {sorted(strange)[0]!r} is not cues, examples or counter")
    by_language = leaf.get("examples") or {}
    for language in LANGUAGES:
        if not str(by_language.get(language) or "").strip():
            raise ExamplesBroken(f"{code}: no example in {language!r}")
    found = [
        Example(line.strip(), language, code)
        for language, lines in by_language.items()
        for line in lines.strip().splitlines()
    ]
    if len(found) < _LEAST:
        raise ExamplesBroken(f"{code}: {len(found)} examples, at least {_LEAST} are needed")
    for one in leaf.get("counter") or ():
        if one["instead"] not in known or one["instead"] == code:
            raise ExamplesBroken(f"{code}: a counter-example goes to {one['instead']!r}")
        found.append(Example(one["text"], one.get("language", "it"), one["instead"]))
    return found


def _unlike(examples: Iterable[Example]) -> None:
    seen: dict[str, str] = {}
    for one in examples:
        if seen.setdefault(one.text, one.code) is not one.code:
            raise ExamplesBroken(f"{one.code}: {one.text!r} stands under {seen[one.text]} too")


def _cues(code: str, by_language: Mapping[str, str]) -> tuple[str, ...]:
    """Return what to look for in a plain text: with a space where a word must begin or end."""
    found = []
    for language, listed in by_language.items():
        if language not in LANGUAGES:
            raise ExamplesBroken(f"{code}: cues in {language!r}, which is not one of ours")
        for cue in str(listed).split(","):
            bare = plain(cue).strip()
            if bare:
                end = " " if cue.strip().endswith("_") else ""
                found.append(bare if language in ANYWHERE else f" {bare}{end}")
    return tuple(dict.fromkeys(found))
