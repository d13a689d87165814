"""Questions about appointments, and about the files that lie outside the database."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.access.terms import Actor, Role
from aia.pathways import file_store
from aia.pathways.checkers.asking import (
    Checker,
    Finding,
    Moment,
    Question,
    Result,
    Scope,
    Severity,
    result_of,
)
from aia.pathways.models import Appointment, Attachment, Pathway
from aia.pathways.terms import AppointmentState, AttachmentState

_KIND = Attachment._meta.label


def _past(scope: Scope, when: Moment) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        pathway__in=scope, state=AppointmentState.FIXED, starts_at__lt=when.midnight
    )


def _not_replied(scope: Scope, when: Moment) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        pathway__in=scope, state=AppointmentState.REQUESTED, starts_at__lt=when.at
    )


AROUND: tuple[Checker, ...] = (
    Checker(
        "appointment_past",
        _("Which appointments have passed without saying what became of them?"),
        Severity.LOOK,
        _past,
        "starts_at",
    ),
    Checker(
        "appointment_not_replied",
        _("Which meetings did the person ask for without a reply?"),
        Severity.LATE,
        _not_replied,
        "starts_at",
    ),
)
FILE_MISSING = Question(
    "attachment_missing", _("Which attachments have lost their file?"), Severity.WRONG
)
FILE_ORPHAN = Question(
    "file_orphan", _("Which stored files belong to no attachment?"), Severity.LOOK
)
_BEING_WRITTEN = timedelta(hours=1)


def check_files(actor: Actor, scope: QuerySet[Pathway], *, at: datetime) -> list[Result]:
    """Compare the rows with the store of files: files lost, and (for who keeps the installation)
    files that belong to no kept attachment, left by a crash more than an hour ago.
    """
    kept = Attachment.objects.filter(state=AttachmentState.KEPT)
    looked_after = list(
        kept.filter(pathway__in=scope.values("id"))
        .order_by("id")
        .values_list("district", "pathway_id", "id", "added_at")
    )
    keeps = bool(actor.service) or actor.has(Role.ADMINISTRATOR)
    known = set(kept.values_list("id", flat=True)) if keeps else set()
    # After the rows: a file is always there before its row.
    stored = list(file_store.stored())
    there = {file.attachment for file in stored}
    lost = [
        Finding(district, pathway, _KIND, row, timezone.localdate(added_at))
        for district, pathway, row, added_at in looked_after
        if row not in there
    ]
    results = [result_of(FILE_MISSING, lost)]
    if keeps:
        orphans = [
            Finding(
                "", None, _KIND, file.attachment, timezone.localdate(file.written_at), file.name
            )
            for file in sorted(stored, key=lambda file: file.name)
            if file.attachment not in known and file.written_at < at - _BEING_WRITTEN
        ]
        results.append(result_of(FILE_ORPHAN, orphans))
    return results


def _orphan(file: file_store.StoredFile) -> Finding:
    since = timezone.localdate(file.written_at)
    return Finding("", None, _KIND, file.attachment, since, name=file.name)
