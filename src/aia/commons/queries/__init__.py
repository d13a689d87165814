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
from aia.commons.queries.competences import link_of
from aia.commons.queries.hours import (
    AccountSeen,
    Circulation,
    TransferSeen,
    circulation,
    get_account,
    get_transfer,
    own_accounts,
    partner_accounts,
    transfers_of,
)
from aia.commons.queries.keeping import (
    Keeper,
    get_resource,
    keepers_for,
    kept_by,
    looked_after,
    users_for,
)
from aia.commons.queries.lending import (
    Care,
    LoanSeen,
    care_of,
    get_loan,
    loans_to_keep,
    own_loans,
    stock_moves,
)
from aia.commons.queries.meeting import meeting_of

__all__ = [
    "AccountSeen",
    "Asked",
    "BookingSeen",
    "Care",
    "Circulation",
    "Keeper",
    "LoanSeen",
    "Page",
    "TransferSeen",
    "bookings_to_keep",
    "care_of",
    "catalogue",
    "circulation",
    "get_account",
    "get_booking",
    "get_loan",
    "get_resource",
    "get_transfer",
    "keepers_for",
    "kept_by",
    "link_of",
    "loans_to_keep",
    "looked_after",
    "meeting_of",
    "on_the_floor",
    "own_accounts",
    "own_bookings",
    "own_loans",
    "partner_accounts",
    "resource_seen",
    "stock_moves",
    "taken",
    "towns_with_some",
    "transfers_of",
    "users_for",
]
