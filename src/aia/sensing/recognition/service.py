"""The recogniser of a district: its taxonomy, its municipalities, and the model that it taught."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from shutil import copy2

from django.conf import settings
from django.utils import timezone

from aia.kit.clock import now
from aia.pathways.queries import taxonomy
from aia.sensing.recognition import dayone, stores
from aia.sensing.recognition.leaves import Leaf, current, fingerprint, shipped
from aia.sensing.recognition.places import Gazetteer, Town
from aia.sensing.recognition.reader import Recogniser
from aia.sensing.recognition.teaching import Lesson, teach
from aia.territory.queries import listed_municipalities, municipalities_of

EDITION = 1  # raise when the day-one method changes, so that stored models are learnt again


def recogniser(district: str | None = None) -> Recogniser:
    """Return the recogniser of a district: what it taught, or that of the first day.

    Made once in a process for each model; the first on a machine takes some seconds.
    """
    taught = taught_path(district) if district else None
    written = taught.stat().st_mtime_ns if taught and taught.exists() else 0
    return _made(district or "", written, taxonomy().version)


def folder() -> Path:
    """Return where models are kept: they hold no text."""
    return Path(settings.HOME) / "recognition"


def taught_path(district: str) -> Path:
    """Return where the model that a district taught is kept."""
    return folder() / f"{district}.npz"


def first_day_path() -> Path:
    """Return where the model of the first day is kept, for these examples and this taxonomy."""
    return folder() / f"day-one-{EDITION}-{taxonomy().version}-{fingerprint()}.npz"


def leaves_today() -> tuple[Leaf, ...]:
    """Return the leaves under the codes of today's taxonomy. Raises ExamplesBroken."""
    listed, today = taxonomy(), timezone.localdate(now())
    in_use = {code: listed.in_use(code, today) for code in listed.categories}
    offered = {code: sort.code for code, sort in in_use.items() if sort is not None}
    return current(shipped(), offered)


def first_day() -> dayone.DayOne:
    """Return the model of the first day, learnt from the examples or read from the last time."""
    leaves = leaves_today()
    path = first_day_path()
    try:
        return dayone.load(path, leaves)[0]
    except stores.ModelBroken:
        model = dayone.learn(leaves)
    try:
        dayone.save(model, path)
    except OSError:
        return model  # a home that cannot be written to costs some seconds, no more
    return model


@lru_cache(maxsize=8)
def _made(district: str, written: int, version: int) -> Recogniser:
    model, name = first_day(), f"day-one-{EDITION}"
    if written:
        try:
            model, told = dayone.load(taught_path(district), leaves_today())
            name = str(told["name"])
        except stores.ModelBroken:
            model, name = first_day(), f"day-one-{EDITION}"
    return Recogniser(
        model=model,
        version=name,
        taxonomy_version=version,
        label=taxonomy().label,
        gazetteer=_gazetteer(district),
        least=dayone.LEAST,
    )


def _gazetteer(district: str) -> Gazetteer:
    far = [Town(one.istat, one.name, one.province) for one in listed_municipalities()]
    near = [Town(m.istat, m.name, m.province) for m in municipalities_of(district)]
    return Gazetteer(near, far)


def teach_district(district: str, decided: list[tuple[str, str]]) -> Lesson:
    """Learn from what a district decided, and put the model to use if it is better.

    The model before it is kept beside it, by its name. Raises TooFewDecisions.
    """
    first, path = first_day(), taught_path(district)
    try:
        before = dayone.load(path, first.leaves)[1]
    except stores.ModelBroken:
        before = {}
    lesson = teach(
        first.leaves, first.points, decided, known=min(int(before.get("texts", 0)), len(decided))
    )
    if lesson.model is not None:
        number = int(before.get("number", 0)) + 1
        name = f"taught-{number}"
        told = {"name": name, "number": number, "texts": lesson.texts}
        if before:
            copy2(path, path.with_name(f"{district}-{before['name']}.npz"))
        dayone.save(lesson.model, path, told)
    return lesson
