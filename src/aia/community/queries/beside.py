"""What the community says beside a plan and beside its reviews."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from aia.community.queries.needs import label_of, others_nearby
from aia.community.queries.passages import passages_of
from aia.community.queries.projects import links_of
from aia.community.queries.results import section_of
from aia.community.rules.pooling import KEPT_APART
from aia.pathways.queries import Beside, PlanSeen, needs_behind


def beside_plan(seen: PlanSeen, at: datetime) -> list[Beside]:
    """Tell what the community has beside a plan: what is done together, and the passages."""
    return [*_together(seen, at), *_passages(seen)]


def _together(seen: PlanSeen, at: datetime) -> list[Beside]:
    """Tell in which projects the plan takes part, and whether others nearby look for the same."""
    links, behind = links_of(seen.plan), needs_behind(seen.pathway, at=at)
    acts = [(_("Take part in a project"), reverse("community:join_plan", args=[seen.plan]))]
    for link in links:
        told = {"title": link.project.title}
        gives = reverse("community:give_in_project", args=[link.id])
        acts.append((_("Something given back in “%(title)s”") % told, gives))
        leaves = reverse("community:leave_plan", args=[link.id])
        acts.append((_("Leave “%(title)s”") % told, leaves))
    acts += [
        (
            _("“%(what)s”: gather it with others, if the person agrees")
            % {"what": label_of(one.category, at=at)},
            reverse("community:agree", args=[one.need]),
        )
        for one in behind
        if one.category not in KEPT_APART
    ]
    sentences = [
        _("%(what)s: at least %(number)s others in %(place)s look for the same.")
        % {"what": one.label, "number": one.at_least, "place": one.place}
        for one in others_nearby(behind, seen.district, at=at)
    ]
    shown = [
        (link.project.title, reverse("community:project", args=[link.project_id])) for link in links
    ]
    if not (sentences or shown or seen.works):
        return []
    return [Beside(_("Together with others"), sentences, shown, acts if seen.works else ())]


def _passages(seen: PlanSeen) -> list[Beside]:
    """Tell the passages between care and proximity of the plan's pathway."""
    rows = passages_of(seen.pathway)
    links = [
        (f"{way.label}: {row.get_state_display()}", reverse("community:passage", args=[row.id]))
        for row, way in rows
    ]
    acts = [(_("Propose a passage"), reverse("community:propose_passage", args=[seen.pathway]))]
    if not (links or seen.works):
        return []
    told = [] if links else [_("Nobody is passing from services to proximity, or to care.")]
    return [Beside(_("Passages"), told, links, acts if seen.works else ())]


def beside_review(seen: PlanSeen, at: datetime) -> list[Beside]:
    """Tell what came of the projects in which the plan takes part, to be weighed together."""
    return [section_of(link.project) for link in links_of(seen.plan)]
