"""What was found out about a badge, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from aia.commons.badges.verifying import Found, Verdict


def verdict_words(found: Found) -> str:
    """Return one sentence: what is wrong, and what to do about it."""
    told = {
        Verdict.VALID: _("It is as it was signed, and it holds."),
        Verdict.ALTERED: _(
            "It was altered after it was signed: ask its holder for the file again."
        ),
        Verdict.OTHER_KEY: _(
            "It was signed by another key (%(key)s): it does not come from this issuer. If you know"
            " whose it is, verify it with that issuer’s own did.json."
        ),
        Verdict.INCOHERENT: _("What it says does not hold together: its issuer made a mistake."),
        Verdict.EARLY: _("It does not hold yet: it begins on %(begins)s."),
        Verdict.EXPIRED: _("It has expired: it held until %(ends)s."),
        Verdict.REVOKED: _("Its issuer revoked it: it does not hold any more."),
    }
    return told[found.verdict] % {
        "key": found.key,
        "begins": _day(found.told.get("validFrom")),
        "ends": _day(found.told.get("validUntil")),
    }


@dataclass(frozen=True)
class Words:
    """A badge in words; empty where it does not say, or when no trusted key signed it.

    `voices` are who vouches, with their words and whether these still hold.
    """

    verdict: str
    about: str
    holder: str
    issuer: str
    voices: list[tuple[str, str, bool]]


def words_of(found: Found) -> Words:
    """Return what a page or a command says of a badge."""
    subject = found.told.get("credentialSubject", {})
    achieved = subject.get("achievement", {}).get("name", "")
    names = [str(one.get("identityHash", "")) for one in subject.get("identifier", [])]
    inside = [(words_of(one), one.verdict == Verdict.VALID) for one in found.endorsements]
    return Words(
        verdict=verdict_words(found),
        about=achieved or subject.get("endorsementComment", ""),
        holder=", ".join(names),
        issuer=found.told.get("issuer", {}).get("name", ""),
        voices=[(one.issuer, one.about, holds) for one, holds in inside],
    )


def _day(told: object) -> str:
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        return ""
    return formats.date_format(timezone.localtime(moment), "j F Y")
