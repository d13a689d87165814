"""Documents: listed, uploaded, shared, removed; their content only ever as a download."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Role
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.file_store import ContentMissing, NotStored
from aia.pathways.forms.attachments import AttachmentForm
from aia.pathways.forms.line import ConfirmForm
from aia.pathways.models import Attachment, Pathway
from aia.pathways.queries.attachments import AttachmentText, attachment_content, attachments_of
from aia.pathways.rules import Refused
from aia.pathways.rules.files import ALLOWED
from aia.pathways.terms import AttachmentState, State
from aia.pathways.views.files import or_known
from aia.pathways.views.parts import DOCUMENTS, NewInPart, OnPartRow, asked_part, part_page

# Whatever the file holds, a browser that opened it could run nothing and reach nothing.
_LOCKED = "sandbox; default-src 'none'"


@require_safe
@or_known
def attachments_page(request: HttpRequest, subject: UUID) -> HttpResponse:
    """Show the files kept with the pathway; of removed ones, that they were there."""
    actor, at = request_actor(request), now()
    part = asked_part(request, subject, at=at)
    found = attachments_of(actor, part.pathway.id, at=at)
    context = {
        "kept": [_row(one) for one in found if one.attachment.state == AttachmentState.KEPT],
        "removed": [one for one in found if one.attachment.state != AttachmentState.KEPT],
        "adds": part.pathway.state == State.OPEN and part.may("attachment.added"),
        "shares": part.may("attachment.shared"),
        "removes": part.may("attachment.removed"),
    }
    return part_page(request, "attachments.html", part, DOCUMENTS, context)


def _row(one: AttachmentText) -> dict[str, Any]:
    endings = {media_type: ending for ending, media_type in ALLOWED.items()}
    kind = endings.get(one.attachment.media_type, one.attachment.media_type)
    return {"one": one, "row": one.attachment, "kind": kind.upper()}


@require_safe
def download(request: HttpRequest, row_id: UUID) -> HttpResponse:
    """Serve a file as a download, to who may open it. The opening is recorded."""
    try:
        opened = attachment_content(request_actor(request), row_id, at=now())
    except Attachment.DoesNotExist as error:
        raise Http404 from error
    except ContentMissing as missing:
        messages.error(request, str(missing))
        if request_actor(request).has(Role.CITIZEN):
            return redirect("pathways:my_documents")
        subject = Pathway.objects.values_list("subject", flat=True).get(
            pk=Attachment.objects.values_list("pathway").get(pk=row_id)[0]
        )
        return redirect("pathways:attachments", subject)
    named = content_disposition_header(as_attachment=True, filename=opened.name)
    return HttpResponse(
        opened.content,
        content_type=opened.media_type,
        headers={
            "Content-Disposition": named or "attachment",
            "Content-Security-Policy": _LOCKED,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@contextmanager
def told_at_the_file() -> Iterator[None]:
    """Tell beside the file why it was not kept. Raises Refused."""
    try:
        yield
    except (Refused, NotStored) as refused:
        raise Refused(str(refused), field=getattr(refused, "field", "") or "file") from refused


class AddAttachment(NewInPart):
    """Keep a file with the pathway."""

    tab, verb, action = DOCUMENTS, "attachment.added", "add_attachment"
    form_class = AttachmentForm
    heading = _("A document")
    lead = _("It is encrypted before it is kept, and opened only by who may open this file.")
    submit = _("Keep the document")
    done = _("The document is kept.")

    def perform(self, told: dict[str, Any]) -> Attachment:
        file = told["file"]
        with told_at_the_file():
            return actions.add_attachment(
                actor=self.actor,
                pathway_id=self.part.pathway.id,
                name=file.name,
                declared_type=file.content_type or "",
                content=file.read(),
                shared=told["shared"],
                at=self.at,
            )


class _OnAttachment(OnPartRow):
    """Base of the acts on a document."""

    tab, model, argument = DOCUMENTS, Attachment, "attachment_id"
    form_class = ConfirmForm

    def context(self) -> dict[str, Any]:
        found = attachments_of(self.actor, self.part.pathway.id, at=self.at)
        named = {one.attachment.id: one.name for one in found}
        return {**super().context(), "told": named.get(self.row.pk, "")}


class ShareAttachment(_OnAttachment):
    """Let the person open a document."""

    verb, action = "attachment.shared", "share_attachment"
    heading = _("Share the document")
    lead = _("The person finds it in “My path” and can open it.")
    submit = _("Share it")
    done = _("The person can open it now.")


class UnshareAttachment(_OnAttachment):
    """Keep a document to the team again."""

    verb, action = "attachment.unshared", "unshare_attachment"
    heading = _("Stop sharing the document")
    submit = _("Stop sharing it")
    done = _("The document is the team’s again.")


class RemoveAttachment(_OnAttachment):
    """Delete a document's content for good."""

    verb, action = "attachment.removed", "remove_attachment"
    heading = _("Remove the document")
    lead = _("Its content is deleted for good. That it was there stays on record.")
    submit = _("Remove it for good")
    done = _("The document is removed.")
