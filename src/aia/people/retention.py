"""The rules by which data past their term are proposed, read from `retention.yaml`. No database."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml
from django.utils.translation import gettext_lazy as _

# Persons whom nobody follows any more; the only thing that `people` can tell by itself.
NOBODY_FOLLOWS = "nobody_follows"
TERM_SET = "term_set"

LABELS = {
    NOBODY_FOLLOWS: _("Nobody follows this person and nothing has changed for years"),
    TERM_SET: _("The day decided for this person has passed"),
}


class RetentionFileError(ValueError):
    """The file of the rules cannot be used; the message says what is wrong in it."""


@dataclass(frozen=True)
class Rule:
    """A term: so many years, where that number comes from, and whether a source confirmed it."""

    code: str
    years: float
    source: str
    verified: bool


def rules_in(home: Path) -> tuple[Rule, ...]:
    """Return the district's own rules if its home has them, else those that come with Aia.

    Raises RetentionFileError naming the file and what is wrong.
    """
    own = home / "retention.yaml"
    path = own if own.exists() else Path(__file__).parent / "retention.yaml"
    return parsed(path.read_text("utf-8"), name=path.name)


def parsed(text: str, *, name: str) -> tuple[Rule, ...]:
    """Return the rules written in YAML `text`. Raises RetentionFileError."""
    try:
        facts = yaml.safe_load(text)
        rules = tuple(Rule(**one) for one in facts["rules"])
    except (yaml.YAMLError, TypeError, KeyError) as error:
        raise RetentionFileError(
            f"{name}: each rule has code, years, source and verified ({error})"
        ) from error
    for rule in rules:
        if rule.code != NOBODY_FOLLOWS:
            raise RetentionFileError(f"{name}: there is no rule {rule.code!r}, only nobody_follows")
        if isinstance(rule.years, bool) or not isinstance(rule.years, int | float):
            raise RetentionFileError(f"{name}: the years of {rule.code} are not a number")
        if rule.years <= 0 or not rule.source or not isinstance(rule.verified, bool):
            raise RetentionFileError(
                f"{name}: {rule.code} needs years above zero, a source, and verified true or false"
            )
    return rules
