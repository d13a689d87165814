"""The verbs of sensing; importing this package registers every one of them."""

from aia.sensing.verbs import following, notices, outcomes, sensors, triage

__all__ = ["following", "notices", "outcomes", "sensors", "triage"]
