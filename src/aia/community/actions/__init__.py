"""Every write of the community."""

from aia.community.actions.clearing import clear_person
from aia.community.actions.links import (
    add_hours,
    give_in_project,
    join_plan,
    leave_plan,
    leave_role,
    open_role,
    take_role,
)
from aia.community.actions.meetings import (
    bring_knowledge,
    call_meeting,
    cancel_meeting,
    hold_meeting,
    take_decision,
    use_knowledge,
)
from aia.community.actions.needs import (
    gather_with,
    join_gathering,
    pool_needs,
    recognise_collective,
)
from aia.community.actions.projects import (
    end_project,
    equip_project,
    promise_money,
    set_aim,
    spend_money,
    start_project,
    tell_result,
)
from aia.community.actions.tables import (
    close_table,
    decline_seat,
    end_seat,
    offer_seat,
    open_a_table,
    take_seat,
)
from aia.community.actions.undertakings import (
    move_undertaking,
    settle_undertaking,
    undertake,
)

__all__ = [
    "add_hours",
    "bring_knowledge",
    "call_meeting",
    "cancel_meeting",
    "clear_person",
    "close_table",
    "decline_seat",
    "end_project",
    "end_seat",
    "equip_project",
    "gather_with",
    "give_in_project",
    "hold_meeting",
    "join_gathering",
    "join_plan",
    "leave_plan",
    "leave_role",
    "move_undertaking",
    "offer_seat",
    "open_a_table",
    "open_role",
    "pool_needs",
    "promise_money",
    "recognise_collective",
    "set_aim",
    "settle_undertaking",
    "spend_money",
    "start_project",
    "take_decision",
    "take_role",
    "take_seat",
    "tell_result",
    "undertake",
    "use_knowledge",
]
