import pytest

from aia.access.terms import Forbidden
from aia.access.tests.personas import DISTRICT, MOMENT, NEXT_DOOR, Persona
from aia.people import actions, queries
from aia.people.models import Organisation, Person
from aia.people.terms import Unacceptable
from aia.people.tests.conftest import MEETING
from aia.trace.replay import differences


def test_a_body_is_written_down(cooperative: Organisation) -> None:
    assert differences(cooperative) == []
    assert list(queries.organisations(DISTRICT)) == [cooperative]
    assert not queries.organisations(NEXT_DOOR).exists()


@pytest.mark.parametrize(
    ("known", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"kind": "church"}, "kind"),
        ({"tax_code": "93049520194"}, "tax_code"),
        ({"tax_code": "123"}, "tax_code"),
        ({"ateco": "99.99.99"}, "ateco"),
        ({"ateco": "nonsense"}, "ateco"),
        ({"kind": "municipality", "register_section": "odv"}, "register_section"),
        ({"register_section": "club"}, "register_section"),
        ({"municipality": "000000"}, "municipality"),
        ({"email": "nowhere"}, "email"),
    ],
)
def test_what_cannot_be_is_told_by_field(sara: Persona, known: dict[str, str], field: str) -> None:
    facts = {"name": "Il Gelso", "kind": "association", **known}

    with pytest.raises(Unacceptable) as refused:
        actions.register_organisation(actor=sara.actor, district=DISTRICT, at=MOMENT, **facts)

    assert list(refused.value.problems) == [field]


def test_real_codes_are_taken(sara: Persona) -> None:
    body = actions.register_organisation(
        actor=sara.actor,
        district=DISTRICT,
        name="Azienda Sociale",
        kind="district_company",
        tax_code="930 495 20195",
        ateco="88.99.00",
        at=MOMENT,
    )

    assert body.tax_code == "93049520195"


def test_changing_and_closing(cooperative: Organisation, piero: Persona) -> None:
    changed = actions.change_organisation(
        actor=piero.actor,
        organisation=cooperative,
        name="Il Gelso",
        kind="association",
        register_section="aps",
        at=MOMENT,
        seen=cooperative.last_entry_id,
    )
    assert differences(changed) == []
    assert changed.municipality_id is None

    closed = actions.close_organisation(
        actor=piero.actor, organisation=cooperative.id, closed_on=MEETING, at=MOMENT
    )
    assert differences(closed) == []
    assert not queries.organisations(DISTRICT).exists()


def test_partners_citizens_and_other_districts_do_not_register_bodies(
    paola: Persona, chiara: Persona, dino: Persona
) -> None:
    for persona in (paola, chiara, dino):
        with pytest.raises(Forbidden):
            actions.register_organisation(
                actor=persona.actor, district=DISTRICT, name="Club", kind="other", at=MOMENT
            )


def test_membership_begins_once_and_ends(
    maria: Person, cooperative: Organisation, sara: Persona
) -> None:
    facts = {"person": maria, "organisation": cooperative, "role": "volunteer"}
    begun = actions.add_membership(actor=sara.actor, since=MEETING, at=MOMENT, **facts)  # type: ignore[arg-type]
    with pytest.raises(Unacceptable):
        actions.add_membership(actor=sara.actor, since=MEETING, at=MOMENT, **facts)  # type: ignore[arg-type]
    assert differences(begun) == []

    ended = actions.end_membership(actor=sara.actor, membership=begun, until=MEETING, at=MOMENT)
    assert differences(ended) == []
