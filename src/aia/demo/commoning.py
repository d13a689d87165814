"""What the simulated district puts in common: parameters and sentences, read once, checked."""

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

from aia.commons.terms import Audience, CareBy, Intensity, ResourceKind, Sharing, StockUnit


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True)


class Thing(_Strict):
    """Something that a body puts on the floor; `uses` a month and hours `each`, on average."""

    name: str
    kind: ResourceKind
    keeper: str
    sharing: Sharing
    about: str
    cost_words: str = ""
    intensity: Intensity | None = None
    audience: tuple[Audience, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    capacity: int = 1
    hours: tuple[str, ...] = ()
    approval: bool = False
    cap_hours: int | None = None
    unit: StockUnit | None = None
    repairs_by: CareBy | None = None
    cleans_by: CareBy | None = None
    uses: float = 0
    each: int = 2


class Skill(_Strict):
    """Hours of something that a person can do."""

    name: str
    about: str


class Commoning(_Strict):
    """Everything that is put in common."""

    things: tuple[Thing, ...]
    hours: tuple[Skill, ...]


@lru_cache(maxsize=1)
def commoning() -> Commoning:
    """Return what is shipped. Raises pydantic.ValidationError naming what is wrong in it."""
    text = files("aia.demo").joinpath("floor.yaml").read_text(encoding="utf-8")
    return Commoning.model_validate(yaml.safe_load(text))
