"""`python -m aia.web.catalogue build|check`. Exit code 0 done, 1 something to mend, 2 misused."""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from aia.web.catalogue.extraction import Message, used_messages
from aia.web.catalogue.pieces import (
    PIECES,
    Translation,
    WrongLine,
    merged,
    read_pieces,
    wrong_placeholders,
)

CATALOGUE = PIECES.parent / "it" / "LC_MESSAGES" / "django.po"
_HEADER = "# Italian of Aia. Made from locale/pieces/*.it.tsv: write there, not here."
_KEPT_HEADERS = {"Project-Id-Version", "Language", "Plural-Forms", "MIME-Version", "Content-Type"}


class Italian(Catalog):
    """A catalogue without dates or tools in its header: the same input gives the same file."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Return the headers that readers of the catalogue need."""
        return [(name, value) for name, value in super().mime_headers if name in _KEPT_HEADERS]


def compiled(
    used: dict[Message, set[str]], italian: dict[Message, Translation]
) -> dict[Path, bytes]:
    """Return the catalogue's files and what they must hold."""
    catalogue = Italian(
        locale="it", project="Aia", version="1", header_comment=_HEADER, fuzzy=False
    )
    for message in sorted(used):
        if message in italian:
            told = italian[message].italian
            catalogue.add(
                id=(message.singular, message.plural) if message.plural else message.singular,
                string=told if message.plural else told[0],
                context=message.context or None,
                locations=[(place, None) for place in sorted(used[message])],  # type: ignore[misc]
            )
    po, mo = io.BytesIO(), io.BytesIO()
    write_po(po, catalogue, width=100, include_lineno=False)
    write_mo(mo, catalogue)
    return {CATALOGUE: po.getvalue(), CATALOGUE.with_suffix(".mo"): mo.getvalue()}


def faults(used: dict[Message, set[str]], italian: dict[Message, Translation]) -> list[str]:
    """Return what is missing, left over or wrong, a line each."""
    missing = [
        f"no Italian for “{message}” ({', '.join(sorted(used[message]))})"
        for message in sorted(set(used) - set(italian))
    ]
    left = [
        f"{told.place}: “{message}” is no longer used"
        for message, told in sorted(italian.items())
        if message not in used
    ]
    return missing + left + wrong_placeholders(italian)


def main(arguments: list[str]) -> int:
    """Build the catalogue, or check it; print what is to be mended."""
    if arguments not in (["build"], ["check"]):
        sys.stderr.write("usage: python -m aia.web.catalogue build|check\n")
        return 2
    used = used_messages()
    try:
        italian, said = merged(read_pieces())
    except WrongLine as error:
        sys.stderr.write(f"{error}\n")
        return 1
    said += faults(used, italian)
    files = compiled(used, italian)
    if arguments == ["build"]:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    else:
        said += [
            f"{path.name} is out of date: run python -m aia.web.catalogue build"
            for path, content in files.items()
            if not path.exists() or path.read_bytes() != content
        ]
    sys.stderr.writelines(f"{line}\n" for line in said)
    sys.stdout.write(f"{len(used)} messages, {len(said)} to mend\n")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
