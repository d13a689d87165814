"""Partners write what they read in a table; it may become a need of the community."""

from __future__ import annotations

import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.kit.refusals import Refusal
from aia.observatory import actions, queries
from aia.observatory.models import Release
from aia.observatory.tests.test_releases import publish, towns
from aia.people.models import Organisation
from aia.trace.replay import differences

pytestmark = pytest.mark.django_db

WORDS = "Nei paesi piccoli la solitudine cresce più che in città."


@pytest.fixture
def release() -> Release:
    return publish(towns())[0]


def test_a_reading_is_signed_dated_and_tied_to_what_was_seen(
    release: Release, piero: Persona
) -> None:
    written = actions.write_reading(
        actor=piero.actor, release_id=release.id, words=WORDS, at=MOMENT
    )
    assert differences(written) == []
    (found,) = queries.readings(DISTRICT, "needs_recognised")
    assert (found.words, found.signature, found.release.edition) == (WORDS, "Piero Galli", 1)
    assert found.written_at == MOMENT


def test_a_partner_signs_for_their_own_organisation_alone(
    release: Release, paola: Persona, cooperative: Organisation
) -> None:
    with pytest.raises(Forbidden):
        actions.write_reading(actor=paola.actor, release_id=release.id, words=WORDS, at=MOMENT)
    with pytest.raises(Forbidden):
        actions.write_reading(
            actor=paola.actor,
            release_id=release.id,
            organisation_id=release.id,
            words=WORDS,
            at=MOMENT,
        )


def test_what_is_taken_back_is_blanked_by_who_wrote_it_or_the_coordinator(
    release: Release, piero: Persona, carla: Persona
) -> None:
    first, second = (
        actions.write_reading(actor=piero.actor, release_id=release.id, words=WORDS, at=MOMENT)
        for _ in range(2)
    )
    with pytest.raises(Forbidden):
        actions.withdraw_reading(actor=carla.actor, reading_id=first.id, at=MOMENT)
    gone = actions.withdraw_reading(actor=piero.actor, reading_id=first.id, at=MOMENT)
    blanked = actions.redact_reading(actor=carla.actor, reading_id=second.id, at=MOMENT)
    assert [one.words + one.signature for one in (gone, blanked)] == ["", ""]
    assert differences(gone) == differences(blanked) == []
    assert not queries.readings(DISTRICT).exists()
    with pytest.raises(Refusal, match="taken back"):
        actions.withdraw_reading(actor=piero.actor, reading_id=first.id, at=MOMENT)


def test_a_reading_becomes_a_need_of_the_community(
    release: Release, piero: Persona, sara: Persona
) -> None:
    written = actions.write_reading(
        actor=piero.actor, release_id=release.id, words=WORDS, at=MOMENT
    )
    row = actions.found_need(
        actor=sara.actor,
        reading_id=written.id,
        title="Paesi della bassa",
        category="ties.solitude",
        severity=2,
        at=MOMENT,
    )
    assert row.need is not None
    assert (row.need.pathway.kind, row.need.category) == ("community", "ties.solitude")
    assert differences(row) == differences(row.need) == []
    with pytest.raises(Refusal, match="already"):
        actions.found_need(
            actor=sara.actor,
            reading_id=row.id,
            title="Altri",
            category="ties.solitude",
            severity=2,
            at=MOMENT,
        )


@pytest.mark.parametrize("words", ["  ", "a\x00b", "x" * 5_001])
def test_words_that_cannot_stand_are_refused(release: Release, piero: Persona, words: str) -> None:
    with pytest.raises(Refusal):
        actions.write_reading(actor=piero.actor, release_id=release.id, words=words, at=MOMENT)
