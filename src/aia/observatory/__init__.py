"""Reads the ledger and never writes it: processes, indicators and what may be published.

As a library it opens one door, on published tables alone (see `notebook`):

    import aia.observatory as obs
    obs.indicator("needs_recognised", breakdown="municipality")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aia.observatory.notebook import NotPublished, indicator, published

__all__ = ["NotPublished", "indicator", "published"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from aia.observatory import notebook

    return getattr(notebook, name)
