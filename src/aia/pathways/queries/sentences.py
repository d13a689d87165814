"""What each verb says in plain words, for people who are not technicians.

`%(who)s` is who did it. The other names are facts of the entry, told by `queries.trace`.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ANY = _("%(who)s recorded “%(verb)s”.")
"""For a verb that has no sentence here, as one of a version to come."""

SENTENCES: dict[str, str | Promise] = {
    "pathway.opened": _("%(who)s opened the pathway, led by %(lead)s."),
    "pathway.lead_changed": _("%(who)s named %(lead)s to lead the pathway."),
    "pathway.handed_over": _("%(who)s handed the pathway over to %(lead)s."),
    "pathway.renamed": _("%(who)s changed the title of the pathway."),
    "pathway.protection_followed": _("%(who)s brought the protection of the pathway up to date."),
    "pathway.suspended": _("%(who)s suspended the pathway: %(suspend_reason)s."),
    "pathway.resumed": _("%(who)s resumed the pathway."),
    "pathway.closed": _(
        "%(who)s closed the pathway: %(close_reason)s. To count on from now: %(final_resources)s."
    ),
    "pathway.reopened": _("%(who)s reopened the pathway, led by %(lead)s."),
    "need.recognised": _("%(who)s recognised a need: %(category)s (%(severity)s)."),
    "need.reworded": _("%(who)s changed the words of a need."),
    "need.regraded": _("%(who)s changed how much a need weighs: %(severity)s."),
    "need.reclassified": _("%(who)s gave a need another category: %(category)s."),
    "need.left_unvoiced": _(
        "%(who)s wrote why a need was not voiced: %(unvoiced)s. To look at again by %(due_on)s."
    ),
    "need.voiced": _("The need became a demand."),
    "need.chosen": _("An option was chosen for the need."),
    "need.answered": _("The need has an answer."),
    "need.reviewed": _("What changed for the need was looked at together."),
    "need.given_back": _("Out of the need something was given back."),
    "need.returned": _("The need came back to the step “%(step)s”."),
    "need.rescheduled": _("The next step is awaited by %(due_on)s."),
    "need.suspended": _(
        "%(who)s suspended a need: %(suspend_reason)s. To look at again by %(due_on)s."
    ),
    "need.resumed": _("%(who)s resumed a need."),
    "need.closed": _("%(who)s closed a need: %(close_reason)s."),
    "need.reopened": _("%(who)s reopened a need."),
    "need.redacted": _("%(who)s blanked the words of a need: %(redacted_for)s."),
    "demand.opened": _("%(who)s wrote down a demand, in the words of: %(voiced_by)s."),
    "demand.reworded": _("%(who)s changed the words of a demand."),
    "demand.withdrawn": _("%(who)s withdrew a demand: %(withdraw_reason)s."),
    "demand.redacted": _("%(who)s blanked the words of a demand: %(redacted_for)s."),
    "option.offered": _("%(who)s offered an option: %(kind)s (%(source)s)."),
    "option.taken": _("The option was chosen."),
    "option.declined": _("An option was declined: %(declined_for)s."),
    "option.withdrawn": _("%(who)s took an option away: it is no longer available."),
    "option.redacted": _("%(who)s blanked the words of an option: %(redacted_for)s."),
    "choice.made": _("%(who)s recorded the choice. It was made by: %(made_by)s. Why: %(reason)s."),
    "choice.changed": _("A later choice took the place of this one."),
    "choice.redacted": _("%(who)s blanked the words of a choice: %(redacted_for)s."),
    "answer.planned": _("%(who)s planned an answer from %(starts_on)s: %(intensity)s."),
    "answer.continued": _("%(who)s passed an answer on: %(intensity)s, from %(starts_on)s."),
    "answer.started": _("%(who)s started an answer on %(starts_on)s."),
    "answer.adjusted": _("%(who)s changed hours, cost or end of an answer."),
    "answer.suspended": _("%(who)s suspended an answer: %(suspend_reason)s."),
    "answer.resumed": _("%(who)s resumed an answer."),
    "answer.ended": _("%(who)s ended an answer on %(ends_on)s: %(end_reason)s."),
    "answer.redacted": _("%(who)s blanked the words of an answer: %(redacted_for)s."),
    "referral.sent": _("%(who)s sent a referral to %(organisation)s; a reply by %(due_on)s."),
    "referral.accepted": _("%(who)s accepted the referral."),
    "referral.declined": _("%(who)s declined the referral: %(decline_reason)s."),
    "referral.started": _("%(who)s began what the referral asked, on %(started_on)s."),
    "referral.ended": _("%(who)s finished what the referral asked, on %(ended_on)s."),
    "referral.withdrawn": _("%(who)s withdrew the referral: %(withdraw_reason)s."),
    "referral.redacted": _("%(who)s blanked the words of a referral: %(redacted_for)s."),
    "give_back.given": _("%(who)s recorded a give-back of %(given_on)s: %(kind)s."),
    "give_back.redacted": _("%(who)s blanked the words of a give-back: %(redacted_for)s."),
    "plan.drafted": _("%(who)s began a plan, from %(starts_on)s to %(ends_on)s."),
    "plan.changed": _("%(who)s changed the plan: from %(starts_on)s to %(ends_on)s."),
    "plan.budgeted": _("%(who)s changed the budget of the plan."),
    "plan.submitted": _("%(who)s asked for the approval of the plan."),
    "plan.returned": _("%(who)s sent the plan back to be completed."),
    "plan.approved": _("%(who)s approved the plan."),
    "plan.signed": _("The plan was signed on %(signed_on)s."),
    "plan.ended": _("%(who)s ended the plan: %(end_reason)s."),
    "goal.set": _("%(who)s set a goal: %(domain)s. To look at on %(monitor_on)s."),
    "goal.dropped": _("%(who)s dropped a goal."),
    "commitment.taken": _("A commitment was taken by: %(side)s."),
    "commitment.settled": _("%(who)s wrote what became of a commitment: %(state)s."),
    "commitment.dropped": _("%(who)s dropped a commitment."),
    "support.agreed": _("A support was agreed, given by: %(provider_kind)s."),
    "support.dropped": _("%(who)s dropped a support."),
    "review.planned": _("A review was planned for %(planned_on)s."),
    "review.moved": _("%(who)s moved a review to %(planned_on)s."),
    "review.cancelled": _("A planned review was cancelled."),
    "review.recipient_heard": _("The recipient gave their view. Who spoke: %(recipient_voice)s."),
    "review.held": _("%(who)s held a review: %(outcome)s."),
    "rating.given": _("A goal was rated."),
    "rating.answered": _("The worker rated a goal too."),
    "rating.changed": _("The recipient changed a rating."),
    "assessment.recorded": _("%(who)s recorded an assessment of %(taken_on)s."),
    "assessment.withdrawn": _("%(who)s withdrew an assessment recorded by mistake."),
    "note.written": _("%(who)s wrote in the diary: %(kind)s."),
    "note.shared": _("%(who)s shared a note with the person."),
    "note.unshared": _("%(who)s stopped sharing a note with the person."),
    "appointment.requested": _("%(who)s asked to meet on %(starts_at)s."),
    "appointment.fixed": _("%(who)s fixed an appointment on %(starts_at)s."),
    "appointment.moved": _("%(who)s moved an appointment to %(starts_at)s."),
    "appointment.held": _("The appointment was held."),
    "appointment.missed": _("The person did not come to the appointment."),
    "appointment.cancelled": _("%(who)s cancelled an appointment."),
    "attachment.added": _("%(who)s added an attachment."),
    "attachment.brought": _("%(who)s brought a document to their own path."),
    "attachment.shared": _("%(who)s shared an attachment with the person."),
    "attachment.unshared": _("%(who)s stopped sharing an attachment with the person."),
    "attachment.removed": _("%(who)s removed an attachment."),
    "attachment.taken_back": _("%(who)s took back a document that they had brought."),
    "source_event.imported": _("%(who)s brought in an event of another archive: %(activity)s."),
    "source_event.redacted": _("%(who)s blanked the detail of an imported event."),
    "note.redacted": _("%(who)s blanked the words of a diary note: %(redacted_for)s."),
    "assessment.redacted": _("%(who)s blanked the words of an assessment: %(redacted_for)s."),
    "appointment.redacted": _("%(who)s blanked the words of an appointment: %(redacted_for)s."),
    "plan.redacted": _("%(who)s blanked the words of a plan: %(redacted_for)s."),
    "goal.redacted": _("%(who)s blanked the words of a goal: %(redacted_for)s."),
    "commitment.redacted": _("%(who)s blanked the words of a commitment: %(redacted_for)s."),
    "support.redacted": _("%(who)s blanked the words of a support: %(redacted_for)s."),
    "review.redacted": _("%(who)s blanked the words of a review: %(redacted_for)s."),
    "scope.opened": _("%(who)s opened the file to %(account)s%(organisation)s."),
    "scope.closed": _("%(who)s closed the file to somebody who could open it."),
    "glass.broken": _("%(who)s opened the file in an emergency."),
    "glass.reviewed": _("%(who)s looked at an emergency opening."),
    "person.registered": _("%(who)s registered the person."),
    "person.changed": _("%(who)s changed the person’s data."),
    "person.protected": _("%(who)s protected the person’s file."),
    "person.unprotected": _("%(who)s ended the protection of the person’s file."),
    "person.merged": _("%(who)s merged this person with another."),
    "person.unmerged": _("%(who)s told two persons apart again."),
    "person.erased": _("%(who)s erased the person’s data."),
    "person.term_set": _("%(who)s changed until when the data are kept."),
    "identifier.added": _("%(who)s added an identifier."),
    "identifier.ended": _("%(who)s ended an identifier."),
    "membership.begun": _("%(who)s wrote down that the person is part of an organisation."),
    "membership.ended": _("%(who)s wrote down that the person left an organisation."),
    "consent.given": _("The person gave a consent%(organisation)s. Recorded by %(who)s."),
    "consent.withdrawn": _("The person withdrew a consent. Recorded by %(who)s."),
}

_WRITTEN_DOWN: Mapping[str, str | Promise] = {
    "referral.accepted": _(
        "%(who)s wrote down that the organisation accepted the referral, told %(reply_channel)s."
    ),
    "referral.declined": _(
        "%(who)s wrote down that the organisation declined the referral, told %(reply_channel)s:"
        " %(decline_reason)s."
    ),
    "referral.started": _(
        "%(who)s wrote down that the organisation began on %(started_on)s, told %(reply_channel)s."
    ),
    "referral.ended": _(
        "%(who)s wrote down that the organisation finished on %(ended_on)s, told %(reply_channel)s."
    ),
}

WITH_FACT: Mapping[str, Mapping[str, str | Promise]] = {
    "reply_channel": _WRITTEN_DOWN,
    "own_approval": {
        "plan.approved": _(
            "%(who)s approved the plan that they had sent themself: %(own_approval)s."
        ),
    },
}
"""By fact and verb: what is said instead when the entry tells that fact.

An organisation's word that somebody else wrote down; an approval without a second look.
"""


def register_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Let a module above say in words what its verbs tell on a pathway's chain."""
    SENTENCES.update(sentences)
