"""The verbs of the floor; importing this package registers every one of them."""

from aia.commons.verbs import bookings, care, competences, hours, loans, meeting, resources, stock

__all__ = ["bookings", "care", "competences", "hours", "loans", "meeting", "resources", "stock"]
