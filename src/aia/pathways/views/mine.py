"""The person's own path: my words, the possibilities, my choice, how it went."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor, Forbidden, Role
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.forms import mine as forms
from aia.pathways.models import Choice, Demand, Need, Pathway
from aia.pathways.queries import (
    DemandFile,
    MyPath,
    NeedFile,
    OptionFile,
    awaited_reviews,
    coming_appointments,
    goes_on,
    my_path,
    strands,
)
from aia.pathways.rules.moves import LIVE_ANSWERS
from aia.pathways.terms import OptionState, State, Step, Voice
from aia.pathways.views.acts import ActPage
from aia.pathways.views.files import drawn
from aia.web.terms import Crumb


@require_safe
def mine_page(request: HttpRequest) -> HttpResponse:
    """Show the person's own path, with what waits for them first."""
    actor, at = citizen(request), now()
    path = actions.open_my_path(actor=actor, at=at)
    if path is None:
        return render(request, "pathways/mine_empty.html", {"known": bool(actor.persons())})
    open_now = goes_on(path.pathway)
    needs = [_need(file, open_now=open_now) for file in path.needs]
    context = {
        "path": path,
        "pathway": path.pathway,
        "strands": [drawn(strand) for strand in strands(path.needs, at=at)],
        "needs": needs,
        "waiting": [row for row in needs if row["choose"]],
        "reviews": awaited_reviews(path.pathway, at=at) if open_now else [],
        "coming": coming_appointments(actor, at=at),
        "open_now": open_now,
    }
    return render(request, "pathways/mine.html", context)


def citizen(request: HttpRequest) -> Actor:
    """Return the actor, who has the role of citizen. Raises Forbidden."""
    actor = request_actor(request)
    if not actor.has(Role.CITIZEN):
        raise Forbidden(gettext("This page belongs to the person whose path it is."))
    return actor


def _need(file: NeedFile, *, open_now: bool) -> dict[str, Any]:
    """Return a need with what the person can do about it now."""
    demand = file.demand
    active = open_now and file.need.state == State.OPEN
    choice = demand.choice if demand else None
    options = [o for o in demand.options if o.option.state != "withdrawn"] if demand else []
    taken = choice.choice.option_id if choice else None
    return {
        "file": file,
        "need": file.need,
        "demand": demand,
        "options": options,
        "taken": next((o for o in options if o.option.id == taken), None),
        "say": active and demand is None,
        "reword": active and demand is not None and demand.demand.voiced_by == Voice.PERSON,
        "choose": _choose_url(file, demand) if active else "",
        "change": _change_url(file, demand) if active else "",
    }


def _choose_url(file: NeedFile, demand: DemandFile | None) -> str:
    """Return where the person chooses, when something was offered since they last did."""
    if demand is None or not _offered(demand):
        return ""
    if demand.choice is None:
        return reverse("pathways:my_choice", args=[demand.demand.id])
    if demand.choice.choice.option_id is None:
        return reverse("pathways:my_other_choice", args=[demand.choice.choice.id])
    return ""


def _change_url(file: NeedFile, demand: DemandFile | None) -> str:
    """Return where the person changes a choice that nothing stands on yet."""
    live = any(answer.answer.state in LIVE_ANSWERS for answer in file.answers)
    if demand is None or demand.choice is None or live or file.need.step != Step.CHOICE:
        return ""
    return reverse("pathways:my_other_choice", args=[demand.choice.choice.id])


def _offered(demand: DemandFile) -> bool:
    return any(o.option.state == OptionState.OFFERED for o in demand.options)


class OnMyPath(ActPage):
    """Base of the acts of the person on their own path."""

    path: MyPath

    def load(self, *parts: Any, **ids: Any) -> None:
        """Read the person's own path. Raises Forbidden, Pathway.DoesNotExist."""
        path = my_path(citizen(self.request), at=self.at)
        if path is None:
            raise Pathway.DoesNotExist
        self.path = path
        self.find(*parts, **ids)

    def find(self, *_parts: Any, **_ids: Any) -> None:
        """Find on the path what the page is about. Raises the model's DoesNotExist."""

    def crumbs(self) -> list[Crumb]:
        return [Crumb(gettext("My path"), reverse("pathways:mine")), Crumb(str(self.heading))]

    def after(self, result: Any) -> str:
        return reverse("pathways:mine")

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}


