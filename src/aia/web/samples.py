"""Invented content for the style page: one example of every component."""

from typing import Any


def everything() -> dict[str, Any]:
    """Return the context of the style page."""
    return {}
