"""Addresses of the line."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from aia.access.terms import Actor, Role
from aia.pathways import part_urls, role_urls
from aia.pathways.views import (
    answers,
    approvals,
    files,
    line,
    needs,
    replies,
    whole,
    worklist,
)
from aia.pathways.views.appointments import uses_agenda
from aia.web.navigation import Item, register

app_name = "pathways"

urlpatterns = [
    path("", worklist.worklist_page, name="worklist"),
    path("of/<uuid:subject>/", files.person_page, name="person"),
    path("of/<uuid:subject>/need/", needs.RecogniseNeed.as_view(), name="recognise_need"),
    path("of/<uuid:subject>/give-back/", whole.GiveBack.as_view(), name="give_back"),
    path("of/<uuid:subject>/close/", whole.ClosePathway.as_view(), name="close_pathway"),
    path("of/<uuid:subject>/title/", whole.RenamePathway.as_view(), name="rename_pathway"),
    path("of/<uuid:subject>/suspend/", whole.SuspendPathway.as_view(), name="suspend_pathway"),
    path("needs/<uuid:need_id>/words/", needs.RewordNeed.as_view(), name="reword_need"),
    path("needs/<uuid:need_id>/weight/", needs.RegradeNeed.as_view(), name="regrade_need"),
    path("needs/<uuid:need_id>/sort/", needs.ReclassifyNeed.as_view(), name="reclassify_need"),
    path("needs/<uuid:need_id>/unvoiced/", needs.LeaveUnvoiced.as_view(), name="mark_unvoiced"),
    path("needs/<uuid:need_id>/suspend/", needs.SuspendNeed.as_view(), name="suspend_need"),
    path("needs/<uuid:need_id>/resume/", needs.ResumeNeed.as_view(), name="resume_need"),
    path("needs/<uuid:need_id>/close/", needs.CloseNeed.as_view(), name="close_need"),
    path("needs/<uuid:need_id>/reopen/", needs.ReopenNeed.as_view(), name="reopen_need"),
    path("needs/<uuid:need_id>/demand/", line.OpenDemand.as_view(), name="open_demand"),
    path("needs/<uuid:need_id>/referral/", answers.SendReferral.as_view(), name="send_referral"),
    path("demands/<uuid:row_id>/words/", line.RewordDemand.as_view(), name="reword_demand"),
    path("demands/<uuid:row_id>/withdraw/", line.WithdrawDemand.as_view(), name="withdraw_demand"),
    path("demands/<uuid:row_id>/option/", line.OfferOption.as_view(), name="offer_option"),
    path("demands/<uuid:row_id>/choice/", line.MakeChoice.as_view(), name="make_choice"),
    path("options/<uuid:row_id>/withdraw/", line.WithdrawOption.as_view(), name="withdraw_option"),
    path("choices/<uuid:row_id>/change/", line.ChangeChoice.as_view(), name="change_choice"),
    path("choices/<uuid:row_id>/answer/", answers.PlanAnswer.as_view(), name="plan_answer"),
    path("answers/<uuid:row_id>/start/", answers.StartAnswer.as_view(), name="start_answer"),
    path("answers/<uuid:row_id>/suspend/", answers.SuspendAnswer.as_view(), name="suspend_answer"),
    path("answers/<uuid:row_id>/resume/", answers.ResumeAnswer.as_view(), name="resume_answer"),
    path("answers/<uuid:row_id>/end/", answers.EndAnswer.as_view(), name="end_answer"),
    path("answers/<uuid:row_id>/pass/", answers.PassAnswer.as_view(), name="pass_answer"),
    path(
        "referrals/<uuid:row_id>/withdraw/",
        answers.WithdrawReferral.as_view(),
        name="withdraw_referral",
    ),
    path("referrals/<uuid:row_id>/heard/yes/", replies.HearYes.as_view(), name="hear_yes"),
    path("referrals/<uuid:row_id>/heard/no/", replies.HearNo.as_view(), name="hear_no"),
    path("referrals/<uuid:row_id>/heard/begun/", replies.HearStart.as_view(), name="hear_start"),
    path("referrals/<uuid:row_id>/heard/ended/", replies.HearEnd.as_view(), name="hear_end"),
    *part_urls.urlpatterns,
    *role_urls.urlpatterns,
]


def _works_on_files(actor: Actor) -> bool:
    return actor.has(Role.SOCIAL_WORKER) or actor.has(Role.COORDINATOR)


register(
    Item(label=_("Worklist"), url="pathways:worklist", shown=_works_on_files, order=10, home=10)
)
register(Item(label=_("Agenda"), url="pathways:agenda", shown=uses_agenda, order=15))


def _coordinates(actor: Actor) -> bool:
    return actor.has(Role.COORDINATOR)


def _answers_for_a_body(actor: Actor) -> bool:
    return bool(actor.organisations())


def _has_a_path(actor: Actor) -> bool:
    return actor.has(Role.CITIZEN)


register(Item(label=_("Pathways"), url="pathways:list", shown=_works_on_files, order=20))
register(
    Item(
        label=_("Approved alone"), url="pathways:approved_alone", shown=approvals.oversees, order=85
    )
)
register(Item(label=_("Checks"), url="pathways:checks", shown=_coordinates, order=60))
register(
    Item(
        label=_("Referrals received"),
        url="pathways:received",
        shown=_answers_for_a_body,
        order=15,
        home=20,
    )
)
register(Item(label=_("My path"), url="pathways:mine", shown=_has_a_path, order=25, home=30))
