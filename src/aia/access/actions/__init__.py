"""Every write of this module, by name."""

from aia.access.actions.accounts import (
    change_account,
    close_account,
    create_account,
    declare_capacity,
    end_role,
    grant_role,
)
from aia.access.actions.clients import create_client, hold_key, remember_answer, revoke_client
from aia.access.actions.glass import break_glass, review_glass
from aia.access.actions.invitations import accept_invitation, invite, withdraw_invitation
from aia.access.actions.readings import note_reading
from aia.access.actions.scopes import close_scope, close_scopes, hand_over, open_scope

__all__ = [
    "accept_invitation",
    "break_glass",
    "change_account",
    "close_account",
    "close_scope",
    "close_scopes",
    "create_account",
    "create_client",
    "declare_capacity",
    "end_role",
    "grant_role",
    "hand_over",
    "hold_key",
    "invite",
    "note_reading",
    "open_scope",
    "remember_answer",
    "review_glass",
    "revoke_client",
    "withdraw_invitation",
]
