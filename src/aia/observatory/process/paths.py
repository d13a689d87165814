"""The declared path: a small text, one step a line, in order.

    # anything after a hash at the start of a line is a remark
    Confirmation of receipt
    T02 Check confirmation of receipt ?
    T04 Determine confirmation of receipt | T05 Print and send confirmation
    "C++ course" +
    Closed

A line's last word says how often the step may stand there: nothing = exactly once, `?` = once or
not at all, `+` = once or more in a row, `*` = any number in a row, also none. `|` separates steps
of which any one will do. A last line `...` says that a case which does not end with the last step
is still on its way: steps ahead of it are not missing. A name that holds ` | ` or ends in one of
those marks stands in quotes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path as File

from aia.observatory.process.problems import LogProblem

_OPTIONAL, _REPEATABLE = frozenset("?*"), frozenset("+*")
_NAME = re.compile(r'(?:"(?P<quoted>[^"]*)"|(?P<plain>[^"].*?))(?:\s+\|\s+|\s*$)')
_ON_THE_WAY = "..."
_LARGEST = 1024 * 1024
_MOST_STEPS = 1000


@dataclass(frozen=True)
class Step:
    """One place of the path: the activities that fill it, and how often it may be filled."""

    names: tuple[str, ...]
    optional: bool = False
    repeatable: bool = False

    def __str__(self) -> str:
        return " | ".join(self.names)


@dataclass(frozen=True)
class DeclaredPath:
    """Steps in the order in which they should happen."""

    steps: tuple[Step, ...]
    on_the_way: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Return every activity that the path knows."""
        return frozenset(name for step in self.steps for name in step.names)


def declared(*steps: str) -> DeclaredPath:
    """Return the path of these steps, each exactly once."""
    return DeclaredPath(tuple(Step((step,)) for step in steps))


def read_path(file: File) -> DeclaredPath:
    """Return the path that a file declares. Raises LogProblem with the line that is wrong."""
    try:
        if file.stat().st_size > _LARGEST:
            raise LogProblem(f"{file}: over 1 MB: this is no list of steps")
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LogProblem(f"{file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LogProblem(f"{file}: not UTF-8 text: save the steps as UTF-8") from error
    return parse_path(text, str(file))


def parse_path(text: str, where: str = "path") -> DeclaredPath:
    """Return the path that a text declares. Raises LogProblem with the line that is wrong."""
    steps: list[Step] = []
    on_the_way = False
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if on_the_way:
            raise LogProblem(f"{where}, line {number}: nothing may follow the line {_ON_THE_WAY}")
        if line.strip() == _ON_THE_WAY:
            on_the_way = True
            continue
        try:
            steps.append(_step(line.strip()))
        except ValueError as error:
            raise LogProblem(f"{where}, line {number}: {error}") from error
    if not steps:
        raise LogProblem(f"{where}: no step in it: write one step a line, in order")
    if len(steps) > _MOST_STEPS:
        raise LogProblem(f"{where}: {len(steps)} steps: at most {_MOST_STEPS} can be declared")
    return DeclaredPath(tuple(steps), on_the_way)


def _step(line: str) -> Step:
    words = line.split()
    mark = words[-1] if words[-1] in {"?", "+", "*"} else ""
    named = line[: -len(mark)].rstrip() if mark else line
    names = tuple(dict.fromkeys(_names(named)))
    if not names or not all(names):
        raise ValueError("a step has no name: write it before its mark, or put it in quotes")
    return Step(names, mark in _OPTIONAL, mark in _REPEATABLE)


def _names(text: str) -> list[str]:
    """Cut at ` | ` outside quotes."""
    found, place = [], 0
    while place < len(text):
        name = _NAME.match(text, place)
        if name is None:
            raise ValueError("a quote is opened and not closed before the next ` | ` or mark")
        found.append((name["quoted"] if name["plain"] is None else name["plain"]).strip())
        place = name.end()
    return found
