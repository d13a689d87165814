"""Who may open the addresses of what is collective: one row for each, as in `table.py`."""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix.asking import HIDDEN, OPEN, REFUSED
from tests.matrix.commons_table import Near
from tests.matrix.people import ROLES, Somebody
from tests.matrix.rows import OWN, READ_OR_OWN, TEAM, Row, page, subject


@dataclass(frozen=True)
class AtTable(Row):
    """About what lies on a table: the office's, and of who sits there."""

    def expected(self, who: Somebody, key: str, method: str) -> str:
        near = (who.place == "here") == (key != "elsewhere")
        if not near:
            return HIDDEN
        return OPEN if ROLES[who.key] in "WCP" or who.stands[key] == "R" else REFUSED


@dataclass(frozen=True)
class Joined(Row):
    """About a plan's part in a project: its team's; the project's own readers are refused."""

    def expected(self, who: Somebody, key: str, method: str) -> str:
        near = (who.place == "here") == (key != "elsewhere")
        if not near:
            return HIDDEN
        if ROLES[who.key] not in "WC":
            return REFUSED
        return OPEN if who.stands[key] == "T" else REFUSED if who.stands[key] in "GOC" else HIDDEN


AROUND = subject("TGCRS", "O")
ITS_WORDS = subject("TRS", "GCO")
NOT_OF_SIDES = subject("T", "GCORS")
AT_TABLE = AtTable("WCPR", about="subject")
JOINED = Joined("T", about="subject")

COMMUNITY: dict[str, Row] = {
    "community:tables": page("WCPRZ", asked=("", "?state=closed")),
    "community:open_table": page("WCPR"),
    "community:table": AT_TABLE,
    "community:close_table": AT_TABLE,
    "community:offer_seat": AT_TABLE,
    "community:call_meeting": AT_TABLE,
    "community:take_decision": AT_TABLE,
    "community:bring_knowledge": AT_TABLE,
    "community:undertake": AT_TABLE,
    "community:start_project": AT_TABLE,
    "community:take_seat": AT_TABLE,
    "community:decline_seat": AT_TABLE,
    "community:end_seat": AT_TABLE,
    "community:hold_meeting": AT_TABLE,
    "community:cancel_meeting": AT_TABLE,
    "community:use_knowledge": AT_TABLE,
    "community:move_undertaking": AT_TABLE,
    "community:settle_undertaking": AT_TABLE,
    "community:projects": page("WCPRZ", asked=("", "?state=ended")),
    "community:project": Near("WCPRZ", about="subject"),
    "community:set_aim": AT_TABLE,
    "community:open_role": AT_TABLE,
    "community:equip_project": AT_TABLE,
    "community:promise_money": AT_TABLE,
    "community:tell_result": AT_TABLE,
    "community:end_project": AT_TABLE,
    "community:take_role": Near("RZ", about="subject"),
    "community:add_hours": AT_TABLE,
    "community:leave_role": AT_TABLE,
    "community:spend_money": AT_TABLE,
    "community:join_plan": TEAM,
    "community:leave_plan": JOINED,
    "community:give_in_project": JOINED,
    "community:needs": page("WCPR"),
    "community:pool_needs": page("WC", asked=("", "?category=ties.solitude")),
    "community:need": Near("WCPR", about="subject"),
    "community:recognise": Near("WC", about="subject"),
    "community:agree": TEAM,
    "community:agree_myself": OWN,
    "community:network": page("WCPR"),
    "community:passing": page("WCR"),
    "community:passages": READ_OR_OWN,
    "community:propose_passage": TEAM,
    "community:passage": AROUND,
    "community:agree_giving": ITS_WORDS,
    "community:agree_receiving": ITS_WORDS,
    "community:agree_person": ITS_WORDS,
    "community:start_trial": NOT_OF_SIDES,
    "community:look_at_trial": ITS_WORDS,
    "community:keep_passage": NOT_OF_SIDES,
    "community:go_back": NOT_OF_SIDES,
    "community:call_off_passage": ITS_WORDS,
}
