"""The pages of signing in, which come from allauth, speak Italian throughout."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import allauth
from django.utils.translation import gettext, override
from django.utils.translation.template import templatize

ROOT = Path(allauth.__file__).parent
# What we use of it, and where its words are.
USED = ("account", "mfa", "usersessions", "socialaccount", "core")
# The same word in both languages, or a name that no page of ours shows.
SAME = frozenset(
    {
        *("Password", "Username", "Browser", "WebAuthn", "Menu:", "uid", "token", "provider"),
        *("Accounts", "action", "field label"),
    }
)
_TEXT = r"""u?(?:"{3}.*?"{3}|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_CALL = re.compile(rf"\b(?:_|p?gettext(?:_lazy|_noop)?)\(\s*({_TEXT}(?:\s*{_TEXT})*)", re.DOTALL)


def messages() -> Iterator[str]:
    """Yield every message of the pages and forms that we use."""
    for name in USED:
        for folder in (ROOT / name, ROOT / "templates" / name):
            for file in folder.rglob("*"):
                skipped = {"providers", "tests"} & set(file.parts)
                if skipped or file.suffix not in {".py", ".html", ".txt"}:
                    continue
                text = file.read_text("utf-8")
                source = text if file.suffix == ".py" else templatize(text)
                yield from (
                    str(ast.literal_eval(f"({call[1]})")) for call in _CALL.finditer(source)
                )


def test_every_message_of_the_pages_in_use_has_its_italian() -> None:
    told = set(messages())
    assert len(told) > 200
    with override("it"):
        left = {one for one in told if gettext(one) == one and re.search("[a-z]{3}", one)}
    assert left - SAME == set()
