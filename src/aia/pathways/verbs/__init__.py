"""The verbs of the pathways; importing this package registers every one of them."""

from aia.pathways.verbs import line, redaction

__all__ = ["line", "redaction"]
