"""Work that follows a notice without making who sends it wait."""

from __future__ import annotations

from aia.sensing.models import Notice


def suggest_soon(notice: Notice) -> None:
    """Let the recogniser read the notice once it is saved."""
