"""Projects: the list, a project's page, and what is done in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.community import actions
from aia.community.forms import projects as forms
from aia.community.models import PlanLink, Pocket, Project, ProjectRole, RoleHolder
from aia.community.queries import floor_choices, going_in, project_seen, projects_of, recognised_in
from aia.community.terms import ProjectState
from aia.community.views.base import ProjectAct, TableAct, bodies_of, project_crumbs
from aia.kit.clock import now
from aia.pathways.queries import plan_worked
from aia.people.queries import names_of
from aia.web.acts import ActPage
from aia.web.forms import ActForm


@require_safe
def projects_page(request: HttpRequest) -> HttpResponse:
    """List the projects of the district."""
    asked = request.GET.get("state", ProjectState.GOING)
    state = asked if asked in ProjectState.values else ProjectState.GOING
    context = {
        "items": projects_of(request_actor(request), state=state),
        "states": [(code, label, code == state) for code, label in ProjectState.choices],
    }
    return render(request, "community/projects.html", context)


@require_safe
def project_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Show a project to whoever has a role in its district."""
    try:
        one = project_seen(request_actor(request), row_id, at=now())
    except Project.DoesNotExist as error:
        raise Http404(str(error)) from error
    context = {"one": one, "crumbs": project_crumbs(None, one.row.title)}
    return render(request, "community/project.html", context)


class StartProject(TableAct):
    """A table starts a project."""

    verb, action, makes = "project.started", "start_project", True
    form_class = forms.ProjectForm
    heading = _("Start a project")
    lead = _("An answer given together: what you want, and how anybody sees that it is there.")
    submit = _("Start the project")
    done = _("The project has begun. Say now who does what, and with which means.")

    def form_arguments(self) -> dict[str, Any]:
        return {"collectives": recognised_in(self.table.district)}

    def after(self, result: Any) -> str:
        if result is None:
            return super().after(result)
        return reverse("community:project", args=[result.id])


class SetAim(ProjectAct):
    """Something more that it wants."""

    verb, action, makes = "aim.set", "set_aim", True
    form_class = forms.AimForm
    heading = _("Add an aim")
    submit = _("Add it")
    done = _("The aim is there.")


class OpenRole(ProjectAct):
    """A part to play."""

    verb, action, makes = "role.opened", "open_role", True
    form_class = forms.RoleForm
    heading = _("Add a part to play")
    submit = _("Add it")
    done = _("The part is there for who wants it.")


