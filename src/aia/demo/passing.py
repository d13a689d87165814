"""The simulated passages: from services to proximity and back, tried before they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml

from aia.community import actions
from aia.community.queries import passages_of
from aia.community.terms import PassageVoice
from aia.demo.clockwork import Journey
from aia.demo.world import Path, World
from aia.pathways.queries import stood
from aia.pathways.terms import ReplyChannel

if TYPE_CHECKING:
    from aia.community.models import Passage

_FILE = FilePath(__file__).with_name("passing.yaml")
_AHEAD, _LOOK_AFTER, _END_AFTER = timedelta(days=4), timedelta(days=6), timedelta(days=20)
_BACK_DAYS = 3
_SAID_BY = {
    PassageVoice.PERSON: "La persona stessa (simulato)",
    PassageVoice.GIVING: "Chi coordina il servizio (simulato)",
    PassageVoice.RECEIVING: "Chi coordina i volontari (simulato)",
}


@dataclass(frozen=True)
class _Story:
    """A passage of the story: whose path it is on, and what is told of it."""

    path: Path
    told: Mapping[str, Any]


@cache
def _told() -> list[dict[str, Any]]:
    return list(yaml.safe_load(_FILE.read_text(encoding="utf-8"))["passages"])


def passages(world: World) -> Iterator[Journey]:
    """Yield the journey of each passage. Each draws its own chance, so that the others’ stay."""
    for number, told in enumerate(_told()):
        own = replace(world, rng=np.random.default_rng(number))
        yield _passage(own, told, number)


def _passage(world: World, told: Mapping[str, Any], number: int) -> Journey:
    """A passage is proposed, agreed by all, tried, and kept or taken back."""
    at = world.working(max(world.start, world.end - timedelta(days=told["before_end"])))
    yield at
    path = _suited(world, at)
    if path is None:
        return
    story = _Story(path, told)
    passage = _propose(world, story, number, at)
    ends = ("trial", "back", "kept")
    sides = (PassageVoice.GIVING, PassageVoice.RECEIVING, PassageVoice.PERSON)
    for side in sides if told["end"] in ends else sides[:1]:
        yield (at := world.working(at + timedelta(hours=20)))
        if not _goes_on(path, at):
            return
        _say(story, passage, side, at)
    if told["end"] not in ends:
        return
    yield (at := world.working(at + timedelta(days=1)))
    if not _goes_on(path, at):
        return
    actions.start_trial(**_who(path, at), passage_id=passage.id)
    for look in told["looks"]:
        yield (at := world.working(at + _LOOK_AFTER))
        if not _goes_on(path, at):
            return
        actions.look_at_trial(**_who(path, at), passage_id=passage.id, **look)
    if told["end"] != "trial":
        yield (at := world.working(at + _END_AFTER))
        if _goes_on(path, at):
            _end(story, passage, at)


def _suited(world: World, at: datetime) -> Path | None:
    """Return a person's path that goes on, without another passage."""
    return next(
        (
            path
            for path in world.paths
            if not path.protected
            and path.subject == path.person.id
            and _goes_on(path, at)
            and not passages_of(path.pathway)
        ),
        None,
    )


def _goes_on(path: Path, at: datetime) -> bool:
    found = stood(path.worker.actor, path.pathway, at=at)
    return found.going and found.works


def _who(path: Path, at: datetime) -> dict[str, Any]:
    return {"actor": path.worker.actor, "at": at}


def _propose(world: World, story: _Story, number: int, at: datetime) -> Passage:
    told, bodies = story.told, world.helpers
    giving, receiving = bodies[2 * number % len(bodies)], bodies[(2 * number + 1) % len(bodies)]
    names = ("from_intensity", "to_intensity", "reason", "words", "back_words")
    handover = actions.Handover(
        **{name: told[name] for name in names},
        planned_on=world.day(at + _AHEAD),
        giving=giving.id,
        receiving=receiving.id,
        back_to=giving.id,
        back_days=_BACK_DAYS,
        back_voice=PassageVoice.GIVING,
    )
    asks = [
        actions.Asked(one["kind"], Decimal(one["quantity"]), one["side"], one["words"])
        for one in told["asks"]
    ]
    return actions.propose_passage(
        **_who(story.path, at), pathway_id=story.path.pathway, told=handover, asks=asks
    )


def _say(story: _Story, passage: Passage, side: PassageVoice, at: datetime) -> None:
    """A side says yes, with its answer to what was asked of it; the team writes it down."""
    planned = [one for one in story.told["asks"] if one["side"] == side]
    asked = passage.passageasks.filter(side=side).order_by("id")
    answers = {
        row.id: actions.Given(
            granted=Decimal(one["granted"]) if "granted" in one else None,
            refused_for=one.get("refused"),
        )
        for row, one in zip(asked, planned, strict=True)
    }
    actions.agree_to_passage(
        **_who(story.path, at),
        passage_id=passage.id,
        side=side,
        answers=answers,
        channel=ReplyChannel.PHONE,
        said_by=_SAID_BY[side],
    )


def _end(story: _Story, passage: Passage, at: datetime) -> None:
    if story.told["end"] == "kept":
        words = "Resta così (simulato)."
        actions.keep_passage(**_who(story.path, at), passage_id=passage.id, words=words)
        return
    words = "Si torna come prima, come era stato detto (simulato)."
    back = actions.go_back(
        **_who(story.path, at), passage_id=passage.id, reason="not_enough", words=words
    )
    actions.keep_passage(**_who(story.path, at), passage_id=back.id)
