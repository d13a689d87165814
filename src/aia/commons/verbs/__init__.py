"""The verbs of the floor; importing this package registers every one of them."""

from aia.commons.verbs import resources

__all__ = ["resources"]
