"""The simulated year's parameters and sentences, read once and checked."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from aia.pathways.terms import Domain


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Worker(_Strict):
    """A demonstration account."""

    email: str
    name: str = ""
    families: int | None = None
    competences: tuple[Domain, ...] = ()
    organisation: str = ""


class Body(_Strict):
    """An invented organisation and the domains in which it helps."""

    name: str
    kind: str
    register_section: str | None = None
    domains: tuple[Domain, ...]


class Offer(_Strict):
    """An option that may be put before a person."""

    kind: str
    intensity: str
    asks: str
    label: str


class Aim(_Strict):
    """A goal of a plan and how it is measured."""

    result: str
    indicator: str


class Gift(_Strict):
    """A give-back."""

    kind: str
    label: str
    hours: int | None = None


class Shared(_Strict):
    """A need that a community or a body has, in its words."""

    title: str = ""
    organisation: str = ""
    domain: Domain
    category: str
    words: str


class Spot(_Strict):
    """An invented place of daily life."""

    name: str
    kind: str


class Scenario(_Strict):
    """Shares are probabilities (0 to 1); days are means."""

    households: dict[str, float]
    people: dict[str, float]
    line: dict[str, float]
    days: dict[str, int]
    password: str
    accounts: dict[str, tuple[Worker, ...]]
    partner_operators: tuple[Worker, ...]
    citizen: Worker
    communities: tuple[Shared, ...]
    body_in_need: Shared
    emergencies: tuple[str, ...] = Field(min_length=2)
    places: tuple[Spot, ...]
    organisations: tuple[Body, ...]
    words: dict[Domain, tuple[str, ...]] = Field(min_length=len(Domain))
    options: dict[Domain, tuple[Offer, ...]] = Field(min_length=len(Domain))
    because: dict[str, tuple[str, ...]]
    goals: dict[Domain, Aim] = Field(min_length=len(Domain))
    commitments: dict[str, str]
    notes: tuple[str, ...]
    reviews: dict[str, tuple[str, ...]]
    give_backs: tuple[Gift, ...]


@lru_cache(maxsize=1)
def scenario() -> Scenario:
    """Return the shipped scenario. Raises pydantic.ValidationError naming what is wrong in it."""
    text = files("aia.demo").joinpath("scenario.yaml").read_text(encoding="utf-8")
    parsed: dict[str, Any] = yaml.safe_load(text)
    return Scenario.model_validate(parsed)
