"""The API of the line, from the need to the give-back."""

from aia.pathways.api import reading, writing
from aia.pathways.api.plans import router as plans
from aia.pathways.api.referrals import router as referrals
from aia.pathways.api.routing import router as line

routers = (line, referrals, plans)

__all__ = ["reading", "routers", "writing"]
