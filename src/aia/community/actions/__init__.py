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
from aia.community.actions.passages import (
    Asked,
    Handover,
    agree_to_passage,
    call_off_passage,
    propose_passage,
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
from aia.community.actions.trials import (
    go_back,
    keep_passage,
    look_at_trial,
    open_passage,
    start_trial,
)
from aia.community.actions.undertakings import (
    move_undertaking,
    settle_undertaking,
    undertake,
)
from aia.community.rules.passages import Given

__all__ = [
    "Asked",
    "Given",
    "Handover",
    "add_hours",
    "agree_to_passage",
    "bring_knowledge",
    "call_meeting",
    "call_off_passage",
    "cancel_meeting",
    "clear_person",
    "close_table",
    "decline_seat",
    "end_project",
    "end_seat",
    "equip_project",
    "gather_with",
    "give_in_project",
    "go_back",
    "hold_meeting",
    "join_gathering",
    "join_plan",
    "keep_passage",
    "leave_plan",
    "leave_role",
    "look_at_trial",
    "move_undertaking",
    "offer_seat",
    "open_a_table",
    "open_passage",
    "open_role",
    "pool_needs",
    "promise_money",
    "propose_passage",
    "recognise_collective",
    "set_aim",
    "settle_undertaking",
    "spend_money",
    "start_project",
    "start_trial",
    "take_decision",
    "take_role",
    "take_seat",
    "tell_result",
    "undertake",
    "use_knowledge",
]
