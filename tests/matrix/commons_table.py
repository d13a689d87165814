"""Who may open the addresses of the floor: one row for each, as in `table.py`."""

from __future__ import annotations

from dataclasses import dataclass

from tests.matrix.asking import HIDDEN, OPEN, REFUSED
from tests.matrix.people import ROLES, Somebody
from tests.matrix.rows import EVERYBODY, READ_OR_OWN, TEAM, Row, page, public, subject


@dataclass(frozen=True)
class Kept(Row):
    """About what a body keeps: its own operators' and its district's office's.

    That it is there is no secret in the district, so all the others are refused there.
    """

    def expected(self, who: Somebody, key: str, method: str) -> str:
        near = (who.place == "here") == (key != "elsewhere")
        office = near and ROLES[who.key] in "WC"
        if office or who.stands[key] == "R":
            return OPEN
        return REFUSED if near else HIDDEN


@dataclass(frozen=True)
class Near(Row):
    """About something of the district: whoever has a role to use it there, hidden elsewhere."""

    def expected(self, who: Somebody, key: str, method: str) -> str:
        near = (who.place == "here") == (key != "elsewhere")
        if not near:
            return HIDDEN
        return OPEN if ROLES[who.key] in self.yes else REFUSED


KEPT = Kept("WCR", about="subject")
ANYBODY = public(page())
OFFERING = page("WCRZ")
# A person's own, and of the team that follows them; a body is the one that vouched.
SKILLED = subject("TS", "")

COMMONS: dict[str, Row] = {
    "commons:catalogue": public(page(asked=("", "?q=sala", "?kind=space&sharing=free"))),
    "commons:resource": ANYBODY,
    "commons:health": page("CP"),
    "commons:meeting": TEAM,
    "commons:of_option": READ_OR_OWN,
    "commons:mine": page("WCRZ", asked=("", "?state=paused", "?state=withdrawn")),
    "commons:offer": OFFERING,
    "commons:change": KEPT,
    "commons:hours": KEPT,
    "commons:book": Near("WCRZ", about="subject"),
    "commons:booking_rules": KEPT,
    "commons:bookings": OFFERING,
    "commons:booking_ics": KEPT,
    "commons:confirm": KEPT,
    "commons:decline": KEPT,
    "commons:cancel": KEPT,
    "commons:kept": KEPT,
    "commons:missed": KEPT,
    "commons:pause": KEPT,
    "commons:resume": KEPT,
    "commons:withdraw": KEPT,
    "commons:hour_accounts": OFFERING,
    "commons:give_hours": KEPT,
    "commons:limit_hours": Near("WC", about="subject"),
    "commons:undo_hours": KEPT,
    "commons:thank": OFFERING,
    "commons:loans": OFFERING,
    "commons:hand_over": KEPT,
    "commons:return_loan": KEPT,
    "commons:extend_loan": KEPT,
    "commons:lose_loan": KEPT,
    "commons:lend": KEPT,
    "commons:stock": KEPT,
    "commons:care_terms": KEPT,
    "commons:care": KEPT,
    "commons:competences": OFFERING,
    "commons:claim": OFFERING,
    "commons:body_competences": ANYBODY,
    "commons:competence": SKILLED,
    "commons:open_asking": SKILLED,
    "commons:shut_asking": SKILLED,
    "commons:withdraw_competence": SKILLED,
    "commons:issue_badge": SKILLED,
    "commons:badge_jwt": SKILLED,
    "commons:badge_svg": SKILLED,
    "commons:revoke_badge": SKILLED,
    "commons:endorse": page("", hidden=EVERYBODY),
    "commons:endorsement_jwt": subject("TSR", ""),
    "commons:unvouch": subject("R", ""),
    "commons:badge_issuer": ANYBODY,
    "commons:badge_did": ANYBODY,
    "commons:badge_profile": ANYBODY,
    "commons:badge_revoked": ANYBODY,
}

COMMONS_API: dict[str, Row] = {
    "api:floor": page(asked=("", "?q=sala", "?kind=space&limit=1")),
    "api:resource": Near(EVERYBODY, about="subject"),
    "api:bookings": page("WCRZ", asked=("", "?kept=true")),
    "api:hours": OFFERING,
    "api:book_resource": KEPT,
    "api:move_stock": KEPT,
    "api:confirm_booking": KEPT,
    "api:decline_booking": KEPT,
    "api:cancel_booking": KEPT,
    "api:mark_kept": KEPT,
    "api:mark_missed": KEPT,
    "api:return_loan": KEPT,
}
