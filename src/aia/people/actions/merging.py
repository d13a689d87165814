"""Two rows that are one person: merged by a pointer, so that nothing is lost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from aia.access import queries as access
from aia.access.actions import close_scopes, open_scope
from aia.access.terms import Actor, Role, ScopeKind
from aia.people import permissions, verbs
from aia.people.actions.rows import PersonRef, locked, standing
from aia.people.models import LikelyPair, NotDuplicates, Person
from aia.people.terms import PersonStatus, Unacceptable
from aia.trace.actions import record

_TEAM_ROLES = (Role.SOCIAL_WORKER, Role.COORDINATOR)


@transaction.atomic
def merge_persons(*, actor: Actor, kept: PersonRef, merged: PersonRef, at: datetime) -> Person:
    """Say that two rows are one person: `merged` from now on points to `kept`, which is returned.

    Each side's team may open the other side too. If either is protected, the person is.
    Raises Forbidden; Unacceptable for a row with itself or of another district.
    """
    first, second = standing(kept), standing(merged)
    for row in (first, second):
        permissions.demand(actor, "person.merged", row, at=at)
    if first.id == second.id or first.district != second.district:
        raise Unacceptable({"person": _("Choose two different rows of the same district.")})
    if first.protected != second.protected:
        open_row = second if first.protected else first
        record(open_row, verbs.PersonProtected(), actor=actor, at=at)
    _settle(second, second)
    facts = verbs.PersonMerged(merged_into=first.id)
    record(second, facts, actor=actor, at=at, caused_by=first)
    _share_team(second, first, source=second, actor=actor, at=at)
    _share_team(first, second, source=second, actor=actor, at=at)
    return first


@transaction.atomic
def unmerge_person(*, actor: Actor, person: PersonRef, at: datetime) -> Person:
    """Say that they were two after all: the row stands by itself again, as it was.

    A protection that the merge carried over stays, until somebody takes it away.
    Raises Forbidden; Unacceptable when the row is not merged.
    """
    row = locked(Person, person)
    permissions.demand(actor, "person.unmerged", row, at=at)
    into = row.merged_into_id
    if row.status != PersonStatus.MERGED or into is None:
        raise Unacceptable({"person": _("This row is not merged into another one.")})
    record(row, verbs.PersonUnmerged(), actor=actor, at=at)
    for subject in (row.id, into):
        close_scopes(actor=actor, subject=subject, source=row.id, at=at)
    return row


@transaction.atomic
def mark_not_duplicates(
    *, actor: Actor, first: PersonRef, second: PersonRef, at: datetime
) -> NotDuplicates:
    """Say that two likely duplicates are two persons; they are not proposed again.

    Raises Forbidden, Unacceptable.
    """
    rows = sorted((standing(first), standing(second)), key=lambda row: row.id)
    for row in rows:
        permissions.demand(actor, "duplicates.denied", row, at=at)
    one, other = rows
    if one.id == other.id:
        raise Unacceptable({"person": _("Choose two different rows of the same district.")})
    _settle(one, other)
    told = NotDuplicates.objects.filter(first=one, second=other).first()
    if told is not None:
        return told
    facts = verbs.DuplicatesDenied(first=one.id, second=other.id)
    return record(NotDuplicates(district=one.district), facts, actor=actor, at=at)


def _settle(one: Person, other: Person) -> None:
    """Take away the suggestions about a pair, or all about one row when given twice."""
    first, second = Q(first__in=(one, other)), Q(second__in=(one, other))
    LikelyPair.objects.filter(first | second if one.id == other.id else first & second).delete()


def _share_team(
    whose: Person, other: Person, *, source: Person, actor: Actor, at: datetime
) -> None:
    """Let the team of one row open the other: they follow the same person."""
    team = access.team_of(whose.id, at=at)
    already = {scope.account_id for scope in access.team_of(other.id, at=at)}
    for scope in team:
        account = scope.account
        if account is None or account.id in already:
            continue
        if not access.has_role(account.id, _TEAM_ROLES, other.district, at=at):
            continue
        open_scope(
            actor=actor,
            subject=other.id,
            district=other.district,
            kind=ScopeKind.TEAM,
            account=account,
            source=source.id,
            at=at,
        )
