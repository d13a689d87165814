"""Reads message ids from Python files and Django templates. No gettext program is needed."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parents[2]
_SKIPPED = {"migrations", "tests", "locale", "static", "catalogue"}
_PLAIN, _PLURAL, _CONTEXT = None, (1, 2), ((1, "c"), 2)
_CALLS = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
}


@dataclass(frozen=True, order=True)
class Message:
    """A message as the code asks for it: its id, its plural and its context when it has them."""

    singular: str
    plural: str = ""
    context: str = ""

    def __str__(self) -> str:
        return f"{self.context}: {self.singular}" if self.context else self.singular


def used_messages(package: Path = PACKAGE) -> dict[Message, set[str]]:
    """Return every message that the package uses, each with the files that use it."""
    found: dict[Message, set[str]] = {}
    for path in sorted(package.rglob("*")):
        within = path.relative_to(package)
        if path.suffix not in {".py", ".html", ".txt"} or _SKIPPED & set(within.parts):
            continue
        for message in messages_of(path):
            found.setdefault(message, set()).add(within.as_posix())
    return found


def messages_of(path: Path) -> Iterator[Message]:
    """Yield the messages of one file. Templates are read as Django's own tool reads them."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "templates" not in path.parts:
            return
        # What is left of a template is no Python, but without indentation it reads as if it were.
        text = "\n".join(line.lstrip() for line in templatize(text).splitlines())
    for _line, said, _comments, context in extract(
        "python", io.BytesIO(text.encode()), keywords=_CALLS
    ):
        parts = said if isinstance(said, tuple) else (said,)
        if parts[0]:
            yield Message(parts[0], parts[1] if len(parts) > 1 else "", context or "")
