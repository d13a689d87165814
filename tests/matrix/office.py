"""What others than the team have made: the administrator, and the persons themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from aia.access import actions as access
from aia.access.models import BreakGlass, RoleGrant
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.kit.clock import now
from aia.pathways import actions
from tests.matrix.people import Subject


def office(
    staff: dict[str, Persona], scopes: Iterable[str], life: timedelta
) -> dict[str, UUID | str]:
    """Make an invitation and a client by the administrator; return what addresses name."""
    ada = staff["ada"].actor_at(now())
    invitation, _secret = access.invite(
        actor=ada,
        district=DISTRICT,
        email="rita@example.org",
        name="Rita Neri",
        role="planner",
        at=now(),
    )
    client, _token = access.create_client(
        actor=ada,
        district=DISTRICT,
        account=staff["omar"].account,
        name="Regione",
        scopes=scopes,
        expires_at=now() + life,
        at=now(),
    )
    return {
        "client_id": client.id,
        "invitation_id": invitation.id,
        "grant_id": RoleGrant.objects.get(account=staff["omar"].account).id,
        "glass_id": BreakGlass.objects.get().id,
    }


def brought(subject: Subject, who: Persona, content: bytes) -> None:
    """Let the person bring a document to their own path."""
    subject.keep(
        document=actions.bring_attachment(
            actor=who.actor,
            pathway_id=subject.rows["pathway"],
            name=f"{subject.words}.pdf",
            declared_type="application/pdf",
            content=content,
            at=MOMENT,
        )
    )
