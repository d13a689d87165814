"""Reading the rows of the line with their words opened, all at once.

One statement for each kind of row, whatever their number. Who may read was asked before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from aia.pathways.models import (
    Answer,
    Choice,
    Demand,
    GiveBack,
    Goal,
    Need,
    Option,
    Pathway,
    Referral,
    Review,
)
from aia.pathways.models.line import OnPathway
from aia.pathways.taxonomy import taxonomy
from aia.pathways.terms import ReferralState, ReviewState
from aia.people import queries as people

_R = TypeVar("_R", bound=OnPathway)
_File = TypeVar("_File")


@dataclass(frozen=True)
class OptionFile:
    """An option, what it is, what it asks of the person, and the organisation's name."""

    option: Option
    words: str
    asks: str
    organisation: str


@dataclass(frozen=True)
class ChoiceFile:
    """A choice and the words that went with it."""

    choice: Choice
    words: str


@dataclass(frozen=True)
class DemandFile:
    """A demand in its words, with the options offered and the choices made, oldest first."""

    demand: Demand
    words: str
    options: Sequence[OptionFile]
    choices: Sequence[ChoiceFile]

    @property
    def choice(self) -> ChoiceFile | None:
        """Return the choice that stands, if one was made."""
        return next((c for c in self.choices if c.choice.changed_at is None), None)


@dataclass(frozen=True)
class AnswerFile:
    """An answer, what it consists of, and the organisation's name."""

    answer: Answer
    words: str
    organisation: str


@dataclass(frozen=True)
class ReferralFile:
    """A referral, what was asked and replied; `days_overdue` is 0 unless a reply is late.

    `said_by` is who of the organisation said what the team wrote down for it.
    """

    referral: Referral
    words: str
    reply: str
    said_by: str
    organisation: str
    days_overdue: int


@dataclass(frozen=True)
class GiveBackFile:
    """A give-back, told in words, and the organisation that it went to."""

    give_back: GiveBack
    words: str
    organisation: str


@dataclass(frozen=True, kw_only=True)
class NeedFile:
    """A need and everything that follows from it. `category` is its name for the reader."""

    need: Need
    category: str
    words: str
    demands: Sequence[DemandFile]
    answers: Sequence[AnswerFile]
    referrals: Sequence[ReferralFile]
    give_backs: Sequence[GiveBackFile]
    reviews: Sequence[Review]

    @property
    def demand(self) -> DemandFile | None:
        """Return the demand that stands, if there is one."""
        return next((d for d in self.demands if d.demand.withdrawn_at is None), None)


# For each kind of row, the path to its need and the order in which it is shown.
_PATHS: Mapping[type[OnPathway], tuple[str, str]] = {
    Need: ("id", "recognised_at"),
    Demand: ("need", "opened_at"),
    Option: ("demand__need", "offered_at"),
    Choice: ("demand__need", "made_at"),
    Answer: ("need", "starts_on"),
    Referral: ("need", "sent_at"),
    GiveBack: ("need", "given_on"),
}


