"""The open part of the API: everything published, for whoever asks, without a key."""

from aia.observatory.api import reading
from aia.observatory.api.routing import router

__all__ = ["reading", "router"]
