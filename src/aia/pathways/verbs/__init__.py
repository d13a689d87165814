"""The verbs of the pathways; importing this package registers every one of them."""

from aia.pathways.verbs import around, imports, line, plan, redaction

__all__ = ["around", "imports", "line", "plan", "redaction"]
