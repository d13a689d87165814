"""The processes that write a large simulation's files: a group of households each, no database.

Nothing of Django's models is imported before `prepare` has set it up.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from aia.demo.turns import Turns
from aia.kit.processes import serve_parent

if TYPE_CHECKING:
    from aia.demo.sketches import Sketch
    from aia.trace.actions import Table


@dataclass(frozen=True)
class Setting:
    """What every group is written with; ids are 32 hexadecimal digits."""

    district: str
    bodies: tuple[str, ...]
    coordinator: str
    start: datetime
    end: datetime
    seed: int


@dataclass(frozen=True)
class Group:
    """Households to write: their people, how many needs each has, and who follows each home."""

    number: int
    homes: Sequence[Sequence[Sketch]]
    needs: Sequence[Sequence[int]]
    followers: Sequence[str]


@dataclass(frozen=True)
class Written:
    """A group as tables ready to be saved."""

    tables: list[Table]
    people: int
    pathways: int
    needs: int


_here: dict[str, tuple[Setting, Turns]] = {}


def prepare(setting: Setting, turns: Turns) -> None:
    """Begin a process that writes groups. It ends with the one that gives the work."""
    import django

    serve_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aia.config.settings")
    django.setup()
    _here["now"] = (setting, turns)


def write(group: Group) -> Written:
    """Write the files of a group, numbered after those of the group before."""
    setting, turns = _here["now"]
    try:
        return _written(group, setting, turns)
    except BaseException:
        turns.stop()
        raise


def _written(group: Group, setting: Setting, turns: Turns) -> Written:
    from random import Random

    from aia.demo.filing import Filing
    from aia.demo.ledgers import Book
    from aia.demo.scenario import scenario
    from aia.kit.clock import now
    from aia.trace.actions import Bulk, table
    from aia.trace.terms import Origin

    book = Book(Bulk(setting.district, Origin.SIMULATED.value))
    filing = Filing(
        book=book,
        rng=Random(f"{setting.seed} {group.number}"),  # noqa: S311
        scenario=scenario(),
        bodies=setting.bodies,
        coordinator=setting.coordinator,
        start=setting.start,
        end=setting.end,
    )
    for home, needs, follower in zip(group.homes, group.needs, group.followers, strict=True):
        filing.write(home, needs, follower)
    first = turns.take(group.number, len(book.bulk))
    keys, tokens = book.apart()
    columns = [keys, *book.bulk.numbered(first, now()), tokens]
    shares = [share for home in group.needs for share in home]
    return Written(
        tables=[table(one) for one in columns if one.rows],
        people=len(shares),
        pathways=sum(share > 0 for share in shares),
        needs=sum(shares),
    )
