"""Addresses of a file's parts: plan and reviews, autonomy, diary, documents; and the agenda."""

from django.urls import URLPattern, path

from aia.pathways.views import (
    appointments,
    assessments,
    attachments,
    diary,
    plan_acts,
    plan_parts,
    plans,
    reviews,
)

_PLANS: list[URLPattern] = [
    path("of/<uuid:subject>/plan/", plans.plans_page, name="plans"),
    path("of/<uuid:subject>/plan/new/", plans.DraftPlan.as_view(), name="draft_plan"),
    path("plans/<uuid:row_id>/", plans.plan_page, name="plan"),
    path("plans/<uuid:row_id>/plan.pdf", plans.plan_pdf, name="plan_pdf"),
    path("plans/<uuid:row_id>/change/", plan_acts.ChangePlan.as_view(), name="change_plan"),
    path("plans/<uuid:row_id>/dates/", plan_acts.RedatePlan.as_view(), name="redate_plan"),
    path("plans/<uuid:row_id>/budget/", plan_acts.SetBudget.as_view(), name="set_budget"),
    path("plans/<uuid:row_id>/submit/", plan_acts.SubmitPlan.as_view(), name="submit_plan"),
    path("plans/<uuid:row_id>/approve/", plan_acts.ApprovePlan.as_view(), name="approve_plan"),
    path("plans/<uuid:row_id>/return/", plan_acts.ReturnPlan.as_view(), name="return_plan"),
    path("plans/<uuid:row_id>/sign/", plan_acts.SignPlan.as_view(), name="sign_plan"),
    path("plans/<uuid:row_id>/end/", plan_acts.EndPlan.as_view(), name="end_plan"),
    path("plans/<uuid:row_id>/goal/", plan_parts.AddGoal.as_view(), name="add_goal"),
    path(
        "plans/<uuid:row_id>/commitment/",
        plan_parts.AddCommitment.as_view(),
        name="add_commitment",
    ),
    path("plans/<uuid:row_id>/support/", plan_parts.AddSupport.as_view(), name="add_support"),
    path("goals/<uuid:row_id>/drop/", plan_parts.DropGoal.as_view(), name="drop_goal"),
    path(
        "commitments/<uuid:row_id>/settle/",
        plan_parts.SettleCommitment.as_view(),
        name="settle_commitment",
    ),
    path(
        "commitments/<uuid:row_id>/drop/",
        plan_parts.DropCommitment.as_view(),
        name="drop_commitment",
    ),
    path("supports/<uuid:row_id>/drop/", plan_parts.DropSupport.as_view(), name="drop_support"),
    path("reviews/<uuid:row_id>/", reviews.review_page, name="review"),
    path("reviews/<uuid:row_id>/person/", reviews.HearRecipient.as_view(), name="hear_recipient"),
    path("reviews/<uuid:row_id>/hold/", reviews.HoldReview.as_view(), name="hold_review"),
    path("reviews/<uuid:row_id>/move/", reviews.MoveReview.as_view(), name="move_review"),
]
_AUTONOMY: list[URLPattern] = [
    path("of/<uuid:subject>/autonomy/", assessments.assessments_page, name="assessments"),
    path(
        "of/<uuid:subject>/autonomy/<slug:instrument>/",
        assessments.RecordAssessment.as_view(),
        name="record_assessment",
    ),
    path(
        "assessments/<uuid:row_id>/withdraw/",
        assessments.WithdrawAssessment.as_view(),
        name="withdraw_assessment",
    ),
]
_DIARY: list[URLPattern] = [
    path("of/<uuid:subject>/diary/", diary.diary_page, name="diary"),
    path("of/<uuid:subject>/diary/note/", diary.WriteNote.as_view(), name="write_note"),
    path("notes/<uuid:row_id>/share/", diary.ShareNote.as_view(), name="share_note"),
    path("notes/<uuid:row_id>/unshare/", diary.UnshareNote.as_view(), name="unshare_note"),
    path(
        "of/<uuid:subject>/diary/appointment/",
        appointments.FixAppointment.as_view(),
        name="fix_appointment",
    ),
    path("agenda/", appointments.agenda_page, name="agenda"),
    path("agenda/calendar.ics", appointments.agenda_calendar, name="agenda_calendar"),
    path(
        "appointments/<uuid:row_id>/calendar.ics",
        appointments.appointment_calendar,
        name="appointment_calendar",
    ),
]
_MEETINGS: list[URLPattern] = [
    path(f"appointments/<uuid:row_id>/{word}/", page.as_view(), name=f"{word}_appointment")
    for word, page in (
        ("confirm", appointments.ConfirmAppointment),
        ("move", appointments.MoveAppointment),
        ("hold", appointments.HoldAppointment),
        ("miss", appointments.MissAppointment),
        ("cancel", appointments.CancelAppointment),
    )
]
_DOCUMENTS: list[URLPattern] = [
    path("of/<uuid:subject>/documents/", attachments.attachments_page, name="attachments"),
    path(
        "of/<uuid:subject>/documents/new/",
        attachments.AddAttachment.as_view(),
        name="add_attachment",
    ),
    path("attachments/<uuid:row_id>/", attachments.download, name="attachment"),
    path(
        "attachments/<uuid:row_id>/share/",
        attachments.ShareAttachment.as_view(),
        name="share_attachment",
    ),
    path(
        "attachments/<uuid:row_id>/unshare/",
        attachments.UnshareAttachment.as_view(),
        name="unshare_attachment",
    ),
    path(
        "attachments/<uuid:row_id>/remove/",
        attachments.RemoveAttachment.as_view(),
        name="remove_attachment",
    ),
]

urlpatterns = [*_PLANS, *_AUTONOMY, *_DIARY, *_MEETINGS, *_DOCUMENTS]
