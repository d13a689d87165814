"""The page of a person (or household, organisation, community): the trace drawn as a line."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor, Forbidden
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.queries import (
    Mark,
    NeedFile,
    NeedStrand,
    PathwayFile,
    beginning,
    glimpse,
    strands,
)
from aia.pathways.terms import Severity, State, Step
from aia.pathways.views.shared import crumbs_to
from aia.people.terms import Subject
from aia.web.terms import Strand, StrandStep

_Page = Callable[[HttpRequest, UUID], HttpResponse]


@require_safe
def person_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the file of a subject to who may read it; to a colleague, that it exists."""
    actor, at = request_actor(request), now()
    try:
        file = actions.open_file(actor=actor, subject_id=subject, at=at)
    except Forbidden as refused:
        if refused.hidden:
            raise
        return known_page(request, actor, subject)
    if file is None:
        return _no_pathway_page(request, actor, subject)
    context = {
        "file": file,
        "pathway": file.pathway,
        "is_person": file.pathway.kind == Subject.PERSON,
        "strands": [drawn(strand) for strand in strands(file.needs, at=at)],
        "open_needs": [_need(n, file) for n in file.needs if n.need.state != State.CLOSED],
        "closed_needs": [_need(n, file) for n in file.needs if n.need.state == State.CLOSED],
        "may": _Permissions(file),
        "crumbs": crumbs_to(file.pathway, file.name),
    }
    return render(request, "pathways/person.html", context)


class _Permissions:
    """Answers `may.need_recognised` in a template: whether to show a button."""

    def __init__(self, file: PathwayFile) -> None:
        self._file = file

    def __getitem__(self, verb: str) -> bool:
        return self._file.may(verb.replace("__", "."))


def or_known(page: _Page) -> _Page:
    """Show a part of a file; to a colleague outside the team, why not and what they can do."""

    @wraps(page)
    def shown(request: HttpRequest, subject: UUID) -> HttpResponse:
        try:
            return page(request, subject)
        except Forbidden as refused:
            if refused.hidden:
                raise
            return known_page(request, request_actor(request), subject)

    return shown


def known_page(request: HttpRequest, actor: Actor, subject: UUID) -> HttpResponse:
    """To who may not read the file: that a pathway exists, who leads it, and the emergency door."""
    known = glimpse(actor, subject, at=now())
    if known is None:
        return _no_pathway_page(request, actor, subject)
    context = {"known": known, "pathway": known.pathway, "subject": subject}
    return render(request, "pathways/known.html", context, status=403)


def _no_pathway_page(request: HttpRequest, actor: Actor, subject: UUID) -> HttpResponse:
    """To who looks for somebody without a pathway: their name and the act that opens one.

    Raises Forbidden; hidden when the reader may know of no such subject.
    """
    for kind in (Subject.PERSON, Subject.HOUSEHOLD, Subject.ORGANISATION):
        try:
            begun = beginning(actor, kind, subject, at=now())
        except Forbidden as refused:
            if not refused.hidden:
                raise
            continue
        context = {"name": begun.name, "kind": kind, "subject": subject}
        return render(request, "pathways/no_pathway.html", context)
    raise Forbidden(_("There is no such person."), hidden=True)


def drawn(strand: NeedStrand) -> Strand:
    """Return a strand as the drawing takes it."""
    return Strand(
        label=strand.label,
        category=strand.domain,
        url=f"#row-{strand.need}",
        steps=[_mark(mark, strand) for mark in strand.marks],
        stopped_at=strand.stopped_at,
        waiting_days=strand.waiting_days,
        closed=strand.closed,
        closed_label=strand.closed_label,
    )


def _mark(mark: Mark, strand: NeedStrand) -> StrandStep:
    return StrandStep(
        kind=mark.kind,
        at=mark.at,
        label=mark.label,
        url=f"#row-{strand.need}",
        state=mark.state,
    )


def _need(file: NeedFile, whole: PathwayFile) -> dict[str, object]:
    """Return a need with its words, and the act that is awaited next."""
    need = file.need
    return {
        "file": file,
        "need": need,
        "severity": Severity(need.severity).label,
        "next": _next_act(file) if need.state == State.OPEN else None,
        "demand": file.demand,
        "taken": _taken(file),
        "on_this_pathway": need.pathway_id == whole.pathway.id,
    }


def _taken(file: NeedFile) -> object:
    """Return the option that stands chosen, if one does."""
    choice = file.demand.choice if file.demand else None
    if file.demand is None or choice is None or choice.choice.option_id is None:
        return None
    return next(o for o in file.demand.options if o.option.id == choice.choice.option_id)


def _next_act(file: NeedFile) -> dict[str, str] | None:
    """Return the label and the address of the act that takes the need one step further."""
    demand = file.demand
    if file.need.step == Step.NEED or demand is None:
        return _act(_("Write down the demand"), "open_demand", file.need.id)
    if file.need.step == Step.DEMAND and not demand.options:
        return _act(_("Offer an option"), "offer_option", demand.demand.id)
    if file.need.step == Step.DEMAND:
        return _act(_("Record the choice"), "make_choice", demand.demand.id)
    if file.need.step == Step.CHOICE and demand.choice is not None:
        planned = next((a for a in file.answers if a.answer.state == "planned"), None)
        if planned is not None:
            return _act(_("Start the answer"), "start_answer", planned.answer.id)
        return _act(_("Plan the answer"), "plan_answer", demand.choice.choice.id)
    return None


def _act(label: str, name: str, row: UUID) -> dict[str, str]:
    return {"label": label, "url": reverse(f"pathways:{name}", args=[row])}
