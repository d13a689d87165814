"""A short way to walk through a passage in tests: Maria leaves the hospital for home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from aia.access.tests.personas import MOMENT, Persona
from aia.community import actions
from aia.community.actions import Asked, Handover
from aia.community.models import Passage, PassageAsk
from aia.community.rules.passages import Given
from aia.community.terms import AskKind

TODAY = MOMENT.date()


@dataclass
class Passing:
    """Sara follows Maria; the cooperative lets her go, the social services welcome her at home."""

    worker: Persona
    pathway: UUID
    giving: UUID
    at: datetime = MOMENT

    @property
    def who(self) -> dict[str, Any]:
        return {"actor": self.worker.actor_at(self.at), "at": self.at}

    def later(self, days: int) -> Passing:
        """Let days pass."""
        self.at += timedelta(days=days)
        return self

    def told(self, **told: Any) -> Handover:
        facts: dict[str, Any] = {
            "from_intensity": "high",
            "to_intensity": "light",
            "reason": "hospital",
            "planned_on": TODAY + timedelta(days=5),
            "words": "Torna a casa; la signora Pina la guarda mattina e sera.",
            "back_days": 2,
            "back_voice": "giving",
            "back_words": "Il suo letto resta suo per un mese.",
            "giving": self.giving,
            "back_to": self.giving,
        }
        return Handover(**{**facts, **told})

    def proposed(self, *asks: Asked, **told: Any) -> Passage:
        return actions.propose_passage(
            pathway_id=self.pathway, told=self.told(**told), asks=asks or ASKS, **self.who
        )

    def say(self, passage: Passage, side: str, **told: Any) -> Passage:
        """A side's yes; what the team did not say itself it writes down."""
        heard = {} if side == "receiving" else {"channel": "phone", "said_by": "Chi ha risposto"}
        facts = {"answers": granting(passage, side), **heard, **told}
        return actions.agree_to_passage(passage_id=passage.id, side=side, **facts, **self.who)

    def agreed(self, passage: Passage | None = None) -> Passage:
        passage = passage or self.proposed()
        for side in ("giving", "person", "receiving"):
            passage = self.say(passage, side)
        return passage

    def started(self, *, after: int = 0) -> Passage:
        passage = self.agreed()
        return actions.start_trial(passage_id=passage.id, **self.later(after).who)

    def look(self, passage: Passage, voice: str = "person", going: str = "well") -> Any:
        return actions.look_at_trial(
            passage_id=passage.id, voice=voice, going=going, words="Dormo meglio.", **self.who
        )


ASKS = (
    Asked(AskKind.HOURS, Decimal(20), "receiving", "Due ore al giorno"),
    Asked(AskKind.MONEY, Decimal("150.50"), "receiving"),
    Asked(AskKind.TRAINING, Decimal(4), "giving", "Come si alza una persona"),
)


def granting(passage: Passage, side: str) -> dict[UUID, Given]:
    """Return the answers that give all that was asked of a side."""
    rows = PassageAsk.objects.filter(passage=passage, side=side)
    return {row.id: Given(granted=row.quantity) for row in rows}