class MyDemand(OnMyPath):
    """Say, in one's own words, a need that was talked about."""

    form_class = forms.MyDemandForm
    heading = _("Say what you ask for")
    submit = _("These are my words")
    done = _("Thank you: your words are on your path. Now the possibilities are looked for.")
    need: Need

    def find(self, need_id: UUID, **_ids: Any) -> None:
        """Find the need. Raises Need.DoesNotExist."""
        found = [file.need for file in self.path.needs if file.need.id == need_id]
        if not found:
            raise Need.DoesNotExist
        self.need = found[0]

    def seen(self) -> int | None:
        return self.need.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.open_demand(actor=self.actor, need_id=self.need.id, **told, at=self.at)


class OnMyDemand(OnMyPath):
    """Base of the acts on one's own demand: shows the words above the form."""

    template_name = "pathways/mine_act.html"
    file: NeedFile
    demand: DemandFile

    def context(self) -> dict[str, Any]:
        return {**super().context(), "file": self.file, "demand": self.demand}


class _ByDemand(OnMyDemand):
    """Base of the acts whose address names the demand."""

    def find(self, demand_id: UUID, **_ids: Any) -> None:
        """Find the demand and its need. Raises Demand.DoesNotExist."""
        standing = [(file, file.demand) for file in self.path.needs]
        pairs = [(file, demand) for file, demand in standing if demand is not None]
        found = [pair for pair in pairs if pair[1].demand.id == demand_id]
        if not found:
            raise Demand.DoesNotExist
        self.file, self.demand = found[0]


class MyWords(_ByDemand):
    """Say one's demand in other words."""

    form_class = forms.MyDemandForm
    heading = _("Your words")
    submit = _("These are my words")
    done = _("Your words are kept as you say them now.")

    def seen(self) -> int | None:
        return self.demand.demand.last_entry_id

    def initial(self) -> dict[str, Any]:
        return {"words": self.demand.words}

    def perform(self, told: dict[str, Any]) -> Any:
        demand = self.demand.demand
        return actions.reword_demand(actor=self.actor, demand_id=demand.id, **told, at=self.at)


class _Choosing(OnMyDemand):
    """Base of the two acts of choosing."""

    template_name = "pathways/mine_choice.html"
    form_class = forms.MyChoiceForm
    submit = _("This is my choice")
    done = _("Your choice is kept. Whoever follows you sees it now.")

    def offered(self) -> list[OptionFile]:
        """Return the possibilities that are still there."""
        return [o for o in self.demand.options if o.option.state != OptionState.WITHDRAWN]

    def form_arguments(self) -> dict[str, Any]:
        return {"options": self.offered()}

    def context(self) -> dict[str, Any]:
        return {**super().context(), "options": self.offered()}


class MyChoice(_Choosing, _ByDemand):
    """Choose among the possibilities, or none of them, and say why."""

    heading = _("Your choice")
    lead = _("You choose. You may also choose none: other possibilities are looked for.")

    def get(self, request: HttpRequest, **ids: Any) -> HttpResponse:
        """Show the form; who has chosen before goes to choosing again."""
        if self.demand.choice is not None:
            return redirect("pathways:my_other_choice", self.demand.choice.choice.id)
        return super().get(request, **ids)

    def seen(self) -> int | None:
        return self.file.need.last_entry_id

    def perform_form(self, form: Any) -> Any:
        demand = self.demand.demand
        return actions.make_choice(
            actor=self.actor, demand_id=demand.id, **form.decision(), at=self.at
        )


class MyOtherChoice(_Choosing):
    """Choose again: the earlier choice stays on record."""

    heading = _("You choose again")
    lead = _("You may change your mind. What you chose before stays written, as changed.")
    choice: Choice

    def find(self, choice_id: UUID, **_ids: Any) -> None:
        """Find the choice that stands. Raises Choice.DoesNotExist."""
        standing = [
            (file, demand, demand.choice.choice)
            for file in self.path.needs
            for demand in file.demands
            if demand.choice is not None and demand.choice.choice.id == choice_id
        ]
        if not standing:
            raise Choice.DoesNotExist
        self.file, self.demand, self.choice = standing[0]

    def seen(self) -> int | None:
        return self.choice.last_entry_id

    def perform_form(self, form: Any) -> Any:
        return actions.change_choice(
            actor=self.actor, choice_id=self.choice.id, **form.decision(), at=self.at
        )
