"""The verbs of the community; importing this package registers every one of them."""

from aia.community.verbs import needs, projects, tables

__all__ = ["needs", "projects", "tables"]
