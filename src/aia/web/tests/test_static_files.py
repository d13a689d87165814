"""The static files: all that pages ask for, nothing else, named by content."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.templatetags.static import static
from pytest_django import Settings

PACKAGE = Path(__file__).resolve().parents[2]


def asked_for() -> set[str]:
    found: set[str] = set()
    for path in PACKAGE.rglob("*.html"):
        found |= set(re.findall(r"""{% static ['"]([^'"]+)['"] %}""", path.read_text()))
    for path in PACKAGE.rglob("*.py"):
        if "tests" not in path.parts:
            found |= set(re.findall(r"""static\("([^"]+\.\w+)"\)""", path.read_text()))
    return found


def test_every_file_that_pages_ask_for_is_found() -> None:
    names = asked_for()
    assert "css/bootstrap-italia.min.css" in names
    assert [name for name in sorted(names) if finders.find(name) is None] == []


def test_every_font_of_the_style_sheet_is_found() -> None:
    css = (PACKAGE / "web/static/web/tokens.css").read_text()
    fonts = re.findall(r'url\("\.\./([^"]+)"\)', css)
    assert len(fonts) == 5
    assert all(finders.find(font) for font in fonts)


def test_the_theme_s_other_thousand_files_are_left_out() -> None:
    assert finders.find("js/bootstrap-italia.bundle.min.js") is None
    assert finders.find("fonts/Lora/lora-v20-latin-ext_latin-700.woff2") is None


def test_collected_files_are_few_and_named_by_content(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    call_command("collectstatic", interactive=False, verbosity=0)
    names = {p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()}
    assert len([n for n in names if not n.endswith((".gz", ".br"))]) < 120
    assert any(re.fullmatch(r"web/tokens\.[0-9a-f]{12}\.css", n) for n in names)
    tokens = next(tmp_path.glob("web/tokens.????????????.css")).read_text()
    assert re.search(r"titillium-web-v10-latin-ext_latin-regular\.[0-9a-f]{12}\.woff2", tokens)


def test_before_collecting_names_stay_plain(tmp_path: Path, settings: Settings) -> None:
    settings.STATIC_ROOT = tmp_path
    assert static("web/layout.css") == "/static/web/layout.css"


@pytest.mark.parametrize("name", ["steps.svg"])
def test_every_step_has_its_shape(name: str) -> None:
    from aia.web.terms import StepKind

    shapes = set(re.findall(r'id="(\w+)"', (PACKAGE / "web/static/web" / name).read_text()))
    assert shapes == {*StepKind.values, "closed"}
