"""The documents of the person's own path: what was shared with them, and what they bring."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.forms.attachments import FileForm
from aia.pathways.models import Attachment
from aia.pathways.queries import my_pathways
from aia.pathways.queries.attachments import AttachmentText, attachments_of
from aia.pathways.terms import AttachmentState
from aia.pathways.views.attachments import told_at_the_file
from aia.pathways.views.mine import OnMyPath, citizen


class MyDocuments(OnMyPath):
    """Read the documents of one's path, and bring another."""

    template_name = "pathways/mine_documents.html"
    form_class = FileForm
    heading = _("Your documents")
    submit = _("Keep this document")
    done = _("Kept, sealed. Whoever follows you can read it now.")

    def context(self) -> dict[str, Any]:
        found = [
            one
            for pathway in my_pathways(self.actor)
            for one in attachments_of(self.actor, pathway.id, at=self.at)
        ]
        return {**super().context(), "documents": [one for one in found if _kept(one)]}

    def perform_form(self, form: Any) -> Attachment:
        file = form.cleaned_data["file"]
        with told_at_the_file():
            return actions.bring_attachment(
                actor=self.actor,
                pathway_id=self.path.pathway.id,
                name=file.name,
                declared_type=file.content_type or "",
                content=file.read(),
                at=self.at,
            )

    def after(self, result: Any) -> str:
        return reverse("pathways:my_documents")


def _kept(one: AttachmentText) -> bool:
    return one.attachment.state == AttachmentState.KEPT


@require_POST
def take_back(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Take back a document that one brought: its content is deleted for good."""
    actor, at = citizen(request), now()
    mine = [pathway.id for pathway in my_pathways(actor)]
    if not Attachment.objects.filter(pk=document_id, pathway__in=mine, brought=True).exists():
        raise Http404(gettext("There is no such document."))
    actions.take_back_attachment(actor=actor, attachment_id=document_id, at=at)
    messages.success(request, gettext("Taken back: its content is deleted for good."))
    return redirect("pathways:my_documents")
