"""What the person brings to their own path, and what was shared with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Attachment
from aia.pathways.queries.attachments import attachment_content, attachments_of
from aia.pathways.rules import Refused, files
from aia.pathways.rules.files import FileRefused
from aia.pathways.terms import AttachmentState
from aia.pathways.tests.story import Story

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    """A store of files of its own for every story."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    return tmp_path / "attachments"


def bring(who: Persona, story: Story, **told: Any) -> Attachment:
    facts: dict[str, Any] = {"name": "bolletta.pdf", "declared_type": "", "content": PDF}
    return actions.bring_attachment(
        actor=who.actor, pathway_id=story.pathway.id, at=MOMENT, **{**facts, **told}
    )


def test_what_the_person_brings_is_sealed_and_read_by_both(
    story: Story, sara: Persona, maria_herself: Persona, store: Path
) -> None:
    kept = bring(maria_herself, story)
    (on_disk,) = store.iterdir()
    assert b"%PDF" not in on_disk.read_bytes()
    for reader in (sara, maria_herself):
        assert attachment_content(reader.actor, kept.id, at=MOMENT).content == PDF
    assert (kept.brought, kept.shared) == (True, True)
    page = queries.readable_trace(sara.actor, story.pathway.id, at=MOMENT)
    assert page.lines[0].sentence == "Mariarosa brought a document to their own path."


def test_the_same_checks_hold_for_everybody(story: Story, maria_herself: Persona) -> None:
    with pytest.raises(FileRefused):
        bring(maria_herself, story, name="programma.pdf", content=b"MZ" + bytes(100))
    with pytest.raises(FileRefused, match="as JPEG"):
        bring(maria_herself, story, name="IMG_0042.HEIC", content=b"\0\0\0\x18ftypheic")
    assert not Attachment.objects.exists()


def test_nobody_else_brings_in_the_person_s_name(
    story: Story, sara: Persona, omar: Persona, carla: Persona, chiara: Persona
) -> None:
    for who in (sara, omar, carla, chiara):
        with pytest.raises(Forbidden):
            bring(who, story)


def test_there_is_room_for_so_many(
    story: Story, maria_herself: Persona, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BROUGHT", 1)
    first = bring(maria_herself, story)
    with pytest.raises(Refused, match="take back one"):
        bring(maria_herself, story)
    actions.take_back_attachment(actor=maria_herself.actor, attachment_id=first.id, at=MOMENT)
    assert bring(maria_herself, story).state == AttachmentState.KEPT


def test_it_is_theirs_to_take_back_and_cannot_be_closed_to_them(
    story: Story, sara: Persona, maria_herself: Persona
) -> None:
    own = bring(maria_herself, story)
    given = actions.add_attachment(
        actor=sara.actor,
        pathway_id=story.pathway.id,
        name="lettera.pdf",
        declared_type="",
        content=PDF,
        shared=True,
        at=MOMENT,
    )
    with pytest.raises(Refused, match="stays open"):
        actions.unshare_attachment(actor=sara.actor, attachment_id=own.id, at=MOMENT)
    with pytest.raises(Refused, match="only what you brought"):
        actions.take_back_attachment(actor=maria_herself.actor, attachment_id=given.id, at=MOMENT)
    with pytest.raises(Forbidden):
        actions.take_back_attachment(actor=sara.actor, attachment_id=own.id, at=MOMENT)
    gone = actions.take_back_attachment(actor=maria_herself.actor, attachment_id=own.id, at=MOMENT)
    assert gone.state == AttachmentState.REMOVED


def test_by_the_page(client: Client, story: Story, sara: Persona, maria_herself: Persona) -> None:
    client.force_login(maria_herself.account)
    client.cookies["django_language"] = "en"
    address = reverse("pathways:my_documents")
    assert address in client.get(reverse("pathways:mine")).content.decode()
    false_one = SimpleUploadedFile("foto.png", PDF, "image/png")
    refused = client.post(address, {"file": false_one})
    assert refused.status_code == 400
    assert "its content is not one" in refused.content.decode()
    true_one = SimpleUploadedFile("bolletta.pdf", PDF, "application/pdf")
    assert client.post(address, {"file": true_one}).status_code == 302
    page = client.get(address).content.decode()
    assert "bolletta.pdf" in page
    assert "Brought by you" in page
    (kept,) = attachments_of(maria_herself.actor, story.pathway.id, at=MOMENT)
    opened = client.get(reverse("pathways:attachment", args=[kept.attachment.id]))
    assert opened.content == PDF
    client.force_login(sara.account)
    theirs = reverse("pathways:attachments", args=[story.pathway.subject])
    assert "Brought by the person" in client.get(theirs).content.decode()
    client.force_login(maria_herself.account)
    back = reverse("pathways:my_document_take_back", args=[kept.attachment.id])
    assert client.post(back).status_code == 302
    assert "bolletta.pdf" not in client.get(address).content.decode()
