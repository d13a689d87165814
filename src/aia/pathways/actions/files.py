"""Opening a file is an act: it is recorded, and the person can see who did it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from aia.access.actions import note_reading
from aia.access.terms import Actor, ReadingKind, ReadingWhy
from aia.pathways import permissions
from aia.pathways.queries.files import (
    NeedDetail,
    PathwayFile,
    ground,
    need_detail,
    pathway_file,
)
from aia.pathways.queries.mine import MyPath, my_path
from aia.pathways.queries.received import ReceivedReferral, received_referral
from aia.pathways.queries.trace import TracePage, readable_trace


def open_file(
    *, actor: Actor, subject_id: UUID, kind: str = ReadingKind.FILE, at: datetime
) -> PathwayFile | None:
    """Return the subject's file and record that the actor opened it; None without a pathway.

    `kind` is `ReadingKind`: what is being looked at. Raises Forbidden.
    """
    file = pathway_file(actor, subject_id, at=at)
    if file is not None:
        note_reading(
            actor=actor,
            subject=file.pathway.subject,
            district=file.pathway.district,
            kind=kind,
            why=file.why,
            at=at,
        )
    return file


def open_need(*, actor: Actor, need_id: UUID, at: datetime) -> NeedDetail:
    """Return one need of a file and record that the actor opened it.

    Raises Forbidden, Need.DoesNotExist.
    """
    detail = need_detail(actor, need_id, at=at)
    note_reading(
        actor=actor,
        subject=detail.pathway.subject,
        district=detail.pathway.district,
        kind=ReadingKind.FILE,
        why=detail.why,
        at=at,
    )
    return detail


def open_referral(*, actor: Actor, referral_id: UUID, at: datetime) -> ReceivedReferral:
    """Return a referral to the actor's organisation and record that the actor opened it.

    One that is no longer readable shows nothing, and nothing is recorded. Raises Forbidden.
    """
    received = received_referral(actor, referral_id, at=at)
    if received.readable:
        note_reading(
            actor=actor,
            subject=received.referral.pathway.subject,
            district=received.referral.district,
            kind=ReadingKind.FILE,
            why=ReadingWhy.REFERRAL,
            at=at,
        )
    return received


def open_trace(*, actor: Actor, stream: UUID, before: int | None = None, at: datetime) -> TracePage:
    """Return a page of a pathway's trace in sentences and record that the actor opened it.

    Raises Forbidden, Pathway.DoesNotExist.
    """
    page = readable_trace(actor, stream, at=at, before=before)
    pathway = page.pathway
    note_reading(
        actor=actor,
        subject=pathway.subject,
        district=pathway.district,
        kind=ReadingKind.TRACE,
        why=ground(permissions.demand(actor, "trace.read", pathway, at=at)),
        at=at,
    )
    return page


def open_my_path(*, actor: Actor, at: datetime) -> MyPath | None:
    """Return the path of the person that the actor is, and record that they opened it.

    It is recorded too, so that somebody can see when another person used their account.
    """
    path = my_path(actor, at=at)
    if path is not None:
        note_reading(
            actor=actor,
            subject=path.pathway.subject,
            district=path.pathway.district,
            kind=ReadingKind.FILE,
            why=ReadingWhy.SELF,
            at=at,
        )
    return path
