"""A short way to walk the line in tests: each step calls the actions before it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from aia.access.terms import Actor
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions
from aia.pathways.models import (
    Answer,
    Choice,
    Demand,
    Need,
    Option,
    Pathway,
    Referral,
)
from aia.pathways.terms import ChoiceReason, Intensity, OptionKind, OptionSource, ProviderKind
from aia.trace.models import Entry

TODAY = date(2026, 3, 2)


@dataclass
class Story:
    """Somebody's pathway and the worker who follows it. Every act happens at `at`."""

    worker: Persona
    pathway: Pathway
    at: datetime = MOMENT
    options: list[Option] = field(default_factory=list)

    @property
    def actor(self) -> Actor:
        return self.worker.actor_at(self.at)

    def later(self, days: int) -> Story:
        """Let days pass."""
        self.at += timedelta(days=days)
        return self

    def need(self, category: str = "income.utilities", **told: Any) -> Need:
        facts: dict[str, Any] = {
            "severity": 2,
            "words_of": "worker",
            "expressed": False,
            "words": "Bollette non pagate sul tavolo.",
        }
        return actions.recognise_need(
            actor=self.actor,
            pathway_id=self.pathway.id,
            category=category,
            at=self.at,
            **{**facts, **told},
        )

    def demand(self, need: Need | None = None, **told: Any) -> Demand:
        need = need or self.need()
        words = told.pop("words", "Non riesco a pagare la luce.")
        return actions.open_demand(
            actor=self.actor, need_id=need.id, words=words, at=self.at, **told
        )

    def option(self, demand: Demand, **told: Any) -> Option:
        facts: dict[str, Any] = {
            "kind": OptionKind.SERVICE,
            "source": OptionSource.WORKER,
            "words": "Un educatore finanziario.",
            "asks": "Un incontro al mese.",
        }
        option = actions.offer_option(
            actor=self.actor, demand_id=demand.id, at=self.at, **{**facts, **told}
        )
        self.options.append(option)
        return option

    def choice(self, demand: Demand | None = None, **told: Any) -> Choice:
        """Offer two options and take the first; the second is too far."""
        demand = demand or self.demand()
        taken, left = self.option(demand), self.option(demand, words="Uno sportello a Crema.")
        return self.choose(demand, taken.id, {left.id: ChoiceReason.TOO_FAR}, **told)

    def choose(
        self, demand: Demand, option_id: UUID | None, declined: dict[UUID, str], **told: Any
    ) -> Choice:
        reason = ChoiceReason.FITS if option_id else ChoiceReason.PREFERS_ALONE
        facts: dict[str, Any] = {"reason": reason, "words": "Mi sembra adatto a me."}
        return actions.make_choice(
            actor=self.actor,
            demand_id=demand.id,
            option_id=option_id,
            declined=declined,
            at=self.at,
            **{**facts, **told},
        )

    def planned(self, choice: Choice | None = None, **told: Any) -> Answer:
        choice = choice or self.choice()
        facts: dict[str, Any] = {
            "provider_kind": ProviderKind.PUBLIC,
            "intensity": Intensity.HIGH,
            "starts_on": self.at.date(),
        }
        return actions.plan_answer(
            actor=self.actor, choice_id=choice.id, at=self.at, **{**facts, **told}
        )

    def answer(self, choice: Choice | None = None, **told: Any) -> Answer:
        planned = self.planned(choice, **told)
        return actions.start_answer(actor=self.actor, answer_id=planned.id, at=self.at)

    def referral(self, organisation_id: UUID, need: Need | None = None, **told: Any) -> Referral:
        need = need or self.need()
        words = told.pop("words", "Chiede un accompagnamento.")
        return actions.send_referral(
            actor=self.actor,
            need_id=need.id,
            organisation_id=organisation_id,
            words=words,
            at=self.at,
            **told,
        )


def verbs_of(pathway: Pathway) -> list[str]:
    """Return the verbs on the pathway's chain, oldest first."""
    entries = Entry.objects.filter(stream=pathway.id).order_by("position")
    return list(entries.values_list("verb", flat=True))


def entry_of(row: Any) -> Entry:
    """Return the row's last entry, read afresh."""
    row.refresh_from_db()
    return Entry.objects.get(sequence=row.last_entry_id)


def cause_of(row: Any) -> UUID | None:
    """Return the subject of the entry that caused the row's last entry."""
    cause = entry_of(row).caused_by
    return cause.subject if cause else None
