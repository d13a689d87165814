"""Passages between care and proximity: those of a file, one with its steps, and its acts."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.community import actions
from aia.community.forms import passages as forms
from aia.community.models import Passage
from aia.community.passage_permissions import Around
from aia.community.queries import (
    PassageSeen,
    floor_choices,
    label_of,
    passage_for,
    passage_seen,
    passages_seen,
    passing_file,
)
from aia.community.terms import OffReason, PassageVoice
from aia.community.views.base import bodies_of
from aia.community.views.passing import acts_of, sides_of, steps_of
from aia.kit.clock import now
from aia.pathways.queries import name_of, needs_behind
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb


@require_safe
def passages_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """List the passages of somebody's file, to who follows them and to themself."""
    try:
        found, rows = passages_seen(request_actor(request), row_id, at=now())
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    context = {
        "rows": rows,
        "pathway": found.stood.pathway,
        "may_propose": found.may("passage.proposed"),
        "crumbs": _crumbs(found, gettext("Passages")),
        **_whose(found),
    }
    return render(request, "community/passages.html", context)


@require_safe
def passage_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Show a passage: both sides, what was asked and answered, the trial, the way back."""
    try:
        one = actions.open_passage(actor=request_actor(request), passage_id=row_id, at=now())
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    context = {
        "one": one,
        "steps": steps_of(one.row),
        "sides": sides_of(one),
        "acts": acts_of(one),
        "crumbs": _crumbs(one.around, gettext("A passage"), listed=True),
        **_whose(one.around),
    }
    return render(request, "community/passage.html", context)


def _whose(found: Around) -> dict[str, Any]:
    """Return whose file it is; to who passes, it is their own."""
    own = found.stood.own and not found.team
    return {"own": own, "name": "" if own else name_of(found.stood.pathway)}


def _crumbs(found: Around, here: str, *, listed: bool = False) -> list[Crumb]:
    """Return the places from the file, or from one's own path, to a page of a passage."""
    pathway, places = found.stood.pathway, []
    if found.stood.reads:
        name = name_of(pathway)
        places.append(Crumb(name, reverse("pathways:plans", args=[pathway.subject_id])))
    elif found.stood.own:
        places.append(Crumb(gettext("My path"), reverse("pathways:mine")))
    if listed and found.may("passages.read"):
        listing = reverse("community:passages", args=[pathway.id])
        places.append(Crumb(gettext("Passages"), listing))
    return [*places, Crumb(here)]


class ProposePassage(ActPage):
    """A passage is proposed, with what it needs and its way back."""

    form_class = forms.PassageForm
    heading = _("Propose a passage")
    lead = _(
        "From services to proximity, or from proximity to care: planned with both sides, tried, "
        "and with a way back said from the first day."
    )
    submit = _("Propose it")
    done = _("The passage is proposed. Now both sides and who passes say yes or no.")
    file: Around

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read the file, as who works on it."""
        self.file = passing_file(self.actor, row_id, at=self.at)

    def form_arguments(self) -> dict[str, Any]:
        pathway = self.file.stood.pathway
        return {
            "bodies": bodies_of(pathway.district),
            "needs": [
                (one.need, label_of(one.category, at=self.at))
                for one in needs_behind(pathway.id, at=self.at)
            ],
            "resources": floor_choices(pathway.district, at=self.at),
        }

    def crumbs(self) -> list[Crumb]:
        return _crumbs(self.file, str(self.heading), listed=True)

    def context(self) -> dict[str, Any]:
        listing = reverse("community:passages", args=[self.file.stood.pathway.id])
        return {"back_url": listing}

    def perform_form(self, form: forms.PassageForm) -> Passage:
        return actions.propose_passage(
            actor=self.actor,
            pathway_id=self.file.stood.pathway.id,
            told=form.handover(),
            asks=form.asks(),
            at=self.at,
        )

    def after(self, result: Passage) -> str:
        return reverse("community:passage", args=[result.id])


class _OnPassage(ActPage):
    """Base of the acts on a passage: the form's fields are the arguments of `action`."""

    verb: ClassVar[str]
    action: ClassVar[str]
    passage: Passage
    around: Around

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read the passage, as who may do this to it."""
        self.passage, self.around = passage_for(self.actor, row_id, self.verb, at=self.at)

    def seen(self) -> int | None:
        return self.passage.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return _crumbs(self.around, str(self.heading), listed=True)

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> Any:
        act = getattr(actions, self.action)
        return act(actor=self.actor, passage_id=self.passage.id, at=self.at, **told)

    def after(self, result: Any) -> str:
        return reverse("community:passage", args=[self.passage.id])


class _Agree(_OnPassage):
    """Base: one side says yes, or the team writes down that it did."""

    verb, action = "passage_word.given", "agree_to_passage"
    form_class = forms.AgreeForm
    submit = _("Say yes")
    done = _("The yes is written down.")
    side: ClassVar[PassageVoice]
    shown: PassageSeen

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read what was asked of this side."""
        super().load(row_id)
        self.shown = passage_seen(self.actor, row_id, at=self.at)

    def context(self) -> dict[str, Any]:
        own = self.side in self.around.own
        heard = {} if own else {"submit": gettext("Write their yes down")}
        return {**super().context(), **heard}

    def form_arguments(self) -> dict[str, Any]:
        asks = next(one.asks for one in self.shown.sides if one.side == self.side)
        return {"asks": asks, "own": self.side in self.around.own}

    def perform_form(self, form: forms.AgreeForm) -> Passage:
        told = form.cleaned_data
        return actions.agree_to_passage(
            actor=self.actor,
            passage_id=self.passage.id,
            side=self.side,
            answers=form.answers(),
            words=told["words"],
            channel=told.get("channel"),
            said_by=told.get("said_by", ""),
            seen=told["seen"],
            at=self.at,
        )


