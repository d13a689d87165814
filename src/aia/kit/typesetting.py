"""From data to a tagged PDF, by the Typst compiler that comes as a Python package.

Words reach the template as JSON data, never as markup. Fonts are those of the design system.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bootstrap_italia_template

if TYPE_CHECKING:
    import typst

_UNDISPLAYABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]{1,6})\}")
_STAND_IN = "□"
_MOST_TRIES = 4


class PrintFailed(RuntimeError):
    """The document could not be set: a mistake in the template, never in what somebody wrote."""


def typeset(template: Path, data: Mapping[str, Any], *, fonts: Path | None = None) -> bytes:
    """Return the PDF/UA-1 file that `template` makes of `data`. `fonts`: a folder of more fonts.

    A character that no font at hand can draw becomes a small square, as PDF/UA asks that every
    character can be seen. Raises PrintFailed when the template itself does not hold.
    """
    # Imported by whoever prints: a web worker seldom does.
    import typst

    told = json.dumps(data, ensure_ascii=False)
    for _try in range(_MOST_TRIES):
        try:
            return _compiled(template, told, fonts)
        except typst.TypstError as error:
            missing = _undisplayable(error.diagnostic)
            if not missing:
                raise PrintFailed(f"{template.name}: {error.message}") from error
            told = told.translate(dict.fromkeys(map(ord, missing), _STAND_IN))
    raise PrintFailed(f"{template.name}: some characters cannot be printed")


def _compiled(template: Path, told: str, fonts: Path | None) -> bytes:
    import typst

    made = typst.compile(
        template,
        root=template.parent,
        font_paths=_fonts(fonts),
        format="pdf",
        sys_inputs={"data": told},
        pdf_standards=["ua-1"],
    )
    return bytes(made)


def _undisplayable(diagnostic: str) -> set[str]:
    """Return the characters that the compiler found no font for; it writes some as \\u{a41}."""
    texts = _UNDISPLAYABLE.findall(diagnostic)
    return {
        character
        for text in texts
        for character in _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        if not character.isascii()
    }


@lru_cache(maxsize=4)
def _fonts(more: Path | None) -> typst.Fonts:
    """Return Titillium Web, then those asked for, the compiler's own and the machine's."""
    import typst

    titillium = Path(bootstrap_italia_template.__file__).parent / "static/fonts/Titillium_Web"
    return typst.Fonts(font_paths=[titillium, more] if more else [titillium])
