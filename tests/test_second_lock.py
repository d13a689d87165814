"""PostgreSQL's own lock on the district: what it shows when every scope of ours is forgotten."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from aia.access.actions import create_client
from aia.access.terms import service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, NEXT_DOOR, Persona
from aia.kit.clock import now
from aia.people.actions import register_person
from aia.people.models import Person
from aia.people.queries import Identity
from aia.people.terms import Sex
from aia.trace import horizon, policies
from aia.trace.models import Entry

ON_POSTGRESQL = connection.vendor == "postgresql"
only_here = pytest.mark.skipif(
    not ON_POSTGRESQL, reason="SQLITE HAS ONLY THE FIRST LOCK: run `make test-postgresql`"
)


def write_down(district: str, name: str) -> Person:
    return register_person(
        actor=service_actor("installation"),
        district=district,
        identity=Identity(given_name=name, family_name="Corti"),
        sex=Sex.FEMALE,
        at=MOMENT,
    )


@pytest.fixture
def ours(db: None) -> Person:
    return write_down(DISTRICT, "Rosa")


@pytest.fixture
def theirs(db: None) -> Person:
    return write_down(NEXT_DOOR, "Rosalba")


@pytest.fixture
def browser(settings: Settings, demonstration_home: None) -> Client:
    return Client()


@pytest.fixture
def demonstration_home(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A demonstration's home: there a password is enough to sign in."""
    from aia.web.simulation import mark_simulated

    settings.HOME = tmp_path_factory.mktemp("home")
    mark_simulated([])


@pytest.fixture
def forgotten_scope(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first lock forgotten: whoever asks for visible persons is given all of them."""
    for place in ("aia.people.queries.search", "aia.people.queries"):
        monkeypatch.setattr(f"{place}.persons_visible_to", lambda *_a, **_k: Person.objects.all())


def test_every_table_of_a_district_is_held(db: None) -> None:
    assert policies.missing(connection) == []
    held = {model._meta.label for model in policies.held_models()}
    assert {"trace.Entry", "people.Person", "pathways.Need", "access.Reading"} <= held
    assert not {label for label in held if label.startswith("territory.")}


@only_here
def test_the_tests_sign_in_as_a_role_that_the_lock_holds(db: None) -> None:
    assert policies.unheld(connection) is None


@only_here
def test_rows_of_other_districts_are_not_there(ours: Person, theirs: Person) -> None:
    with horizon.within({DISTRICT}):
        assert list(Person.objects.all()) == [ours]
        assert set(Entry.objects.values_list("district", flat=True)) == {DISTRICT}
    with horizon.within({DISTRICT, NEXT_DOOR}):
        assert Person.objects.count() == 2
    with horizon.within(()):
        assert not Person.objects.exists()
        assert not Entry.objects.exists()


@only_here
def test_a_row_of_another_district_cannot_be_written(db: None) -> None:
    with (
        horizon.within({DISTRICT}),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        write_down(NEXT_DOOR, "Rosalba")
    assert not Person.objects.exists()


@only_here
def test_a_row_of_another_district_cannot_be_changed(ours: Person, theirs: Person) -> None:
    with horizon.within({DISTRICT}):
        assert Person.objects.filter(pk=theirs.pk).update(sex=Sex.MALE) == 0
    theirs.refresh_from_db()
    assert theirs.sex == Sex.FEMALE


@only_here
def test_a_rollback_does_not_bring_another_request_s_districts_back(
    ours: Person, theirs: Person
) -> None:
    with horizon.within({NEXT_DOOR}):
        assert list(Person.objects.all()) == [theirs]
    with horizon.within({DISTRICT}):
        with pytest.raises(RuntimeError), transaction.atomic():
            assert list(Person.objects.all()) == [ours]
            raise RuntimeError("nothing is kept")
        assert list(Person.objects.all()) == [ours]


@only_here
def test_a_forgotten_scope_shows_nobody_of_another_district(
    ours: Person,
    theirs: Person,
    sara: Persona,
    dino: Persona,
    browser: Client,
    forgotten_scope: None,
) -> None:
    """Two requests of two districts, one after the other on one connection."""
    backend = connection.connection.info.backend_pid
    for who, seen, hidden in ((sara, ours, theirs), (dino, theirs, ours), (sara, ours, theirs)):
        browser.force_login(who.account)
        told = browser.get(reverse("people:search"), {"q": "rosa"}).content.decode()
        assert str(seen.id) in told
        assert str(hidden.id) not in told
    assert connection.connection.info.backend_pid == backend


@only_here
def test_a_machine_client_sees_its_own_district(
    ours: Person, theirs: Person, sara: Persona, ada: Persona, forgotten_scope: None
) -> None:
    _, token = create_client(
        actor=ada.actor,
        account=sara.account,
        district=DISTRICT,
        name="A program",
        scopes=("people:read",),
        expires_at=now() + timedelta(days=30),
        at=MOMENT,
    )
    answer = Client().get("/api/v1/people", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == HTTPStatus.OK, answer.content
    assert [one["id"] for one in answer.json()["items"]] == [str(ours.id)]


@only_here
def test_lists_still_go_by_the_index_of_the_district(ours: Person) -> None:
    """The policy's own condition is read once, and does not stand in the index's way."""
    with horizon.within({DISTRICT}), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT * FROM pathways_need WHERE district = %s AND state = 'open'"
            " ORDER BY step, due_on, id LIMIT 26",
            [DISTRICT],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan" in plan, plan
    assert "InitPlan" in plan, plan
