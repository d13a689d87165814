"""Addresses of the office's pages of notices and sensors."""

from django.urls import path

from aia.sensing.views.office import handling, notice, outcomes, passed, queue, rules, sensors

_ONE = "<uuid:notice_id>/"
_SENSOR = "sensors/<uuid:sensor_id>/"

urlpatterns = [
    path("", queue.queue_page, name="queue"),
    path("passed/", passed.passed_page, name="passed"),
    path("rules/", rules.rules_page, name="rules"),
    path("rules/new/", rules.NewRule.as_view(), name="new_rule"),
    path("rules/<uuid:rule_id>/", rules.ChangeRule.as_view(), name="change_rule"),
    path("rules/<uuid:rule_id>/earlier/", rules.raise_rule, name="raise_rule"),
    path("rules/<uuid:rule_id>/drop/", rules.drop_rule, name="drop_rule"),
    path("media/<uuid:media_id>/", notice.media_file, name="media"),
    path("sensors/", sensors.sensors_page, name="sensors"),
    path("sensors/new/", sensors.RegisterSensor.as_view(), name="new_sensor"),
    path(_SENSOR, sensors.sensor_page, name="sensor"),
    path(_SENSOR + "change/", sensors.ChangeSensor.as_view(), name="change_sensor"),
    path(_SENSOR + "pause/", sensors.PauseSensor.as_view(), name="pause_sensor"),
    path(_SENSOR + "resume/", sensors.ResumeSensor.as_view(), name="resume_sensor"),
    path(_SENSOR + "close/", sensors.CloseSensor.as_view(), name="close_sensor"),
    path(_SENSOR + "address/", sensors.RenewCode.as_view(), name="renew_code"),
    path(_SENSOR + "voice/", sensors.AddVoice.as_view(), name="add_voice"),
    path(_SENSOR + "tie/", sensors.TieSensors.as_view(), name="tie"),
    path("voices/<uuid:voice_id>/remove/", sensors.remove_voice, name="remove_voice"),
    path("ties/<uuid:tie_id>/untie/", sensors.untie, name="untie"),
    path(_ONE, notice.notice_page, name="notice"),
    path(_ONE + "take/", handling.TakeNotice.as_view(), name="take"),
    path(_ONE + "move/", handling.MoveNotice.as_view(), name="move"),
    path(_ONE + "kind/", handling.DecideKind.as_view(), name="decide"),
    path(_ONE + "words/", handling.SayWords.as_view(), name="say"),
    path(_ONE + "split/", handling.SplitNotice.as_view(), name="split"),
    path(_ONE + "reopen/", handling.ReopenNotice.as_view(), name="reopen"),
    path(_ONE + "apart/", handling.TakeApart.as_view(), name="unmerge"),
    path(_ONE + "beside/<uuid:other_id>/", handling.compare_page, name="compare"),
    path(_ONE + "person/", outcomes.whose_page, name="person_need"),
    path(_ONE + "person/<uuid:subject>/", outcomes.PersonNeed.as_view(), name="person_need_of"),
    path(_ONE + "community/", outcomes.CommunityNeed.as_view(), name="community_need"),
    path(_ONE + "inform/", outcomes.Inform.as_view(), name="inform"),
    path(_ONE + "pass-on/", outcomes.PassOn.as_view(), name="pass_on"),
    path(_ONE + "close/", outcomes.CloseNotice.as_view(), name="close"),
    path(_ONE + "accept/", outcomes.AcceptPassed.as_view(), name="accept"),
    path(_ONE + "turn-down/", outcomes.DeclinePassed.as_view(), name="turn_down"),
]
