"""Aia: the floor where a district's welfare comes together."""

__version__ = "0.1.0"
