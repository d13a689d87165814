"""Who may open the addresses of sensing: one row for each, as in `table.py`."""

from __future__ import annotations

from tests.matrix.rows import (
    CHIEFS,
    EVERYBODY,
    OFFICE_ROLES,
    READ,
    TEAM,
    Row,
    gate,
    page,
    public,
    subject,
)

# A notice of the district is its office's; for everybody else it does not exist.
NOTICE = Row("WC", "PRZA", about="body")
# Planners may know of sensors; they do not look after them.
SENSOR = Row("WCP", "RZA", about="body")
SENSOR_KEPT = Row("WC", "RZA", about="body")
# Everybody of the office reads the rules; the coordinator writes them.
RULE = Row("C", "PRZA", about="body")
# What the numbers say is read by who plans and works in a district.
NUMBERS = page("WCP")
# An alarm is its district's; the planning office says what it was.
ALARM = Row("WCP", "RZA", about="body")
# Whoever stands before a poster, whoever holds a receipt, whoever holds a sensor's own link.
ANYBODY = public(page())
# A sensor's own page: also the district's, which looks after it.
OURS = Row("WCP", "RZA", post_yes="WC", post_no="RZA", about="body")

SENSING: dict[str, Row] = {
    "sensing:expected": NUMBERS,
    "sensing:expected_category": NUMBERS,
    "sensing:silence": NUMBERS,
    "sensing:alarms": NUMBERS,
    "sensing:alarm": ALARM,
    "sensing:close_alarm": Row("CP", "RZA", about="body"),
    "sensing:outreach": page("WC", asked=("", "?whose=district", "?whose=mine")),
    "sensing:outreach_need": READ,
    "sensing:begin_outreach": TEAM,
    "sensing:plan_outreach": TEAM,
    "sensing:note_attempt": TEAM,
    "sensing:end_outreach": TEAM,
    "sensing:queue": page("WC", asked=("", "?lane=done", "?lane=mine&domain=housing")),
    "sensing:passed": page("R"),
    "sensing:rules": OFFICE_ROLES,
    "sensing:new_rule": CHIEFS,
    "sensing:change_rule": RULE,
    "sensing:raise_rule": RULE,
    "sensing:drop_rule": RULE,
    "sensing:sensors": page("WCP", asked=("", "?state=paused", "?state=closed")),
    "sensing:new_sensor": OFFICE_ROLES,
    "sensing:sensor": SENSOR,
    "sensing:change_sensor": SENSOR_KEPT,
    "sensing:pause_sensor": SENSOR_KEPT,
    "sensing:resume_sensor": SENSOR_KEPT,
    "sensing:close_sensor": SENSOR_KEPT,
    "sensing:renew_code": SENSOR_KEPT,
    "sensing:add_voice": SENSOR_KEPT,
    "sensing:tie": SENSOR_KEPT,
    "sensing:remove_voice": SENSOR_KEPT,
    "sensing:untie": SENSOR_KEPT,
    # A photo goes with the words: into the file, when the notice became somebody's need.
    "sensing:media": subject("TGCO", ""),
    "sensing:notice": NOTICE,
    "sensing:take": NOTICE,
    "sensing:move": NOTICE,
    "sensing:decide": NOTICE,
    "sensing:say": NOTICE,
    "sensing:split": NOTICE,
    "sensing:reopen": NOTICE,
    "sensing:unmerge": NOTICE,
    "sensing:compare": NOTICE,
    "sensing:person_need": NOTICE,
    "sensing:person_need_of": subject("TGCO", ""),
    "sensing:community_need": NOTICE,
    "sensing:inform": NOTICE,
    "sensing:pass_on": NOTICE,
    "sensing:close": NOTICE,
    "sensing:accept": NOTICE,
    "sensing:turn_down": NOTICE,
    "doors:worker": ANYBODY,
    "doors:words": ANYBODY,
    "doors:offline": ANYBODY,
    "doors:receipt": ANYBODY,
    "doors:door": ANYBODY,
    "doors:manifest": ANYBODY,
    "doors:ours": ANYBODY,
    "doors:training": ANYBODY,
    "doors:poster": ANYBODY,
    "doors:card": ANYBODY,
    "doors:ours_signed": OURS,
    "doors:training_signed": SENSOR_KEPT,
    "doors:poster_signed": SENSOR,
    "doors:card_signed": SENSOR,
    "doors:my_sensors": page("", hidden=EVERYBODY),
    "doors:mine": page("Z"),
    "doors:say_mine": page("Z"),
    "doors:my_notice": gate("", "Z"),
    "doors:write_down": page("WCR"),
}

SENSING_API: dict[str, Row] = {
    "api:notices": page("WC", asked=("?limit=1", "?lane=done&limit=1", "?domain=housing")),
    "api:notice": NOTICE,
    "api:send_notice": page("WCR"),
    "api:add_words": NOTICE,
    "api:take_notice": NOTICE,
    "api:reroute_notice": NOTICE,
    "api:decide_category": NOTICE,
    "api:regrade_notice": NOTICE,
    "api:link_to_need": NOTICE,
    "api:pool_for_community": NOTICE,
    "api:answer_with_information": NOTICE,
    "api:pass_on": NOTICE,
    "api:accept_passed_on": NOTICE,
    "api:decline_passed_on": NOTICE,
    "api:close_notice": NOTICE,
    "api:reopen_notice": NOTICE,
}
