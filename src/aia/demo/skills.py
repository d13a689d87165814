"""What the simulated people and bodies can do: told, vouched for, signed as badges."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from uuid import UUID

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from aia.commons import actions, queries
from aia.commons.terms import LearntFrom, Relation
from aia.demo.clockwork import Journey
from aia.demo.world import World, demo_actor

if TYPE_CHECKING:
    from aia.commons.models import Competence


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True)


class Voice(_Strict):
    """Somebody who vouches: a body by its name, or one of the people."""

    relation: Relation
    words: str
    by: str = ""


class Skill(_Strict):
    """Something that a body, or one of the people, tells at a share of the time."""

    title: str
    about: str
    learnt_from: LearntFrom
    at: float
    badge: bool
    voices: tuple[Voice, ...]
    isco: str = ""
    whose: str = ""


@cache
def _told() -> list[Skill]:
    """Return what is shipped. Raises pydantic.ValidationError naming what is wrong in it."""
    text = files("aia.demo").joinpath("skills.yaml").read_text(encoding="utf-8")
    return TypeAdapter(list[Skill]).validate_python(yaml.safe_load(text))


def skills(world: World) -> list[Journey]:
    """Return the journey of each competence; the first is of whom the demonstration shows."""
    return [_skill(world, skill, number) for number, skill in enumerate(_told())]


def _skill(world: World, skill: Skill, number: int) -> Journey:
    """Somebody tells it; one by one others vouch for it; the badge is signed."""
    yield (at := world.working(world.start + (world.end - world.start) * skill.at))
    known = _people(world)
    if len(known) <= len(_told()):
        return
    told = actions.claim_competence(
        actor=demo_actor(),
        district=world.district,
        title=skill.title,
        about=skill.about,
        learnt_from=skill.learnt_from,
        isco=skill.isco,
        at=at,
        **_who(world, skill.whose, known[number]),
    )
    asked = actions.open_asking(actor=demo_actor(), competence_id=told.id, at=at)
    for place, voice in enumerate(skill.voices):
        yield (at := world.after(at, "to_reply"))
        _vouch(asked, voice, _who(world, voice.by, known[number - 1 - place]), at)
    if skill.badge:
        yield (at := world.after(at, "to_reply"))
        actions.issue_badge(actor=demo_actor(), competence_id=told.id, at=at)


def _vouch(asked: Competence, voice: Voice, who: dict[str, Any], at: datetime) -> None:
    actions.endorse_competence(
        actor=demo_actor(),
        competence_id=asked.id,
        link=queries.link_of(asked),
        relation=voice.relation,
        words=voice.words,
        at=at,
        **who,
    )


def _people(world: World) -> list[UUID]:
    """Return whom the district follows, first whom the demonstration shows."""
    known = [path.person for path in world.paths if not path.protected]
    shown = world.scenario.citizen.name
    return [one.id for one in sorted(known, key=lambda one: not one.name.startswith(shown))]


def _who(world: World, body: str, person: UUID) -> dict[str, Any]:
    """Return a body by its name, or the person."""
    if not body:
        return {"person_id": person}
    return {"organisation_id": next(one.id for one in world.helpers if one.name == body)}
