"""Who a resource is for, as rules that anybody can read: `{"fact": "age", "at_least": 65}`.

A rule never says who is *entitled* to something: it repeats the terms on which somebody put a
resource on the floor, and asks a fact of the need. A fact that was not told is not taken for a
no: it is its own answer, so that it can be asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from aia.matching.terms import Rule

_FORMS = ("at_least", "at_most", "is", "is_not", "one_of", "none_of")
_SHAPE = '{"fact": "age", "at_least": 65}; the forms are ' + ", ".join(_FORMS)
MET, UNMET, UNKNOWN = "met", "unmet", "unknown"


def read(told: Iterable[Any]) -> tuple[tuple[Rule, ...], list[str]]:
    """Return the rules, and what is wrong with them: unreadable, or contradicting each other."""
    found: list[Rule] = []
    wrong: list[str] = []
    for one in told:
        forms = [form for form in _FORMS if isinstance(one, Mapping) and form in one]
        if not forms or not isinstance(one.get("fact"), str) or len(one) != len(forms) + 1:
            wrong.append(f"rule {one!r} is not readable; write {_SHAPE}")
            continue
        found += [Rule(one["fact"], form, one[form]) for form in forms]
    wrong += [f"rule {rule.fact} {rule.is_}: {rule.value!r} {fault}" for rule in found
              if (fault := _fault(rule))]  # fmt: skip
    return tuple(found), wrong or contradictions(found)


def _fault(rule: Rule) -> str:
    if rule.is_ in {"at_least", "at_most"}:
        number = isinstance(rule.value, int | float) and not isinstance(rule.value, bool)
        return "" if number and rule.value == rule.value else "is not a number"
    if rule.is_ in {"one_of", "none_of"}:
        good = isinstance(rule.value, list) and rule.value
        return "" if good else "is not a list of values"
    return "" if isinstance(rule.value, str | int | float | bool) else "is not a value"


def contradictions(rules: Sequence[Rule]) -> list[str]:
    """Return, in words, which rules no fact could ever meet together."""
    by_fact: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_fact[rule.fact].append(rule)
    return [
        f"the rules on {fact!r} contradict each other ({_said(group)}): nobody could ever meet"
        " them; mend or remove one"
        for fact, group in by_fact.items()
        if not _possible(group)
    ]


def _possible(rules: Sequence[Rule]) -> bool:
    named = [rule.value for rule in rules if rule.is_ == "is"]
    for rule in rules:
        if rule.is_ == "one_of":
            named += rule.value
    if named:
        return any(all(_meets(rule, value) for rule in rules) for value in named)
    least = max((rule.value for rule in rules if rule.is_ == "at_least"), default=None)
    most = min((rule.value for rule in rules if rule.is_ == "at_most"), default=None)
    if least is None or most is None:
        return True
    if least == most:
        return all(_meets(rule, least) for rule in rules)
    return bool(least < most)


def _said(rules: Iterable[Rule]) -> str:
    return ", ".join(f"{rule.is_} {rule.value!r}" for rule in rules)


def _meets(rule: Rule, value: Any) -> bool:
    if rule.is_ == "is":
        return bool(value == rule.value)
    if rule.is_ == "is_not":
        return bool(value != rule.value)
    if rule.is_ in {"one_of", "none_of"}:
        return (value in rule.value) == (rule.is_ == "one_of")
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return bool(value >= rule.value if rule.is_ == "at_least" else value <= rule.value)


def answer(rule: Rule, facts: Mapping[str, Any]) -> str:
    """Return whether the facts meet the rule: `met`, `unmet`, or `unknown` when not told."""
    if facts.get(rule.fact) is None:
        return UNKNOWN
    return MET if _meets(rule, facts[rule.fact]) else UNMET


def first_unmet(rules: Iterable[Rule], facts: Mapping[str, Any]) -> tuple[Rule, str] | None:
    """Return the first rule that the facts do not meet, and how; None when all are met.

    One that was not told comes up only when none is unmet: nobody is asked for nothing.
    """
    answers = [(rule, answer(rule, facts)) for rule in rules]
    unmet = (one for wanted in (UNMET, UNKNOWN) for one in answers if one[1] == wanted)
    return next(unmet, None)
