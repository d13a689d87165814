"""How a rule says no."""

from aia.pathways.terms.refusals import Refused

__all__ = ["Refused"]
