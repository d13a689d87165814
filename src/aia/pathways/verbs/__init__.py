"""The verbs of the pathways; importing this package registers every one of them."""

from aia.pathways.verbs import around, line, plan, redaction

__all__ = ["around", "line", "plan", "redaction"]
