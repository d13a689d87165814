"""The ledger's words: where an entry comes from, and what a verb may say.

A verb is a frozen dataclass whose fields are the coded facts that it sets on one row:

    @verb("demand.opened", of="pathways.Demand", cause="pathways.Need")
    class DemandOpened(Facts):
        need: UUID
        voiced: bool
        status: str = DemandStatus.OPEN

Facts are the new values of the row's coded fields, so folding a row's entries gives the row.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, ClassVar, TypeVar, dataclass_transform
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from aia.kit.clock import from_micros, to_micros


class Origin(models.TextChoices):
    """Who lived what the entry tells."""

    LIVED = "lived", _("recorded as it happened")
    BACKFILLED = "backfilled", _("brought in from another archive")
    SIMULATED = "simulated", _("simulated")


Coded = str | int | bool | None | list[str]
FactValue = str | int | bool | None | UUID | datetime | date | Decimal | tuple[str, ...]


class Facts:
    """Base of every verb's payload; subclasses are made dataclasses by `@verb`."""

    VERB: ClassVar[str]
    ROW: ClassVar[str]
    CAUSE: ClassVar[str | None]
    NAMES: ClassVar[tuple[str, ...]]

    def coded(self) -> dict[str, Coded]:
        """Return the facts as the ledger keeps them, by field name.

        Raises ValueError when a value is not coded: the ledger takes no free text.
        """
        return {name: encode(getattr(self, name)) for name in self.NAMES}


_CODE_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:+-/")
_LONGEST_CODE = 80


def encode(value: FactValue) -> Coded:
    """Return `value` as JSON holds it: moments in UTC, decimals without trailing zeros.

    Raises ValueError for free text and for a moment without a time zone.
    """
    quickly = _QUICK.get(type(value))
    if quickly is not None:
        return quickly(value)
    match value:
        case None | bool() | int():
            coded: Coded = value
        case tuple() | list():
            coded = [_code(str(part)) for part in value]
        case UUID():
            coded = value.hex
        case datetime():
            coded = from_micros(to_micros(value)).isoformat()
        case date():
            coded = value.isoformat()
        case Decimal():
            coded = _code(format(value.normalize(), "f"))
        case _:
            coded = _code(str(value))
    return coded


@lru_cache(maxsize=4096)
def _code(text: str) -> str:
    if len(text) > _LONGEST_CODE or not _CODE_CHARACTERS.issuperset(text):
        raise ValueError(f"not a code, so not a fact for the ledger: {text[:20]!r}…")
    return text


def _moment(value: datetime) -> str:
    if value.tzinfo is UTC:
        return value.isoformat()
    return from_micros(to_micros(value)).isoformat()


# The commonest kinds of value, found at once; every other one is looked at in turn.
_QUICK: dict[type, Callable[[Any], Coded]] = {
    type(None): lambda value: None,
    bool: lambda value: value,
    int: lambda value: value,
    str: _code,
    UUID: lambda value: value.hex,
    datetime: _moment,
    date: date.isoformat,
}

VERBS: dict[str, type[Facts]] = {}

_F = TypeVar("_F", bound=Facts)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def verb(name: str, *, of: str, cause: str | None = None) -> Callable[[type[_F]], type[_F]]:
    """Register a past-tense verb: what row it changes and what kind of row must have caused it.

    `of` and `cause` are model labels ("pathways.Need"). With a cause, an entry without
    `caused_by`, or caused by an entry about another kind of row, is refused.
    """

    def register(facts: type[_F]) -> type[_F]:
        made = dataclass(frozen=True, kw_only=True)(facts)
        if name in VERBS and VERBS[name].__qualname__ != made.__qualname__:
            raise ValueError(f"two verbs called {name}")
        made.VERB, made.ROW, made.CAUSE = name, of, cause
        made.NAMES = tuple(field.name for field in fields(made))  # type: ignore[arg-type]
        VERBS[name] = made
        return made

    return register
