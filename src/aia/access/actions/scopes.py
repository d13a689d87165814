"""Opening and closing files to accounts and organisations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from aia.access import permissions, queries, rules, verbs
from aia.access.models import Account, RoleGrant, Scope
from aia.access.terms import Actor, ScopeKind
from aia.trace.actions import lock, record
from aia.trace.traced import Traced


@transaction.atomic
def open_scope(
    *,
    actor: Actor,
    subject: UUID,
    district: str,
    kind: str,
    account: Account | None = None,
    organisation: UUID | None = None,
    source: UUID | None = None,
    at: datetime,
) -> Scope:
    """Let an account, or an organisation's operators, open one file; the scope in force if any.

    `source` is the row that it follows from (a pathway, a referral). Emergency scopes are opened
    only by `break_glass`. Raises Forbidden; Refused when the account may not be in a team there.
    """
    if kind == ScopeKind.BREAK_GLASS:
        raise ValueError("emergency scopes are opened by break_glass")
    if (account is None) == (organisation is None):
        raise ValueError("a scope is of one account or of one organisation")
    scope = Scope(district=district, account=account, subject=subject, kind=kind)
    permissions.demand(actor, "scope.opened", scope, at=at)
    if kind == ScopeKind.TEAM:
        _check_team(account, district, at)
    found = _in_force(subject, kind, account, organisation, source, at).first()
    return found or open_file(
        actor=actor, scope=scope, at=at, organisation=organisation, source=source
    )


def open_file(
    *,
    actor: Actor,
    scope: Scope,
    at: datetime,
    organisation: UUID | None = None,
    source: UUID | None = None,
    until: datetime | None = None,
    caused_by: Traced | None = None,
) -> Scope:
    """Record a new scope. The caller has asked the permissions."""
    facts = verbs.ScopeOpened(
        account=scope.account_id,
        organisation=organisation,
        subject=scope.subject,
        kind=scope.kind,
        source=source,
        since=at,
        until=until,
    )
    return record(scope, facts, actor=actor, at=at, caused_by=caused_by)


def open_own_file(*, actor: Actor, grant: RoleGrant, person: UUID, at: datetime) -> Scope:
    """Open a citizen's own file to them, because of their role."""
    scope = Scope(
        district=grant.district,
        account=grant.account,
        subject=person,
        kind=ScopeKind.SELF,
    )
    return open_file(actor=actor, scope=scope, at=at, source=grant.id, caused_by=grant)


@transaction.atomic
def close_scope(*, actor: Actor, scope: Scope, at: datetime, seen: int | None = None) -> Scope:
    """Close one scope; one already closed stays as it is. Raises Forbidden, RowChanged."""
    scope = lock(Scope.objects.all(), scope.id, seen=seen)
    permissions.demand(actor, "scope.closed", scope, at=at)
    return _close(scope, actor=actor, at=at)


@transaction.atomic
def close_scopes(
    *,
    actor: Actor,
    subject: UUID,
    kind: str | None = None,
    account: Account | None = None,
    organisation: UUID | None = None,
    source: UUID | None = None,
    at: datetime,
) -> list[Scope]:
    """Close every scope in force on the subject that fits what is told; returns those closed.

    Raises Forbidden when one of them is in a district where the actor has no role.
    """
    rows = _in_force(subject, kind, account, organisation, source, at, loose=True)
    closed = []
    for scope in rows.select_for_update(of=("self",), no_key=True):
        permissions.demand(actor, "scope.closed", scope, at=at)
        closed.append(_close(scope, actor=actor, at=at))
    return closed


def close_held(*, actor: Actor, source: Traced, at: datetime) -> None:
    """Close the scopes in force that follow from `source`, because of what happened to it."""
    rows = queries.scopes_in_force(at).filter(source=source.id)
    for scope in rows.select_for_update(of=("self",), no_key=True):
        _close(scope, actor=actor, at=at, caused_by=source)


