"""From data to a tagged PDF, by the Typst compiler that comes as a Python package.

Words reach the template as JSON data, never as markup. Fonts are those of the design system.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import bootstrap_italia_template
import typst

_HERE = Path(__file__).parent
_UNDISPLAYABLE = re.compile(r'the text `"(.+?)"` could not be displayed')
_STAND_IN = "□"


class PrintFailed(RuntimeError):
    """The document could not be set: a mistake in the template, never in what somebody wrote."""


def typeset(template: str, data: Mapping[str, Any]) -> bytes:
    """Return the PDF/UA-1 file that `template` (beside this module) makes of `data`.

    A character that no font of the machine can draw becomes a small square, as PDF/UA asks that
    every character can be seen. Raises PrintFailed when the template itself does not hold.
    """
    told = json.dumps(data, ensure_ascii=False)
    try:
        return _compiled(template, told)
    except typst.TypstError as error:
        missing = set(_UNDISPLAYABLE.findall(error.diagnostic))
        if not missing:
            raise PrintFailed(f"{template}: {error.message}") from error
    try:
        return _compiled(template, _without(told, missing))
    except typst.TypstError as error:
        raise PrintFailed(f"{template}: {error.message}") from error


def _compiled(template: str, told: str) -> bytes:
    made = typst.compile(
        _HERE / template,
        root=_HERE,
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": told},
        pdf_standards=["ua-1"],
    )
    return bytes(made)


def _without(told: str, missing: set[str]) -> str:
    for text in sorted(missing, key=len, reverse=True):
        told = told.replace(text, _STAND_IN)
    return told


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return Titillium Web, then the compiler's own and the machine's for other scripts."""
    titillium = Path(bootstrap_italia_template.__file__).parent / "static/fonts/Titillium_Web"
    return typst.Fonts(font_paths=[titillium])