class LineReader:
    """Reads the line of some pathways of one subject, or of one need of theirs."""

    def __init__(
        self,
        pathways: Collection[Pathway],
        *,
        today: date,
        need_ids: Collection[UUID] | None = None,
    ) -> None:
        self._subjects = {pathway.id: pathway.subject for pathway in pathways}
        self._need_ids = need_ids
        self._today = today
        self._keys = people.keyring(*set(self._subjects.values()))
        self._bodies: dict[UUID, str] = {}

    def needs(self) -> list[NeedFile]:
        """Return the needs, oldest first, with all that follows from each."""
        needs, demands = self._rows(Need), self._rows(Demand)
        options, choices = self._rows(Option), self._rows(Choice)
        answers, referrals = self._rows(Answer), self._rows(Referral)
        gifts = self._rows(GiveBack)
        self._learn_bodies((options, answers, referrals, gifts))
        options_of = _grouped((o.demand_id, self._option(o)) for o in options)
        choices_of = _grouped((c.demand_id, self._choice(c)) for c in choices)
        demands_of = _grouped(
            (d.need_id, self._demand(d, options_of[d.id], choices_of[d.id])) for d in demands
        )
        answers_of = _grouped((a.need_id, self._answer(a)) for a in answers)
        referrals_of = _grouped((r.need_id, self._referral(r)) for r in referrals)
        gifts_of = _grouped((g.need_id, self._gift(g)) for g in gifts)
        reviews_of = self._reviews()
        return [
            NeedFile(
                need=need,
                category=taxonomy().as_told(need.category, timezone.localdate(need.recognised_at)),
                words=self._open(need, "sealed_words"),
                demands=demands_of[need.id],
                answers=answers_of[need.id],
                referrals=referrals_of[need.id],
                give_backs=gifts_of[need.id],
                reviews=reviews_of[need.id],
            )
            for need in needs
        ]

    def loose_give_backs(self) -> list[GiveBackFile]:
        """Return the give-backs that arise from no need in particular."""
        rows = GiveBack.objects.filter(pathway__in=self._subjects, need=None)
        found = list(rows.order_by("given_on", "id"))
        self._learn_bodies((found,))
        return [self._gift(row) for row in found]

    def _rows(self, model: type[_R]) -> list[_R]:
        path, order = _PATHS[model]
        rows: QuerySet[_R] = model._default_manager.filter(pathway__in=self._subjects)
        if self._need_ids is not None:
            rows = rows.filter(**{f"{path}__in": self._need_ids})
        return list(rows.order_by(order, "id"))

    def _reviews(self) -> dict[UUID | None, list[Review]]:
        """Return, by need, the reviews held of the plans that have a goal about it."""
        goals = Goal.objects.filter(pathway__in=self._subjects, need__isnull=False)
        plans: defaultdict[UUID, set[UUID | None]] = defaultdict(set)
        for plan, about in goals.values_list("plan", "need"):
            plans[plan].add(about)
        found: defaultdict[UUID | None, list[Review]] = defaultdict(list)
        if plans:
            held = Review.objects.filter(plan__in=plans, state=ReviewState.HELD)
            for review in held.order_by("held_at", "id"):
                for need in plans[review.plan_id]:
                    found[need].append(review)
        return found

    def _learn_bodies(self, kinds: Iterable[Sequence[OnPathway]]) -> None:
        ids = {getattr(row, "organisation_id", None) for rows in kinds for row in rows}
        wanted = {body for body in ids if body is not None} - self._bodies.keys()
        if wanted:
            self._bodies |= people.names_of(organisation_ids=wanted)

    def _open(self, row: OnPathway, column: str) -> str:
        return self._keys.open(self._subjects[row.pathway_id], row, column)

    def _body(self, organisation_id: UUID | None) -> str:
        return self._bodies.get(organisation_id, "") if organisation_id else ""

    def _option(self, row: Option) -> OptionFile:
        words, asks = self._open(row, "sealed_words"), self._open(row, "sealed_asks")
        return OptionFile(row, words, asks, self._body(row.organisation_id))

    def _choice(self, row: Choice) -> ChoiceFile:
        return ChoiceFile(row, self._open(row, "sealed_words"))

    def _demand(
        self, row: Demand, options: list[OptionFile], choices: list[ChoiceFile]
    ) -> DemandFile:
        return DemandFile(row, self._open(row, "sealed_words"), options, choices)

    def _answer(self, row: Answer) -> AnswerFile:
        return AnswerFile(row, self._open(row, "sealed_words"), self._body(row.organisation_id))

    def _referral(self, row: Referral) -> ReferralFile:
        late = (self._today - row.due_on).days if row.state == ReferralState.SENT else 0
        return ReferralFile(
            row,
            self._open(row, "sealed_words"),
            self._open(row, "sealed_reply"),
            self._open(row, "sealed_said_by"),
            self._body(row.organisation_id),
            max(late, 0),
        )

    def _gift(self, row: GiveBack) -> GiveBackFile:
        return GiveBackFile(row, self._open(row, "sealed_words"), self._body(row.organisation_id))


def _grouped(
    pairs: Iterable[tuple[UUID | None, _File]],
) -> defaultdict[UUID | None, list[_File]]:
    found: defaultdict[UUID | None, list[_File]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found
