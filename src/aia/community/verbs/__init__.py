"""The verbs of the community; importing this package registers every one of them."""

from aia.community.verbs import needs, passages, projects, tables

__all__ = ["needs", "passages", "projects", "tables"]
