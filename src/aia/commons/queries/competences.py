"""What people and bodies can do, who vouches for it, which badges hold."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from aia.access.queries import subjects_in_scope
from aia.access.terms import Actor, Forbidden, ScopeKind
from aia.commons.badges import issuing, permissions, verifying
from aia.commons.models import Badge, Competence, Endorsement
from aia.commons.permissions import OFFICE_ROLES
from aia.commons.queries.keeping import Keeper
from aia.commons.terms.competences import BadgeState, CompetenceState
from aia.people.queries import keyring, names_of, persons_visible_to

_MOST = 200


@dataclass(frozen=True)
class Voice:
    """Somebody who vouches; `name` is empty where the reader may not know it."""

    row: Endorsement
    name: str
    words: str


@dataclass(frozen=True)
class CompetenceSeen:
    """A competence with its words, its voices and its badges, the newest first."""

    row: Competence
    holder: str
    title: str
    about: str
    voices: tuple[Voice, ...]
    badges: tuple[Badge, ...]

    @property
    def holds(self) -> Badge | None:
        """Return the badge that holds now."""
        return next((one for one in self.badges if one.state == BadgeState.ISSUED), None)


def own_competences(actor: Actor) -> list[CompetenceSeen]:
    """Return what the actor tells of themself and of their bodies, the newest first."""
    rows = Competence.objects.filter(
        Q(organisation__in=actor.organisations()) | Q(person__in=actor.persons())
    )
    return _seen(_told(rows)[:_MOST], named=True)


def followed_competences(actor: Actor, *, at: datetime) -> list[CompetenceSeen]:
    """Return what the people whom the actor follows can do, the newest first."""
    if not actor.districts(*OFFICE_ROLES):
        return []
    teams = subjects_in_scope(actor, at=at).filter(kind=ScopeKind.TEAM)
    people = persons_visible_to(actor, at=at).filter(pk__in=teams)
    rows = Competence.objects.filter(
        person__in=people.values("pk"), district__in=actor.districts(*OFFICE_ROLES)
    )
    return _seen(_told(rows)[:_MOST], named=True)


def body_competences(organisation_id: UUID) -> list[CompetenceSeen]:
    """Return what a body can do, as anybody may read it."""
    rows = _told(Competence.objects.filter(organisation=organisation_id))
    return _seen(rows[:_MOST], named=False)


def get_competence(actor: Actor, competence_id: UUID, verb: str, *, at: datetime) -> CompetenceSeen:
    """Return a competence to act upon. Raises Forbidden, Competence.DoesNotExist."""
    rows = Competence.objects.all()
    row = (rows if actor.service else rows.filter(district__in=actor.districts())).get(
        pk=competence_id
    )
    permissions.demand(actor, verb, row, at=at)
    return _seen(_with_all(Competence.objects.filter(pk=row.pk)), named=True)[0]


def asked_competence(actor: Actor, competence_id: UUID, link: str) -> CompetenceSeen:
    """Return a competence to vouch for, by the link that its holder gave.

    Raises Competence.DoesNotExist for a link that opens nothing.
    """
    rows = Competence.objects.filter(district__in=actor.districts())
    row = rows.get(pk=competence_id)
    if not permissions.opens(row, link):
        raise Competence.DoesNotExist
    return _seen(_with_all(Competence.objects.filter(pk=row.pk)), named=False)[0]


def link_of(competence: Competence) -> str:
    """Return the secret part of the link that opens a competence: its holder gives it away."""
    return permissions.link_key(competence)


def voices_of(actor: Actor, district: str) -> list[Keeper]:
    """Return for whom the actor may vouch: themself and their bodies. Raises Forbidden."""
    persons = {g.person for g in actor.grants if g.person and g.district == district}
    bodies = {g.organisation for g in actor.grants if g.organisation and g.district == district}
    names = names_of(organisation_ids=bodies)
    found = [Keeper("person", one, _("Myself")) for one in sorted(persons)]
    found += [Keeper("body", one, names[one]) for one in sorted(bodies) if one in names]
    if not found:
        raise Forbidden(_("People and bodies vouch, each with their own account."))
    return found


def get_endorsement(actor: Actor, endorsement_id: UUID, verb: str, *, at: datetime) -> Endorsement:
    """Return an endorsement to act upon. Raises Forbidden, Endorsement.DoesNotExist."""
    rows = Endorsement.objects.select_related("competence")
    row = rows.filter(district__in=actor.districts()).get(pk=endorsement_id)
    permissions.demand(actor, verb, row, at=at)
    return row


def own_endorsements(actor: Actor) -> list[tuple[Endorsement, CompetenceSeen]]:
    """Return what the actor vouches for now, for themself or for a body."""
    rows = Endorsement.objects.filter(
        Q(organisation__in=actor.organisations()) | Q(person__in=actor.persons()),
        withdrawn_at=None,
    ).order_by("-given_at", "id")
    kept = list(rows[:_MOST])
    about = Competence.objects.filter(pk__in=[one.competence_id for one in kept])
    seen = {one.row.id: one for one in _seen(_with_all(about), named=False)}
    return [(one, seen[one.competence_id]) for one in kept]


def get_badge(actor: Actor, badge_id: UUID, verb: str, *, at: datetime) -> Badge:
    """Return a badge to act upon. Raises Forbidden, Badge.DoesNotExist."""
    rows = Badge.objects.select_related("competence")
    row = rows.filter(district__in=actor.districts()).get(pk=badge_id)
    permissions.demand(actor, verb, row, at=at)
    return row


def signed_text(row: Badge | Endorsement) -> str:
    """Return the signed credential; empty when its holder was erased."""
    who = row.competence.who
    return keyring(who).open(who, row, "sealed_token")


def revoked_indexes(district: str, what: str) -> list[int]:
    """Return the places of what was revoked in a district: of `badges` or of `endorsements`."""
    rows: QuerySet[Badge] | QuerySet[Endorsement]
    if what == "badges":
        rows = Badge.objects.filter(state=BadgeState.REVOKED)
    else:
        rows = Endorsement.objects.exclude(withdrawn_at=None)
    found = rows.filter(district=district).values_list("status_index", flat=True)
    return sorted(found)


def revoked_here(told: verifying.Told) -> bool | None:
    """Say whether this installation revoked a credential; None when it did not issue it."""
    try:
        row_id = UUID(str(told.get("id")))
    except ValueError:
        return None
    state = Badge.objects.filter(pk=row_id).values_list("state", flat=True).first()
    if state is not None:
        return state == BadgeState.REVOKED
    given = Endorsement.objects.filter(pk=row_id).values_list("withdrawn_at", flat=True)
    return given[0] is not None if given else None


def found_here(content: bytes, *, at: datetime) -> verifying.Found:
    """Find out about a badge in a file as its issuer would. Raises verifying.NotABadge."""
    token = verifying.token_in(content)
    return verifying.verify(token, [issuing.public_key()], revoked=revoked_here, at=at)


def _told(rows: QuerySet[Competence]) -> QuerySet[Competence]:
    return _with_all(rows.filter(state=CompetenceState.CLAIMED)).order_by("-claimed_at", "id")


def _with_all(rows: QuerySet[Competence]) -> QuerySet[Competence]:
    given = Endorsement.objects.filter(withdrawn_at=None).order_by("given_at", "id")
    return rows.prefetch_related(
        Prefetch("endorsements", queryset=given),
        Prefetch("badges", queryset=Badge.objects.order_by("-issued_at", "id")),
    )


def _seen(rows: Iterable[Competence], *, named: bool) -> list[CompetenceSeen]:
    """Return the rows with their words; `named`: also of who did not want others to know."""
    kept = list(rows)
    voices = [one for row in kept for one in row.endorsements.all()]
    names = _names([*kept, *(one for one in voices if named or one.named)])
    ring = keyring(*{row.who for row in kept})
    return [
        CompetenceSeen(
            row=row,
            holder=names.get(row.who, ""),
            title=ring.open(row.who, row, "sealed_title"),
            about=ring.open(row.who, row, "sealed_about"),
            voices=tuple(
                Voice(
                    one,
                    names.get(one.who, "") if named or one.named else "",
                    ring.open(row.who, one, "sealed_words"),
                )
                for one in row.endorsements.all()
            ),
            badges=tuple(row.badges.all()),
        )
        for row in kept
    ]


def _names(rows: Collection[Competence | Endorsement]) -> dict[UUID, str]:
    return names_of(
        person_ids=[one.person_id for one in rows if one.person_id],
        organisation_ids=[one.organisation_id for one in rows if one.organisation_id],
    )
