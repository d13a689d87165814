"""Who may fill an instrument, and how often: pure."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _

from aia.kit.refusals import Refused


def check_filler(made_by: str, filled_by: Collection[str]) -> None:
    """Raise Refused when the instrument is not made to be filled from that side."""
    if made_by not in filled_by:
        raise Refused(_("This instrument is not filled from that side."), field="made_by")


def check_again(*, repeatable: bool, done: bool) -> None:
    """Raise Refused when an instrument that is filled once was filled already."""
    if done and not repeatable:
        raise Refused(_("This instrument is filled once, and it was already: withdraw that first."))


def check_counts(withdrawn_at: datetime | None) -> None:
    """Raise Refused when an assessment was already withdrawn."""
    if withdrawn_at is not None:
        raise Refused(_("This assessment was already withdrawn: reload the page."))
