"""The house's rule: folding a stream's entries gives exactly its rows, for every verb."""

from collections.abc import Callable
from datetime import date
from typing import Any

from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.people import actions, verbs
from aia.people.models import Organisation, Person
from aia.people.terms import Identity
from aia.trace.models import Entry
from aia.trace.replay import differences
from aia.trace.terms import Facts
from aia.trace.traced import traced_models

DAY = date(2026, 2, 1)


def test_a_year_with_every_verb_replays(
    maria: Person,
    meet: Callable[..., Person],
    sara: Persona,
    carla: Persona,
    cooperative: Organisation,
) -> None:
    _live(maria, meet, sara, cooperative)
    _tidy(maria, meet, carla)

    told = {
        facts.VERB
        for facts in vars(verbs).values()
        if isinstance(facts, type) and issubclass(facts, Facts) and facts is not Facts
    }
    seen = set(Entry.objects.values_list("verb", flat=True))
    assert told <= seen
    mine = [model for model in traced_models() if model._meta.app_label == "people"]
    rows = [row for model in mine for row in model._default_manager.all()]
    assert [problem for row in rows for problem in differences(row)] == []


def _live(
    maria: Person, meet: Callable[..., Person], sara: Persona, cooperative: Organisation
) -> None:
    who: dict[str, Any] = {"actor": sara.actor, "at": MOMENT}
    actions.change_identity(
        person=maria, identity=Identity(given_name="Mary"), sex="U", municipality=None, **who
    )
    code = actions.add_identifier(person=maria, kind="stp", value="STP0300190000001", **who)
    actions.end_identifier(identifier=code, until=DAY, **who)
    home = actions.form_household(district=DISTRICT, since=DAY, **who)
    member = actions.join_household(
        household=home, person=maria, role="reference", since=DAY, **who
    )
    actions.leave_household(member=member, until=DAY, **who)
    actions.close_household(household=home, until=DAY, **who)
    part = actions.add_membership(
        person=maria, organisation=cooperative, role="worker", since=DAY, **who
    )
    actions.end_membership(membership=part, until=DAY, **who)
    given = actions.give_consent(person=maria, purpose="contact", **who)
    actions.withdraw_consent(consent=given, **who)
    actions.change_organisation(organisation=cooperative, name="Gelso", kind="association", **who)
    actions.close_organisation(organisation=cooperative, closed_on=DAY, **who)
    actions.protect_person(person=maria, **who)
    actions.unprotect_person(person=maria, **who)


def _tidy(maria: Person, meet: Callable[..., Person], carla: Persona) -> None:
    who: dict[str, Any] = {"actor": carla.actor, "at": MOMENT}
    double, other = meet("Mary"), meet("Mary", "Jones")
    actions.set_term(person=maria, keep_until=DAY, **who)
    actions.mark_not_duplicates(first=maria, second=other, **who)
    actions.merge_persons(kept=maria, merged=double, **who)
    actions.unmerge_person(person=double, **who)
    actions.erase_person(person=double, **who)
