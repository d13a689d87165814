"""Why something of the floor may suit a need, and why not, in sentences."""

from __future__ import annotations

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aia.commons.queries.meeting import Meeting, Met
from aia.commons.rules.eligibility import sentences
from aia.commons.rules.meeting import Wish
from aia.commons.terms import Audience
from aia.pathways.terms import ChoiceReason, OptionState

_WORDS = 5
_ALL = 0.995


def why(met: Met, towns: dict[str, str]) -> list[str]:
    """Return what speaks for a thing that is possible, the strongest first."""
    how = met.how
    found = [_("Words in common: %(words)s.") % {"words": ", ".join(met.words[:_WORDS])}]
    found = found if met.words else []
    if how.km is not None:
        found.append(_near(how.km))
    if how.covered is not None:
        found.append(_open(how.covered))
    if how.steps is not None:
        found.append(_intense(how.steps))
    if met.free_at is not None:
        when = formats.date_format(timezone.localtime(met.free_at), "D j M, H:i")
        found.append(_("Free from %(when)s.") % {"when": when})
    if met.left is not None:
        left = ngettext("%(number)s place left.", "%(number)s places left.", met.left)
        found.append(left % {"number": met.left})
    return found + sentences(met.resource, towns)


def why_not(met: Met, meeting: Meeting, wish: Wish, towns: dict[str, str]) -> str:
    """Return what speaks against a thing, in one sentence."""
    how = met.how
    if how.why == "declined":
        return _("Already declined: %(reason)s.") % {"reason": declined_for(met)}
    if how.why == "too_far":
        told = {"km": round(how.km or 0), "most": wish.far}
        return _("It is %(km)s km away, more than the %(most)s km told.") % told
    if how.why == "no_common_time":
        return _("It is not open when it is wanted.")
    if how.why == "intensity":
        return _("Its intensity is too different from the one wanted.")
    if how.why == "full":
        return _("All its places are taken.") if met.left == 0 else _full_ahead()
    return _for_others(met, meeting, towns)


def what_to_ask(met: Met) -> str:
    """Return the question that a thing whose terms are not known to be met asks for."""
    unmet = met.how.unmet
    if unmet is None:
        return ""
    if unmet.fact == "age":
        return _("Who offers it asks an age: how old is the person?")
    if unmet.fact == "town":
        return _("Who offers it asks where one lives: where does the person live?")
    meant = ", ".join(str(Audience(one).label) for one in met.resource.audience)
    return _("It is meant for %(audience)s: is that so here?") % {"audience": meant}


def declined_for(met: Met) -> str:
    """Return why it was declined, in small letters; empty when it was not."""
    if met.proposal is None or met.proposal.option.state != OptionState.DECLINED:
        return ""
    return reason_words(met.proposal.option.declined_for)


def reason_words(code: str | None) -> str:
    """Return a reason for declining as it is said within a sentence."""
    return str(ChoiceReason(code).label).lower() if code else _("no reason was said")


def _near(km: float) -> str:
    if km < 1:
        return _("In the same town.")
    return _("About %(km)s km away, from town to town.") % {"km": round(km)}


def _open(covered: float) -> str:
    if covered >= _ALL:
        return _("Open in all the hours wanted.")
    return _("Open in %(share)s%% of the hours wanted.") % {"share": max(round(covered * 100), 1)}


def _intense(steps: int) -> str:
    if steps == 0:
        return _("Of the intensity wanted.")
    return _("More intense than wanted.") if steps > 0 else _("Lighter than wanted.")


def _full_ahead() -> str:
    return _("It is taken, or not open, in the next two weeks.")


def _for_others(met: Met, meeting: Meeting, towns: dict[str, str]) -> str:
    terms = " ".join(sentences(met.resource, towns))
    unmet = met.how.unmet
    if unmet is not None and unmet.fact == "age":
        said = {"terms": terms, "age": meeting.sought.age}
        return _("%(terms)s The person is %(age)s.") % said
    return _("It is offered on other terms: %(terms)s") % {"terms": terms}
