"""What became of a municipality: the dated archive of ANPR, as `python-codicefiscale` ships it.

The archive tells when a cadastral code was born and when it ceased, not into which it went. So:
a municipality goes on in the one born the next day in its province whose name holds its own
(Piadena → Piadena Drizzona). Anything weaker would be a guess (on the same day Ca' d'Andrea went
into Torre de' Picenardi, which was not new), and what cannot be told is said not to be known.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from aia.territory.tables import package_dir, plain

_LITTLE_WORDS = frozenset(
    "di de del della dei degli delle d e ed con in a al alla il la lo".split(" ")  # noqa: SIM905
)


@dataclass(frozen=True, slots=True)
class Span:
    """A cadastral code under one name and province, between two days (both included)."""

    cadastral: str
    name: str
    province: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Ending:
    """A municipality that ceased: its last day, where it went if that can be told, who was born."""

    last: Span
    until: date
    into: Span | None
    born_next_day: tuple[Span, ...]

    @property
    def since(self) -> date:
        """Return the first day of whatever came after."""
        return self.until + timedelta(days=1)


@cache
def archive() -> dict[str, tuple[Span, ...]]:
    """Return every cadastral code's spans, oldest first."""
    path = package_dir("codicefiscale") / "data" / "municipalities.json"
    found: dict[str, list[Span]] = defaultdict(list)
    for row in json.loads(path.read_text(encoding="utf-8")):
        found[row["code"]].append(
            Span(
                cadastral=row["code"],
                name=row["name"],
                province=row["province"],
                since=_day(row["date_created"]) or date.min,
                until=None if row["active"] else _day(row["date_deleted"]),
            )
        )
    return {
        code: tuple(sorted(spans, key=lambda span: (span.since, span.until or date.max)))
        for code, spans in found.items()
    }


def existing(cadastral: str) -> Span | None:
    """Return today's span of a cadastral code; None when it is unknown or has ceased."""
    spans = archive().get(cadastral, ())
    return next((span for span in reversed(spans) if span.until is None), None)


def ending(cadastral: str) -> Ending | None:
    """Return how the municipality ended; None when it still exists or was never there."""
    spans = archive().get(cadastral, ())
    if not spans or any(span.until is None for span in spans):
        return None
    last = max(spans, key=lambda span: span.until or date.max)
    assert last.until is not None  # noqa: S101  (checked two lines above)
    born = tuple(
        span
        for span in _born_on().get(last.until + timedelta(days=1), ())
        if span.province == last.province and span.cadastral != cadastral
    )
    heirs = [span for span in born if _holds(span.name, last.name)]
    return Ending(last, last.until, heirs[0] if len(heirs) == 1 else None, born)


def born_from(cadastral: str) -> tuple[str, ...]:
    """Return the cadastral codes that went on in this one, as far as names and dates tell."""
    first = archive().get(cadastral, ())
    if not first:
        return ()
    eve = first[0].since - timedelta(days=1)
    ended = [c for c in _ended_on().get(eve, ()) if (end := ending(c)) and end.into]
    return tuple(c for c in ended if (end := ending(c)) and end.into == first[0])


@cache
def _born_on() -> dict[date, list[Span]]:
    found: dict[date, list[Span]] = defaultdict(list)
    for spans in archive().values():
        found[spans[0].since].append(spans[0])
    return found


@cache
def _ended_on() -> dict[date, list[str]]:
    found: dict[date, list[str]] = defaultdict(list)
    for code, spans in archive().items():
        if all(span.until for span in spans):
            found[max(span.until for span in spans if span.until)].append(code)
    return found


def _holds(whole: str, part: str) -> bool:
    """Say whether every telling word of one name occurs in the other."""
    one, other = _words(whole), _words(part)
    return bool(one and other) and (other <= one or one <= other)


def _words(name: str) -> frozenset[str]:
    return frozenset(plain(name).split()) - _LITTLE_WORDS


def _day(text: str) -> date | None:
    return date.fromisoformat(text[:10]) if text else None
