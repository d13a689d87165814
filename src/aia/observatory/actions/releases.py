"""Publishing, and taking back. Nothing is published that does not pass through here."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor
from aia.kit.refusals import Refusal as Refused
from aia.observatory import permissions, verbs
from aia.observatory.disclosure.auditing import Breach, audit
from aia.observatory.disclosure.editions import Edition, towns_of
from aia.observatory.disclosure.outsider import attack
from aia.observatory.disclosure.rule import PUBLIC
from aia.observatory.disclosure.tables import ProtectedTable, canonical, digest_of
from aia.observatory.models import Release
from aia.observatory.queries.releases import editions, published_before
from aia.observatory.terms import ReleaseState, WithdrawalReason
from aia.territory.queries import UnknownMunicipality, current_code
from aia.trace.actions import lock, record


class Refusal(Refused):
    """The auditor found numbers that could be narrowed; nothing of what was asked is published."""

    def __init__(self, breaches: Sequence[Breach]) -> None:
        self.breaches = tuple(breaches)
        first = "; ".join(str(breach) for breach in self.breaches[:3])
        super().__init__(
            _("Not published, because numbers about few people could be worked out: %(first)s.")
            % {"first": first}
        )


@transaction.atomic
def release_tables(
    *, actor: Actor, district: str, tables: Sequence[ProtectedTable], at: datetime
) -> list[Release]:
    """Publish protected tables of the district; return the editions that are new.

    A table that says the same as its edition in force makes no new one. Tables of one indicator
    are looked at together and with everything that was ever published of it. Raises Forbidden;
    Refusal when the auditor can narrow a hidden number: then nothing is published.
    """
    permissions.demand(actor, "release.made", Release(district=district), at=at)
    _check_district(district, tables)
    for indicator in sorted({table.indicator for table in tables}):
        _check_safe(district, [one for one in tables if one.indicator == indicator])
    made = [_release(actor, table, at) for table in tables]
    return [one for one in made if one is not None]


@transaction.atomic
def withdraw_release(
    *, actor: Actor, release_id: UUID, reason: str, seen: int | None = None, at: datetime
) -> Release:
    """Take an edition back (`WithdrawalReason`); who saw it has seen it, and it still counts.

    Raises Forbidden, RowChanged, Refusal of the kit when it is not the edition in force.
    """
    row = lock(Release.objects.all(), release_id, seen=seen)
    permissions.demand(actor, "release.withdrawn", row, at=at)
    if reason not in WithdrawalReason.values:
        raise Refused(_("Choose one of the values of the list."))
    if row.state != ReleaseState.CURRENT:
        raise Refused(_("Only the edition in force can be withdrawn."))
    facts = verbs.ReleaseWithdrawn(withdrawn_at=at, withdrawn_for=reason)
    return record(row, facts, actor=actor, at=at)


def _check_district(district: str, tables: Sequence[ProtectedTable]) -> None:
    if any(table.district != district for table in tables):
        raise Refused(_("These tables are of another district."))
    if len({(table.indicator, table.code) for table in tables}) != len(tables):
        raise Refused(_("The same table is there twice."))


def _check_safe(district: str, tables: Sequence[ProtectedTable]) -> None:
    """Raise Refusal when a hidden number of one indicator can be narrowed.

    First from these tables alone, then with every edition that was ever published of it. A table
    that is not published anew stands among them as its newest edition does.
    """
    breaches = audit(tables)
    before = published_before(district, tables[0].indicator).order_by("released_at", "id")
    earlier = [Edition(one.edition, one.told()) for one in before]
    unguarded = not any(table.guards for table in tables)
    if not breaches and tables[0].kind != PUBLIC and (earlier or unguarded):
        now = [Edition(0, table.told()) for table in tables]
        guards = {table.code: table.guards for table in tables}
        heirs = _heirs([*earlier, *now])
        breaches = attack([*earlier, *now], guards=guards, heirs=heirs)
    if breaches:
        raise Refusal(breaches)


def _heirs(editions: Sequence[Edition]) -> dict[str, str]:
    """Return into which municipality of today each one went that any edition names."""
    codes = {code for edition in editions for code in towns_of(edition.told)}
    heirs = {}
    for code in codes:
        with suppress(UnknownMunicipality):
            heirs[code] = current_code(code)
    return heirs


def _release(actor: Actor, table: ProtectedTable, at: datetime) -> Release | None:
    """Publish one table, unless its edition in force says the same already."""
    told = table.told()
    digest = digest_of(told)
    before = editions(table.district, table.indicator, table.code).first()
    if before is not None and before.state == ReleaseState.CURRENT:
        if before.digest == digest:
            return None
        record(before, verbs.ReleaseSuperseded(), actor=actor, at=at)
    row = Release(district=table.district, content=canonical(told))
    facts = verbs.ReleaseMade(
        indicator=table.indicator,
        version=table.version,
        breakdown=table.code,
        edition=before.edition + 1 if before else 1,
        as_of=table.about.as_of,
        facts_upto=table.about.facts_upto,
        digest=digest,
        cells=len(table.cells),
        simulated=table.about.simulated,
        released_at=at,
    )
    return record(row, facts, actor=actor, at=at)
