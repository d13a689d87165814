"""By when a notice is looked at and answered: rules in `deadlines.yaml`, the first that holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone
from django.utils.translation import get_language

from aia.pathways.queries import working_day_after
from aia.sensing.terms import Urgency

_FILE = Path(__file__).with_name("deadlines.yaml")
_LONGEST = 365
_LONGEST_CODE = 40
_CONDITIONS = frozenset({"urgency", "category", "domain", "danger"})

LOOK, ANSWER, PASSED, AGAIN = WAITS = ("look", "answer", "passed", "again")
"""What a rule may be about: a first look, an answer, another body's yes or no, a second look."""


class NoticeDeadlinesBroken(ValueError):
    """The file of deadlines does not hold together; the text names the rule and the fault."""


@dataclass(frozen=True)
class Deadline:
    """One rule: so many days, working or not, under conditions (lists of codes; empty: always)."""

    code: str
    wait: str
    days: int
    working: bool
    when: dict[str, tuple[str, ...]] = field(default_factory=dict)
    danger: bool = False
    abouts: dict[str, str] = field(default_factory=dict)

    @property
    def about(self) -> str:
        """Return the rule in the reader's language."""
        language = (get_language() or "it").split("-")[0]
        return self.abouts.get(language, self.abouts["it"])

    def holds(
        self, *, urgency: str, category: str | None, domain: str | None, danger: bool
    ) -> bool:
        """Say whether the rule is about such a notice."""
        if self.danger and not danger:
            return False
        told = {"urgency": urgency, "category": category, "domain": domain}
        return all(told[about] in wanted for about, wanted in self.when.items())


@dataclass(frozen=True)
class Due:
    """A day, and the code of the rule that set it."""

    on: date
    rule: str


@lru_cache(maxsize=1)
def deadlines() -> tuple[Deadline, ...]:
    """Return the rules that ship with this version, in order. Raises NoticeDeadlinesBroken."""
    return read(yaml.safe_load(_FILE.read_text()))


def due(
    wait: str,
    start: datetime | date,
    district: str,
    *,
    urgency: str = Urgency.LOW,
    category: str | None = None,
    domain: str | None = None,
    danger: bool = False,
) -> Due:
    """Return by when what is awaited from `start` is due, and by which rule."""
    day = timezone.localdate(start) if isinstance(start, datetime) else start
    told = {"urgency": urgency, "category": category, "domain": domain, "danger": danger}
    rule = next(one for one in deadlines() if one.wait == wait and one.holds(**told))  # type: ignore[arg-type]
    if rule.working:
        return Due(working_day_after(day, rule.days, district), rule.code)
    return Due(day + timedelta(days=rule.days), rule.code)


def rule_called(code: str | None) -> Deadline | None:
    """Return the rule with that code; None when this version no longer has it."""
    return next((one for one in deadlines() if one.code == code), None)


def read(told: dict[str, Any]) -> tuple[Deadline, ...]:
    """Return the rules that a parsed file describes. Raises NoticeDeadlinesBroken."""
    rules = tuple(_rule(entry) for entry in told["rules"])
    if len({rule.code for rule in rules}) < len(rules):
        raise NoticeDeadlinesBroken("two rules have the same code")
    for wait in WAITS:
        last = [rule for rule in rules if rule.wait == wait][-1:]
        if not last or last[0].when or last[0].danger:
            raise NoticeDeadlinesBroken(f"{wait}: its last rule must hold for every notice")
    return rules


def _rule(entry: dict[str, Any]) -> Deadline:
    code, days = str(entry.get("code", "")), entry.get("days")
    if not 0 < len(code) <= _LONGEST_CODE:
        raise NoticeDeadlinesBroken(f"rule {code!r}: a code has 1 to {_LONGEST_CODE} characters")
    if entry.get("wait") not in WAITS:
        raise NoticeDeadlinesBroken(f"{code}: wait must be one of {', '.join(WAITS)}")
    if not isinstance(days, int) or not 0 < days <= _LONGEST:
        raise NoticeDeadlinesBroken(f"{code}: days must be a whole number from 1 to {_LONGEST}")
    if not isinstance(entry.get("working"), bool):
        raise NoticeDeadlinesBroken(f"{code}: working must be true or false")
    if entry.get("basis") not in {"law", "house"}:
        raise NoticeDeadlinesBroken(f"{code}: basis must be law or house")
    when = dict(entry.get("when") or {})
    if not when.keys() <= _CONDITIONS:
        odd = ", ".join(sorted(when.keys() - _CONDITIONS))
        raise NoticeDeadlinesBroken(f"{code}: unknown conditions: {odd}")
    if not all((entry.get(language) or {}).get("about") for language in ("it", "en")):
        raise NoticeDeadlinesBroken(f"{code}: about is missing in it or en")
    return Deadline(
        code=code,
        wait=entry["wait"],
        days=days,
        working=entry["working"],
        danger=bool(when.pop("danger", False)),
        when={about: tuple(wanted) for about, wanted in when.items()},
        abouts={language: entry[language]["about"] for language in ("it", "en")},
    )
