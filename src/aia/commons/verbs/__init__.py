"""The verbs of the floor; importing this package registers every one of them."""

from aia.commons.verbs import bookings, hours, resources

__all__ = ["bookings", "hours", "resources"]
