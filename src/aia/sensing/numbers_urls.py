"""Addresses of what the numbers say, and of who tries to give a need its voice."""

from django.urls import URLPattern, path

from aia.sensing.views import alarms, expected, outreach, silence

urlpatterns: list[URLPattern] = [
    path("expected/", expected.overview_page, name="expected"),
    path("expected/<str:category>/", expected.category_page, name="expected_category"),
    path("silence/", silence.silence_page, name="silence"),
    path("alarms/", alarms.alarms_page, name="alarms"),
    path("alarms/<uuid:alarm_id>/", alarms.alarm_page, name="alarm"),
    path("alarms/<uuid:alarm_id>/close/", alarms.CloseAlarm.as_view(), name="close_alarm"),
    path("outreach/", outreach.outreach_page, name="outreach"),
    path("outreach/<uuid:need_id>/", outreach.need_page, name="outreach_need"),
    path(
        "outreach/<uuid:need_id>/begin/",
        outreach.BeginOutreach.as_view(),
        name="begin_outreach",
    ),
    path(
        "outreach/going-on/<uuid:outreach_id>/next/",
        outreach.PlanOutreach.as_view(),
        name="plan_outreach",
    ),
    path(
        "outreach/going-on/<uuid:outreach_id>/attempt/",
        outreach.NoteAttempt.as_view(),
        name="note_attempt",
    ),
    path(
        "outreach/going-on/<uuid:outreach_id>/end/",
        outreach.EndOutreach.as_view(),
        name="end_outreach",
    ),
]
