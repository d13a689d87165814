"""Tables: the list, a table's page, and what is done there."""

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
from aia.community import actions, permissions
from aia.community.forms import tables as forms
from aia.community.models import Knowledge, Meeting, Seat, Table, Undertaking
from aia.community.queries import table_seen, tables_of, voices_at
from aia.community.terms import TableState
from aia.community.views.base import TableAct, bodies_of, table_crumbs
from aia.kit.clock import now
from aia.people.queries import names_of, persons_visible_to
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb

_MOST_PERSONS = 200


@require_safe
def tables_page(request: HttpRequest) -> HttpResponse:
    """List the tables of the district, and where the reader sits."""
    actor, at = request_actor(request), now()
    asked = request.GET.get("state", TableState.OPEN)
    state = asked if asked in TableState.values else TableState.OPEN
    context = {
        "items": tables_of(actor, state=state, at=at),
        "states": [(code, label, code == state) for code, label in TableState.choices],
        "may_open": bool(actor.districts(*permissions.AROUND)),
    }
    return render(request, "community/tables.html", context)


@require_safe
def table_page(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Show a table to who sits there and to the office."""
    try:
        one = table_seen(request_actor(request), row_id, at=now())
    except Table.DoesNotExist as error:
        raise Http404(str(error)) from error
    context = {"one": one, "crumbs": table_crumbs(None, one.row.title)}
    return render(request, "community/table.html", context)


class OpenTable(ActPage):
    """A new table."""

    form_class = forms.TableForm
    heading = _("Open a table")
    lead = _("Where bodies and people who care for the same thing meet, each with their own voice.")
    submit = _("Open the table")
    done = _("The table is open. Invite now who should be there.")
    district: str

    def load(self, **_ids: Any) -> None:
        """Find the district in which the reader may open one."""
        districts = sorted(self.actor.districts(*permissions.AROUND))
        if not districts:
            raise Forbidden(gettext("Tables are opened by bodies and by the social services."))
        self.district = districts[0]

    def crumbs(self) -> list[Crumb]:
        return table_crumbs(None, str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("community:tables")}

    def perform(self, told: dict[str, Any]) -> Table:
        told.pop("seen")
        return actions.open_a_table(actor=self.actor, district=self.district, at=self.at, **told)

    def after(self, result: Table) -> str:
        return reverse("community:table", args=[result.id])


class CloseTable(TableAct):
    """The alliance meets no more."""

    verb, action = "table.closed", "close_table"
    form_class = ActForm
    heading = _("Close the table")
    lead = _("What was said, decided and done stays written.")
    submit = _("Close the table")
    done = _("The table is closed.")


class OfferSeat(TableAct):
    """Somebody is invited."""

    verb, action, makes = "seat.offered", "offer_seat", True
    form_class = forms.SeatForm
    heading = _("Invite to the table")
    lead = _("A body or a person. They are at the table when they have said yes.")
    submit = _("Invite")
    done = _("The invitation is there.")

    def form_arguments(self) -> dict[str, Any]:
        seen = persons_visible_to(self.actor, at=self.at).filter(district=self.table.district)
        names = names_of(person_ids=list(seen.values_list("pk", flat=True)[:_MOST_PERSONS]))
        persons = sorted(names.items(), key=lambda pair: pair[1])
        return {"bodies": bodies_of(self.table.district), "persons": persons}


class _OnSeat(TableAct):
    """Base of the acts on a seat."""

    model, argument = Seat, "seat_id"
    form_class = ActForm

    def after(self, result: Any) -> str:
        return reverse("community:tables")


class TakeSeat(_OnSeat):
    """Yes."""

    verb, action = "seat.taken", "take_seat"
    heading = _("Sit at the table")
    lead = _("Who sits there reads the minutes and has a voice in what is decided.")
    submit = _("Yes, I take part")
    done = _("Welcome to the table.")

    def after(self, result: Any) -> str:
        return reverse("community:table", args=[self.table.id])


class DeclineSeat(_OnSeat):
    """No."""

    verb, action = "seat.declined", "decline_seat"
    heading = _("Say no to the invitation")
    submit = _("No, not this time")
    done = _("The answer is kept: no reason is asked.")


class EndSeat(_OnSeat):
    """Not any more."""

    verb, action = "seat.ended", "end_seat"
    heading = _("Leave the table")
    lead = _("What was brought and said stays written, with who brought it.")
    submit = _("Leave the table")
    done = _("They are not at the table any more.")


class CallMeeting(TableAct):
    """A meeting to come."""

    verb, action, makes = "meeting.called", "call_meeting", True
    form_class = forms.MeetingForm
    heading = _("Call a meeting")
    submit = _("Call the meeting")
    done = _("The meeting is in the table’s calendar.")


class _OnMeeting(TableAct):
    """Base of the acts on a meeting."""

    model, argument = Meeting, "meeting_id"


class HoldMeeting(_OnMeeting):
    """Its minutes."""

    verb, action = "meeting.held", "hold_meeting"
    form_class = forms.MinutesForm
    heading = _("Write the minutes")
    submit = _("Keep the minutes")
    done = _("The minutes are kept.")

    def form_arguments(self) -> dict[str, Any]:
        return {"seats": voices_at(self.table)}


class CancelMeeting(_OnMeeting):
    """It does not take place."""

    verb, action = "meeting.cancelled", "cancel_meeting"
    form_class = ActForm
    heading = _("Call the meeting off")
    submit = _("Call it off")
    done = _("The meeting does not take place.")


class TakeDecision(TableAct):
    """What was decided."""

    verb, action, makes = "decision.taken", "take_decision", True
    form_class = forms.DecisionForm
    heading = _("A decision")
    lead = _("Bodies and persons are two voices: each is counted apart, and both are shown.")
    submit = _("Keep the decision")
    done = _("The decision is kept.")


class _BySeat(TableAct):
    """Base of what a seat does."""

    makes = True

    def form_arguments(self) -> dict[str, Any]:
        return {"seats": voices_at(self.table)}


class BringKnowledge(_BySeat):
    """Something known that is shared."""

    verb, action = "knowledge.brought", "bring_knowledge"
    form_class = forms.KnowledgeForm
    heading = _("Bring what you know")
    lead = _("Information, know-how, a way of working: what one knows is of use to all.")
    submit = _("Put it on the table")
    done = _("It is on the table.")


class UseKnowledge(_BySeat):
    """Where it was used."""

    model, argument = Knowledge, "knowledge_id"
    verb, action = "knowledge.used", "use_knowledge"
    form_class = forms.UseForm
    heading = _("It was used")
    submit = _("Keep")
    done = _("Who brought it can read it.")


class Undertake(_BySeat):
    """Something undertaken."""

    verb, action = "undertaking.taken", "undertake"
    form_class = forms.UndertakingForm
    heading = _("Undertake something")
    lead = _("Who, what and by when: the table follows it to its end.")
    submit = _("Undertake it")
    done = _("It is undertaken.")

    def form_arguments(self) -> dict[str, Any]:
        going = self.table.projects.filter(state="going").order_by("title", "id")
        projects = list(going.values_list("id", "title"))
        return {**super().form_arguments(), "projects": projects}


class _OnUndertaking(TableAct):
    """Base of the acts on something undertaken."""

    model, argument = Undertaking, "undertaking_id"


class MoveUndertaking(_OnUndertaking):
    """Another day."""

    verb, action = "undertaking.moved", "move_undertaking"
    form_class = forms.MoveForm
    heading = _("Agree on another day")
    submit = _("Keep")
    done = _("The new day is kept, and that it was moved.")


class SettleUndertaking(_OnUndertaking):
    """How it ended."""

    verb, action = "undertaking.settled", "settle_undertaking"
    form_class = forms.SettleForm
    heading = _("How did it end?")
    submit = _("Keep")
    done = _("It came to its end.")
