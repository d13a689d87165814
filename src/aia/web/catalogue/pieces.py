"""The Italian that each module's author writes: lines of a message and its translation.

    English<TAB>Italian
    context<TAB>English<TAB>Italian
    singular<TAB>plural<TAB>Italian singular<TAB>Italian plural

Lines that begin with `#` are notes; `\\n` stands for a line break inside a message.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from aia.web.catalogue.extraction import Message

PIECES = Path(__file__).resolve().parents[1] / "locale" / "pieces"
_PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[a-z%]")
_TWO, _THREE, _FOUR = 2, 3, 4


@dataclass(frozen=True)
class Translation:
    """A message with its Italian (two forms when it has a plural) and the place it is written."""

    message: Message
    italian: tuple[str, ...]
    place: str


class WrongLine(ValueError):
    """A line of a piece that cannot be understood."""


def read_pieces(folder: Path = PIECES) -> Iterator[Translation]:
    """Yield the translations of every piece. Raises WrongLine naming file and line."""
    for path in sorted(folder.glob("*.it.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line.strip() and not line.startswith("#"):
                yield _translation(line, f"{path.name}:{number}")


def _translation(line: str, place: str) -> Translation:
    parts = [part.replace("\\n", "\n") for part in line.rstrip("\r").split("\t")]
    if not all(parts):
        raise WrongLine(f"{place}: an empty column")
    if len(parts) == _TWO:
        return Translation(Message(parts[0]), (parts[1],), place)
    if len(parts) == _THREE:
        return Translation(Message(parts[1], context=parts[0]), (parts[2],), place)
    if len(parts) == _FOUR:
        return Translation(Message(parts[0], plural=parts[1]), (parts[2], parts[3]), place)
    raise WrongLine(f"{place}: {len(parts)} columns separated by tabs, not 2, 3 or 4")


def merged(translations: Iterator[Translation]) -> tuple[dict[Message, Translation], list[str]]:
    """Return one translation a message, and what two pieces say differently."""
    chosen: dict[Message, Translation] = {}
    quarrels = []
    for told in translations:
        before = chosen.setdefault(told.message, told)
        if before.italian != told.italian:
            quarrels.append(
                f"{told.place}: “{told.message}” is “{told.italian[0]}” here "
                f"and “{before.italian[0]}” at {before.place}"
            )
    return chosen, quarrels


def wrong_placeholders(translations: dict[Message, Translation]) -> list[str]:
    """Return the translations whose placeholders are not those of the message."""
    wrong = []
    for message, told in translations.items():
        english = message.plural or message.singular
        for italian in told.italian[-1:]:
            if _placeholders(english) != _placeholders(italian):
                wrong.append(f"{told.place}: other placeholders than “{message}”")
    return wrong


def _placeholders(text: str) -> Counter[str]:
    return Counter(_PLACEHOLDER.findall(text))
