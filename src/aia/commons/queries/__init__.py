"""Every read of the floor."""

from aia.commons.queries.booked import (
    BookingSeen,
    bookings_to_keep,
    get_booking,
    own_bookings,
    taken,
)
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
    "BookingSeen",
    "Keeper",
    "Page",
    "bookings_to_keep",
    "catalogue",
    "get_booking",
    "get_resource",
    "keepers_for",
    "kept_by",
    "looked_after",
    "on_the_floor",
    "own_bookings",
    "resource_seen",
    "taken",
    "towns_with_some",
]
