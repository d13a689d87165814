"""Addresses of tables, projects and needs in common."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from aia.access.terms import Actor
from aia.community import passage_permissions, permissions
from aia.community.views import needs, network, passages, passing, projects, tables
from aia.web.navigation import Item, Onward, register, register_onward

app_name = "community"

_ONE = "<uuid:row_id>/"
_TABLE, _SEAT, _MEETING = f"tables/{_ONE}", f"seats/{_ONE}", f"meetings/{_ONE}"
_DONE, _KNOWN = f"undertakings/{_ONE}", f"knowledge/{_ONE}"
_PROJECT, _ROLE, _PART = f"projects/{_ONE}", f"roles/{_ONE}", f"parts/{_ONE}"
_PLAN, _LINK, _NEED = f"plans/{_ONE}", f"joined/{_ONE}", f"collectives/{_ONE}"
_PASSAGE = f"passages/{_ONE}"

urlpatterns = [
    path("tables/", tables.tables_page, name="tables"),
    path("tables/new/", tables.OpenTable.as_view(), name="open_table"),
    path(_TABLE, tables.table_page, name="table"),
    path(_TABLE + "close/", tables.CloseTable.as_view(), name="close_table"),
    path(_TABLE + "invite/", tables.OfferSeat.as_view(), name="offer_seat"),
    path(_TABLE + "meet/", tables.CallMeeting.as_view(), name="call_meeting"),
    path(_TABLE + "decide/", tables.TakeDecision.as_view(), name="take_decision"),
    path(_TABLE + "know/", tables.BringKnowledge.as_view(), name="bring_knowledge"),
    path(_TABLE + "undertake/", tables.Undertake.as_view(), name="undertake"),
    path(_TABLE + "project/", projects.StartProject.as_view(), name="start_project"),
    path(_SEAT + "take/", tables.TakeSeat.as_view(), name="take_seat"),
    path(_SEAT + "decline/", tables.DeclineSeat.as_view(), name="decline_seat"),
    path(_SEAT + "end/", tables.EndSeat.as_view(), name="end_seat"),
    path(_MEETING + "minutes/", tables.HoldMeeting.as_view(), name="hold_meeting"),
    path(_MEETING + "cancel/", tables.CancelMeeting.as_view(), name="cancel_meeting"),
    path(_KNOWN + "used/", tables.UseKnowledge.as_view(), name="use_knowledge"),
    path(_DONE + "move/", tables.MoveUndertaking.as_view(), name="move_undertaking"),
    path(_DONE + "settle/", tables.SettleUndertaking.as_view(), name="settle_undertaking"),
    path("projects/", projects.projects_page, name="projects"),
    path(_PROJECT, projects.project_page, name="project"),
    path(_PROJECT + "aim/", projects.SetAim.as_view(), name="set_aim"),
    path(_PROJECT + "role/", projects.OpenRole.as_view(), name="open_role"),
    path(_PROJECT + "equip/", projects.EquipProject.as_view(), name="equip_project"),
    path(_PROJECT + "money/", projects.PromiseMoney.as_view(), name="promise_money"),
    path(_PROJECT + "result/", projects.TellResult.as_view(), name="tell_result"),
    path(_PROJECT + "end/", projects.EndProject.as_view(), name="end_project"),
    path(_ROLE + "take/", projects.TakeRole.as_view(), name="take_role"),
    path(_PART + "hours/", projects.AddHours.as_view(), name="add_hours"),
    path(_PART + "leave/", projects.LeaveRole.as_view(), name="leave_role"),
    path(f"money/{_ONE}spent/", projects.SpendMoney.as_view(), name="spend_money"),
    path(_PLAN + "join/", projects.JoinPlan.as_view(), name="join_plan"),
    path(_LINK + "leave/", projects.LeavePlan.as_view(), name="leave_plan"),
    path(_LINK + "give/", projects.GiveInProject.as_view(), name="give_in_project"),
    path("needs/", needs.needs_page, name="needs"),
    path("needs/pool/", needs.PoolNeeds.as_view(), name="pool_needs"),
    path(_NEED, needs.need_page, name="need"),
    path(_NEED + "recognise/", needs.Recognise.as_view(), name="recognise"),
    path(f"agree/needs/{_ONE}", needs.Agree.as_view(), name="agree"),
    path(f"agree/own/needs/{_ONE}", needs.AgreeMyself.as_view(), name="agree_myself"),
    path(f"pathways/{_ONE}passages/", passages.passages_page, name="passages"),
    path(
        f"pathways/{_ONE}passages/new/", passages.ProposePassage.as_view(), name="propose_passage"
    ),
    path("passages/", passing.passing_page, name="passing"),
    path(_PASSAGE, passages.passage_page, name="passage"),
    path(_PASSAGE + "giving/", passages.AgreeGiving.as_view(), name="agree_giving"),
    path(_PASSAGE + "receiving/", passages.AgreeReceiving.as_view(), name="agree_receiving"),
    path(_PASSAGE + "person/", passages.AgreePerson.as_view(), name="agree_person"),
    path(_PASSAGE + "start/", passages.StartTrial.as_view(), name="start_trial"),
    path(_PASSAGE + "look/", passages.LookAtTrial.as_view(), name="look_at_trial"),
    path(_PASSAGE + "keep/", passages.KeepPassage.as_view(), name="keep_passage"),
    path(_PASSAGE + "back/", passages.GoBack.as_view(), name="go_back"),
    path(_PASSAGE + "off/", passages.CallOff.as_view(), name="call_off_passage"),
    path("network/", network.network_page, name="network"),
]


def _around(actor: Actor) -> bool:
    return bool(actor.districts(*permissions.AROUND))


def _passing(actor: Actor) -> bool:
    return bool(actor.districts(*passage_permissions.ROLES))


def _anybody(actor: Actor) -> bool:
    return bool(actor.districts(*permissions.ALL_AROUND))


register(Item(label=_("Tables"), url="community:tables", shown=_anybody, order=54))
for _label, _url, _shown, _order in (
    (_("Projects"), "community:projects", _anybody, 55),
    (_("Needs in common"), "community:needs", _around, 56),
    (_("Who works with whom"), "community:network", _around, 57),
    (_("Passages"), "community:passing", _passing, 58),
):
    register(Item(_label, _url, _shown, _order, within="community:tables"))

register_onward("pathway", Onward(_("Passages between care and proximity"), "community:passages"))
register_onward("mine", Onward(_("Your passages"), "community:passages"))
