"""Plan, review, give-back, closing, and what accompanies the line."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    """Where a plan stands."""

    DRAFT = "draft", _("Being written")
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", _("Approved, to sign")
    SIGNED = "signed", _("Signed")
    ENDED = "ended", _("Plan ended")


class OwnApproval(models.TextChoices):
    """Why the only coordinator approved a plan that they had sent themself."""

    NO_OTHER = "no_other", _("Nobody else coordinates the district")
    TERM = "term", _("The term for signing is about to end")
    HARM = "harm", _("Waiting would harm the person")


class PlanEnd(models.TextChoices):
    """Why a plan ended."""

    REACHED = "reached", _("Its goals were reached")
    PASSED = "passed", _("Its time has passed")
    CHANGED = "changed", _("Another plan takes its place")
    PERSON_LEFT = "person_left", _("The person chose to stop")
    OTHER = "other", _("Other")


class Side(models.TextChoices):
    """Who takes a commitment in a plan."""

    PERSON = "person", _("The person")
    FAMILY = "family", _("The family")
    SERVICE = "service", _("The social service")
    PARTNER = "partner", _("An organisation")
    COMMUNITY = "community", _("The community")


class CommitmentState(models.TextChoices):
    """What became of a commitment. Nothing follows from it but a conversation."""

    PLEDGED = "pledged", _("Taken")
    KEPT = "kept", _("Kept")
    CHANGED = "changed", _("Agreed to change it")
    MISSED = "missed", _("Not kept")


class ReviewState(models.TextChoices):
    """Where a review stands: the recipient speaks first."""

    PLANNED = "planned", _("Planned")
    RECIPIENT = "recipient", _("The person has given their view")
    HELD = "held", _("Held together")
    CANCELLED = "cancelled", _("No longer needed")


class UnheardReason(models.TextChoices):
    """Why a review was held without the recipient's view."""

    UNREACHED = "unreached", _("The person could not be reached")
    PREFERS_NOT = "prefers_not", _("The person prefers not to say")
    NOT_ABLE = "not_able", _("The person’s health does not allow it now")


class ReviewOutcome(models.TextChoices):
    """What is done after a review."""

    CONTINUE = "continue", _("Go on as agreed")
    CHANGE = "change", _("Change the plan")
    LIGHTER = "lighter", _("Pass to lighter help")
    CLOSE = "close", _("Close the plan")


class GiveBackKind(models.TextChoices):
    """What is put back on the floor."""

    TIME = "time", _("Time")
    SKILL = "skill", _("A skill")
    THING = "thing", _("A thing or a space")
    VOICE = "voice", _("Experience told to others")
    COMPANY = "company", _("Company to somebody")


class CloseReason(models.TextChoices):
    """Why a need or a pathway is closed."""

    SOLVED = "solved", _("The need is met")
    EASED = "eased", _("Things are better: the person goes on alone")
    PERSON_LEFT = "person_left", _("The person chose to stop")
    MOVED = "moved", _("Moved to another district")
    OTHER_BODY = "other_body", _("Followed by another body")
    UNREACHED = "unreached", _("The person cannot be reached")
    NOT_CONFIRMED = "not_confirmed", _("The need was not confirmed")
    DECEASED = "deceased", _("The person has died")


class FinalResources(models.TextChoices):
    """What the person can count on at the end (phase E of the regional social record)."""

    OWN = "own", _("Own strength and means")
    FAMILY = "family", _("Family")
    NETWORK = "network", _("Neighbours, friends, associations")
    SERVICES = "services", _("Services that go on")
    NONE = "none", _("None seen")


class NoteKind(models.TextChoices):
    """What a diary note tells about."""

    INTERVIEW = "interview", _("Interview")
    HOME_VISIT = "home_visit", _("Home visit")
    PHONE = "phone", _("Phone call")
    MEETING = "meeting", _("Meeting with others")
    OBSERVATION = "observation", _("Observation")
    SUPERVISION = "supervision", _("Supervision")


class AppointmentState(models.TextChoices):
    """What became of an appointment."""

    REQUESTED = "requested", _("Asked for by the person")
    FIXED = "fixed", _("Fixed")
    HELD = "held", _("The meeting took place")
    MISSED = "missed", _("The person did not come")
    CANCELLED = "cancelled", _("Cancelled")


class AttachmentState(models.TextChoices):
    """Whether an attachment's content is still kept."""

    KEPT = "kept", _("Stored")
    REMOVED = "removed", _("Removed")


class Lane(models.TextChoices):
    """Why something is on the worklist. The first four are the steps where a need waits."""

    NEED = "need", _("Needs without a demand")
    DEMAND = "demand", _("Demands without a choice")
    CHOICE = "choice", _("Choices without an answer")
    ANSWER = "answer", _("Answers not yet looked at together")
    REST = "rest", _("Suspended, to look at again")
    REFERRAL = "referral", _("Referrals without a reply")
    REVIEW = "review", _("Reviews to hold")
    APPOINTMENT = "appointment", _("Appointments")
    EMERGENCY = "emergency", _("Emergency openings to look at")


class Whose(models.TextChoices):
    """Whose work the worklist shows."""

    MINE = "mine", _("What I follow")
    DISTRICT = "district", _("The whole district")
