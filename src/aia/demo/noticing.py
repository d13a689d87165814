"""The sensors and notices of the simulated year: parameters and sentences, read once, checked."""

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from aia.people.terms import AgeBand
from aia.sensing.terms import Awareness, Formality, SensorKind, TieKind, Urgency


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True)


class Noticer(_Strict):
    """A sensor. `a_month` is how many notices it sends on average; none: a silent place."""

    name: str
    kind: SensorKind
    formality: Formality
    a_month: float
    trained: bool
    place: str = ""
    organisation: str = ""


class Tie(_Strict):
    """Two sensors, by their place in the list, and how they are tied."""

    first: int
    second: int
    kind: TieKind
    covers: str = ""
    parts: tuple[str, ...] = ()


class Rule(_Strict):
    """A routing rule; `to` is a worker's place in the list, or the coordinator."""

    name: str
    to: int | str
    urgencies: tuple[Urgency, ...] = ()
    domains: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    age_bands: tuple[AgeBand, ...] = ()


class Said(_Strict):
    """What somebody noticed, and what kind of need a person of the office sees in it."""

    category: str
    words: str
    language: str = "it"
    age_band: AgeBand = AgeBand.UNKNOWN
    urgency: Urgency = Urgency.SOON
    awareness: Awareness = Awareness.KNOWS


class Cluster(_Strict):
    """Many notices of one kind from one town (its place in the list, by size) in the last weeks."""

    town: int
    weeks: int
    count: int
    category: str
    words: tuple[str, ...]


class Noticing(_Strict):
    """The whole of it."""

    sensors: tuple[Noticer, ...]
    ties: tuple[Tie, ...]
    rules: tuple[Rule, ...]
    notices: tuple[Said, ...]
    cluster: Cluster
    replies: tuple[str, ...]
    community: str


@lru_cache
def noticing() -> Noticing:
    """Return the simulation's sensors and sentences. Raises ValidationError when they are wrong."""
    text = files("aia.demo").joinpath("noticing.yaml").read_text(encoding="utf-8")
    return Noticing.model_validate(yaml.safe_load(text))
