"""The sentences of the drawings, whole in each language: articles and plurals cannot be glued."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from aia.web.drawing.geometry import day_of
from aia.web.drawing.strand import CLOSED, Laid
from aia.web.terms import StepKind, StepState, StrandStep


def waiting(kind: str, days: int) -> str:
    """Say what a strand waits for and for how long."""
    said = {
        StepKind.NOTICE: ngettext(
            "waiting %d day for a notice", "waiting %d days for a notice", days
        ),
        StepKind.NEED: ngettext(
            "waiting %d day to be recognised", "waiting %d days to be recognised", days
        ),
        StepKind.DEMAND: ngettext(
            "waiting %d day for a demand", "waiting %d days for a demand", days
        ),
        StepKind.CHOICE: ngettext(
            "waiting %d day for a choice", "waiting %d days for a choice", days
        ),
        StepKind.PLAN: ngettext("waiting %d day for a plan", "waiting %d days for a plan", days),
        StepKind.ANSWER: ngettext(
            "waiting %d day for an answer", "waiting %d days for an answer", days
        ),
        StepKind.REVIEW: ngettext(
            "waiting %d day for a review", "waiting %d days for a review", days
        ),
        StepKind.GIVE_BACK: ngettext(
            "open to a give-back for %d day", "open to a give-back for %d days", days
        ),
    }
    return said[StepKind(kind)] % days


def step_name(kind: str) -> str:
    """Return the name of a step, the closing included."""
    return _("Closed") if kind == CLOSED else str(StepKind(kind).label)


def full_day(day: date) -> str:
    """Return the day in full, as it is read aloud."""
    return _written(day, "DATE_FORMAT", get_language() or "")


@lru_cache(maxsize=4096)
def _written(day: date, how: str, language: str) -> str:
    """Return the day as `language`, the one in use, writes it: the same days come back often."""
    return date_format(day, how)


def short_day(day: date, today: date) -> str:
    """Return the day as short as it can be said: the year only when it is not this one."""
    if day.year == today.year:
        return _written(day, pgettext("date format", "j M"), get_language() or "")
    return _written(day, pgettext("date format", "j M Y"), get_language() or "")


def month(day: date) -> str:
    """Return the name of a tick of the axis: the month, with the year in January."""
    if day.month == 1:
        return date_format(day, pgettext("date format", "M Y"))
    return date_format(day, pgettext("date format", "M"))


def step_sentence(step: StrandStep) -> str:
    """Say a step in one line: its name, its day, what it was, how it went."""
    text = f"{step_name(step.kind)}, {full_day(day_of(step.at))}"
    if step.label:
        text += f": {step.label}"
    if step.state != StepState.DONE:
        text += f" ({StepState(step.state).label})"
    return text


def ending(laid: Laid) -> str:
    """Say how the strand ends: closed, waiting, or going on."""
    strand = laid.strand
    if strand.closed is not None:
        return _("closed on %s") % full_day(day_of(strand.closed))
    if laid.waits:
        return waiting(strand.stopped_at, strand.waiting_days)
    return _("going on")


def later(days: int) -> str:
    """Say how long after the step before."""
    if days == 0:
        return _("the same day")
    return ngettext("%d day later", "%d days later", days) % days
