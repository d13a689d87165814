"""Asking an organisation: with consent, followed by both sides, closed to it when over."""

from datetime import date, timedelta

import pytest

from aia.access.queries import scope_kind
from aia.access.terms import Forbidden, ScopeKind
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.pathways import actions, queries
from aia.pathways.models import Referral
from aia.pathways.rules import Refused
from aia.pathways.terms import ReferralState
from aia.pathways.tests.story import Story, cause_of, entry_of
from aia.people.actions import register_organisation, withdraw_consent
from aia.people.models import Consent, Organisation
from aia.trace.actions import RowChanged


def reads(persona: Persona, story: Story) -> str | None:
    return scope_kind(persona.actor, story.pathway.subject, at=MOMENT)


def test_without_consent_nothing_is_shared(story: Story, cooperative: Organisation) -> None:
    with pytest.raises(Refused, match="has not consented") as refusal:
        story.referral(cooperative.id)
    assert refusal.value.field == "consent"
    assert not Referral.objects.exists()


def test_consent_towards_one_organisation_is_not_towards_another(
    story: Story, sara: Persona, sharing: Organisation
) -> None:
    other = register_organisation(
        actor=sara.actor, district=DISTRICT, name="Parrocchia", kind="parish", at=MOMENT
    )
    with pytest.raises(Refused):
        story.referral(other.id)
    assert story.referral(sharing.id).organisation_id == sharing.id


def test_sending_opens_what_the_referral_is_about(
    story: Story, gelsomina: Persona, sharing: Organisation
) -> None:
    assert reads(gelsomina, story) is None
    need = story.need()
    referral = story.referral(sharing.id, need, words="Cerca chi l'aiuti con le bollette.")
    assert reads(gelsomina, story) == ScopeKind.REFERRAL
    assert referral.due_on == date(2026, 3, 16), "ten working days"
    assert referral.consent_id == Consent.objects.get().id
    assert cause_of(referral) == need.id
    seen = actions.open_referral(actor=gelsomina.actor, referral_id=referral.id, at=MOMENT)
    assert (seen.name, seen.words) == ("Maria Rossi", "Cerca chi l'aiuti con le bollette.")
    with pytest.raises(Forbidden):
        queries.pathway_file(gelsomina.actor, story.pathway.subject, at=MOMENT)


def test_one_open_referral_for_a_need_and_an_organisation(
    story: Story, sharing: Organisation
) -> None:
    need = story.need()
    story.referral(sharing.id, need)
    with pytest.raises(Refused, match="already open"):
        story.referral(sharing.id, need)


def test_the_organisation_accepts_starts_and_ends(
    story: Story, gelsomina: Persona, sharing: Organisation
) -> None:
    choice = story.choice()
    need = choice.demand.need
    answer = story.answer(choice)
    referral = story.referral(sharing.id, need, option_id=story.options[0].id)
    by = gelsomina.actor
    assert cause_of(referral) == story.options[0].id
    actions.accept_referral(actor=by, referral_id=referral.id, words="Volentieri.", at=MOMENT)
    actions.start_referral(actor=by, referral_id=referral.id, answer_id=answer.id, at=MOMENT)
    over = actions.end_referral(actor=by, referral_id=referral.id, at=MOMENT)
    assert (over.state, over.answer_id) == (ReferralState.ENDED, answer.id)
    assert entry_of(over).actor == gelsomina.id
    assert reads(gelsomina, story) is None, "once it is over the file is closed"


def test_a_refusal_says_why_and_closes_the_file(
    story: Story, sara: Persona, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    with pytest.raises(Refused) as refusal:
        actions.decline_referral(
            actor=gelsomina.actor, referral_id=referral.id, reason="other", at=MOMENT
        )
    assert refusal.value.field == "words", "another reason is told in words"
    actions.decline_referral(
        actor=gelsomina.actor,
        referral_id=referral.id,
        reason="no_place",
        words="Siamo al completo fino a maggio.",
        at=MOMENT,
    )
    assert reads(gelsomina, story) is None
    (file,) = queries.need_detail(sara.actor, referral.need_id, at=MOMENT).file.referrals
    assert (file.referral.decline_reason, file.reply) == (
        "no_place",
        "Siamo al completo fino a maggio.",
    )
    (told,) = queries.referrals_received(gelsomina.actor, at=MOMENT).items
    assert (told.readable, told.name, told.category) == (False, "", "")


def test_an_organisation_with_two_referrals_reads_until_the_last_is_over(
    story: Story, sara: Persona, gelsomina: Persona, sharing: Organisation
) -> None:
    first, second = story.referral(sharing.id), story.referral(sharing.id)
    actions.withdraw_referral(
        actor=sara.actor, referral_id=first.id, reason="no_longer_needed", at=MOMENT
    )
    assert reads(gelsomina, story) == ScopeKind.REFERRAL
    actions.withdraw_referral(
        actor=sara.actor, referral_id=second.id, reason="no_longer_needed", at=MOMENT
    )
    assert reads(gelsomina, story) is None


def test_withdrawing_the_consent_closes_the_file_at_once(
    story: Story, sara: Persona, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    withdraw_consent(actor=sara.actor, consent=Consent.objects.get(), at=MOMENT)
    (told,) = queries.referrals_received(gelsomina.actor, at=MOMENT).items
    assert (told.referral.id, told.readable, told.name) == (referral.id, False, "")
    with pytest.raises(Forbidden):
        actions.accept_referral(actor=gelsomina.actor, referral_id=referral.id, at=MOMENT)


def test_a_reply_is_late_for_both(
    story: Story, sara: Persona, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    later = MOMENT + timedelta(days=20)
    (theirs,) = queries.referrals_received(gelsomina.actor_at(later), at=later).items
    (ours,) = queries.need_detail(sara.actor, referral.need_id, at=later).file.referrals
    assert theirs.days_overdue == ours.days_overdue == 6


def test_another_organisation_does_not_know_of_it(
    story: Story, paola: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    assert queries.referrals_received(paola.actor, at=MOMENT).items == []
    with pytest.raises(Forbidden) as refusal:
        queries.received_referral(paola.actor, referral.id, at=MOMENT)
    assert refusal.value.hidden
    with pytest.raises(Forbidden) as refusal:
        actions.accept_referral(actor=paola.actor, referral_id=referral.id, at=MOMENT)
    assert refusal.value.hidden


def test_steps_are_not_skipped(story: Story, gelsomina: Persona, sharing: Organisation) -> None:
    referral = story.referral(sharing.id)
    with pytest.raises(Refused):
        actions.start_referral(actor=gelsomina.actor, referral_id=referral.id, at=MOMENT)
    with pytest.raises(Refused):
        actions.end_referral(actor=gelsomina.actor, referral_id=referral.id, at=MOMENT)


def test_two_reply_at_once_the_second_is_told(
    story: Story, gelsomina: Persona, sharing: Organisation
) -> None:
    referral = story.referral(sharing.id)
    seen = referral.last_entry_id
    actions.accept_referral(actor=gelsomina.actor, referral_id=referral.id, seen=seen, at=MOMENT)
    with pytest.raises(RowChanged):
        actions.decline_referral(
            actor=gelsomina.actor, referral_id=referral.id, reason="no_place", seen=seen, at=MOMENT
        )
