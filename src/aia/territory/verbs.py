"""What can happen to the territory's traced rows."""

from datetime import date
from decimal import Decimal

from aia.trace.terms import Facts, verb


@verb("district.loaded", of="territory.District")
class DistrictLoaded(Facts):
    """A district was read from its file, for the first time or again after a change."""

    code: str
    province: str
    municipalities: int
    uncertain: int
    digest: str


@verb("membership.stated", of="territory.Membership", cause="territory.District")
class MembershipStated(Facts):
    """A municipality belongs to the district, and this is how surely it is known."""

    municipality: str
    certainty: str
    source: str
    since: date | None
    until: date | None = None


@verb("membership.ended", of="territory.Membership", cause="territory.District")
class MembershipEnded(Facts):
    """A municipality left the district; `until` is its last day in it."""

    until: date


@verb("place.added", of="territory.Place")
class PlaceAdded(Facts):
    """A place of daily life was put on the map."""

    kind: str
    municipality: str
    latitude: Decimal
    longitude: Decimal
    closed_on: date | None = None


@verb("place.moved", of="territory.Place")
class PlaceMoved(Facts):
    """A place moved, or its position was corrected."""

    municipality: str
    latitude: Decimal
    longitude: Decimal


@verb("place.closed", of="territory.Place")
class PlaceClosed(Facts):
    """A place is no longer there; `closed_on` is its last day."""

    closed_on: date


@verb("dataset.imported", of="territory.Dataset")
class DatasetImported(Facts):
    """Figures were read from a file or a package; the digest is of what was read."""

    code: str
    unit: str
    source: str
    licence: str
    digest: str
    rows: int
    imported: int
    rejected: int
    suppressed: int
    first_year: int | None
    last_year: int | None
