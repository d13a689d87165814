"""Documents in the browser: what goes in is checked, what comes out can do no harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from aia.access.models import Reading
from aia.access.tests.personas import Persona
from aia.pathways import actions, file_store
from aia.pathways.models import Attachment
from aia.pathways.rules.files import MOST_BYTES
from aia.pathways.tests.pages import signed_in, statements, text_of
from aia.pathways.tests.parts import MOST_ON_A_PART, at, filled_in, refusals
from aia.pathways.tests.story import Story
from aia.pathways.tests.test_attachments import PDF, zipped


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> None:
    """A store of files of its own for every story."""
    settings.MEDIA_ROOT = tmp_path / "attachments"


def tab(story: Story) -> str:
    return at("attachments", story.pathway.subject)


def upload(story: Story, name: str, content: bytes, declared: str, **told: Any) -> Any:
    file = SimpleUploadedFile(name, content, content_type=declared)
    address = at("add_attachment", story.pathway.subject)
    return filled_in(story.worker, address, file=file, **told)


def kept_pdf(story: Story, **told: Any) -> Attachment:
    return actions.add_attachment(
        actor=story.actor,
        pathway_id=story.pathway.id,
        name="bolletta di Maria.pdf",
        declared_type="application/pdf",
        content=PDF,
        at=story.at,
        **told,
    )


def test_a_document_goes_in_and_is_listed_with_size_and_type(story: Story, sara: Persona) -> None:
    assert upload(story, "bolletta.pdf", PDF, "application/pdf").status_code == 302
    page = text_of(signed_in(sara).get(tab(story)))
    assert "bolletta.pdf" in page
    assert "PDF" in page
    assert f"{len(PDF)}\xa0bytes" in page


@pytest.mark.parametrize(
    ("name", "content", "declared", "said"),
    [
        ("conto.pdf", zipped(a="b"), "application/pdf", "is called a pdf file"),
        ("conto.exe", b"MZ\x00", "application/octet-stream", "cannot be attached"),
        ("vuoto.pdf", b"", "application/pdf", "The file is empty"),
        ("foto.pdf", PDF, "image/png", "sent as image/png"),
    ],
)
def test_what_is_not_what_it_says_is_refused_at_its_field(
    story: Story, name: str, content: bytes, declared: str, said: str
) -> None:
    answer = upload(story, name, content, declared, shared="on")
    assert answer.status_code == 400
    assert said in answer.context["form"].errors["file"][0]
    assert answer.context["form"]["shared"].value() is True
    assert not Attachment.objects.exists()


def test_a_file_over_ten_megabytes_is_told_so_and_the_page_stays(story: Story) -> None:
    answer = upload(story, "grande.pdf", PDF + bytes(MOST_BYTES), "application/pdf")
    assert answer.status_code == 400
    assert "larger than 10 MB" in answer.context["form"].errors["file"][0]


def test_a_body_that_no_form_sends_gets_a_page_that_says_so(story: Story, sara: Persona) -> None:
    file = SimpleUploadedFile("enorme.pdf", PDF + bytes(settings.LARGEST_BODY))
    answer = signed_in(sara).post(at("add_attachment", story.pathway.subject), {"file": file})
    assert answer.status_code == 413
    assert "too big" in text_of(answer)
    assert not Attachment.objects.exists()


def test_the_largest_body_holds_the_largest_document_with_its_form() -> None:
    assert settings.LARGEST_BODY >= MOST_BYTES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def test_a_full_disk_is_told_and_nothing_is_kept(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise file_store.NotStored("There is no room left for files.")

    monkeypatch.setattr(file_store, "write", full)
    answer = upload(story, "bolletta.pdf", PDF, "application/pdf")
    assert answer.context["form"].errors["file"] == ["There is no room left for files."]


def test_a_document_comes_out_only_as_a_download_that_runs_nothing(
    story: Story, sara: Persona
) -> None:
    kept = kept_pdf(story)
    answer = signed_in(sara).get(at("attachment", kept.id))
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert Reading.objects.get(kind="attachment").account == sara.id


def test_a_document_whose_content_is_gone_says_so(story: Story, sara: Persona) -> None:
    kept = kept_pdf(story)
    file_store.delete(kept.id)
    answer = signed_in(sara).get(at("attachment", kept.id), follow=True)
    assert answer.redirect_chain[0][0] == tab(story)
    assert "tell the administrator" in text_of(answer)


def test_a_document_is_shared_taken_back_and_removed(
    story: Story, sara: Persona, maria_herself: Persona
) -> None:
    kept = kept_pdf(story)
    assert refusals(at("attachment", kept.id), maria_herself) == [403]
    filled_in(sara, at("share_attachment", kept.id))
    assert refusals(at("attachment", kept.id), maria_herself) == [200]
    filled_in(sara, at("unshare_attachment", kept.id))
    assert refusals(at("attachment", kept.id), maria_herself) == [403]
    filled_in(sara, at("remove_attachment", kept.id))
    assert refusals(at("attachment", kept.id), sara) == [404]
    page = signed_in(sara).get(tab(story))
    assert page.context["kept"] == []
    assert "1 removed document" in text_of(page)


def test_who_may_not_read_the_file_gets_no_document(
    story: Story, omar: Persona, dino: Persona, gelsomina: Persona, piero: Persona
) -> None:
    kept = kept_pdf(story, shared=True)
    outside = (omar, dino, gelsomina, piero)
    for address in (
        tab(story),
        at("attachment", kept.id),
        at("add_attachment", story.pathway.subject),
        at("remove_attachment", kept.id),
    ):
        assert refusals(address, *outside) == [403, 404, 404, 404]


def test_a_coordinator_reads_and_does_not_add(story: Story, carla: Persona) -> None:
    kept = kept_pdf(story)
    assert refusals(at("attachment", kept.id), carla) == [200]
    assert refusals(at("add_attachment", story.pathway.subject), carla) == [403]


def test_the_page_costs_the_same_however_many_documents(story: Story, sara: Persona) -> None:
    kept_pdf(story)
    few = statements(signed_in(sara), tab(story))
    for _row in range(5):
        kept_pdf(story)
    assert few == statements(signed_in(sara), tab(story)) <= MOST_ON_A_PART
