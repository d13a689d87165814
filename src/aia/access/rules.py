"""Pure decisions about roles, scopes, invitations, clients and caseloads. No database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from aia.access import terms
from aia.access.terms import ClientScope, EmergencyReason, ReadingWhy, Role

Refused = terms.Refused


class AccountExists(Refused):
    """Somebody already has an account with that e-mail address."""


class LinkUnusable(Refused):
    """An invitation's link is unknown, expired, withdrawn or already used."""


class KeyReused(ValueError):
    """An idempotency key that came before with a different request."""


def check_role(role: str, organisation: UUID | None, person: UUID | None) -> None:
    """Raise Refused when the role is unknown or does not say for whom it is held."""
    if role not in Role.values:
        raise Refused(_("There is no role called “%(role)s”.") % {"role": role})
    if (role == Role.PARTNER_OPERATOR) != (organisation is not None):
        raise Refused(_("A partner operator, and only a partner operator, needs an organisation."))
    if person is not None and role != Role.CITIZEN:
        raise Refused(_("Only the role of citizen is tied to a person of the archive."))


def check_dates(since: date, until: date | None) -> None:
    """Raise Refused when a role would end before it begins."""
    if until is not None and until <= since:
        raise Refused(_("The role would end before it begins: choose a later last date."))


def check_end(since: date, until: date | None, on: date) -> None:
    """Raise Refused when a role cannot end on that day. A role may end on the day it began."""
    if until is not None and until <= on:
        raise Refused(_("This role has already ended."))
    if on < since:
        raise Refused(_("The role would end before it begins: choose a later last date."))


def check_why(why: str) -> None:
    """Raise ValueError when the grounds of a reading are not one of `ReadingWhy`."""
    if why not in ReadingWhy.values:
        raise ValueError(f"not a ground for a reading: {why!r}")


def check_emergency(reason: str) -> None:
    """Raise Refused when no known reason was given for an emergency opening."""
    if reason not in EmergencyReason.values:
        raise Refused(_("Say why the file has to be opened: choose one of the reasons."))


def check_invitation(
    *,
    accepted_at: datetime | None,
    withdrawn_at: datetime | None,
    expires_at: datetime,
    at: datetime,
) -> None:
    """Raise LinkUnusable when an invitation can no longer be accepted or withdrawn."""
    if accepted_at is not None:
        raise LinkUnusable(_("This invitation has already been used. Sign in with your account."))
    if withdrawn_at is not None:
        raise LinkUnusable(_("This invitation was withdrawn. Ask who invited you for a new one."))
    if at >= expires_at:
        raise LinkUnusable(_("This invitation has expired. Ask who invited you for a new one."))


def check_client(
    scopes: Sequence[str], *, expires_at: datetime, at: datetime, longest: timedelta
) -> None:
    """Raise Refused when a client asks for no or unknown scopes, or for too long a life."""
    unknown = sorted(set(scopes) - set(ClientScope.values))
    if unknown or not scopes:
        raise Refused(
            _("Choose at least one of the permissions: %(scopes)s.")
            % {"scopes": ", ".join(ClientScope.values)}
        )
    if not at < expires_at <= at + longest:
        days = longest.days
        raise Refused(
            ngettext(
                "The token must expire in the future, within %(days)s day.",
                "The token must expire in the future, within %(days)s days.",
                days,
            )
            % {"days": days}
        )


@dataclass(frozen=True)
class Load:
    """A worker's figures: files followed, files they said they can follow (None: not said)."""

    account: UUID
    name: str
    files: int
    capacity: int | None
    competences: frozenset[str]

    @property
    def free(self) -> int | None:
        """Return how many more files fit; negative when overloaded, None when not declared."""
        return None if self.capacity is None else self.capacity - self.files


@dataclass(frozen=True)
class Proposal:
    """One worker proposed for a new pathway, with the figures and the reasons in words."""

    load: Load
    matching: tuple[str, ...]
    reasons: tuple[str, ...]


def ranked(loads: Iterable[Load], wanted: Iterable[str]) -> list[Proposal]:
    """Return every worker as a proposal for a new pathway, the most suitable first.

    `wanted` are the competences (codes of domains or categories) that the pathway asks for.
    First whoever has room, then who has more of the competences, then who has more room for
    their size, then who follows fewer files. It orders workers, never persons helped, and it
    proposes: the coordinator decides.
    """
    asked = sorted(set(wanted))
    made = [_proposal(load, asked) for load in loads]
    return sorted(made, key=_suitability)


def _proposal(load: Load, asked: Sequence[str]) -> Proposal:
    matching = tuple(code for code in asked if code in load.competences)
    return Proposal(load=load, matching=matching, reasons=tuple(_reasons(load, matching, asked)))


def _suitability(proposal: Proposal) -> tuple[bool, int, float, int, str]:
    load = proposal.load
    room = 0.0 if load.free is None else load.free / max(load.capacity or 0, 1)
    full = load.free is not None and load.free <= 0
    return (full, -len(proposal.matching), -room, load.files, load.name)


def _reasons(load: Load, matching: Sequence[str], asked: Sequence[str]) -> Iterable[str]:
    if asked:
        yield _("%(have)s of %(asked)s competences asked for") % {
            "have": len(matching),
            "asked": len(asked),
        }
    if load.free is None:
        yield _("follows %(files)s, has not said how many they can follow") % {"files": load.files}
    elif load.free > 0:
        yield _("follows %(files)s of %(capacity)s, room for %(free)s more") % {
            "files": load.files,
            "capacity": load.capacity,
            "free": load.free,
        }
    else:
        yield _("follows %(files)s of %(capacity)s, no room left") % {
            "files": load.files,
            "capacity": load.capacity,
        }


def shared_out(subjects: Sequence[UUID], receivers: Iterable[Load]) -> dict[UUID, UUID]:
    """Return who takes each subject of a caseload: one by one, to whoever then has most room.

    Raises Refused when there is nobody to take them.
    """
    loads = list(receivers)
    if not loads:
        raise Refused(_("Choose at least one colleague who takes the caseload over."))
    taken: dict[UUID, UUID] = {}
    for subject in subjects:
        first = min(loads, key=_fullness)
        taken[subject] = first.account
        loads[loads.index(first)] = replace(first, files=first.files + 1)
    return taken


def _fullness(load: Load) -> tuple[float, int, str]:
    share = load.files / load.capacity if load.capacity else float(load.files)
    return (share, load.files, load.name)
