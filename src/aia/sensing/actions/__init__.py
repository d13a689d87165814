"""Every write of sensing."""

from aia.sensing.actions.alarms import close_alarm, raise_alarm
from aia.sensing.actions.dialogue import add_words, read_words, redact_notice, redact_word
from aia.sensing.actions.importing import NoticesImported, import_notices
from aia.sensing.actions.joining import Part, merge_notices, split_notice, unmerge_notice
from aia.sensing.actions.judging import store_suggestion
from aia.sensing.actions.looking import look_for_alarms, look_in
from aia.sensing.actions.media import Media, remove_media
from aia.sensing.actions.networks import (
    add_voice,
    record_training,
    remove_voice,
    tie_sensors,
    untie_sensors,
)
from aia.sensing.actions.outcomes import (
    accept_passed_on,
    answer_with_information,
    close_notice,
    decline_passed_on,
    link_to_need,
    pass_on,
    pool_for_community,
    reopen_notice,
)
from aia.sensing.actions.outreach import (
    end_outreach,
    note_attempt,
    open_outreach,
    plan_outreach,
)
from aia.sensing.actions.receiving import Received, receive_notice
from aia.sensing.actions.rules import (
    add_routing_rule,
    change_routing_rule,
    drop_routing_rule,
    move_routing_rule,
)
from aia.sensing.actions.sending import send_notice
from aia.sensing.actions.sensors import (
    change_sensor,
    close_sensor,
    pause_sensor,
    register_sensor,
    renew_sensor_code,
    resume_sensor,
)
from aia.sensing.actions.suggesting import suggest
from aia.sensing.actions.triage import (
    decide_category,
    place_notice,
    regrade_notice,
    reroute_notice,
    take_notice,
)

__all__ = [
    "Media",
    "NoticesImported",
    "Part",
    "Received",
    "accept_passed_on",
    "add_routing_rule",
    "add_voice",
    "add_words",
    "answer_with_information",
    "change_routing_rule",
    "change_sensor",
    "close_alarm",
    "close_notice",
    "close_sensor",
    "decide_category",
    "decline_passed_on",
    "drop_routing_rule",
    "end_outreach",
    "import_notices",
    "link_to_need",
    "look_for_alarms",
    "look_in",
    "merge_notices",
    "move_routing_rule",
    "note_attempt",
    "open_outreach",
    "pass_on",
    "pause_sensor",
    "place_notice",
    "plan_outreach",
    "pool_for_community",
    "raise_alarm",
    "read_words",
    "receive_notice",
    "record_training",
    "redact_notice",
    "redact_word",
    "register_sensor",
    "regrade_notice",
    "remove_media",
    "remove_voice",
    "renew_sensor_code",
    "reopen_notice",
    "reroute_notice",
    "resume_sensor",
    "send_notice",
    "split_notice",
    "store_suggestion",
    "suggest",
    "take_notice",
    "tie_sensors",
    "unmerge_notice",
    "untie_sensors",
]
