"""Recognition of need in a text: suggests categories, says why and how sure, or abstains.

`recogniser(district).suggest(texts)` is all that others need. Nothing is loaded before it is
called; no text leaves the machine; no person is ever scored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aia.sensing.recognition.readings import Reading, Suggested

if TYPE_CHECKING:
    from aia.sensing.recognition.reader import Recogniser

__all__ = ["Reading", "Suggested", "recogniser"]


def recogniser(district: str | None = None) -> Recogniser:
    """Return the recogniser of a district (None: of the first day, for no district)."""
    from aia.sensing.recognition.service import recogniser as made

    return made(district)
