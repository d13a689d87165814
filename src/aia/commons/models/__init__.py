"""The tables of the floor."""

from aia.commons.models.resources import Resource, ResourceWord

__all__ = ["Resource", "ResourceWord"]
