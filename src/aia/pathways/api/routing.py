"""One router for reading and writing the line: an address that does both is one."""

from ninja import Router

router = Router(tags=["pathways"])
