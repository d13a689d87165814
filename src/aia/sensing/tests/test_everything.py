"""The person's own copy: what they sent, what others' notices led to, nothing of who noticed."""

from __future__ import annotations

import pytest

from aia.access.tests.personas import MOMENT, MakePersona, Persona
from aia.pathways import actions as pathways
from aia.pathways.terms import Refused
from aia.people.actions import erase_person
from aia.people.models import Person
from aia.people.queries import export_of, keyring
from aia.sensing import actions
from aia.sensing.queries.everything import export_section
from aia.sensing.tests.story import WORDS, Noticing

pytestmark = pytest.mark.django_db


def test_the_copy_tells_what_followed_and_not_who_noticed(
    noticing: Noticing, sara: Persona, maria: Person, persona: MakePersona
) -> None:
    herself = persona("Mariarosa", "citizen", person=maria.id)
    noticing.sent(actor=herself.actor, door="citizen", sensor_id=None, text="Mi sento sola.")
    pathway = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)
    notice = actions.link_to_need(
        actor=sara.actor,
        notice_id=noticing.sent(contact="la farmacista").id,
        pathway_id=pathway.id,
        category="ties.solitude",
        at=MOMENT,
    )
    assert notice.need is not None
    outreach = actions.open_outreach(
        actor=sara.actor, need_id=notice.need.id, next_how="home", at=MOMENT
    )
    actions.note_attempt(
        actor=sara.actor,
        outreach_id=outreach.id,
        how="home",
        result="ready",
        words="Ha detto che verrà.",
        at=MOMENT,
    )
    before = export_section((maria.id,), MOMENT)
    assert [one["text"] for one in before["sent"]] == ["Mi sento sola."]
    assert (before["led_to_needs"], before["outreach"]) == ([], [])
    pathways.open_demand(
        actor=sara.actor, need_id=notice.need.id, words="Vorrei compagnia.", at=MOMENT
    )
    after = export_section((maria.id,), MOMENT)
    assert [one["outcome"] for one in after["led_to_needs"]] == ["person_need"]
    assert [one["words"] for one in after["outreach"][0]["tries"]] == ["Ha detto che verrà."]
    told = str(after)
    assert WORDS not in told
    assert "farmacista" not in told
    assert "sensing" in export_of(maria.id, at=MOMENT)


def test_what_spoke_of_somebody_is_erased_with_them(
    noticing: Noticing, sara: Persona, carla: Persona, maria: Person
) -> None:
    pathway = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=MOMENT)
    notice, joined, other = noticing.sent(), noticing.sent(), noticing.sent()
    actions.merge_notices(actor=sara.actor, kept_id=notice.id, merged_id=joined.id, at=MOMENT)
    actions.link_to_need(
        actor=sara.actor,
        notice_id=notice.id,
        pathway_id=pathway.id,
        category="ties.solitude",
        at=MOMENT,
    )
    erase_person(actor=carla.actor, person=maria.id, at=MOMENT)
    keys = keyring(notice.id, joined.id, other.id)
    assert [keys.erased(one.id) for one in (notice, joined, other)] == [True, True, False]
    with pytest.raises(Refused, match="were erased"):
        actions.add_words(actor=carla.actor, notice_id=joined.id, words="Chi era?", at=MOMENT)
