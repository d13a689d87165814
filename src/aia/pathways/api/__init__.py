"""The API of the line, from the need to the give-back."""

from aia.pathways.api.plans import router as plans
from aia.pathways.api.reading import router as reading
from aia.pathways.api.referrals import router as referrals
from aia.pathways.api.writing import router as writing

routers = (reading, writing, referrals, plans)

__all__ = ["routers"]
