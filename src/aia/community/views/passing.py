"""What pages of passages show: those under way; where one stands, and what may be done next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.community.models import Passage
from aia.community.passage_permissions import ROLES
from aia.community.queries import PassageSeen, SideSeen, passing
from aia.community.terms import PassageState
from aia.kit.clock import now
from aia.web.terms import StepperStep

_WAY = (PassageState.PROPOSED, PassageState.AGREED, PassageState.TRIAL)
_BEFORE = (PassageState.PROPOSED, PassageState.AGREED)


@dataclass(frozen=True)
class Act:
    """What can be done next: its words, the address of its page, whether it is the first one."""

    label: str
    url: str
    main: bool = False


@require_safe
def passing_page(request: HttpRequest) -> HttpResponse:
    """Show the passages under way to who follows or coordinates the files, and to their sides."""
    actor = request_actor(request)
    if not actor.districts(*ROLES):
        raise Forbidden(_("Passages are of who makes them: their own stand on everybody’s path."))
    seen = passing(actor, at=now())
    groups = [
        (_("Trials and ways back that end within two weeks"), seen.soon),
        (_("Waiting for a yes"), seen.asked),
        (_("Agreed, to be handed over"), seen.ready),
        (_("Other trials"), seen.trying),
    ]
    return render(request, "community/passing.html", {"seen": seen, "groups": groups})


def steps_of(row: Passage) -> list[StepperStep]:
    """Return the way of a passage to its end, with where it stands."""
    if row.back_of_id is not None:
        shown = [PassageState.AGREED, PassageState.KEPT]
    elif row.state == PassageState.OFF:
        shown = [PassageState.PROPOSED, PassageState.OFF]
    else:
        end = PassageState.BACK if row.state == PassageState.BACK else PassageState.KEPT
        shown = [*_WAY, end]
    here = shown.index(PassageState(row.state))
    stood = ["done"] * here + ["current"] + ["to_do"] * (len(shown) - here - 1)
    return [StepperStep(str(state.label), how) for state, how in zip(shown, stood, strict=True)]


def acts_of(one: PassageSeen) -> list[Act]:
    """Return what the reader may do about a passage, what takes it further first."""
    state = one.row.state
    found = []
    if one.is_back:
        if state == PassageState.AGREED and one.around.may("passage.kept"):
            found.append(_act(one, _("They are back"), "keep_passage", main=True))
        return found
    if state == PassageState.AGREED and one.around.may("passage.started"):
        found.append(_act(one, _("The handover was made"), "start_trial", main=True))
    if state == PassageState.TRIAL:
        found += _of_trial(one)
    if state in _BEFORE and one.around.may("passage.called_off"):
        found.append(_act(one, _("Call the passage off"), "call_off_passage"))
    return found


def sides_of(one: PassageSeen) -> list[tuple[SideSeen, str]]:
    """Return each side with the address of its yes, "" when it is not awaited of the reader."""
    awaited = one.row.state == PassageState.PROPOSED and one.around.may("passage_word.given")
    return [
        (
            side,
            reverse(f"community:agree_{side.side}", args=[one.row.id])
            if awaited and side.word is None and side.speaks
            else "",
        )
        for side in one.sides
    ]


def _of_trial(one: PassageSeen) -> list[Act]:
    found = []
    if one.around.may("trial_look.taken"):
        main = not (one.heard and one.around.may("passage.kept"))
        found.append(_act(one, _("Say how it goes"), "look_at_trial", main=main))
    if one.heard and one.around.may("passage.kept"):
        found.insert(0, _act(one, _("It stays so"), "keep_passage", main=True))
    if one.around.may("passage.left"):
        found.append(_act(one, _("Take the way back"), "go_back"))
    return found


def _act(one: PassageSeen, label: str, name: str, *, main: bool = False) -> Act:
    return Act(label, reverse(f"community:{name}", args=[one.row.id]), main)
