"""Opening a file in an emergency, telling the coordinator, and their look at it."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from aia.access import actions, queries
from aia.access.models import BreakGlass, Scope
from aia.access.rules import Refused
from aia.access.terms import EmergencyReason, Forbidden, Role, ScopeKind, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, PERSON, MakePersona, Persona
from aia.trace.models import Entry
from aia.trace.replay import differences

NOTE = "Il vicino ha chiamato: non risponde da ieri."


@pytest.fixture(autouse=True)
def _keys(settings: Settings) -> None:
    settings.AIA_KEYRING = "aia.access.tests.stubs.keyring"
    settings.AIA_SUBJECT_NAMES = "aia.access.tests.stubs.subject_names"


def smash(
    persona: Persona,
    *,
    reason: str = EmergencyReason.DANGER,
    note: str = NOTE,
    subject: UUID = PERSON,
) -> BreakGlass:
    return actions.break_glass(
        actor=persona.actor,
        subject=subject,
        district=DISTRICT,
        reason=reason,
        note=note,
        at=MOMENT,
    )


def test_the_file_opens_for_four_hours_and_then_closes_by_itself(sara: Persona) -> None:
    glass = smash(sara)
    scope = Scope.objects.get(source=glass.id)
    assert differences(glass) == []
    assert differences(scope) == []
    almost, over = MOMENT + timedelta(hours=3, minutes=59), MOMENT + timedelta(hours=4)
    assert queries.scope_kind(sara.actor, PERSON, at=almost) == ScopeKind.BREAK_GLASS
    assert queries.scope_kind(sara.actor, PERSON, at=over) is None


def test_the_scope_is_caused_by_the_emergency(sara: Persona) -> None:
    glass = smash(sara)
    opened = Entry.objects.get(verb="scope.opened")
    assert opened.caused_by_id == glass.last_entry_id


def test_the_note_is_sealed_and_never_reaches_the_ledger(sara: Persona, carla: Persona) -> None:
    glass = smash(sara)
    assert b"vicino" not in bytes(BreakGlass.objects.get(id=glass.id).note)
    assert not Entry.objects.filter(facts__contains="vicino").exists()
    [told] = queries.emergencies(carla.actor, at=MOMENT)
    assert (told.note, told.subject_name) == (NOTE, "Chiara Moro")


def test_every_other_coordinator_is_told_without_naming_the_person(
    sara: Persona,
    carla: Persona,
    persona: MakePersona,
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    persona("Rita Neri", Role.COORDINATOR, district="crema")
    with django_capture_on_commit_callbacks(execute=True):
        smash(sara)
    [message] = mailoutbox
    assert message.to == [carla.account.email]
    assert "Sara Conti" in message.body
    assert "/colleagues/emergencies/" in message.body
    assert "Chiara" not in message.body
    assert NOTE not in message.body


@pytest.mark.parametrize("reason", ["", "curiosity"])
def test_a_known_reason_is_required(sara: Persona, reason: str) -> None:
    with pytest.raises(Refused):
        smash(sara, reason=reason)
    assert not Scope.objects.filter(kind=ScopeKind.BREAK_GLASS).exists()


def test_a_note_too_long_is_refused_clearly(sara: Persona) -> None:
    with pytest.raises(Refused, match=r"10[.,]000"):
        smash(sara, note="x" * 10_001)
    assert not BreakGlass.objects.exists()


@pytest.mark.parametrize("who", ["piero", "paola", "chiara", "ada", "dino"])
def test_only_the_district_s_workers_break_the_glass(
    who: str, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Forbidden):
        smash(request.getfixturevalue(who))


def test_a_service_never_breaks_the_glass(db: None) -> None:
    with pytest.raises(Forbidden):
        actions.break_glass(
            actor=service_actor("nightly"),
            subject=PERSON,
            district=DISTRICT,
            reason=EmergencyReason.DANGER,
            at=MOMENT,
        )


def test_another_coordinator_looks_at_it_once(
    sara: Persona, carla: Persona, persona: MakePersona
) -> None:
    rita = persona("Rita Neri", Role.COORDINATOR)
    glass = actions.review_glass(actor=carla.actor, glass=smash(sara), at=MOMENT)
    assert differences(glass) == []
    assert glass.reviewed_by == carla.id
    with pytest.raises(Refused):
        actions.review_glass(actor=rita.actor, glass=glass, at=MOMENT)


def test_nobody_reviews_their_own(carla: Persona, sara: Persona) -> None:
    glass = smash(carla)
    for persona in (carla, sara):
        with pytest.raises(Forbidden):
            actions.review_glass(actor=persona.actor, glass=glass, at=MOMENT)


def test_the_list_is_the_coordinator_s_alone_and_unseen_first(
    sara: Persona, omar: Persona, carla: Persona, ada: Persona, persona: MakePersona
) -> None:
    elsewhere = persona("Rita Neri", Role.COORDINATOR, district="crema")
    first = smash(sara)
    second = smash(omar)
    actions.review_glass(actor=carla.actor, glass=second, at=MOMENT)
    assert [e.glass for e in queries.emergencies(carla.actor, at=MOMENT)] == [first, second]
    for persona_ in (sara, ada, elsewhere):
        assert queries.emergencies(persona_.actor, at=MOMENT) == []


def test_a_person_protected_since_has_no_name_and_no_note(
    sara: Persona, carla: Persona, settings: Settings
) -> None:
    smash(sara)
    settings.AIA_SUBJECT_NAMES = "aia.access.tests.stubs.no_names"
    [told] = queries.emergencies(carla.actor, at=MOMENT)
    assert (told.subject_name, told.note) == ("", "")


def test_the_coordinator_s_page(
    sara: Persona, omar: Persona, carla: Persona, client: Client
) -> None:
    glass = smash(sara)
    smash(carla, note="")
    client.force_login(carla.account)
    page = client.get("/colleagues/emergencies/").content.decode()
    assert "Sara Conti" in page
    assert "Il vicino ha chiamato" in page
    assert page.count("/review/") == 1
    answer = client.post(
        f"/colleagues/emergencies/{glass.id}/review/", {"seen": glass.last_entry_id}, follow=True
    )
    assert answer.status_code == 200
    glass.refresh_from_db()
    assert glass.reviewed_by == carla.id
    stale = client.post(f"/colleagues/emergencies/{glass.id}/review/", {"seen": 1})
    assert stale.status_code == 409
    client.force_login(omar.account)
    assert client.get("/colleagues/emergencies/").status_code == 403
    assert client.post(f"/colleagues/emergencies/{glass.id}/review/").status_code == 403
