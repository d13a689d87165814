"""From a problem's JSON to a `Problem`: everything that is wrong is said at once, nothing guessed.

The schema is `docs/matching.schema.json`; what a schema cannot say (ids that exist once, ids that
are known, rules that do not contradict each other) is checked here too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from aia.matching import pairing, terms
from aia.matching.checking import Defects, is_number, need_from, resource_from
from aia.matching.columns import PairColumns
from aia.matching.fitting import REASONS
from aia.matching.streaming import members
from aia.matching.terms import BadProblem, Declined, Id, Problem, Resource

_PARTS = {"needs", "resources", "pairs", "declined", "fairness", "apart"}


class _Reader:
    """Takes a problem's parts in whatever order they come; `finished` returns it, or raises."""

    def __init__(self) -> None:
        self.defects = Defects()
        self.notes: list[str] = []
        self.parts: dict[str, Any] = {}
        self.early: list[Any] = []
        self.columns: PairColumns | None = None
        self.needs: tuple[terms.Need, ...] = ()
        self.resources: tuple[Resource, ...] = ()
        self.positions: dict[str, dict[Id, int]] = {"need": {}, "resource": {}}

    def take(self, name: str, value: Any) -> None:
        """Take one part; pairs may come in slices."""
        if name == "pairs" and not {"needs", "resources"} <= self.parts.keys():
            self.early.append(value)
            return
        if name != "pairs" and name in self.parts:
            self.defects.add(name, "stands twice; keep one")
        if name == "pairs":
            self._pairs(value)
            return
        self.parts[name] = value
        if name not in _PARTS:
            self.notes.append(f"{name!r} is not known and is left aside")

    def _pairs(self, value: Any) -> None:
        if self.columns is None:
            self._records()
            self.columns = PairColumns(
                self.positions["need"], self.positions["resource"], self.defects
            )
        self.columns.take(value)

    def _records(self) -> None:
        if self.needs or self.resources:
            return
        self.needs = tuple(self._listed("needs", need_from))
        self.resources = tuple(self._listed("resources", resource_from))
        self.positions["need"] = {one.id: at for at, one in enumerate(self.needs)}
        self.positions["resource"] = {one.id: at for at, one in enumerate(self.resources)}

    def _listed(self, name: str, read: Any) -> Iterable[Any]:
        told = self.parts.get(name)
        if not isinstance(told, list):
            said = "is missing" if told is None else f"is {type(told).__name__}"
            self.defects.add(name, f"{said}; write a list")
            return []
        found = [read(one, at, self.defects, self.notes) for at, one in enumerate(told)]
        seen: dict[str, Id] = {}
        for one in (one for one in found if one is not None):
            if str(one.id) in seen:
                self.defects.add(name, f"the id {one.id!r} stands twice; ids must differ")
            seen[str(one.id)] = one.id
        return [one for one in found if one is not None]

    def finished(self) -> Problem:
        """Return the problem. Raises BadProblem with every defect."""
        for value in self.early:
            self._pairs(value)
        self._records()
        self._stop()
        declined = self._declined()
        shares, aparts = self._shares(), self._aparts()
        self._stop()
        pairs = None if self.columns is None else self.columns.finished(declined)
        self._stop()
        known = pairs if pairs is not None else pairing.all_pairs(
            self.needs, self.resources, declined
        )  # fmt: skip
        scaled, digits, note = pairing.in_units(known, len(self.needs) + len(self.resources))
        return Problem(
            needs=self.needs,
            resources=self.resources,
            pairs=scaled,
            digits=digits,
            generated=pairs is None,
            declined=declined,
            shares=shares,
            aparts=aparts,
            notes=(*self.notes, *note),
        )

    def _stop(self) -> None:
        if self.defects:
            raise BadProblem(self.defects)

    def _known(self, one: Any, of: str, where: str) -> int:
        """Return the position of a need or resource (0 after adding that it is not known)."""
        if isinstance(one, str | int) and one in self.positions[of]:
            return self.positions[of][one]
        self.defects.add(where, f"{of} {one!r} is not among the {of}s")
        return 0

    def _entries(self, name: str) -> list[tuple[str, Mapping[str, Any]]]:
        told = self.parts.get(name, [])
        if not isinstance(told, list) or not all(isinstance(one, Mapping) for one in told):
            self.defects.add(name, "write a list of objects")
            return []
        return [(f"{name}[{at}]", one) for at, one in enumerate(told)]

    def _declined(self) -> tuple[Declined, ...]:
        found = []
        for where, one in self._entries("declined"):
            reason = one.get("reason", "other")
            if reason not in REASONS:
                told = f"reason is {reason!r}; write one of {', '.join(REASONS)}"
                self.defects.add(where, told)
            need = self._known(one.get("need"), "need", where)
            resource = self._known(one.get("resource"), "resource", where)
            found.append(Declined(need, resource, str(reason)))
        return tuple(found)

    def _shares(self) -> tuple[terms.Share, ...]:
        found = []
        for where, one in self._entries("fairness"):
            least, group = one.get("at_least"), one.get("group")
            if not is_number(least) or not 0 <= float(least or 0) <= 1:
                self.defects.add(where, f"at_least is {least!r}; write a share from 0 to 1")
            elif not any(group in need.groups for need in self.needs):
                self.defects.add(where, f"no need tells the group {group!r}")
            else:
                found.append(terms.Share(str(group), float(least or 0)))
        return tuple(found)

    def _aparts(self) -> tuple[terms.Apart, ...]:
        found = []
        for where, one in self._entries("apart"):
            needs = one.get("needs")
            if not isinstance(needs, list) or len(needs) <= 1:
                self.defects.add(where, f"needs is {needs!r}; write two or more ids")
                continue
            told = tuple(sorted({self._known(need, "need", where) for need in needs}))
            found.append(terms.Apart(told, str(one.get("why", ""))))
        return tuple(found)


def problem_from(told: Mapping[str, Any]) -> Problem:
    """Return the problem that an object of the published schema tells. Raises BadProblem."""
    reader = _Reader()
    for name, value in told.items():
        reader.take(name, value)
    return reader.finished()


def problem_in(text: str) -> Problem:
    """Return the problem that a JSON text tells. Raises BadProblem."""
    reader = _Reader()
    for name, value in members(text, "pairs"):
        reader.take(name, value)
    return reader.finished()


def text_of(path: Path) -> str:
    """Return a file's text. Raises BadProblem when it cannot be read as UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise BadProblem([f"{path} cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise BadProblem([f"{path} is not UTF-8 text (byte {error.start})"]) from error


def without_sides(problem: Problem) -> Problem:
    """Return the same problem without its side constraints."""
    return replace(problem, shares=(), aparts=())
