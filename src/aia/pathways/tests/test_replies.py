"""What an organisation said by phone or letter, written down by who follows the person."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.queries import scope_kind
from aia.access.terms import Forbidden
from aia.access.tests.personas import MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.rules import Refused
from aia.pathways.terms import ReferralState, ReplyChannel
from aia.pathways.tests.story import Story, entry_of
from aia.people.models import Organisation

PHONED: dict[str, Any] = {"channel": ReplyChannel.PHONE, "said_by": "Anna Bassi, segretaria"}


def told_on_the_trace(story: Story, reader: Persona) -> list[str]:
    page = queries.readable_trace(reader.actor, story.pathway.id, at=MOMENT)
    return [line.sentence for line in page.lines]


def test_a_yes_by_phone_says_how_it_came_and_who_said_it(
    story: Story, sara: Persona, sharing: Organisation
) -> None:
    need = story.need()
    referral = story.referral(sharing.id, need)
    actions.accept_referral(actor=sara.actor, referral_id=referral.id, at=MOMENT, **PHONED)
    (file,) = queries.need_detail(sara.actor, need.id, at=MOMENT).file.referrals
    assert (file.referral.state, file.said_by) == (
        ReferralState.ACCEPTED,
        "Anna Bassi, segretaria",
    )
    told = told_on_the_trace(story, sara)[0]
    assert told == (
        "Sara Conti wrote down that the organisation accepted the referral, told by phone."
    )
    assert "Bassi" not in entry_of(file.referral).facts, "a name never reaches the ledger"


def test_a_no_by_letter_keeps_its_reason_and_closes_the_file(
    story: Story, sara: Persona, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    actions.decline_referral(
        actor=sara.actor,
        referral_id=referral.id,
        reason="no_place",
        channel=ReplyChannel.LETTER,
        said_by="Il presidente",
        at=MOMENT,
    )
    facts = json.loads(entry_of(referral).facts)
    assert (facts["decline_reason"], facts["reply_channel"]) == ("no_place", "letter")
    assert scope_kind(gelsomina.actor, story.pathway.subject, at=MOMENT) is None
    assert "told by letter: no place free." in told_on_the_trace(story, sara)[0]


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({}, "channel"),
        ({"channel": "phone"}, "said_by"),
        ({"channel": "pigeon", "said_by": "Anna"}, "channel"),
        ({"channel": "phone", "said_by": "A" * 201}, "said_by"),
    ],
)
def test_who_writes_for_others_says_how_and_who(
    story: Story, sara: Persona, sharing: Organisation, told: dict[str, Any], field: str
) -> None:
    referral = story.referral(sharing.id)
    with pytest.raises(Refused) as refusal:
        actions.accept_referral(actor=sara.actor, referral_id=referral.id, at=MOMENT, **told)
    assert refusal.value.field == field
    referral.refresh_from_db()
    assert referral.state == ReferralState.SENT


def test_who_writes_for_their_own_organisation_has_nothing_to_add(
    story: Story, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    with pytest.raises(Refused):
        actions.accept_referral(actor=gelsomina.actor, referral_id=referral.id, at=MOMENT, **PHONED)
    own = actions.accept_referral(actor=gelsomina.actor, referral_id=referral.id, at=MOMENT)
    assert own.reply_channel is None


def test_when_the_organisation_writes_itself_the_earlier_mark_goes(
    story: Story, sara: Persona, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    actions.accept_referral(actor=sara.actor, referral_id=referral.id, at=MOMENT, **PHONED)
    begun = actions.start_referral(actor=gelsomina.actor, referral_id=referral.id, at=MOMENT)
    assert (begun.reply_channel, bytes(begun.sealed_said_by)) == (None, b"")
    over = actions.end_referral(actor=sara.actor, referral_id=referral.id, at=MOMENT, **PHONED)
    assert (over.state, over.reply_channel) == (ReferralState.ENDED, "phone")


def test_a_colleague_outside_the_team_may_not(
    story: Story, omar: Persona, carla: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    for who in (omar, carla):
        with pytest.raises(Forbidden):
            actions.accept_referral(actor=who.actor, referral_id=referral.id, at=MOMENT, **PHONED)


def test_by_the_pages_from_the_file_to_the_end(
    client: Client, story: Story, sara: Persona, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id, words="Un aiuto con le bollette.")
    client.force_login(sara.account)
    client.cookies["django_language"] = "en"
    file = reverse("pathways:person", args=[story.pathway.subject])
    yes = reverse("pathways:hear_yes", args=[referral.id])
    assert yes in client.get(file).content.decode()
    assert "Un aiuto con le bollette." in client.get(yes).content.decode()
    refused = client.post(yes, {"channel": "phone", "said_by": ""})
    assert refused.status_code == 400
    told = {"channel": "phone", "said_by": "Anna Bassi", "words": "Da lunedì."}
    assert client.post(yes, told).status_code == 302
    page = client.get(file).content.decode()
    assert "told by phone by Anna Bassi" in page
    for name, day in (("hear_start", "2026-03-03"), ("hear_end", "2026-03-04")):
        address = reverse(f"pathways:{name}", args=[referral.id])
        assert address in client.get(file).content.decode()
        assert client.post(address, {**told, "on": day}).status_code == 302
    client.force_login(gelsomina.account)
    theirs = client.get(reverse("pathways:received_referral", args=[referral.id]))
    assert "wrote down what your organisation said by phone" in theirs.content.decode()