class TakeRole(ProjectAct):
    """Somebody plays a part."""

    model, argument = ProjectRole, "role_id"
    verb, action, makes = "project.read", "take_role", True
    form_class = forms.TakeForm
    heading = _("Take this part")
    lead = _("Voluntary, as long as you like: no help depends on it.")
    submit = _("Count me in")
    done = _("Thank you: you are in.")
    voices: list[tuple[str, Any]]

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Find in whose name the reader may play it."""
        super().load(row_id)
        names = names_of(organisation_ids=self.actor.organisations())
        bodies = sorted(names.items(), key=lambda pair: pair[1])
        mine = [(f"person:{one}", gettext("Myself")) for one in sorted(self.actor.persons())]
        self.voices = [*mine, *((f"body:{one}", name) for one, name in bodies)]
        if not self.voices:
            raise Forbidden(gettext("Parts are played by people and by bodies."))

    def form_arguments(self) -> dict[str, Any]:
        return {"voices": self.voices}

    def initial(self) -> dict[str, Any]:
        return {"who": self.voices[0][0]}

    def perform(self, told: dict[str, Any]) -> Any:
        kind, _colon, who = told["who"].partition(":")
        name = "organisation_id" if kind == "body" else "person_id"
        return super().perform({name: UUID(who)})


class _OnHolder(ProjectAct):
    """Base of the acts on who plays a part."""

    model, argument = RoleHolder, "holder_id"


class AddHours(_OnHolder):
    """Hours given."""

    verb, action = "role.worked", "add_hours"
    form_class = forms.HoursForm
    heading = _("Hours given")
    submit = _("Add them")
    done = _("The hours are added.")


class LeaveRole(_OnHolder):
    """Not any more."""

    verb, action = "role.left", "leave_role"
    form_class = ActForm
    heading = _("Leave this part")
    lead = _("No reason is asked. The hours that were given stay.")
    submit = _("Leave it")
    done = _("The part is free again.")


class EquipProject(ProjectAct):
    """Something on the floor that it uses."""

    verb, action, makes = "project.equipped", "equip_project", True
    form_class = forms.EquipForm
    heading = _("Use something from the floor")
    submit = _("Use it")
    done = _("The project uses it. Book it when it has hours.")

    def form_arguments(self) -> dict[str, Any]:
        return {"resources": floor_choices(self.project.district, at=self.at)}


class PromiseMoney(ProjectAct):
    """Money promised."""

    verb, action, makes = "pocket.promised", "promise_money", True
    form_class = forms.PocketForm
    heading = _("Money for the project")
    submit = _("Keep")
    done = _("The money is written down.")

    def form_arguments(self) -> dict[str, Any]:
        return {"bodies": bodies_of(self.project.district)}


class SpendMoney(ProjectAct):
    """Money spent."""

    model, argument = Pocket, "pocket_id"
    verb, action = "pocket.spent", "spend_money"
    form_class = forms.SpentForm
    heading = _("Money spent")
    submit = _("Keep")
    done = _("What was spent is written down.")

    def initial(self) -> dict[str, Any]:
        return {"spent": self.row.spent}


class TellResult(ProjectAct):
    """What came of it."""

    verb, action, makes = "result.told", "tell_result", True
    form_class = forms.ResultForm
    heading = _("Tell what came of it")
    submit = _("Tell what came of it")
    done = _("It is read at the review of every plan that takes part.")

    def form_arguments(self) -> dict[str, Any]:
        return {"aims": list(self.project.aims.order_by("id").values_list("id", "words"))}


class EndProject(ProjectAct):
    """Its end."""

    verb, action = "project.ended", "end_project"
    form_class = forms.EndForm
    heading = _("End the project")
    submit = _("End it")
    done = _("The project has ended: what it was stays written.")


class JoinPlan(ActPage):
    """A plan takes part in a project."""

    form_class = forms.JoinForm
    heading = _("Take part in a project")
    lead = _("As agreed with the person. The project counts the plan; it never reads whose it is.")
    submit = _("Take part")
    done = _("The plan takes part in it.")

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read the plan, as who works on it."""
        self.plan = plan_worked(self.actor, row_id, at=self.at)

    def form_arguments(self) -> dict[str, Any]:
        going = going_in(self.plan.district)
        return {"projects": [(one.id, one.title) for one in going]}

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> PlanLink:
        project = told["project_id"]
        return actions.join_plan(
            actor=self.actor, project_id=project, plan_id=self.plan.id, at=self.at
        )

    def after(self, result: Any) -> str:
        return reverse("pathways:plan", args=[self.plan.id])


class _OnLink(ProjectAct):
    """Base of the acts on a plan's part in a project."""

    model, argument = PlanLink, "link_id"

    def load(self, row_id: UUID, **_ids: Any) -> None:
        """Read the link, as who works on the plan."""
        super().load(row_id)
        plan_worked(self.actor, self.row.plan_id, at=self.at)

    def after(self, result: Any) -> str:
        return reverse("pathways:plan", args=[self.row.plan_id])


class LeavePlan(_OnLink):
    """It does not take part any more."""

    verb, action = "plan_link.left", "leave_plan"
    form_class = ActForm
    heading = _("Leave the project")
    submit = _("Leave it")
    done = _("The plan does not take part any more.")


class GiveInProject(_OnLink):
    """Something given back in it."""

    verb, action, makes = "project_gift.arose", "give_in_project", True
    form_class = forms.GiftForm
    heading = _("Something given back")
    lead = _("Only what the person wanted to give: nothing they receive depends on it.")
    submit = _("Keep")
    done = _("It is on their path, and counted in the project.")
