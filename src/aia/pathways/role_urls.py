"""Addresses of teams, trace and steering; of organisations that were asked; of one's own path."""

from django.urls import URLPattern, path

from aia.pathways.views import (
    approvals,
    mine,
    my_documents,
    my_file,
    opening,
    received,
    steering,
    teams,
    trace,
)

# Opening and teams, the trace, and whoever steers.
_STEERING: list[URLPattern] = [
    path("list/", steering.list_page, name="list"),
    path("checks/", steering.checks_page, name="checks"),
    path("approved-alone/", approvals.approved_alone_page, name="approved_alone"),
    path("hand-over/", steering.HandOver.as_view(), name="hand_over"),
    path("hand-over/done/", steering.handed_over_page, name="handed_over"),
    path("open/community/", opening.OpenCommunity.as_view(), name="open_community"),
    path("open/<slug:kind>/<uuid:subject>/", opening.OpenPathway.as_view(), name="open"),
    path("of/<uuid:subject>/reopen/", opening.ReopenPathway.as_view(), name="reopen_pathway"),
    path("of/<uuid:subject>/resume/", opening.ResumePathway.as_view(), name="resume_pathway"),
    path("of/<uuid:subject>/team/", teams.team_page, name="team"),
    path("of/<uuid:subject>/team/join/", teams.JoinTeam.as_view(), name="join_team"),
    path("of/<uuid:subject>/team/leave/", teams.LeaveTeam.as_view(), name="leave_team"),
    path("of/<uuid:subject>/team/lead/", teams.ChangeLead.as_view(), name="change_lead"),
    path("of/<uuid:subject>/emergency/", opening.BreakGlass.as_view(), name="break_glass"),
    path("of/<uuid:subject>/trace/", trace.trace_page, name="trace"),
]

# Organisations that were asked.
_RECEIVED: list[URLPattern] = [
    path("received/", received.received_page, name="received"),
    path("received/<uuid:referral_id>/", received.referral_page, name="received_referral"),
    path(
        "received/<uuid:referral_id>/accept/",
        received.AcceptReferral.as_view(),
        name="accept_referral",
    ),
    path(
        "received/<uuid:referral_id>/decline/",
        received.DeclineReferral.as_view(),
        name="decline_referral",
    ),
    path(
        "received/<uuid:referral_id>/start/",
        received.StartReferral.as_view(),
        name="start_referral",
    ),
    path("received/<uuid:referral_id>/end/", received.EndReferral.as_view(), name="end_referral"),
]

# The person's own path.
_MINE: list[URLPattern] = [
    path("mine/", mine.mine_page, name="mine"),
    path("mine/needs/<uuid:need_id>/", mine.MyDemand.as_view(), name="my_demand"),
    path("mine/demands/<uuid:demand_id>/words/", mine.MyWords.as_view(), name="my_words"),
    path("mine/demands/<uuid:demand_id>/choice/", mine.MyChoice.as_view(), name="my_choice"),
    path("mine/choices/<uuid:choice_id>/", mine.MyOtherChoice.as_view(), name="my_other_choice"),
    path("mine/reviews/<uuid:review_id>/", my_file.MyReview.as_view(), name="my_review"),
    path("mine/give-back/", my_file.MyGiveBack.as_view(), name="my_give_back"),
    path("mine/appointments/", my_file.MyMeeting.as_view(), name="my_meetings"),
    path(
        "mine/appointments/<uuid:appointment_id>/cancel/",
        my_file.cancel_meeting,
        name="my_meeting_cancel",
    ),
    path("mine/documents/", my_documents.MyDocuments.as_view(), name="my_documents"),
    path(
        "mine/documents/<uuid:document_id>/take-back/",
        my_documents.take_back,
        name="my_document_take_back",
    ),
    path("mine/plan/", my_file.plan_page, name="my_plan"),
    path("mine/consents/", my_file.consents_page, name="my_consents"),
    path(
        "mine/consents/<uuid:consent_id>/withdraw/",
        my_file.withdraw_consent,
        name="my_consent_withdraw",
    ),
    path("mine/openings/", my_file.openings_page, name="my_openings"),
    path("mine/data/", my_file.data_page, name="my_data"),
]

urlpatterns = [*_STEERING, *_RECEIVED, *_MINE]
