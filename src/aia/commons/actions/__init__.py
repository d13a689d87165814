"""Every write of the floor."""

from aia.commons.actions.badges import issue_badge, revoke_badge
from aia.commons.actions.bookings import (
    book_resource,
    cancel_booking,
    confirm_booking,
    decline_booking,
    mark_kept,
    mark_missed,
)
from aia.commons.actions.care import (
    agree_care,
    note_care,
)
from aia.commons.actions.competences import (
    claim_competence,
    clear_competences,
    open_asking,
    shut_asking,
    withdraw_competence,
)
from aia.commons.actions.endorsements import endorse_competence, withdraw_endorsement
from aia.commons.actions.hours import (
    give_hours,
    limit_hours,
    open_hour_account,
    reverse_transfer,
    thank_keeper,
    transfer_hours,
)
from aia.commons.actions.loans import (
    extend_loan,
    hand_over,
    lend_resource,
    lose_loan,
    return_loan,
)
from aia.commons.actions.meeting import propose_resources
from aia.commons.actions.resources import (
    Said,
    change_resource,
    clear_person,
    offer_resource,
    pause_resource,
    resume_resource,
    set_booking_rules,
    set_calendar,
    withdraw_resource,
)
from aia.commons.actions.series import (
    MOST_WEEKS,
    Series,
    book_weekly,
    cancel_following,
)
from aia.commons.actions.stock import (
    move_stock,
)
from aia.commons.rules.eligibility import ForWhom

__all__ = [
    "MOST_WEEKS",
    "ForWhom",
    "Said",
    "Series",
    "agree_care",
    "book_resource",
    "book_weekly",
    "cancel_booking",
    "cancel_following",
    "change_resource",
    "claim_competence",
    "clear_competences",
    "clear_person",
    "confirm_booking",
    "decline_booking",
    "endorse_competence",
    "extend_loan",
    "give_hours",
    "hand_over",
    "issue_badge",
    "lend_resource",
    "limit_hours",
    "lose_loan",
    "mark_kept",
    "mark_missed",
    "move_stock",
    "note_care",
    "offer_resource",
    "open_asking",
    "open_hour_account",
    "pause_resource",
    "propose_resources",
    "resume_resource",
    "return_loan",
    "reverse_transfer",
    "revoke_badge",
    "set_booking_rules",
    "set_calendar",
    "shut_asking",
    "thank_keeper",
    "transfer_hours",
    "withdraw_competence",
    "withdraw_endorsement",
    "withdraw_resource",
]
