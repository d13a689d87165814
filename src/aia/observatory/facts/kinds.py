"""Which entries make up which rows: the verbs that begin a row, and what later ones tell of it.

A fact that a verb tells is the new value of the row's column (`trace.terms`), so a row is what its
first entry told, with what later ones told since.
"""

from __future__ import annotations

from dataclasses import dataclass, field

CODE, DAY, NUMBER, AMOUNT, YES, ID, LIST = "code", "day", "number", "amount", "yes", "id", "list"


@dataclass(frozen=True)
class Kind:
    """A kind of row.

    `opened`: the verbs that begin one. `told`: facts of the first entry, by name and type, brought
    up to date by the verbs of `later` that tell them too. `kept`: facts as the first entry told
    them. `days`: the first day on which one of these verbs happened. `firsts`: what the first of
    these verbs told. `times`: how often these verbs happened.
    """

    opened: tuple[str, ...]
    told: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)
    days: dict[str, tuple[str, ...]] = field(default_factory=dict)
    firsts: dict[str, tuple[str, str]] = field(default_factory=dict)
    times: dict[str, str] = field(default_factory=dict)


KINDS: dict[str, Kind] = {
    "pathway": Kind(
        opened=("pathway.opened",),
        told={"state": CODE},
        kept={"kind": CODE, "municipality": CODE},
        days={"opened_at": ("pathway.opened",), "closed_at": ("pathway.closed",)},
        firsts={"close_reason": ("pathway.closed", "close_reason")},
        times={"reopened": "pathway.reopened"},
    ),
    "need": Kind(
        opened=("need.recognised",),
        told={
            "category": CODE,
            "domain": CODE,
            "state": CODE,
            "step": CODE,
            "due_on": DAY,
            "unvoiced": CODE,
        },
        kept={
            "municipality": CODE,
            "age_band": CODE,
            "sex": CODE,
            "severity": NUMBER,
            "expressed": YES,
            "words_of": CODE,
        },
        days={
            "recognised_at": ("need.recognised",),
            "voiced_at": ("need.voiced",),
            "chosen_at": ("need.chosen",),
            "answered_at": ("need.answered",),
            "reviewed_at": ("need.reviewed",),
            "given_back_at": ("need.given_back",),
            "closed_at": ("need.closed",),
        },
        firsts={"close_reason": ("need.closed", "close_reason")},
        times={"returned": "need.returned", "reopened": "need.reopened"},
    ),
    "demand": Kind(
        opened=("demand.opened",),
        kept={"need": ID, "voiced_by": CODE},
        days={"opened_at": ("demand.opened",), "withdrawn_at": ("demand.withdrawn",)},
        firsts={"withdraw_reason": ("demand.withdrawn", "withdraw_reason")},
    ),
    "option": Kind(
        opened=("option.offered",),
        told={"state": CODE, "declined_for": CODE},
        kept={"demand": ID, "kind": CODE, "source": CODE, "organisation": ID, "intensity": CODE},
        days={
            "offered_at": ("option.offered",),
            "taken_at": ("option.taken",),
            "declined_at": ("option.declined",),
        },
    ),
    "choice": Kind(
        opened=("choice.made",),
        kept={"demand": ID, "option": ID, "made_by": CODE, "reason": CODE},
        days={"made_at": ("choice.made",), "changed_at": ("choice.changed",)},
    ),
    "answer": Kind(
        opened=("answer.planned", "answer.continued"),
        told={
            "state": CODE,
            "starts_on": DAY,
            "ends_on": DAY,
            "hours": AMOUNT,
            "cost": AMOUNT,
            "end_reason": CODE,
        },
        kept={
            "need": ID,
            "choice": ID,
            "follows": ID,
            "provider_kind": CODE,
            "organisation": ID,
            "intensity": CODE,
        },
        days={
            "planned_at": ("answer.planned", "answer.continued"),
            "started_at": ("answer.started", "answer.continued"),
            "ended_at": ("answer.ended",),
        },
        times={"suspended": "answer.suspended"},
    ),
    "referral": Kind(
        opened=("referral.sent",),
        told={"state": CODE, "decline_reason": CODE, "started_on": DAY, "ended_on": DAY},
        kept={"need": ID, "organisation": ID, "due_on": DAY},
        days={
            "sent_at": ("referral.sent",),
            "answered_at": ("referral.accepted", "referral.declined"),
            "ended_at": ("referral.ended", "referral.withdrawn"),
        },
    ),
    "plan": Kind(
        opened=("plan.drafted",),
        told={
            "state": CODE,
            "starts_on": DAY,
            "ends_on": DAY,
            "budget": AMOUNT,
            "signed_on": DAY,
            "end_reason": CODE,
        },
        kept={"sign_by": DAY},
        days={
            "drafted_at": ("plan.drafted",),
            "submitted_at": ("plan.submitted",),
            "approved_at": ("plan.approved",),
            "ended_at": ("plan.ended",),
        },
        times={"returned": "plan.returned"},
    ),
    "goal": Kind(
        opened=("goal.set",),
        kept={"need": ID, "domain": CODE},
        days={"set_at": ("goal.set",), "dropped_at": ("goal.dropped",)},
    ),
    "commitment": Kind(
        opened=("commitment.taken",),
        told={"state": CODE},
        kept={"side": CODE, "due_on": DAY},
        days={
            "taken_at": ("commitment.taken",),
            "settled_at": ("commitment.settled",),
            "dropped_at": ("commitment.dropped",),
        },
    ),
    "review": Kind(
        opened=("review.planned",),
        told={
            "state": CODE,
            "planned_on": DAY,
            "outcome": CODE,
            "unheard": CODE,
            "recipient_voice": CODE,
        },
        days={
            "planned_at": ("review.planned",),
            "recipient_at": ("review.recipient_heard",),
            "held_at": ("review.held",),
        },
    ),
    "rating": Kind(
        opened=("rating.given",),
        told={"recipient": NUMBER, "worker": NUMBER},
        kept={"goal": ID},
        days={"rated_at": ("rating.given",)},
    ),
    "give_back": Kind(
        opened=("give_back.given",),
        kept={"need": ID, "kind": CODE, "organisation": ID, "hours": AMOUNT, "given_on": DAY},
    ),
    "assessment": Kind(
        opened=("assessment.recorded",),
        kept={"instrument": CODE, "made_by": CODE, "answers": LIST, "taken_on": DAY},
        days={"withdrawn_at": ("assessment.withdrawn",)},
    ),
    "notice": Kind(
        opened=("notice.received", "notice.imported"),
        told={
            "municipality": CODE,
            "category": CODE,
            "domain": CODE,
            "urgency": CODE,
            "state": CODE,
            "outcome": CODE,
            "close_reason": CODE,
            "need": ID,
            "due_on": DAY,
            "settled_at": DAY,
        },
        kept={"door": CODE, "age_band": CODE, "sensor": ID, "danger": YES},
        days={
            "received_at": ("notice.received", "notice.imported"),
            "taken_at": ("notice.taken",),
            "became_need_at": ("notice.became_need",),
        },
        times={"reopened": "notice.reopened"},
    ),
    "sensor": Kind(
        opened=("sensor.registered",),
        told={"formality": CODE},
        kept={"kind": CODE},
        days={"registered_at": ("sensor.registered",), "closed_at": ("sensor.closed",)},
    ),
}