class AgreeGiving(_Agree):
    """Who lets them go says yes."""

    side = PassageVoice.GIVING
    heading = _("The yes of who lets them go")
    lead = _("With the answer to each thing that is asked: given, in part, or not and why.")


class AgreeReceiving(_Agree):
    """Who welcomes them says yes."""

    side = PassageVoice.RECEIVING
    heading = _("The yes of who welcomes them")
    lead = _("With the answer to each thing that is asked: given, in part, or not and why.")


class AgreePerson(_Agree):
    """Who passes says yes."""

    side = PassageVoice.PERSON
    heading = _("The yes of who passes")
    lead = _("Nobody is sent anywhere without it. During the trial there is a way back.")


class StartTrial(_OnPassage):
    """The handover was made."""

    verb, action = "passage.started", "start_trial"
    form_class = forms.StartForm
    heading = _("The handover was made")
    submit = _("Begin the trial")
    done = _("The trial runs: hear how it goes before it ends.")

    def initial(self) -> dict[str, Any]:
        return {"on": timezone.localdate(self.at)}


class LookAtTrial(_OnPassage):
    """How it goes."""

    verb, action = "trial_look.taken", "look_at_trial"
    form_class = forms.LookForm
    heading = _("How does the trial go?")
    lead = _("Say it as you see it: it is weighed together before anything is decided.")
    submit = _("Keep")
    done = _("It is written down.")

    def seen(self) -> int | None:
        return None

    def form_arguments(self) -> dict[str, Any]:
        return {"voices": set(PassageVoice) if self.around.team else self.around.own}

    def initial(self) -> dict[str, Any]:
        return {"voice": next(iter(sorted(self.around.own)), None)} if not self.around.team else {}

    def perform(self, told: dict[str, Any]) -> Any:
        told.pop("seen")
        return super().perform(told)


class KeepPassage(_OnPassage):
    """It stays so."""

    verb, action = "passage.kept", "keep_passage"
    form_class: ClassVar[type[ActForm]] = forms.KeepForm
    heading = _("It stays so")
    lead = _("What was tried holds, or who went back has arrived.")
    submit = _("It stays so")
    done = _("The passage has come to its end, as it is.")


class GoBack(_OnPassage):
    """The way back is taken."""

    verb, action = "passage.left", "go_back"
    form_class = forms.BackForm
    heading = _("Take the way back")
    lead = _("It was promised when the passage was planned: nobody has to ask for it again.")
    submit = _("Take the way back")
    done = _("The way back is open: who promised it has the days that were said.")

    def after(self, result: Any) -> str:
        row = self.passage if result is None else result
        return reverse("community:passage", args=[row.id])


class CallOff(_OnPassage):
    """It does not come to a trial."""

    verb, action = "passage.called_off", "call_off_passage"
    form_class = forms.OffForm
    heading = _("Call the passage off")
    lead = _("A no in time helps as much as a yes.")
    submit = _("Call the passage off")
    done = _("The passage is called off. Everything else stays as it was.")

    def form_arguments(self) -> dict[str, Any]:
        others = set(PassageVoice) - (set(PassageVoice) if self.around.team else self.around.own)
        return {"reasons": {one for one in OffReason if one.value not in others}}
