"""The tool of the translations: what it reads, what it refuses, what it says is missing."""

from datetime import date
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.formats import date_format

from aia.web.catalogue.__main__ import compiled, faults
from aia.web.catalogue.extraction import Message, messages_of, used_messages
from aia.web.catalogue.pieces import (
    Translation,
    WrongLine,
    merged,
    read_pieces,
    wrong_placeholders,
)


def piece(folder: Path, name: str, *lines: str) -> None:
    (folder / f"{name}.it.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_messages_are_read_from_python_with_plurals_and_contexts(tmp_path: Path) -> None:
    file = tmp_path / "views.py"
    file.write_text(
        'a = _("Saved")\nb = ngettext("%d need", "%d needs", n)\nc = pgettext("verb", "Open")\n'
        'd = _("one "\n      "sentence")\n# _("not this")\ne = "nor this"\n'
    )
    assert set(messages_of(file)) == {
        Message("Saved"),
        Message("%d need", plural="%d needs"),
        Message("Open", context="verb"),
        Message("one sentence"),
    }


def test_messages_are_read_from_templates(tmp_path: Path) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    file = folder / "page.html"
    file.write_text(
        '{% load i18n %}\n   {% translate "It’s here" %}\n  {{ a|default:_("none") }}\n'
        "{% blocktranslate count n=x %}{{ n }} need{% plural %}{{ n }} needs{% endblocktranslate %}"
        "{% blocktranslate trimmed with who=p %}\n  Made by\n  {{ who }}{% endblocktranslate %}"
    )
    assert set(messages_of(file)) == {
        Message("It’s here"),
        Message("none"),
        Message("%(n)s need", plural="%(n)s needs"),
        Message("Made by %(who)s"),
    }


def test_pieces_hold_plain_plural_and_contextual_messages(tmp_path: Path) -> None:
    piece(
        tmp_path, "a", "# a note", "Saved\tSalvato", "verb\tOpen\tApri",
        "%d need\t%d needs\t%d bisogno\t%d bisogni", "Two\\nlines\tDue\\nrighe",
    )  # fmt: skip
    told = {t.message: t.italian for t in read_pieces(tmp_path)}
    assert told[Message("Saved")] == ("Salvato",)
    assert told[Message("Open", context="verb")] == ("Apri",)
    assert told[Message("%d need", plural="%d needs")] == ("%d bisogno", "%d bisogni")
    assert told[Message("Two\nlines")] == ("Due\nrighe",)


@pytest.mark.parametrize("line", ["no tab at all", "Empty\t", "a\tb\tc\td\te"])
def test_a_line_that_cannot_be_understood_is_named(tmp_path: Path, line: str) -> None:
    piece(tmp_path, "people", "Saved\tSalvato", line)
    with pytest.raises(WrongLine, match=r"people\.it\.tsv:2"):
        list(read_pieces(tmp_path))


def test_two_modules_may_agree_but_not_quarrel(tmp_path: Path) -> None:
    piece(tmp_path, "a", "Open\tAperto")
    piece(tmp_path, "b", "Open\tAperto")
    piece(tmp_path, "c", "Open\tAperta")
    _, quarrels = merged(read_pieces(tmp_path))
    assert len(quarrels) == 1
    assert "c.it.tsv:1" in quarrels[0]


def test_placeholders_must_survive_translation() -> None:
    good = Translation(Message("%(a)s of %(b)s"), ("%(b)s: %(a)s",), "x:1")
    bad = Translation(Message("by %(who)s"), ("di %(chi)s",), "x:2")
    assert wrong_placeholders({good.message: good, bad.message: bad}) == [
        "x:2: other placeholders than “by %(who)s”"
    ]


def test_missing_and_left_over_messages_are_named() -> None:
    old = Translation(Message("Gone"), ("Andato",), "x:1")
    said = faults({Message("New"): {"web/a.py"}}, {old.message: old})
    assert said == ["no Italian for “New” (web/a.py)", "x:1: “Gone” is no longer used"]


def test_the_same_pieces_always_make_the_same_files() -> None:
    used = {Message("b"): {"b.py"}, Message("a"): {"a.py"}}
    told = {m: Translation(m, (m.singular.upper(),), "x:1") for m in used}
    files = compiled(used, told)
    assert files == compiled(dict(reversed(used.items())), told)
    assert all(b"POT-Creation-Date" not in content for content in files.values())


def test_every_word_of_the_layout_has_its_italian() -> None:
    italian, _ = merged(read_pieces())
    own = {m for m, files in used_messages().items() if any(f.startswith("web/") for f in files)}
    assert [str(message) for message in sorted(own - set(italian))] == []


def test_the_kept_catalogue_speaks_italian() -> None:
    with translation.override("it"):
        assert translation.gettext("Give-back") == "Restituzione"
        assert date_format(date(2026, 3, 9), "DATE_FORMAT") == "9 marzo 2026"
        assert translation.ngettext("%d day later", "%d days later", 2) == "%d giorni dopo"
    with translation.override("en"):
        assert translation.gettext("Give-back") == "Give-back"
        assert date_format(date(2026, 3, 9), "DATE_FORMAT") == "9 March 2026"
