"""The API of notices: send one, read the queue, talk about it, say what became of it."""

from aia.sensing.api import reading, writing
from aia.sensing.api.routing import router

__all__ = ["reading", "router", "writing"]
