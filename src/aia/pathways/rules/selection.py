"""What makes a choice: options put before the person, one taken or none, a reason for each."""

from collections.abc import Collection, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused
from aia.pathways.terms import ChoiceReason

TAKING = frozenset(
    {
        ChoiceReason.FITS,
        ChoiceReason.TRUST,
        ChoiceReason.NEAR,
        ChoiceReason.OWN_IDEA,
        ChoiceReason.ONLY_ONE,
        ChoiceReason.OTHER,
    }
)
DECLINING = frozenset(
    {
        ChoiceReason.TOO_FAR,
        ChoiceReason.TOO_DEAR,
        ChoiceReason.TIMES,
        ChoiceReason.NOT_TRUSTED,
        ChoiceReason.ASKS_TOO_MUCH,
        ChoiceReason.PREFERS_ALONE,
        ChoiceReason.OTHER,
    }
)


def check_reason(reason: str, *, took: bool) -> None:
    """Raise Refused when the reason is not one for taking an option, or for taking none."""
    if reason not in (TAKING if took else DECLINING):
        raise Refused(_("Say why this was the choice."), field="reason")


def check_options(offered: Collection[UUID], taken: UUID | None) -> None:
    """Raise Refused when there is nothing to choose from, or something else was taken."""
    if not offered:
        raise Refused(_("Offer at least one option before the choice."), field="option")
    if taken is not None and taken not in offered:
        raise Refused(_("Choose one of the options of this demand."), field="option")


def check_declined(others: Collection[UUID], declined: Mapping[UUID, str]) -> None:
    """Raise Refused when an option that was not taken has no reason, or a reason has no option."""
    if set(declined) - set(others):
        raise Refused(_("A reason was given for an option that is not declined."), field="declined")
    if set(others) - set(declined):
        raise Refused(
            _("Say why each of the other options was declined: they stay on record."),
            field="declined",
        )
    if not set(declined.values()) <= DECLINING:
        raise Refused(_("Say why each option was declined."), field="declined")