@dataclass(frozen=True)
class HandedOver:
    """One file that changed hands."""

    subject: UUID
    account: UUID
    source: UUID | None


@transaction.atomic
def hand_over(
    *,
    actor: Actor,
    district: str,
    from_account: Account,
    to_accounts: Sequence[Account],
    split: Mapping[UUID, UUID] | None = None,
    at: datetime,
) -> list[HandedOver]:
    """Move every file that a worker follows in the district to colleagues, in one act.

    `split` says which colleague (account id) takes which subject; subjects that it does not name
    are shared out one by one to whoever then has most room. Returns who took what, for the layer
    above to move the leads alike. Raises Forbidden; Refused without colleagues, or with one who
    is not a social worker or coordinator there.
    """
    asked = Scope(district=district, account=from_account, kind=ScopeKind.TEAM)
    permissions.demand(actor, "scope.handed_over", asked, at=at)
    colleagues = {a.id: a for a in to_accounts if a.id != from_account.id}
    for colleague in colleagues.values():
        _check_team(colleague, district, at)
    held = list(
        queries.scopes_in_force(at)
        .filter(account=from_account, district=district, kind=ScopeKind.TEAM)
        .order_by("since", "id")
        .select_for_update(of=("self",), no_key=True)
    )
    taken = _takers(held, colleagues, split or {}, district, at)
    return [_hand(scope, colleagues[taken[scope.subject]], actor=actor, at=at) for scope in held]


def _takers(
    held: Sequence[Scope],
    colleagues: Mapping[UUID, Account],
    split: Mapping[UUID, UUID],
    district: str,
    at: datetime,
) -> dict[UUID, UUID]:
    """Return who takes each subject. Raises Refused when `split` names somebody else."""
    if not set(split.values()) <= set(colleagues):
        raise rules.Refused(_("A file is given to somebody who is not among the colleagues."))
    figures = {load.account: load for load in queries.workload(district, at=at)}
    receivers = [
        figures.get(id_) or rules.Load(id_, colleague.name, 0, None, frozenset())
        for id_, colleague in colleagues.items()
    ]
    rest = list(dict.fromkeys(s.subject for s in held if s.subject not in split))
    return {**split, **rules.shared_out(rest, receivers)}


def _hand(scope: Scope, colleague: Account, *, actor: Actor, at: datetime) -> HandedOver:
    _close(scope, actor=actor, at=at)
    found = _in_force(scope.subject, scope.kind, colleague, None, scope.source, at).first()
    if found is None:
        fresh = Scope(
            district=scope.district, account=colleague, subject=scope.subject, kind=scope.kind
        )
        open_file(actor=actor, scope=fresh, at=at, source=scope.source, caused_by=scope)
    return HandedOver(subject=scope.subject, account=colleague.id, source=scope.source)


def _close(scope: Scope, *, actor: Actor, at: datetime, caused_by: Traced | None = None) -> Scope:
    if scope.until is not None and scope.until <= at:
        return scope
    return record(scope, verbs.ScopeClosed(until=at), actor=actor, at=at, caused_by=caused_by)


def _check_team(account: Account | None, district: str, at: datetime) -> None:
    if account is None:
        raise ValueError("a team is made of accounts")
    if not queries.has_role(account.id, permissions.FILE_ROLES, district, at=at):
        raise rules.Refused(
            _("%(name)s is not a social worker or coordinator of this district on that day.")
            % {"name": account.name}
        )


def _in_force(
    subject: UUID,
    kind: str | None,
    account: Account | None,
    organisation: UUID | None,
    source: UUID | None,
    at: datetime,
    *,
    loose: bool = False,
) -> QuerySet[Scope]:
    """Return the scopes in force with these values; `loose` takes None for "whatever"."""
    wanted = {"kind": kind, "account": account, "organisation": organisation, "source": source}
    exact = {name: value for name, value in wanted.items() if not loose or value is not None}
    return queries.scopes_in_force(at).filter(Q(**exact), subject=subject)
