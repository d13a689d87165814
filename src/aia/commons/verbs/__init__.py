"""The verbs of the floor; importing this package registers every one of them."""

from aia.commons.verbs import bookings, resources

__all__ = ["bookings", "resources"]
