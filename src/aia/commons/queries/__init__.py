"""Every read of the floor."""

from aia.commons.queries.catalogue import (
    Asked,
    Page,
    catalogue,
    on_the_floor,
    resource_seen,
    towns_with_some,
)
from aia.commons.queries.keeping import (
    Keeper,
    get_resource,
    keepers_for,
    kept_by,
    looked_after,
)

__all__ = [
    "Asked",
    "Keeper",
    "Page",
    "catalogue",
    "get_resource",
    "keepers_for",
    "kept_by",
    "looked_after",
    "on_the_floor",
    "resource_seen",
    "towns_with_some",
]
