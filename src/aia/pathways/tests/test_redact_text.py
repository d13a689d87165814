"""Blanking words: the coordinator's act, told with its reason, and the words are gone."""

from typing import Any

import pytest
from django.apps import apps

from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.actions.redaction import REDACTED
from aia.pathways.models.line import OnPathway
from aia.pathways.rules import Refused
from aia.pathways.tests.story import Story, entry_of
from aia.people.models import Organisation


def test_every_text_of_the_line_can_be_blanked(
    story: Story, carla: Persona, sharing: Organisation
) -> None:
    answer = story.answer(words="Due ore la settimana.")
    choice = answer.choice
    note = actions.write_note(
        actor=story.actor,
        pathway_id=story.pathway.id,
        kind="interview",
        words="Il vicino beve.",
        at=MOMENT,
    )
    rows: dict[str, Any] = {
        "note": note,
        "need": choice.demand.need,
        "demand": choice.demand,
        "option": story.options[0],
        "choice": choice,
        "answer": answer,
        "referral": story.referral(sharing.id),
        "give_back": actions.give_back(
            actor=story.actor, pathway_id=story.pathway.id, kind="time", words="Sì.", at=MOMENT
        ),
    }
    for kind, row in rows.items():
        assert bytes(row.sealed_words) != b""
        actions.redact_text(
            actor=carla.actor, kind=kind, row_id=row.id, reason="third_person", at=MOMENT
        )
        entry = entry_of(row)
        assert entry.verb == f"{kind}.redacted"
        assert bytes(row.sealed_words) == b""
        assert row.redacted_for == "third_person"


def test_one_column_can_be_blanked_alone(story: Story, sara: Persona, carla: Persona) -> None:
    demand = story.demand()
    option = story.option(demand)
    actions.redact_text(
        actor=carla.actor,
        kind="option",
        row_id=option.id,
        reason="not_needed",
        columns=["sealed_asks"],
        at=MOMENT,
    )
    (file,) = queries.need_detail(sara.actor, demand.need_id, at=MOMENT).demand(demand.id).options
    assert (file.words, file.asks) == ("Un educatore finanziario.", "")


def test_a_worker_asks_the_coordinator(story: Story, sara: Persona) -> None:
    need = story.need()
    with pytest.raises(Forbidden):
        actions.redact_text(
            actor=sara.actor, kind="need", row_id=need.id, reason="not_needed", at=MOMENT
        )


def test_of_a_protected_person_only_a_coordinator_of_the_team(
    sheltered: Story, sara: Persona, carla: Persona
) -> None:
    need = sheltered.need()
    told = {"kind": "need", "row_id": need.id, "reason": "not_needed", "at": MOMENT}
    with pytest.raises(Forbidden) as refusal:
        actions.redact_text(actor=carla.actor, **told)  # type: ignore[arg-type]
    assert refusal.value.hidden
    actions.join_team(
        actor=sara.actor, pathway_id=sheltered.pathway.id, account=carla.account, at=MOMENT
    )
    actions.redact_text(actor=carla.actor, **told)  # type: ignore[arg-type]


def test_there_must_be_a_text_and_a_reason(story: Story, carla: Persona) -> None:
    need = story.need()
    for kind, reason, columns in (
        ("person", "not_needed", ()),
        ("need", "because", ()),
        ("need", "not_needed", ("category",)),
    ):
        with pytest.raises(Refused):
            actions.redact_text(
                actor=carla.actor,
                kind=kind,
                row_id=need.id,
                reason=reason,
                columns=columns,
                at=MOMENT,
            )


def test_no_sealed_text_is_left_out() -> None:
    models = set(apps.get_app_config("pathways").get_models())
    wordy = {m for m in models if issubclass(m, OnPathway) and m.APART}
    named = {model for model, _verb in REDACTED.values()}
    assert {m.__name__ for m in wordy - named} == {"Attachment"}, "a file is removed, not blanked"
