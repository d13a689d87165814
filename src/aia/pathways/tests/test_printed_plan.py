"""The plan on paper: readable by everybody, and by machines that read aloud."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from aia.access.models import Reading
from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import Persona
from aia.kit.typesetting import typeset
from aia.pathways import actions
from aia.pathways.models import Plan
from aia.pathways.printing import PrintFailed, plans, print_plan
from aia.pathways.tests.planning import Planning, in_days
from aia.pathways.tests.story import Story
from aia.people.models import Organisation


def read(planning: Planning, plan: Plan, **told: Any) -> PdfReader:
    printed = print_plan(planning.story.actor, plan.id, at=planning.story.at, **told)
    return PdfReader(io.BytesIO(printed.content))


def root_of(pdf: PdfReader) -> Any:
    """Return the document's catalogue."""
    return pdf.trailer["/Root"]


def text_of(pdf: PdfReader) -> str:
    told = " ".join(page.extract_text() for page in pdf.pages)
    return " ".join(told.replace("\u00a0", " ").split())


def tags_of(pdf: PdfReader) -> set[str]:
    """Return every kind of element in the tree that screen readers follow."""
    found: set[str] = set()

    def walk(node: Any) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                found.add(str(node["/S"]))
            walk(node.get("/K", []))

    walk(root_of(pdf)["/StructTreeRoot"])
    return found


@pytest.mark.parametrize(
    ("language", "title"), [("it", "Progetto personalizzato"), ("en", "Personal plan")]
)
def test_the_pdf_is_tagged_and_says_its_language_and_title(
    planning: Planning, language: str, title: str
) -> None:
    pdf = read(planning, planning.signed(), language=language)
    root = root_of(pdf)
    assert root["/Lang"].startswith(language)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata is not None
    assert pdf.metadata.title
    assert {"/Table", "/TH", "/TD", "/H1", "/P"} <= tags_of(pdf)
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
    if language == "en":
        assert pdf.metadata.title == title


def test_it_says_what_was_agreed_and_who_signs(
    planning: Planning, story: Story, cooperative: Organisation
) -> None:
    plan = planning.written()
    planning.support(
        plan,
        provider_kind="third_sector",
        organisation_id=cooperative.id,
        amount=Decimal("1234.5"),
    )
    actions.set_budget(actor=story.actor, plan_id=plan.id, budget=Decimal(2000), at=story.at)
    told = text_of(read(planning, planning.signed(plan), language="en"))
    for said in (
        "Maria Rossi",
        "Sara Conti",
        "Carla Ferri",
        "Arrivare a fine mese senza paura.",
        "Le bollette sono pagate.",
        "Tre bollette di fila pagate in tempo.",
        "Porta le bollette allo sportello.",
        "Cooperativa Il Gelso",
        "1,234.50 €",
        "2,000.00 €",
        "Signed on",
        "D.Lgs. 147/2017, art. 6",
    ):
        assert said in told
    assert "Draft" not in told
    assert "Simulated" not in told


def test_words_are_never_read_as_markup(planning: Planning) -> None:
    nasty = '#panic("no") *bold* _it_ `code` <label> @ref $x^2$ \\ // /* = Title #import "x.typ"'
    plan = planning.written(aims=nasty)
    assert "*bold* _it_ `code` <label> @ref" in text_of(read(planning, plan, language="en"))


def test_any_script_can_be_printed(planning: Planning) -> None:
    plan = planning.written(aims="Đorđe, Жанна, أحمد, ਗੁਰਪ੍ਰੀਤ, 王 and 🙂\x07 \u202e too.")
    told = text_of(read(planning, plan, language="en"))
    assert "Đorđe" in told
    assert "Жанна" in told


def test_a_long_plan_goes_on_over_the_pages(planning: Planning, story: Story) -> None:
    plan = planning.written(aims="Passo dopo passo.\n" * 60)
    for _again in range(20):
        planning.goal(plan, result="Una frase piuttosto lunga. " * 12)
    pdf = read(planning, plan)
    assert len(pdf.pages) > 2


def test_an_ordinary_plan_stays_on_two_pages(planning: Planning) -> None:
    plan = planning.written()
    for _again in range(3):
        planning.goal(plan)
        planning.commitment(plan, due_on=in_days(30))
        planning.support(plan)
    assert len(read(planning, planning.signed(plan)).pages) <= 2


def test_a_draft_says_that_it_is_one(planning: Planning) -> None:
    assert "Draft" in text_of(read(planning, planning.draft(), language="en"))


def test_a_simulated_plan_says_that_it_is(planning: Planning, story: Story) -> None:
    plan = actions.draft_plan(
        actor=service_actor("demo", origin="simulated"),
        pathway_id=story.pathway.id,
        starts_on=in_days(0),
        ends_on=in_days(90),
        review_days=30,
        at=story.at,
    )
    assert "Simulated" in text_of(read(planning, plan, language="en"))


def test_the_files_name_tells_nobodys_name_and_printing_is_recorded(
    planning: Planning, story: Story
) -> None:
    plan = planning.signed()
    printed = print_plan(story.actor, plan.id, at=story.at)
    assert printed.name.endswith(f"{plan.id.hex[-8:]}.pdf")
    assert "rossi" not in printed.name.lower()
    reading = Reading.objects.get()
    assert (reading.kind, reading.why, reading.subject) == (
        "print",
        "team",
        story.pathway.subject_id,
    )


def test_the_person_prints_their_own_plan_and_strangers_none(
    planning: Planning, story: Story, maria_herself: Persona, omar: Persona, piero: Persona
) -> None:
    plan = planning.signed()
    assert print_plan(maria_herself.actor, plan.id, at=story.at).content.startswith(b"%PDF")
    for stranger in (omar, piero):
        with pytest.raises(Forbidden):
            print_plan(stranger.actor, plan.id, at=story.at)
    assert Reading.objects.count() == 1


def test_a_template_that_does_not_hold_says_so() -> None:
    with pytest.raises(PrintFailed, match=r"plan\.typ"):
        typeset(Path(plans.__file__).with_name("plan.typ"), {"lang": "it"})
