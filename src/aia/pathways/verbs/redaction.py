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
