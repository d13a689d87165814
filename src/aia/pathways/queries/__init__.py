"""Every read of the pathways, scoped by who asks."""

from aia.pathways.queries.changes import Changes, told_since
from aia.pathways.queries.files import (
    NeedDetail,
    PathwayFile,
    PathwayGlimpse,
    TeamMember,
    glimpse,
    name_of,
    need_detail,
    need_detail_of,
    pathway_file,
)
from aia.pathways.queries.line import (
    AnswerFile,
    ChoiceFile,
    DemandFile,
    GiveBackFile,
    NeedFile,
    OptionFile,
    ReferralFile,
)
from aia.pathways.queries.lists import PathwayRow, caseload, list_pathways, needs_of
from aia.pathways.queries.mine import MyPath, my_path
from aia.pathways.queries.paging import Page
from aia.pathways.queries.received import ReceivedReferral, received_referral, referrals_received
from aia.pathways.queries.strands import Mark, NeedStrand, strands
from aia.pathways.queries.trace import TraceLine, TracePage, readable_trace
from aia.pathways.queries.worklist import WorklistItem, lane_counts, worklist

__all__ = [
    "AnswerFile",
    "Changes",
    "ChoiceFile",
    "DemandFile",
    "GiveBackFile",
    "Mark",
    "MyPath",
    "NeedDetail",
    "NeedFile",
    "NeedStrand",
    "OptionFile",
    "Page",
    "PathwayFile",
    "PathwayGlimpse",
    "PathwayRow",
    "ReceivedReferral",
    "ReferralFile",
    "TeamMember",
    "TraceLine",
    "TracePage",
    "WorklistItem",
    "caseload",
    "glimpse",
    "lane_counts",
    "list_pathways",
    "my_path",
    "name_of",
    "need_detail",
    "need_detail_of",
    "needs_of",
    "pathway_file",
    "readable_trace",
    "received_referral",
    "referrals_received",
    "strands",
    "told_since",
    "worklist",
]
