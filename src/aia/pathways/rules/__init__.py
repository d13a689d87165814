"""Pure decisions about the line. No database: transition tables, voices, choices, values."""

from aia.kit.refusals import Refused

__all__ = ["Refused"]
