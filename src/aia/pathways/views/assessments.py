"""Autonomy: fillings of instruments over time, the person's beside the worker's, a new filling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.forms.assessments import FillingForm
from aia.pathways.forms.line import ConfirmForm
from aia.pathways.instruments import (
    Instrument,
    Question,
    UnknownInstrument,
    get_instrument,
    instruments,
)
from aia.pathways.models import Assessment
from aia.pathways.queries.assessments import (
    Course,
    Filling,
    TwoViews,
    course_of,
    fillings_of,
    two_views,
)
from aia.pathways.terms import State, Voice
from aia.pathways.views.files import or_known
from aia.pathways.views.parts import AUTONOMY, NewInPart, OnPartRow, asked_part, part_page
from aia.web.terms import ChangeChart, ChangeRow


@dataclass(frozen=True)
class _Drawn:
    """One side's course as a chart, under whose view it is."""

    voice: str
    chart: ChangeChart


@dataclass(frozen=True)
class _Compared:
    """One question seen by the two sides: levels in words, and how far the second stands."""

    question: str
    person: str
    worker: str
    steps: int | None

    @property
    def steps_down(self) -> int:
        """Return how many steps the person stands above the worker."""
        return -(self.steps or 0)


@dataclass(frozen=True)
class _Told:
    """A filling with its answers in words."""

    filling: Filling
    answers: Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True)
class _Section:
    """What the page shows of one instrument."""

    instrument: Instrument
    charts: Sequence[_Drawn]
    compared: Sequence[_Compared]
    fillings: Sequence[_Told]
    may_fill: bool


@require_safe
@or_known
def assessments_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show every instrument: how its answers changed, and whose view is whose."""
    actor, at = request_actor(request), now()
    part = asked_part(request, subject, at=at)
    fillings = fillings_of(actor, part.pathway.id, at=at)
    may_fill = part.pathway.state == State.OPEN and part.may("assessment.recorded")
    context = {
        "sections": [_section(one, fillings, may_fill) for one in _by_weight()],
        "withdraws": part.may("assessment.withdrawn"),
    }
    return part_page(request, "assessments.html", part, AUTONOMY, context)


def _by_weight() -> list[Instrument]:
    """Return the instruments, those that can be drawn over time first."""
    return sorted(instruments(), key=lambda one: -len(one.scales()))


def _section(instrument: Instrument, every: Sequence[Filling], may_fill: bool) -> _Section:
    fillings = [one for one in every if one.assessment.instrument == instrument.id]
    views = two_views(fillings)
    done = any(one.assessment.made_by == Voice.WORKER for one in fillings)
    compared = _compare(views) if views is not None and views.steps else ()
    drawn = _charts(fillings)
    return _Section(
        instrument=instrument,
        # One day alone is no course: the comparison already tells it.
        charts=[one for one in drawn if len(one.chart.days) > 1 or not compared],
        compared=compared,
        fillings=[_told(one) for one in reversed(fillings)],
        may_fill=may_fill and (instrument.repeatable or not done),
    )


def _charts(fillings: Sequence[Filling]) -> list[_Drawn]:
    """Return a chart for each side that filled a scale, the person's first."""
    courses = (course_of(fillings, made_by=voice) for voice in Voice)
    return [
        _Drawn(str(Voice(one.made_by).label), _chart(one))
        for one in courses
        if one is not None and one.rows
    ]


def _chart(course: Course) -> ChangeChart:
    return ChangeChart(
        days=course.days,
        rows=[ChangeRow(question, levels) for question, levels in course.rows],
        top=course.top,
        level_labels=course.level_labels,
    )


def _compare(views: TwoViews) -> list[_Compared]:
    scales = views.worker.instrument.scales()
    return [
        _Compared(
            question=str(question.text),
            person=_level(views.person, question),
            worker=_level(views.worker, question),
            steps=views.steps.get(question.id),
        )
        for question in scales
    ]


def _level(filling: Filling, question: Question) -> str:
    """Return a level by its number and the name that all scales share, "" without an answer."""
    level = filling.profile.levels.get(question.id)
    if level is None:
        return ""
    named = {one.code: str(one.label) for one in filling.instrument.scale}
    return f"{level} · {named[str(level)]}" if str(level) in named else str(level)


def _told(filling: Filling) -> _Told:
    """Return the answers in words, in the order of the questions."""
    given: dict[str, list[str]] = {}
    for code in filling.assessment.answers:
        name, _colon, level = code.partition(":")
        given.setdefault(name, []).append(level)
    return _Told(
        filling,
        [
            (str(one.text), [one.label_of(level) for level in given[one.id]])
            for one in filling.instrument.questions
            if one.id in given
        ],
    )


class RecordAssessment(NewInPart):
    """Fill an instrument."""

    tab, verb, action = AUTONOMY, "assessment.recorded", "record_assessment"
    form_class = FillingForm
    heading = _("Fill it in")
    submit = _("Keep the answers")
    done = _("The answers are kept.")
    instrument: Instrument

    def load(self, subject: UUID, instrument: str = "", **ids: Any) -> None:
        super().load(subject=subject, **ids)
        try:
            self.instrument = get_instrument(instrument)
        except UnknownInstrument as error:
            raise Http404 from error

    def form_arguments(self) -> dict[str, Any]:
        return {"instrument": self.instrument}

    def context(self) -> dict[str, Any]:
        named = {"heading": self.instrument.title, "lead": self.instrument.about}
        return {**super().context(), **named}

    def initial(self) -> dict[str, Any]:
        return {"taken_on": timezone.localdate(self.at), "made_by": Voice.WORKER}

    def perform_form(self, form: Any) -> Assessment:
        told = form.cleaned_data
        return actions.record_assessment(
            actor=self.actor,
            pathway_id=self.part.pathway.id,
            instrument=self.instrument.id,
            answers=form.answers(),
            made_by=told["made_by"],
            taken_on=told["taken_on"],
            words=told["words"],
            at=self.at,
        )

    def after(self, result: Any) -> str:
        page = reverse("pathways:assessments", args=[self.part.pathway.subject_id])
        return f"{page}#{self.instrument.id}"


class WithdrawAssessment(OnPartRow):
    """Take back a filling recorded by mistake."""

    tab, model, argument = AUTONOMY, Assessment, "assessment_id"
    verb, action = "assessment.withdrawn", "withdraw_assessment"
    form_class = ConfirmForm
    heading = _("Take this filling back")
    lead = _("It was recorded by mistake: it stays on record and no longer counts.")
    submit = _("Take the filling back")
    done = _("The filling no longer counts.")
