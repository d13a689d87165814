"""Addresses of the line."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from aia.access.terms import Actor, Role
from aia.pathways.views import files, line, needs, worklist
from aia.web.navigation import Item, register

app_name = "pathways"

urlpatterns = [
    path("", worklist.worklist_page, name="worklist"),
    path("of/<uuid:subject>/", files.person_page, name="person"),
    path("of/<uuid:subject>/need/", needs.RecogniseNeed.as_view(), name="recognise_need"),
    path("of/<uuid:subject>/give-back/", line.GiveBack.as_view(), name="give_back"),
    path("of/<uuid:subject>/close/", line.ClosePathway.as_view(), name="close_pathway"),
    path("of/<uuid:subject>/suspend/", line.SuspendPathway.as_view(), name="suspend_pathway"),
    path("needs/<uuid:need_id>/words/", needs.RewordNeed.as_view(), name="reword_need"),
    path("needs/<uuid:need_id>/weight/", needs.RegradeNeed.as_view(), name="regrade_need"),
    path("needs/<uuid:need_id>/sort/", needs.ReclassifyNeed.as_view(), name="reclassify_need"),
    path("needs/<uuid:need_id>/unvoiced/", needs.LeaveUnvoiced.as_view(), name="mark_unvoiced"),
    path("needs/<uuid:need_id>/suspend/", needs.SuspendNeed.as_view(), name="suspend_need"),
    path("needs/<uuid:need_id>/resume/", needs.ResumeNeed.as_view(), name="resume_need"),
    path("needs/<uuid:need_id>/close/", needs.CloseNeed.as_view(), name="close_need"),
    path("needs/<uuid:need_id>/reopen/", needs.ReopenNeed.as_view(), name="reopen_need"),
    path("needs/<uuid:need_id>/demand/", line.OpenDemand.as_view(), name="open_demand"),
    path("needs/<uuid:need_id>/referral/", line.SendReferral.as_view(), name="send_referral"),
    path("demands/<uuid:row_id>/words/", line.RewordDemand.as_view(), name="reword_demand"),
    path("demands/<uuid:row_id>/withdraw/", line.WithdrawDemand.as_view(), name="withdraw_demand"),
    path("demands/<uuid:row_id>/option/", line.OfferOption.as_view(), name="offer_option"),
    path("demands/<uuid:row_id>/choice/", line.MakeChoice.as_view(), name="make_choice"),
    path("options/<uuid:row_id>/withdraw/", line.WithdrawOption.as_view(), name="withdraw_option"),
    path("choices/<uuid:row_id>/change/", line.ChangeChoice.as_view(), name="change_choice"),
    path("choices/<uuid:row_id>/answer/", line.PlanAnswer.as_view(), name="plan_answer"),
    path("answers/<uuid:row_id>/start/", line.StartAnswer.as_view(), name="start_answer"),
    path("answers/<uuid:row_id>/suspend/", line.SuspendAnswer.as_view(), name="suspend_answer"),
    path("answers/<uuid:row_id>/resume/", line.ResumeAnswer.as_view(), name="resume_answer"),
    path("answers/<uuid:row_id>/end/", line.EndAnswer.as_view(), name="end_answer"),
    path("answers/<uuid:row_id>/pass/", line.PassAnswer.as_view(), name="pass_answer"),
    path(
        "referrals/<uuid:row_id>/withdraw/",
        line.WithdrawReferral.as_view(),
        name="withdraw_referral",
    ),
]


def _works_on_files(actor: Actor) -> bool:
    return actor.has(Role.SOCIAL_WORKER) or actor.has(Role.COORDINATOR)


register(
    Item(
        label=_("Worklist"), url="pathways:worklist", shown=_works_on_files, order=10, home=10
    )
)
