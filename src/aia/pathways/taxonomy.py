"""The categories of need: read once from `taxonomy.yaml`, checked, never forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from aia.pathways.terms import Domain

_FILE = Path(__file__).with_name("taxonomy.yaml")
_LANGUAGES = ("it", "en")
_LONGEST_CODE = 40


class TaxonomyBroken(ValueError):
    """The taxonomy file does not hold together; the text names the category and the fault."""


@dataclass(frozen=True)
class FormerName:
    """What a category was called before a day; `labels` are by language."""

    until: date
    labels: dict[str, str]


@dataclass(frozen=True)
class Category:
    """One sort of need. `labels` and `abouts` are by language; `retired` is when it was dropped.

    `formerly` are the names that it had before, the oldest first.
    """

    code: str
    domain: str
    labels: dict[str, str]
    abouts: dict[str, str]
    retired: date | None = None
    instead: str | None = None
    formerly: tuple[FormerName, ...] = ()

    def label_on(self, day: date) -> str:
        """Return what it was called on that day, in the reader's language."""
        names = (name.labels for name in self.formerly if day < name.until)
        return next(names, self.labels)[_language()]

    @property
    def label(self) -> str:
        """Return its name in the reader's language."""
        return self.labels[_language()]

    @property
    def about(self) -> str:
        """Return what it is about, in the reader's language."""
        return self.abouts[_language()]


@dataclass(frozen=True)
class Taxonomy:
    """Every category by code, with the version of the list."""

    version: int
    categories: dict[str, Category]

    def offered(self, on: date) -> list[Category]:
        """Return the categories that a need can be given on that day, in the file's order."""
        return [c for c in self.categories.values() if c.retired is None or on < c.retired]

    def by_domain(self, on: date) -> dict[str, list[Category]]:
        """Return the categories offered on that day under each domain, every domain present."""
        offered = self.offered(on)
        return {d: [c for c in offered if c.domain == d] for d in Domain.values}

    def in_use(self, code: str, on: date) -> Category | None:
        """Return the category that stands on that day for a code, perhaps of an older list.

        A retired one is followed to the one named instead; None when the code was never known or
        nothing took its place.
        """
        category = self.categories.get(code)
        for _step in range(len(self.categories)):
            if category is None or category.retired is None or on < category.retired:
                return category
            category = self.categories.get(category.instead or "")
        return None

    def label(self, code: str, on: date | None = None) -> str:
        """Return the category's name today, or what it was called on a day.

        A code that nobody knows any more is shown as it is.
        """
        category = self.categories.get(code)
        if category is None:
            return code
        return category.label if on is None else category.label_on(on)

    def as_told(self, code: str, on: date) -> str:
        """Return the name that was read on that day, with today's beside it when it has changed."""
        then, today = self.label(code, on), self.label(code)
        if then == today:
            return then
        return _("%(then)s (today “%(today)s”)") % {"then": then, "today": today}


@lru_cache(maxsize=1)
def taxonomy() -> Taxonomy:
    """Return the taxonomy that ships with this version. Raises TaxonomyBroken."""
    return read(yaml.safe_load(_FILE.read_text()))


def read(told: dict[str, Any]) -> Taxonomy:
    """Return the taxonomy that a parsed file describes. Raises TaxonomyBroken."""
    categories: dict[str, Category] = {}
    for entry in told["categories"]:
        category = _category(entry)
        if category.code in categories:
            raise TaxonomyBroken(f"category {category.code} stands twice")
        categories[category.code] = category
    for category in categories.values():
        if category.instead is not None and category.instead not in categories:
            raise TaxonomyBroken(f"{category.code}: there is no category {category.instead}")
    missing = set(Domain.values) - {c.domain for c in categories.values() if c.retired is None}
    if missing:
        raise TaxonomyBroken(f"no category for {', '.join(sorted(missing))}")
    return Taxonomy(version=int(told["version"]), categories=categories)


def _category(entry: dict[str, Any]) -> Category:
    code = str(entry.get("code", ""))
    if not 0 < len(code) <= _LONGEST_CODE:
        raise TaxonomyBroken(f"category {code!r}: a code has 1 to {_LONGEST_CODE} characters")
    if entry.get("domain") not in Domain.values:
        raise TaxonomyBroken(f"{code}: there is no domain {entry.get('domain')!r}")
    for language in _LANGUAGES:
        told = entry.get(language) or {}
        if not (told.get("label") and told.get("about")):
            raise TaxonomyBroken(f"{code}: label and about are missing in {language!r}")
    return Category(
        code=code,
        domain=entry["domain"],
        labels={language: entry[language]["label"] for language in _LANGUAGES},
        abouts={language: entry[language]["about"] for language in _LANGUAGES},
        retired=entry.get("retired"),
        instead=entry.get("instead"),
        formerly=_formerly(code, entry.get("formerly", ())),
    )


def _formerly(code: str, told: Iterable[dict[str, Any]]) -> tuple[FormerName, ...]:
    """Return the names that a category had, the oldest first. Raises TaxonomyBroken."""
    names: list[FormerName] = []
    for entry in told:
        until = entry.get("until")
        if not isinstance(until, date):
            raise TaxonomyBroken(f"{code}: a former name needs the day `until` which it stood")
        if names and until <= names[-1].until:
            raise TaxonomyBroken(f"{code}: former names stand in the order of their days")
        if not all(entry.get(language) for language in _LANGUAGES):
            raise TaxonomyBroken(f"{code}: a former name is told in every language")
        names.append(FormerName(until, {one: str(entry[one]) for one in _LANGUAGES}))
    return tuple(names)


def _language() -> str:
    """Return the reader's language when the taxonomy speaks it, otherwise Italian."""
    language = (get_language() or "it").split("-")[0]
    return language if language in _LANGUAGES else "it"
