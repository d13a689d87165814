"""What must not be going on when something is closed or taken back."""

from datetime import datetime

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused


def check_nothing_live(*, answers: bool, referrals: bool, plans: bool = False) -> None:
    """Raise Refused while an answer, a referral or a plan is still somebody's work."""
    if answers:
        raise Refused(_("An answer is still going on: end it first, with its own reason."))
    if referrals:
        raise Refused(_("A referral is still open: end or withdraw it first."))
    if plans:
        raise Refused(_("A plan is still going on: end it first."))


def check_demand_stands(withdrawn_at: datetime | None) -> None:
    """Raise Refused when the demand was withdrawn."""
    if withdrawn_at is not None:
        raise Refused(_("This demand was withdrawn. Open a new one to go on."))


def check_choice_stands(changed_at: datetime | None) -> None:
    """Raise Refused when a later choice took the place of this one."""
    if changed_at is not None:
        raise Refused(_("The person has chosen again since: go on from the later choice."))
