"""Who may open the addresses of sensing: one row for each, as in `table.py`."""

from __future__ import annotations

from tests.matrix.rows import CHIEFS, OFFICE_ROLES, READ, TEAM, Row, page, subject

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
}
