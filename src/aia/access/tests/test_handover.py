"""The handover of a leaving worker's whole caseload, in one act."""

from collections import Counter

import pytest

from aia.access import actions, queries
from aia.access.models import Scope
from aia.access.rules import Refused
from aia.access.terms import Forbidden, Role, ScopeKind, service_actor
from aia.access.tests.files import LATER, subjects, team_up
from aia.access.tests.personas import (
    DISTRICT,
    MOMENT,
    NEXT_DOOR,
    MakePersona,
    Persona,
)
from aia.kit.ids import new_id
from aia.trace.replay import differences


def test_a_leaving_worker_s_files_all_change_hands(
    carla: Persona, sara: Persona, omar: Persona, persona: MakePersona
) -> None:
    rita = persona("Rita Neri", Role.SOCIAL_WORKER, families=20)
    held = [new_id() for _ in range(8)]
    pathways = {subject: new_id() for subject in held}
    for subject in held:
        team_up(sara, subject, source=pathways[subject])

    moved = actions.hand_over(
        actor=carla.actor,
        district=DISTRICT,
        from_account=sara.account,
        to_accounts=[omar.account, rita.account],
        at=LATER,
    )

    assert subjects(sara, LATER) == set()
    assert {m.subject for m in moved} == set(held)
    assert all(m.source == pathways[m.subject] for m in moved)
    assert Counter(m.account for m in moved) == {omar.id: 4, rita.id: 4}
    assert subjects(omar, LATER) | subjects(rita, LATER) == set(held)
    assert all(differences(scope) == [] for scope in Scope.objects.all())


def test_the_coordinator_may_say_who_takes_what(
    carla: Persona, sara: Persona, omar: Persona, persona: MakePersona
) -> None:
    rita = persona("Rita Neri", Role.SOCIAL_WORKER)
    held = [new_id() for _ in range(3)]
    for subject in held:
        team_up(sara, subject)
    moved = actions.hand_over(
        actor=carla.actor,
        district=DISTRICT,
        from_account=sara.account,
        to_accounts=[omar.account, rita.account],
        split=dict.fromkeys(held, rita.id),
        at=LATER,
    )
    assert {m.account for m in moved} == {rita.id}
    assert subjects(rita, LATER) == set(held)


def test_a_colleague_already_in_the_team_is_not_doubled(
    carla: Persona, sara: Persona, omar: Persona
) -> None:
    subject = new_id()
    team_up(sara, subject)
    team_up(omar, subject)
    actions.hand_over(
        actor=carla.actor,
        district=DISTRICT,
        from_account=sara.account,
        to_accounts=[omar.account],
        at=LATER,
    )
    assert [scope.account for scope in queries.team_of(subject, at=LATER)] == [omar.account]


def test_a_handover_needs_colleagues_of_the_district(
    carla: Persona, sara: Persona, dino: Persona, omar: Persona
) -> None:
    subject = new_id()
    team_up(sara, subject)
    for receivers in ([], [sara.account], [dino.account]):
        with pytest.raises(Refused):
            actions.hand_over(
                actor=carla.actor,
                district=DISTRICT,
                from_account=sara.account,
                to_accounts=receivers,
                at=LATER,
            )
    with pytest.raises(Refused):
        actions.hand_over(
            actor=carla.actor,
            district=DISTRICT,
            from_account=sara.account,
            to_accounts=[omar.account],
            split={subject: dino.id},
            at=LATER,
        )
    assert subjects(sara, LATER) == {subject}


def test_only_the_coordinator_hands_over(sara: Persona, omar: Persona, ada: Persona) -> None:
    for persona in (sara, omar, ada):
        with pytest.raises(Forbidden):
            actions.hand_over(
                actor=persona.actor,
                district=DISTRICT,
                from_account=sara.account,
                to_accounts=[omar.account],
                at=LATER,
            )


def test_files_of_another_district_stay(
    carla: Persona, ada: Persona, sara: Persona, omar: Persona
) -> None:
    elsewhere = new_id()
    installer = service_actor("installation")
    actions.grant_role(
        actor=installer,
        account=sara.account,
        role=Role.SOCIAL_WORKER,
        district=NEXT_DOOR,
        at=MOMENT,
    )
    actions.open_scope(
        actor=sara.actor,
        subject=elsewhere,
        district=NEXT_DOOR,
        kind=ScopeKind.TEAM,
        account=sara.account,
        at=MOMENT,
    )
    actions.hand_over(
        actor=carla.actor,
        district=DISTRICT,
        from_account=sara.account,
        to_accounts=[omar.account],
        at=LATER,
    )
    assert subjects(sara, LATER) == {elsewhere}
