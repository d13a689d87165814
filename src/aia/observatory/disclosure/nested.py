"""Which codes of a finer dimension belong to which of a coarser one: everybody knows it."""

from __future__ import annotations

from functools import lru_cache

from aia.observatory.disclosure.ground import Nesting

UNKNOWN = "unknown"


@lru_cache(maxsize=1)
def usual_nesting() -> Nesting:
    """Return what the product's own dimensions contain: each category of need is of one domain."""
    from aia.pathways.queries import taxonomy

    domains = {code: str(one.domain) for code, one in taxonomy().categories.items()}
    return {("category", "domain"): {**domains, UNKNOWN: UNKNOWN}}
