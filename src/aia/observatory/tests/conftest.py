"""Stories of the pathways, which the observatory reads."""

from aia.pathways.tests.conftest import at, in_english, pathway, sheltered, story
from aia.people.tests.conftest import browse, cooperative, demonstration, lucia, maria, meet, towns

__all__ = [
    "at",
    "browse",
    "cooperative",
    "demonstration",
    "in_english",
    "lucia",
    "maria",
    "meet",
    "pathway",
    "sheltered",
    "story",
    "towns",
]
