"""Fillings of instruments: one by one, over time, and the person's beside the worker's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from aia.access.terms import Actor
from aia.pathways import permissions
from aia.pathways.instruments import Change, Instrument, Profile, change_between, get_instrument
from aia.pathways.instruments import profile_of as read_profile
from aia.pathways.models import Assessment, Pathway
from aia.pathways.terms import Voice
from aia.people import queries as people


@dataclass(frozen=True)
class Filling:
    """One filling of an instrument, read."""

    assessment: Assessment
    instrument: Instrument
    profile: Profile
    words: str


@dataclass(frozen=True)
class Course:
    """An instrument over time, ready to be drawn: for each question, its level on each day.

    `rows` holds (question's words, levels in the order of `days`, None where it was not answered);
    levels go from 1 to `top`, named by `level_labels`. All fillings are of one side (`made_by`).
    """

    instrument: Instrument
    made_by: str
    days: Sequence[date]
    rows: Sequence[tuple[str, Sequence[int | None]]]
    top: int
    level_labels: Sequence[str]


@dataclass(frozen=True)
class TwoViews:
    """The person's latest filling beside the worker's; `steps` is worker less person."""

    person: Filling
    worker: Filling
    distance: Change

    @property
    def steps(self) -> Mapping[str, int]:
        """Return how far the worker's level stands from the person's, by question."""
        return self.distance.steps


def fillings_of(
    actor: Actor, pathway_id: UUID, *, instrument: str | None = None, at: datetime
) -> list[Filling]:
    """Return the fillings that count, oldest first, of one instrument or of all.

    Raises Forbidden (hidden to strangers). The person sees them too: they are about them.
    """
    pathway = Pathway.objects.select_related("person").get(pk=pathway_id)
    permissions.demand(actor, "assessment.read", pathway, at=at)
    rows = Assessment.objects.filter(pathway=pathway, withdrawn_at=None)
    if instrument is not None:
        rows = rows.filter(instrument=instrument)
    subject = pathway.subject_id
    keys = people.keyring(subject)
    found = []
    for row in rows.order_by("taken_on", "id"):
        form = get_instrument(row.instrument, row.version)
        words = keys.open(subject, row, "sealed_words")
        found.append(Filling(row, form, read_profile(form, row.answers), words))
    return found


def course_of(fillings: Sequence[Filling], *, made_by: str = Voice.WORKER) -> Course | None:
    """Return one instrument's fillings of one side as a course; None when that side has none.

    `fillings` are of one instrument, as `fillings_of` gives them. Questions are those of its
    newest version filled.
    """
    own = [one for one in fillings if one.assessment.made_by == made_by]
    if not own:
        return None
    form = own[-1].instrument
    return Course(
        instrument=form,
        made_by=made_by,
        days=[one.assessment.taken_on for one in own],
        rows=[
            (str(question.text), [one.profile.levels.get(question.id) for one in own])
            for question in form.scales()
        ],
        top=max((len(question.levels) for question in form.scales()), default=0),
        level_labels=[str(level.label) for level in form.scale],
    )


def change_since_first(fillings: Sequence[Filling], *, made_by: str) -> Change | None:
    """Return what changed between the first and the last filling of one side, None under two."""
    own = [one for one in fillings if one.assessment.made_by == made_by]
    return change_between(own[0].profile, own[-1].profile) if len(own) > 1 else None


def two_views(fillings: Sequence[Filling]) -> TwoViews | None:
    """Return the latest filling of the person beside the worker's, None without both."""
    latest = {one.assessment.made_by: one for one in fillings}
    person, worker = latest.get(Voice.PERSON), latest.get(Voice.WORKER)
    if person is None or worker is None:
        return None
    return TwoViews(person, worker, change_between(person.profile, worker.profile))
