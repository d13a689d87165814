"""How much each social worker follows, and who could follow one file more."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from aia.access import rules
from aia.access.queries.actors import grants_in_force
from aia.access.queries.scopes import scopes_in_force
from aia.access.rules import Load
from aia.access.terms import Role, ScopeKind


def workload(district: str, *, at: datetime) -> list[Load]:
    """Return each social worker's figures: files followed, capacity and competences declared.

    Somebody who holds the role twice counts once, with what the newest grant says.
    """
    grants = grants_in_force(at).filter(
        district=district, role=Role.SOCIAL_WORKER, account__is_active=True
    )
    newest = {grant.account_id: grant for grant in grants.select_related("account")}
    team = scopes_in_force(at).filter(district=district, kind=ScopeKind.TEAM)
    followed: dict[UUID | None, set[UUID]] = {}
    for account, subject in team.values_list("account", "subject"):
        followed.setdefault(account, set()).add(subject)
    return [
        Load(
            account=account,
            name=grant.account.name,
            files=len(followed.get(account, ())),
            capacity=grant.families,
            competences=frozenset(grant.competences),
        )
        for account, grant in newest.items()
    ]


def proposals(district: str, wanted: Iterable[str], *, at: datetime) -> list[rules.Proposal]:
    """Return the district's workers for a new pathway, the most suitable first, with reasons.

    `wanted` are the competences that the pathway asks for. The coordinator decides.
    """
    return rules.ranked(workload(district, at=at), wanted)
