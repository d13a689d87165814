"""The API of the floor: what is there, booking it, answering who asks, lending, moving a stock."""

from aia.commons.api import reading, writing
from aia.commons.api.routing import router

__all__ = ["reading", "router", "writing"]
