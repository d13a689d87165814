"""What the design promises of every module, held against the code itself."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection, models

from aia.trace import guards
from aia.trace.terms import VERBS, Facts
from aia.trace.traced import Traced, traced_models

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src/aia"
LONGEST_FILE = 320
OURS = sorted(
    path
    for folder in ("src", "tests", "bench", "docs")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".py", ".html", ".md", ".yaml", ".toml", ".css", ".js", ".tsv", ".sh"}
    and "__pycache__" not in path.parts
)
PRODUCT = [
    path
    for path in OURS
    if path.suffix == ".py"
    and path.is_relative_to(PACKAGE)
    and not {"tests", "migrations"} & set(path.parts)
]
# Words of a machine or a workplace, never of the product; written so as not to find themselves.
NOT_OURS = re.compile(
    "|".join(("/ro" + "ot/", "/wo" + "rk/", "/home/" + r"\w+/", "as an " + "AI\\b"))
)


def verbs() -> dict[str, type[Facts]]:
    return {name: facts for name, facts in VERBS.items() if ".tests." not in facts.__module__}


def real_models() -> list[type[Traced]]:
    return [model for model in traced_models() if model._meta.app_label != "toy"]


@cache
def names_used() -> dict[str, set[Path]]:
    """Return, for every name in the product's code, the files that use it other than as its own
    definition or an import."""
    used: dict[str, set[Path]] = defaultdict(set)
    for path in PRODUCT:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute):
                used[node.attr].add(path)
            elif isinstance(node, ast.Name):
                used[node.id].add(path)
    return used


@pytest.mark.parametrize("name", sorted(verbs()))
def test_a_verb_is_written_by_actions_of_its_own_module_alone(name: str) -> None:
    facts = verbs()[name]
    module = PACKAGE / facts.__module__.split(".")[1]
    inside = {
        path.relative_to(module)
        for path in names_used()[facts.__name__]
        if path.is_relative_to(module) and not path.relative_to(module).parts[0].startswith("verbs")
    }
    assert inside, f"no action of {module.name} writes {name}"
    written_by = {path.parts[0].removesuffix(".py") for path in inside}
    assert written_by == {"actions"}, f"{name} is written outside of actions: {inside}"


@pytest.mark.parametrize("name", sorted(verbs()))
def test_a_verb_speaks_of_coded_fields_of_its_row(name: str) -> None:
    facts = verbs()[name]
    model = apps.get_model(facts.ROW)
    assert issubclass(model, Traced)
    assert {field.name for field in fields(facts)} <= model.coded_fields()  # type: ignore[arg-type]
    if facts.CAUSE is not None:
        assert issubclass(apps.get_model(facts.CAUSE), Traced)
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", name)


@pytest.mark.parametrize("model", real_models(), ids=lambda model: model._meta.label)
def test_every_coded_field_is_set_by_some_verb(model: type[Traced]) -> None:
    told = {
        field.name
        for facts in verbs().values()
        if model._meta.label == facts.ROW
        for field in fields(facts)  # type: ignore[arg-type]
    }
    assert sorted(model.coded_fields() - told) == []


@pytest.mark.parametrize("model", real_models(), ids=lambda model: model._meta.label)
def test_text_and_sealed_fields_are_kept_apart(model: type[Traced]) -> None:
    free = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField | models.TextField | models.EmailField)
    }
    assert free <= model.APART


def test_every_traced_and_append_only_table_has_its_guards(db: None) -> None:
    assert guards.missing(connection) == []
    assert set(real_models()) <= set(guards.guarded_models())


def test_files_are_short() -> None:
    counted = (path for path in OURS if path.suffix in {".py", ".html", ".sh", ".js"})
    long = {
        str(path.relative_to(ROOT)): lines
        for path in counted
        if "migrations" not in path.parts and (lines := path.read_text().count("\n")) > LONGEST_FILE
    }
    assert long == {}


def test_files_speak_of_the_product_alone() -> None:
    found = {
        str(path.relative_to(ROOT)): word.group()
        for path in OURS
        if (word := NOT_OURS.search(path.read_text()))
    }
    assert found == {}


def choice_classes() -> list[type[models.Choices]]:
    """Return every set of codes that the product's terms define."""
    for path in PRODUCT:
        if path.name.startswith("terms"):
            dotted = path.relative_to(PACKAGE.parent).with_suffix("")
            __import__(".".join(dotted.parts))
    found = [*models.TextChoices.__subclasses__(), *models.IntegerChoices.__subclasses__()]
    return sorted(
        (one for one in found if one.__module__.startswith("aia.")), key=lambda one: one.__name__
    )


def glossary() -> set[str]:
    text = (ROOT / "docs/glossary.md").read_text()
    return set(re.findall(r"^\| `([A-Za-z]+)` \|", text, flags=re.MULTILINE))


def test_the_glossary_has_every_set_of_codes_and_every_traced_row() -> None:
    wanted = {one.__name__ for one in choice_classes()} | {m.__name__ for m in real_models()}
    assert sorted(wanted - glossary()) == []


def test_the_glossary_has_no_word_that_the_code_does_not_use() -> None:
    named = {one.__name__ for one in choice_classes()} | {m.__name__ for m in apps.get_models()}
    assert sorted(glossary() - named) == []
