"""The citizen's own path: my words, my options, my choice, what follows from it.

What a worker has seen and the person has not yet said is not shown here: it could be read by
somebody else at home. An export of everything known about me (GDPR art. 15) is another matter and
is handed over by the social worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.pathways.models import Need, Pathway
from aia.pathways.queries.line import GiveBackFile, LineReader, NeedFile
from aia.pathways.terms import State, Step, Voice
from aia.people import queries as people


@dataclass(frozen=True)
class MyPath:
    """My pathway, who leads it, my needs and what I gave back."""

    pathway: Pathway
    lead_name: str
    needs: Sequence[NeedFile]
    give_backs: Sequence[GiveBackFile]


def my_path(actor: Actor, *, at: datetime) -> MyPath | None:
    """Return the pathway of the person that the actor is; None when there is none.

    Of a need, the words are shown when they are the person's own.
    """
    pathways = my_pathways(actor)
    if not pathways:
        return None
    reader = LineReader(pathways, today=timezone.localdate(at))
    names = account_names({pathways[0].lead}) if pathways[0].lead else {}
    return MyPath(
        pathway=pathways[0],
        lead_name=next(iter(names.values()), ""),
        needs=[_own(file) for file in reader.needs() if told_by_person(file.need)],
        give_backs=reader.loose_give_backs(),
    )


def my_pathways(actor: Actor) -> list[Pathway]:
    """Return the pathways of the person that the actor is: the open one, then the latest."""
    subjects = {row for person in actor.persons() for row in people.same_person_ids(person)}
    found = Pathway.objects.filter(person__in=subjects).order_by("-opened_at", "-id")
    return sorted(found, key=lambda pathway: pathway.state == State.CLOSED)


def told_by_person(need: Need) -> bool:
    """Say whether the person has said this need, so that it may stand on their own page."""
    return need.expressed or need.step != Step.NEED


def _own(file: NeedFile) -> NeedFile:
    """Return the need without words that somebody else wrote about the person."""
    return file if file.need.words_of == Voice.PERSON else replace(file, words="")
