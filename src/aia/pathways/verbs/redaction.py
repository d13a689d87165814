"""A text was blanked: one verb for each kind of row that holds words. Only the reason is told."""

from aia.trace.terms import Facts, verb


@verb("need.redacted", of="pathways.Need")
class NeedRedacted(Facts):
    """The words of a need were blanked."""

    redacted_for: str


@verb("demand.redacted", of="pathways.Demand")
class DemandRedacted(Facts):
    """The words of a demand were blanked."""

    redacted_for: str


@verb("option.redacted", of="pathways.Option")
class OptionRedacted(Facts):
    """The words of an option were blanked."""

    redacted_for: str


@verb("choice.redacted", of="pathways.Choice")
class ChoiceRedacted(Facts):
    """The words of a choice were blanked."""

    redacted_for: str


@verb("answer.redacted", of="pathways.Answer")
class AnswerRedacted(Facts):
    """The words of an answer were blanked."""

    redacted_for: str


@verb("referral.redacted", of="pathways.Referral")
class ReferralRedacted(Facts):
    """The words of a referral were blanked."""

    redacted_for: str


@verb("give_back.redacted", of="pathways.GiveBack")
class GiveBackRedacted(Facts):
    """The words of a give-back were blanked."""

    redacted_for: str


@verb("note.redacted", of="pathways.Note")
class NoteRedacted(Facts):
    """The words of a diary note were blanked."""

    redacted_for: str


@verb("assessment.redacted", of="pathways.Assessment")
class AssessmentRedacted(Facts):
    """The words of an assessment were blanked."""

    redacted_for: str


@verb("appointment.redacted", of="pathways.Appointment")
class AppointmentRedacted(Facts):
    """The words of an appointment were blanked."""

    redacted_for: str


@verb("plan.redacted", of="pathways.Plan")
class PlanRedacted(Facts):
    """The words of a plan were blanked."""

    redacted_for: str


@verb("goal.redacted", of="pathways.Goal")
class GoalRedacted(Facts):
    """The words of a goal were blanked."""

    redacted_for: str


@verb("commitment.redacted", of="pathways.Commitment")
class CommitmentRedacted(Facts):
    """The words of a commitment were blanked."""

    redacted_for: str


@verb("support.redacted", of="pathways.Support")
class SupportRedacted(Facts):
    """The words of a support were blanked."""

    redacted_for: str


@verb("review.redacted", of="pathways.Review")
class ReviewRedacted(Facts):
    """The words of a review were blanked."""

    redacted_for: str
