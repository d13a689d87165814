"""Files: checked by their content, sealed, served through the policy, removed for good."""

import errno
import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import translation

from aia.access.models import Reading
from aia.access.terms import Forbidden
from aia.access.tests.personas import Persona
from aia.pathways import actions, file_store
from aia.pathways.models import Attachment
from aia.pathways.queries.attachments import attachment_content, attachments_of
from aia.pathways.rules import Refused
from aia.pathways.rules.files import MOST_BYTES, FileRefused, clean_name
from aia.pathways.terms import AttachmentState
from aia.pathways.tests.story import Story

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(20)
WEBP = b"RIFF\x1a\x00\x00\x00WEBPVP8 " + bytes(20)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"


def zipped(**members: str) -> bytes:
    """Return an archive with these members."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return kept.getvalue()


WORD = zipped(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"})
WRITER = zipped(**{"mimetype": ODT, "content.xml": "<office/>"})


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    """A store of files of its own for every story."""
    settings.MEDIA_ROOT = tmp_path / "attachments"
    return tmp_path / "attachments"


def attach(
    story: Story, name: str = "bolletta.pdf", content: bytes = PDF, **told: Any
) -> Attachment:
    facts: dict[str, Any] = {"declared_type": "application/octet-stream"}
    return actions.add_attachment(
        actor=story.actor,
        pathway_id=story.pathway.id,
        name=name,
        content=content,
        at=story.at,
        **{**facts, **told},
    )


def left_in(store: Path) -> list[str]:
    return sorted(os.listdir(store)) if store.exists() else []


def test_a_file_goes_in_and_comes_out_the_same(story: Story, store: Path) -> None:
    kept = attach(story, shared=True)
    (on_disk,) = list(store.iterdir())
    assert b"%PDF" not in on_disk.read_bytes(), "what lies on the disk is sealed"
    assert on_disk.stat().st_mode & 0o077 == 0
    opened = attachment_content(story.actor, kept.id, at=story.at)
    assert (opened.name, opened.media_type, opened.content) == (
        "bolletta.pdf",
        "application/pdf",
        PDF,
    )
    reading = Reading.objects.get()
    assert (reading.kind, reading.why, reading.account) == ("attachment", "team", story.worker.id)
    assert b"bolletta" not in bytes(kept.sealed_name)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("foto.png", PNG, "image/png"),
        ("foto.JPG", JPEG, "image/jpeg"),
        ("foto.jpeg", JPEG, "image/jpeg"),
        ("foto.webp", WEBP, "image/webp"),
        ("lettera.docx", WORD, DOCX),
        ("lettera.odt", WRITER, ODT),
        ("appunti.txt", "Perché è così.\r\n\tSì.".encode(), "text/plain"),
        ("con_bom.txt", "\ufeffciao".encode(), "text/plain"),
    ],
)
def test_what_may_be_attached(story: Story, name: str, content: bytes, media_type: str) -> None:
    assert attach(story, name, content, declared_type=media_type).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "declared"),
    [
        ("contratto.pdf", WORD, ""),
        ("contratto.pdf", zipped(a="b"), "application/pdf"),
        ("foto.png", JPEG, ""),
        ("foto.png", PNG, "application/pdf"),
        ("vuoto.pdf", b"", ""),
        ("pagina.html", b"<html></html>", "text/html"),
        ("disegno.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml"),
        ("programma.exe", b"MZ" + bytes(100), ""),
        ("programma.pdf", b"MZ" + bytes(100), ""),
        ("senza_fine", PDF, ""),
        ("appunti.txt", b"\xff\xfe\x00b", ""),
        ("appunti.txt", b"ciao\x00mondo", ""),
        ("appunti.txt", PDF, "text/plain"),
        ("foglio.docx", zipped(**{"[Content_Types].xml": "x", "xl/workbook.xml": "y"}), ""),
        ("rotto.docx", WORD[:40], ""),
        ("falso.odt", zipped(mimetype="application/vnd.oasis.opendocument.graphics"), ""),
        (
            "macro.docx",
            zipped(
                **{
                    "[Content_Types].xml": "x",
                    "word/document.xml": "y",
                    "word/vbaProject.bin": "z",
                }
            ),
            "",
        ),
    ],
)
def test_what_does_not_hold_together_is_refused_and_leaves_nothing(
    story: Story, store: Path, name: str, content: bytes, declared: str
) -> None:
    with pytest.raises(FileRefused):
        attach(story, name, content, declared_type=declared)
    assert not Attachment.objects.exists()
    assert left_in(store) == []


def test_a_zip_named_pdf_is_refused_in_clear_words(story: Story) -> None:
    with translation.override("en"), pytest.raises(FileRefused) as refused:
        attach(story, "contratto.pdf", zipped(a="b"))
    assert "contratto.pdf" in str(refused.value)
    assert "application/zip" in str(refused.value)


def test_a_file_that_is_too_big_is_refused(story: Story) -> None:
    with pytest.raises(FileRefused):
        attach(story, content=PDF + bytes(MOST_BYTES))
    assert attach(story, content=PDF + bytes(MOST_BYTES - len(PDF))).size == MOST_BYTES


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\sara\\nota.txt", "nota.txt"),
        ("..nascosto.pdf", "nascosto.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("riga\nnuova\x00.pdf", "riganuova.pdf"),
        ('<b>"?*|.pdf', "b.pdf"),
        ("  molti   spazi .pdf", "molti spazi.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("perché è così.pdf", "perché è così.pdf"),
        ("", "file"),
    ],
)
def test_names_are_cleaned(name: str, cleaned: str) -> None:
    assert clean_name(name) == cleaned


def test_a_full_disk_is_told_and_leaves_nothing(
    story: Story, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_room)
    with pytest.raises(file_store.NotStored):
        attach(story)
    assert left_in(store) == []
    assert not Attachment.objects.exists()


def test_when_the_row_cannot_be_kept_the_file_goes_too(
    story: Story, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr("aia.pathways.actions.attachments.record", broken)
    with pytest.raises(RuntimeError):
        attach(story)
    assert left_in(store) == []


def test_removing_deletes_the_file_once_it_is_sure(
    story: Story, store: Path, django_capture_on_commit_callbacks: Any
) -> None:
    kept = attach(story)
    with django_capture_on_commit_callbacks(execute=True):
        removed = actions.remove_attachment(actor=story.actor, attachment_id=kept.id, at=story.at)
        assert left_in(store) != [], "not before the commit"
    assert removed.state == AttachmentState.REMOVED
    assert left_in(store) == []
    with pytest.raises(Forbidden):
        attachment_content(story.actor, kept.id, at=story.at)
    with pytest.raises(Refused):
        actions.remove_attachment(actor=story.actor, attachment_id=kept.id, at=story.at)


def test_a_removal_rolled_back_keeps_the_file(story: Story, store: Path) -> None:
    kept = attach(story)
    with pytest.raises(RuntimeError), transaction.atomic():
        actions.remove_attachment(actor=story.actor, attachment_id=kept.id, at=story.at)
        raise RuntimeError("something else failed")
    assert attachment_content(story.actor, kept.id, at=story.at).content == PDF


def test_a_file_altered_or_lost_on_the_disk_is_never_served(story: Story, store: Path) -> None:
    kept = attach(story)
    (on_disk,) = list(store.iterdir())
    on_disk.write_bytes(on_disk.read_bytes()[:-1] + b"?")
    with pytest.raises(file_store.ContentMissing):
        attachment_content(story.actor, kept.id, at=story.at)
    on_disk.unlink()
    with pytest.raises(file_store.ContentMissing):
        attachment_content(story.actor, kept.id, at=story.at)
    assert not Reading.objects.exists()


def test_the_person_opens_what_is_shared_and_nothing_else(
    story: Story, maria_herself: Persona
) -> None:
    kept = attach(story)
    with pytest.raises(Forbidden):
        attachment_content(maria_herself.actor, kept.id, at=story.at)
    assert attachments_of(maria_herself.actor, story.pathway.id, at=story.at) == []
    actions.share_attachment(actor=story.actor, attachment_id=kept.id, at=story.at)
    assert attachment_content(maria_herself.actor, kept.id, at=story.at).content == PDF
    assert len(attachments_of(maria_herself.actor, story.pathway.id, at=story.at)) == 1
    actions.unshare_attachment(actor=story.actor, attachment_id=kept.id, at=story.at)
    with pytest.raises(Forbidden):
        attachment_content(maria_herself.actor, kept.id, at=story.at)


def test_the_coordinator_reads_what_is_not_protected(
    story: Story, sheltered: Story, carla: Persona
) -> None:
    assert attachment_content(carla.actor, attach(story).id, at=story.at).content == PDF
    assert Reading.objects.get().why == "coordinator"
    hidden = attach(sheltered)
    with pytest.raises(Forbidden) as refused:
        attachment_content(carla.actor, hidden.id, at=story.at)
    assert refused.value.hidden


def test_strangers_neither_add_nor_open_nor_list(
    story: Story, omar: Persona, piero: Persona, dino: Persona, chiara: Persona, store: Path
) -> None:
    kept = attach(story, shared=True)
    for stranger in (omar, piero, dino, chiara):
        with pytest.raises(Forbidden):
            attachment_content(stranger.actor, kept.id, at=story.at)
        with pytest.raises(Forbidden):
            attachments_of(stranger.actor, story.pathway.id, at=story.at)
        with pytest.raises(Forbidden):
            actions.add_attachment(
                actor=stranger.actor,
                pathway_id=story.pathway.id,
                name="a.pdf",
                declared_type="",
                content=PDF,
                at=story.at,
            )
    assert len(left_in(store)) == 1


def test_files_lie_under_the_media_root(story: Story) -> None:
    kept = attach(story)
    assert (Path(settings.MEDIA_ROOT) / f"{kept.id.hex}.sealed").exists()
