"""The tables of the line. Every row of a pathway lies on the pathway's own chain."""

from aia.pathways.models.answers import Answer, GiveBack, Referral
from aia.pathways.models.around import Appointment, Assessment, Attachment, Note
from aia.pathways.models.imports import SourceEvent
from aia.pathways.models.line import Choice, Demand, Need, Option, Pathway
from aia.pathways.models.plans import Commitment, Goal, Plan, Rating, Review, Support

__all__ = [
    "Answer",
    "Appointment",
    "Assessment",
    "Attachment",
    "Choice",
    "Commitment",
    "Demand",
    "GiveBack",
    "Goal",
    "Need",
    "Note",
    "Option",
    "Pathway",
    "Plan",
    "Rating",
    "Referral",
    "Review",
    "SourceEvent",
    "Support",
]
