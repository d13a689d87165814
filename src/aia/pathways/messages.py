"""The messages that the pathways send, each on commit. None names a person helped."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from aia.access.queries import account_names, accounts_by_role
from aia.access.terms import Role
from aia.kit.mail import send_on_commit
from aia.pathways.models import Plan
from aia.pathways.terms import OwnApproval


def tell_overseers(plan: Plan, *, at: datetime) -> None:
    """Tell planners and administrators that a plan was approved by who had sent it, and why."""
    if plan.approved_by is None or plan.own_approval is None:
        return
    who = account_names([plan.approved_by]).get(plan.approved_by, "")
    accounts = {
        one.id: one
        for role in (Role.PLANNER, Role.ADMINISTRATOR)
        for one in accounts_by_role(plan.district, role, at=at)
    }
    for account in accounts.values():
        with override(account.language):
            told = {
                "who": who,
                "approved_at": plan.approved_at,
                "reason": OwnApproval(plan.own_approval).label,
                "link": settings.PUBLIC_ADDRESS + reverse("pathways:approved_alone"),
            }
            text = render_to_string("pathways/mail/approved_alone.txt", told)
        send_on_commit(text, to=account.email)
