"""One router for reading and writing notices."""

from ninja import Router

router = Router(tags=["notices"])
