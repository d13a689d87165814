"""The API of people and organisations."""

from aia.people.api.operations import router

__all__ = ["router"]
