"""One router for reading and writing the floor."""

from ninja import Router

router = Router(tags=["floor"])
