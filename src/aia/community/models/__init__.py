"""The tables of what becomes collective."""

from aia.community.models.needs import CollectiveNeed, PooledNeed
from aia.community.models.passages import Passage, PassageAsk, PassageWord, TrialLook
from aia.community.models.projects import (
    Aim,
    PlanLink,
    Pocket,
    Project,
    ProjectGift,
    ProjectResource,
    ProjectRole,
    Result,
    RoleHolder,
)
from aia.community.models.tables import (
    Decision,
    Knowledge,
    KnowledgeUse,
    Meeting,
    Seat,
    Table,
    Undertaking,
)

__all__ = [
    "Aim",
    "CollectiveNeed",
    "Decision",
    "Knowledge",
    "KnowledgeUse",
    "Meeting",
    "Passage",
    "PassageAsk",
    "PassageWord",
    "PlanLink",
    "Pocket",
    "PooledNeed",
    "Project",
    "ProjectGift",
    "ProjectResource",
    "ProjectRole",
    "Result",
    "RoleHolder",
    "Seat",
    "Table",
    "TrialLook",
    "Undertaking",
]
