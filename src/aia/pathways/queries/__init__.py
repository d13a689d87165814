"""Every read of the pathways, scoped by who asks."""

from aia.pathways.deadlines import Wait, due_on, working_day_after
from aia.pathways.instruments import Instrument, get_instrument, instruments
from aia.pathways.queries.alike import (
    Alike,
    alike_needs,
    homes_of,
    need_worked,
    needs_behind,
    plan_worked,
)
from aia.pathways.queries.appointments import (
    AppointmentText,
    appointments_of,
    coming_appointments,
    get_appointment,
)
from aia.pathways.queries.assessments import (
    Course,
    Filling,
    TwoViews,
    change_since_first,
    course_of,
    fillings_of,
    two_views,
)
from aia.pathways.queries.attachments import (
    AttachmentContent,
    AttachmentText,
    attachment_content,
    attachments_of,
)
from aia.pathways.queries.beside import Beside, PlanSeen, beside, register_beside
from aia.pathways.queries.changes import Changes, told_since
from aia.pathways.queries.counting import (
    NeedCount,
    need_counts,
    protected_needs,
    protected_pathways,
)
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
from aia.pathways.queries.lanes import WorklistItem
from aia.pathways.queries.line import (
    AnswerFile,
    ChoiceFile,
    DemandFile,
    GiveBackFile,
    NeedFile,
    OptionFile,
    ReferralFile,
)
from aia.pathways.queries.lists import (
    PathwayRow,
    caseload,
    list_pathways,
    needs_of,
    pathways_named,
)
from aia.pathways.queries.mine import MyPath, my_path, my_pathways
from aia.pathways.queries.naming import pathway_names
from aia.pathways.queries.notes import notes_of
from aia.pathways.queries.opening import (
    Beginning,
    Candidate,
    beginning,
    candidates,
    colleagues,
    competence_names,
    team_accounts,
)
from aia.pathways.queries.paging import Page
from aia.pathways.queries.plans import (
    CommitmentText,
    GoalText,
    PlanText,
    RatingPair,
    ReviewText,
    SupportText,
    get_plan,
    get_review,
    plans_of,
)
from aia.pathways.queries.received import ReceivedReferral, received_referral, referrals_received
from aia.pathways.queries.sentences import register_sentences
from aia.pathways.queries.shared import (
    awaited_reviews,
    goes_on,
    shared_plans,
)
from aia.pathways.queries.standing import Stood, followed, stood
from aia.pathways.queries.strands import Mark, NeedStrand, strands
from aia.pathways.queries.trace import TraceLine, TracePage, readable_trace
from aia.pathways.queries.worklist import counted_worklist, lane_counts, worklist
from aia.pathways.taxonomy import taxonomy

__all__ = [
    "Alike",
    "AnswerFile",
    "AppointmentText",
    "AttachmentContent",
    "AttachmentText",
    "Beginning",
    "Beside",
    "Candidate",
    "Changes",
    "ChoiceFile",
    "CommitmentText",
    "Course",
    "DemandFile",
    "Filling",
    "GiveBackFile",
    "GoalText",
    "Instrument",
    "Mark",
    "MyPath",
    "NeedCount",
    "NeedDetail",
    "NeedFile",
    "NeedStrand",
    "NoteText",
    "OptionFile",
    "Page",
    "PathwayFile",
    "PathwayGlimpse",
    "PathwayRow",
    "PlanSeen",
    "PlanText",
    "RatingPair",
    "ReceivedReferral",
    "ReferralFile",
    "ReviewText",
    "Stood",
    "SupportText",
    "TeamMember",
    "TraceLine",
    "TracePage",
    "TwoViews",
    "Wait",
    "WorklistItem",
    "alike_needs",
    "appointments_of",
    "attachment_content",
    "attachments_of",
    "awaited_reviews",
    "beginning",
    "beside",
    "candidates",
    "caseload",
    "change_since_first",
    "colleagues",
    "coming_appointments",
    "competence_names",
    "counted_worklist",
    "course_of",
    "due_on",
    "fillings_of",
    "followed",
    "get_appointment",
    "get_instrument",
    "get_plan",
    "get_review",
    "glimpse",
    "goes_on",
    "homes_of",
    "instruments",
    "lane_counts",
    "list_pathways",
    "my_path",
    "my_pathways",
    "name_of",
    "need_counts",
    "need_detail",
    "need_detail_of",
    "need_worked",
    "needs_behind",
    "needs_of",
    "notes_of",
    "pathway_file",
    "pathway_names",
    "pathways_named",
    "plan_worked",
    "plans_of",
    "protected_needs",
    "protected_pathways",
    "readable_trace",
    "received_referral",
    "referrals_received",
    "register_beside",
    "register_sentences",
    "shared_plans",
    "stood",
    "strands",
    "taxonomy",
    "team_accounts",
    "told_since",
    "two_views",
    "working_day_after",
    "worklist",
]
