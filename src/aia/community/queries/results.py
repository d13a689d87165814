"""What came of projects, and of standing together: beside a plan, and on its person's own page."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from aia.community.models import PooledNeed, Project
from aia.community.queries.needs import gatherings_for, label_of, others_nearby
from aia.community.queries.projects import links_of
from aia.community.rules.pooling import KEPT_APART
from aia.pathways.queries import Alike, Beside, PlanSeen, needs_behind

_MOST = 10


def section_of(project: Project) -> Beside:
    """Return what was told of a project, how it ended first, then the latest."""
    told = [
        f"{formats.date_format(one.told_on, 'j F Y')}: {one.words}"
        for one in project.results.order_by("-told_on", "-id")[:_MOST]
    ]
    if project.outcome:
        told.insert(0, f"{project.get_outcome_display()}. {project.ending}".strip())
    told = told or [_("Nothing has been told of it yet.")]
    address = reverse("community:project", args=[project.id])
    return Beside(_("What came of it together"), told, [(project.title, address)])


def beside_plan(seen: PlanSeen, at: datetime) -> list[Beside]:
    """Tell what came of the projects in which the plan takes part, as soon as something did."""
    told = (link.project for link in links_of(seen.plan))
    return [section_of(one) for one in told if one.outcome or one.results.exists()]


def beside_own(seen: PlanSeen, at: datetime) -> list[Beside]:
    """Tell the person with whom their plan goes, what came of it, and with whom it could go."""
    behind = [one for one in needs_behind(seen.pathway, at=at) if one.category not in KEPT_APART]
    sentences = [
        _("%(what)s: at least %(number)s others in %(place)s look for the same.")
        % {"what": one.label, "number": one.at_least, "place": one.place}
        for one in others_nearby(behind, seen.district, at=at)
    ]
    pooled = PooledNeed.objects.filter(need__in=[one.need for one in behind])
    stands = {one.need_id: one.collective.title for one in pooled.select_related("collective")}
    sentences += [
        _("Your need stands with those of others in “%(title)s”, without your name.")
        % {"title": title}
        for title in sorted(set(stands.values()))
    ]
    free = [one for one in behind if one.need not in stands] if seen.works else []
    acts = [_standing(one, at) for one in free if gatherings_for(one.category, seen.district)]
    found = [section_of(link.project) for link in links_of(seen.plan)]
    if sentences or acts:
        found.insert(0, Beside(_("Together with others"), sentences, (), acts))
    return found


def _standing(one: Alike, at: datetime) -> tuple[str, str]:
    words = _("“%(what)s”: stand with others who look for the same, without my name")
    told = {"what": label_of(one.category, at=at)}
    return words % told, reverse("community:agree_myself", args=[one.need])
