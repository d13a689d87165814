"""The trace: one chain of the ledger read aloud, newest first."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor
from aia.kit.clock import now
from aia.pathways import actions, permissions
from aia.pathways.models import Pathway
from aia.pathways.queries import PathwayGlimpse, TraceLine, TracePage, glimpse
from aia.pathways.queries.files import pathways_of
from aia.pathways.views.parts import asked_pathway
from aia.pathways.views.shared import crumbs_to
from aia.trace.queries import last_checkpoint
from aia.trace.terms import Origin
from aia.web.lists import keyset_urls
from aia.web.terms import Crumb, StepKind

ABOUT_FILE = "file"


@require_safe
def trace_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show a page of the trace of somebody's pathway, or of who may look, consents and data."""
    actor, at = request_actor(request), now()
    known = glimpse(actor, subject, at=at)
    if known is None:
        raise Http404(_("There is no such pathway."))
    about_file = request.GET.get("about") == ABOUT_FILE
    earlier = _earlier(request, actor, known, at=at)
    stream = known.pathway.subject if about_file else (earlier or known.pathway).id
    kept = f"about={ABOUT_FILE}&" if about_file else f"of={earlier.id}&" if earlier else ""
    page = actions.open_trace(actor=actor, stream=stream, before=_before(request), at=at)
    following = str(page.before) if page.before is not None else None
    return render(
        request,
        "pathways/trace.html",
        {
            "pathway": page.pathway,
            "about_file": about_file,
            "of": f"?of={earlier.id}" if earlier else "",
            "earlier": earlier,
            "lines": [_line(line, page, kept) for line in page.lines],
            "checkpoint": last_checkpoint(),
            **_place(actor, known, at=at),
            **keyset_urls(request, following, "before"),
        },
    )


def _before(request: HttpRequest) -> int | None:
    """Return the position that the page ends before. Raises Http404 for one made up."""
    told = request.GET.get("before")
    if not told:
        return None
    try:
        return int(told)
    except ValueError as error:
        raise Http404(_("This page of the list does not exist.")) from error


def _place(actor: Actor, known: PathwayGlimpse, *, at: datetime) -> dict[str, Any]:
    """Return the title and the way back: the person's own, or that of who follows them."""
    if not permissions.may(actor, "file.read", known.pathway, at=at):
        title = _("My trace")
        mine = Crumb(_("My path"), reverse("pathways:mine"))
        return {"title": title, "crumbs": [mine, Crumb(title)]}
    title = _("The trace of %(name)s") % {"name": known.name}
    crumbs = crumbs_to(known.pathway, known.name, _("The trace"))
    return {"title": title, "tabs": True, "crumbs": crumbs}


def _earlier(
    request: HttpRequest, actor: Actor, known: PathwayGlimpse, *, at: datetime
) -> Pathway | None:
    """Return the earlier pathway that the address asks for. Raises Http404 for another's."""
    asked = asked_pathway(request)
    if asked is None or asked == known.pathway.id:
        return None
    found = pathways_of(actor, known.pathway.subject, at=at)
    for one in found:
        if one.id == asked:
            return one
    raise Http404(_("There is no such pathway."))


def _line(line: TraceLine, page: TracePage, kept: str) -> dict[str, Any]:
    kind = line.verb.partition(".")[0]
    return {
        "position": line.position,
        "anchor": str(line.position),
        "at": line.at,
        "sentence": line.sentence,
        "kind": kind if kind in StepKind.values else "",
        "because_of": line.because_of,
        "because_url": _because(line, page, kept),
        "origin": Origin(line.origin).label if line.origin != Origin.LIVED else "",
    }


def _because(line: TraceLine, page: TracePage, kept: str) -> str:
    """Return where the act that caused this one is read: on this page, or on its own.

    `kept` is what the address of the page asks for beside the place in it.
    """
    if line.because_of is None:
        return ""
    if line.because_of >= page.lines[-1].position:
        return f"#act-{line.because_of}"
    return f"?{kept}before={line.because_of + 1}#act-{line.because_of}"
