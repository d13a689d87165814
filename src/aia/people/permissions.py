"""Who may do what to persons, households and organisations. One policy for every door.

A verb is the ledger's name of the act ("person.merged"), or "person.seen", "person.exported".
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from aia.access.queries import scope_kind
from aia.access.terms import Actor, Forbidden, Role, ScopeKind
from aia.people.models import Household, HouseholdMember, Organisation, Person
from aia.people.queries.visible import WORKERS, households_visible_to, persons_visible_to

Row = Person | Household | Organisation

# Bodies are public: whoever plans, follows people or keeps the installation may write them down.
KEEP_BODIES = (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PLANNER, Role.ADMINISTRATOR)


def may(actor: Actor, verb: str, row: Row, *, at: datetime) -> bool:
    """Say whether the actor may do `verb` to `row` (a new, unsaved row for what creates one).

    Named services may do everything: they are the installation's own jobs.
    """
    return bool(actor.service) or _RULES[verb](actor, row, at)


def demand(actor: Actor, verb: str, row: Row, *, at: datetime) -> None:
    """Raise Forbidden when the actor may not; hidden when they may not even know of the row."""
    if may(actor, verb, row, at=at):
        return
    if not row._state.adding and not _sees(actor, row, at):
        raise Forbidden(_("There is nothing here."), hidden=True)
    raise Forbidden(_("Your role does not allow this. Ask the coordinator of your district."))


def _sees(actor: Actor, row: Row, at: datetime) -> bool:
    if isinstance(row, Person):
        # The first rule of `persons_visible_to`, which asks the database nothing.
        openly = not row.protected and _works_here(actor, row, at)
        return openly or persons_visible_to(actor, at=at).filter(pk=row.pk).exists()
    if isinstance(row, Household):
        return households_visible_to(actor, at=at).filter(pk=row.pk).exists()
    return row.district in actor.districts()


def _works_here(actor: Actor, row: Row, at: datetime) -> bool:
    return row.district in actor.districts(*WORKERS)


def _works_with(actor: Actor, row: Row, at: datetime) -> bool:
    return _works_here(actor, row, at) and _sees(actor, row, at)


def _coordinates_here(actor: Actor, row: Row, at: datetime) -> bool:
    return actor.has(Role.COORDINATOR, row.district)


def _coordinates(actor: Actor, row: Row, at: datetime) -> bool:
    return _coordinates_here(actor, row, at) and _sees(actor, row, at)


def _worker_or_self(actor: Actor, row: Row, at: datetime) -> bool:
    return row.id in actor.persons() or _works_with(actor, row, at)


def _follows_coordinates_or_self(actor: Actor, row: Row, at: datetime) -> bool:
    """Allow the whole of a file: to see a name is not enough, nor is an emergency."""
    own = row.id in actor.persons()
    follows = _works_with(actor, row, at) and scope_kind(actor, row.id, at=at) == ScopeKind.TEAM
    return own or follows or _coordinates(actor, row, at)


def _knows_whole(actor: Actor, row: Row, at: datetime) -> bool:
    """Tell who follows, works with or is somebody from an organisation asked for one answer."""
    own = row.id in actor.persons()
    return own or _works_with(actor, row, at) or _in_scope_whole(actor, row, at)


def _in_scope_whole(actor: Actor, row: Row, at: datetime) -> bool:
    kind = scope_kind(actor, row.id, at=at)
    return kind is not None and kind != ScopeKind.REFERRAL


def _household_whole(actor: Actor, row: Row, at: datetime) -> bool:
    """A referral opens one person to an organisation, not those they live with."""
    if _works_with(actor, row, at) or _in_scope_whole(actor, row, at):
        return True
    places = HouseholdMember.objects.filter(household=row.id).select_related("person")
    return any(_knows_whole(actor, place.person, at) for place in places)


def _keeps_bodies(actor: Actor, row: Row, at: datetime) -> bool:
    return row.district in actor.districts(*KEEP_BODIES)


_RULES: dict[str, Callable[[Actor, Row, datetime], bool]] = {
    "person.registered": _works_here,
    "person.seen": _sees,
    "person.known_whole": _knows_whole,
    "person.changed": _works_with,
    "person.protected": _works_with,
    "person.unprotected": _works_with,
    "person.merged": _coordinates,
    "person.unmerged": _coordinates,
    "duplicates.denied": _coordinates,
    "duplicates.sought": _coordinates_here,
    "person.erased": _coordinates,
    "person.term_set": _coordinates,
    "person.exported": _follows_coordinates_or_self,
    "identifier.added": _works_with,
    "identifier.ended": _works_with,
    "household.formed": _works_here,
    "household.seen": _sees,
    "household.known_whole": _household_whole,
    "household.closed": _works_with,
    "household.joined": _works_with,
    "household.left": _works_with,
    "membership.begun": _works_with,
    "membership.ended": _works_with,
    "consent.given": _worker_or_self,
    "consent.withdrawn": _worker_or_self,
    "organisation.registered": _keeps_bodies,
    "organisation.seen": _sees,
    "organisation.changed": _keeps_bodies,
    "organisation.closed": _keeps_bodies,
}
