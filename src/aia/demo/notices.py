"""A year of notices: what sensors said, what was suggested, what the office made of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from aia.access.terms import service_actor
from aia.demo.clockwork import Journey
from aia.demo.noticing import Cluster, Noticer, Noticing, Said
from aia.demo.world import Path, Someone, World
from aia.kit.ids import derived_id
from aia.pathways.terms import Severity, Voice
from aia.sensing import actions as sensing
from aia.sensing.terms import (
    Awareness,
    NoticeCloseReason,
    NoticeDoor,
    PassedDecline,
    Urgency,
)
from aia.trace.terms import Origin

if TYPE_CHECKING:
    from aia.sensing.models import Notice, Sensor
    from aia.territory.models import Municipality

_MONTH_DAYS = 30.4
_OPEN_HOURS = (8.0, 20.0)
_AGREES, _STILL_WAITING, _SAYS_MORE = 0.3, 0.4, 0.5
_RECENT = timedelta(days=12)
_READ_WITHIN_DAYS, _SETTLED_WITHIN_DAYS = 4.0, 12.0
# What becomes of a notice that was looked at, and how often.
_OUTCOMES = (("need", 0.4), ("inform", 0.22), ("pass", 0.16), ("close", 0.14), ("ours", 0.08))
_CLOSED_FOR = (
    NoticeCloseReason.ALREADY_KNOWN,
    NoticeCloseReason.SOLVED,
    NoticeCloseReason.DECLINED,
    NoticeCloseReason.NOT_FOUND,
)
_DECLINES = 0.3


def year_of_notices(
    world: World, told: Noticing, sensors: Sequence[tuple[Noticer, Sensor]]
) -> list[Journey]:
    """Return a journey for each notice of the year; the silent sensors send none."""
    months = (world.end - world.start).days / _MONTH_DAYS
    journeys = []
    for one, sensor in sensors:
        for _number in range(int(world.rng.poisson(one.a_month * months))):
            seen = world.start + (world.end - world.start) * float(world.rng.uniform(0.02, 0.995))
            journeys.append(_journey(world, told, sensor, world.pick(told.notices), seen))
    return journeys


def cluster_of_notices(
    world: World,
    told: Noticing,
    sensors: Sequence[tuple[Noticer, Sensor]],
    towns: Sequence[Municipality],
) -> list[Journey]:
    """Return the journeys of the same thing told by many in one town, in the last weeks."""
    planted: Cluster = told.cluster
    town = towns[planted.town].istat
    near = [sensor for _one, sensor in sensors if sensor.municipality_id == town]
    said = [Said(category=planted.category, words=words) for words in planted.words]
    journeys = []
    for number in range(planted.count):
        days = planted.weeks * 7 * float(world.rng.uniform(0.02, 0.95))
        sensor = near[number % len(near)] if near else None
        seen = world.end - timedelta(days=days)
        one = said[number % len(said)]
        journeys.append(_journey(world, told, sensor, one, seen, town=town, pooled=True))
    return journeys


def _journey(
    world: World,
    told: Noticing,
    sensor: Sensor | None,
    said: Said,
    seen: datetime,
    *,
    town: str | None = None,
    pooled: bool = False,
) -> Journey:
    """One notice from its sending to what became of it."""
    yield (at := _in_the_day(world, seen))
    notice = _received(world, sensor, said, at, town)
    recent = world.end - at < _RECENT
    if recent and world.rng.random() < _STILL_WAITING:
        return
    at = world.working(at + timedelta(days=float(world.rng.uniform(0.1, _READ_WITHIN_DAYS))))
    yield at
    worker = _worker(world, notice, said)
    sensing.take_notice(actor=worker.actor, notice_id=notice, at=at)
    at += timedelta(minutes=8)
    sensing.decide_category(actor=worker.actor, notice_id=notice, category=said.category, at=at)
    if pooled:
        return
    at = world.working(at + timedelta(days=float(world.rng.uniform(0.2, _SETTLED_WITHIN_DAYS))))
    yield at
    yield from _settled(world, told, notice, said, worker, at)


def _received(
    world: World, sensor: Sensor | None, said: Said, at: datetime, town: str | None
) -> UUID:
    agrees = said.awareness == Awareness.KNOWS and world.rng.random() < _AGREES
    door = NoticeDoor.SENSOR if sensor else NoticeDoor.OPERATOR
    reporter = service_actor("reporter", origin=Origin.SIMULATED)
    received = sensing.receive_notice(
        actor=reporter if sensor else world.pick(world.workers).actor,
        district=world.district,
        door=door,
        client_key=derived_id("demo notice", str(world.rng.integers(2**62))).hex,
        text=said.words,
        urgency=said.urgency if said.urgency == Urgency.NOW else _urgency(world),
        awareness=Awareness.AGREES if agrees else said.awareness,
        age_band=said.age_band,
        sensor_id=sensor.id if sensor else None,
        municipality=town,
        language=said.language,
        seen_at=at,
        at=at,
    )
    notice: Notice = received.notice
    suggester = service_actor("recogniser", origin=Origin.SIMULATED)
    sensing.suggest(actor=suggester, notice_id=notice.id, at=at + timedelta(seconds=2))
    return notice.id


def _urgency(world: World) -> str:
    return world.pick((Urgency.LOW, Urgency.LOW, Urgency.SOON, Urgency.SOON, Urgency.NOW))


def _settled(
    world: World, told: Noticing, notice: UUID, said: Said, worker: Someone, at: datetime
) -> Journey:
    """Let one of the outcomes come true."""
    shares = [share for _name, share in _OUTCOMES]
    became = _OUTCOMES[int(world.rng.choice(len(shares), p=shares))][0]
    reply = world.pick(told.replies)
    if became == "need":
        path = _path(world, said)
        if path is not None:
            _recognised(notice, said, path, reply, at)
            return
        became = "inform"
    if became == "inform":
        sensing.answer_with_information(actor=worker.actor, notice_id=notice, words=reply, at=at)
    elif became == "pass":
        yield from _passed(world, notice, worker, reply, at)
    elif became == "close":
        reason = world.pick(_CLOSED_FOR)
        sensing.close_notice(
            actor=worker.actor, notice_id=notice, reason=reason, reply=reply, at=at
        )
    elif world.end - at > _RECENT:
        sensing.answer_with_information(actor=worker.actor, notice_id=notice, words=reply, at=at)
    elif world.rng.random() < _SAYS_MORE:
        sensing.add_words(actor=worker.actor, notice_id=notice, words=reply, at=at)


def _recognised(notice: UUID, said: Said, path: Path, reply: str, at: datetime) -> None:
    """The need is recognised on the path of somebody, by whoever follows it."""
    sensing.link_to_need(
        actor=path.worker.actor,
        notice_id=notice,
        pathway_id=path.pathway,
        category=said.category,
        severity=Severity.MODERATE,
        words_of=Voice.NEIGHBOUR,
        words=said.words,
        reply=reply,
        at=at,
    )


def _passed(world: World, notice: UUID, worker: Someone, reply: str, at: datetime) -> Journey:
    """Another body is asked, and answers after some days."""
    body, speaker = world.pick(list(world.partners.items()))
    sensing.pass_on(actor=worker.actor, notice_id=notice, organisation_id=body, reply=reply, at=at)
    at = world.working(at + timedelta(days=float(world.rng.uniform(0.5, 6))))
    yield at
    if world.rng.random() < _DECLINES:
        sensing.decline_passed_on(
            actor=speaker.actor, notice_id=notice, reason=PassedDecline.NO_ROOM, at=at
        )
        at = world.working(at + timedelta(days=2))
        yield at
        sensing.answer_with_information(actor=worker.actor, notice_id=notice, words=reply, at=at)
    else:
        sensing.accept_passed_on(actor=speaker.actor, notice_id=notice, at=at)


def _path(world: World, said: Said) -> Path | None:
    """Return the path of somebody on which such a need fits, if there is one open."""
    domain = said.category.split(".", maxsplit=1)[0]
    fitting = [
        path
        for path in world.paths
        if not path.protected and domain not in {thread.domain for thread in path.threads}
    ]
    return world.pick(fitting) if fitting else None


def _worker(world: World, notice: UUID, said: Said) -> Someone:
    """Return who takes a notice: somebody used to its area of life, in turn."""
    domain = said.category.split(".", maxsplit=1)[0]
    able = [one for one in world.workers if domain in one.competences] or world.workers
    return able[notice.int % len(able)]


def _in_the_day(world: World, moment: datetime) -> datetime:
    """Return a moment of that day at which people are about."""
    hour = float(world.rng.uniform(*_OPEN_HOURS))
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    return min(day + timedelta(hours=hour - 1), world.end - timedelta(hours=1))
