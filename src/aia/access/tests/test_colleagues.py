"""Who has access to the district: listing, giving and ending roles, capacity, closing accounts."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from aia.access import actions, queries
from aia.access.models import RoleGrant
from aia.access.terms import Role, ScopeKind
from aia.access.tests.personas import DISTRICT, MOMENT, NEXT_DOOR, MakePersona, Persona
from aia.background.models import QueuedTask
from aia.background.terms import TaskState
from aia.kit.clock import now
from aia.kit.ids import new_id

PAGES = ("/colleagues/", "/colleagues/roles/", "/colleagues/invitations/")


@pytest.mark.parametrize("who", ["sara", "piero", "paola", "chiara"])
def test_the_pages_are_for_managers(
    who: str, request: pytest.FixtureRequest, client: Client
) -> None:
    client.force_login(request.getfixturevalue(who).account)
    assert {client.get(page).status_code for page in PAGES} == {403}


def test_a_manager_sees_the_colleagues_of_their_district(
    carla: Persona, sara: Persona, dino: Persona, chiara: Persona, client: Client
) -> None:
    client.force_login(carla.account)
    page = client.get("/colleagues/").content.decode()
    assert "Sara Conti" in page
    assert "Dino Sala" not in page
    assert "Chiara Moro" not in page
    assert "Chiara Moro" in client.get("/colleagues/?role=citizen").content.decode()
    assert "Chiara Moro" in client.get("/colleagues/?q=moro").content.decode()
    assert "Sara Conti" not in client.get("/colleagues/?q=moro").content.decode()


def test_a_role_elsewhere_is_not_told(
    carla: Persona, sara: Persona, ada: Persona, persona: MakePersona, client: Client
) -> None:
    boss = persona("Rosa Blu", Role.ADMINISTRATOR, district=NEXT_DOOR)
    actions.grant_role(
        actor=boss.actor,
        account=sara.account,
        role=Role.PLANNER,
        district=NEXT_DOOR,
        at=MOMENT,
    )
    [shown] = [
        c
        for c in queries.colleagues(carla.actor, at=MOMENT).colleagues
        if c.account == sara.account
    ]
    assert [grant.district for grant in shown.grants] == [DISTRICT]


def test_the_list_comes_in_pages_without_losing_anybody(
    carla: Persona, persona: MakePersona
) -> None:
    for n in range(60):
        persona(f"W{n:02} Rossi", Role.PLANNER, second_step=False)
    first = queries.colleagues(carla.actor, at=MOMENT)
    second = queries.colleagues(carla.actor, after=first.next, at=MOMENT)
    names = [c.account.name for c in (*first.colleagues, *second.colleagues)]
    assert len(first.colleagues) == 50
    assert second.next == ""
    assert names == sorted(names)
    assert len(set(names)) == 61


@pytest.mark.parametrize("after", ["|", "x", "Sara|", "Sara|zz", "|0190a0000000700080000000000000"])
def test_a_forged_place_in_the_list_is_harmless(
    carla: Persona, sara: Persona, client: Client, after: str
) -> None:
    client.force_login(carla.account)
    assert client.get("/colleagues/", {"after": after}).status_code == 200


def test_statements_do_not_grow_with_the_list(
    carla: Persona,
    persona: MakePersona,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.force_login(carla.account)
    client.get("/colleagues/")
    with CaptureQueriesContext(connection) as few:
        client.get("/colleagues/")
    assert len(few) <= 10
    for n in range(20):
        persona(f"W{n} Rossi", Role.PLANNER, second_step=False)
    with django_assert_num_queries(len(few)):
        client.get("/colleagues/")


def test_giving_a_role_on_the_page(carla: Persona, sara: Persona, client: Client) -> None:
    client.force_login(carla.account)
    form = {
        "account": sara.id,
        "role": Role.PLANNER,
        "district": DISTRICT,
        "since": "2026-03-02",
        "until": "2026-09-01",
    }
    assert client.post("/colleagues/roles/", form)["Location"] == "/colleagues/"
    grant = sara.account.grants.get(role=Role.PLANNER)
    assert (str(grant.since), str(grant.until)) == ("2026-03-02", "2026-09-01")


@pytest.mark.parametrize(
    "wrong",
    [
        {"until": "2026-03-01"},
        {"role": Role.ADMINISTRATOR},
        {"district": NEXT_DOOR},
        {"since": "2026-02-30"},
        {"role": Role.PARTNER_OPERATOR},
    ],
)
def test_a_role_that_does_not_hold_together_is_explained(
    carla: Persona, sara: Persona, client: Client, wrong: dict[str, str]
) -> None:
    client.force_login(carla.account)
    form = {"account": sara.id, "role": Role.PLANNER, "district": DISTRICT, "since": "2026-03-02"}
    page = client.post("/colleagues/roles/", form | wrong)
    assert page.status_code == 200
    assert "aia-error-summary" in page.content.decode()
    assert sara.account.grants.count() == 1


def test_a_colleague_of_another_district_cannot_be_chosen(
    carla: Persona, dino: Persona, client: Client
) -> None:
    client.force_login(carla.account)
    form = {"account": dino.id, "role": Role.PLANNER, "district": DISTRICT, "since": "2026-03-02"}
    assert client.post("/colleagues/roles/", form).status_code == 200
    assert dino.account.grants.count() == 1


def test_ending_a_role_warns_about_the_files_followed(
    carla: Persona, sara: Persona, client: Client
) -> None:
    for _ in range(3):
        actions.open_scope(
            actor=sara.actor,
            subject=new_id(),
            district=DISTRICT,
            kind=ScopeKind.TEAM,
            account=sara.account,
            at=MOMENT,
        )
    client.force_login(carla.account)
    grant = sara.account.grants.get()
    address = f"/colleagues/roles/{grant.id}/end/"
    assert client.get(address).context["files"] == 3
    day = queries.day_of(now())
    client.post(address, {"on": day.isoformat(), "seen": grant.last_entry_id})
    grant.refresh_from_db()
    assert grant.until == day
    again = client.post(address, {"on": day.isoformat(), "seen": grant.last_entry_id})
    assert "aia-error-summary" in again.content.decode()


def test_two_act_on_the_same_role_and_the_second_is_told(
    carla: Persona, ada: Persona, sara: Persona, client: Client
) -> None:
    grant = sara.account.grants.get()
    before = grant.last_entry_id
    actions.declare_capacity(actor=carla.actor, grant=grant, competences=(), families=7, at=MOMENT)
    client.force_login(ada.account)
    answer = client.post(f"/colleagues/roles/{grant.id}/end/", {"on": "2026-12-01", "seen": before})
    assert answer.status_code == 409
    assert RoleGrant.objects.get(id=grant.id).until is None


def test_a_coordinator_does_not_end_a_manager_s_role(
    carla: Persona, ada: Persona, client: Client
) -> None:
    client.force_login(carla.account)
    grant = ada.account.grants.get()
    assert client.get(f"/colleagues/roles/{grant.id}/end/").status_code == 403
    assert client.post(f"/colleagues/{ada.id}/close/").status_code == 403
    ada.account.refresh_from_db()
    assert ada.account.is_active


def test_a_role_elsewhere_does_not_exist_for_us(
    carla: Persona, dino: Persona, client: Client
) -> None:
    client.force_login(carla.account)
    grant = dino.account.grants.get()
    for address in ("end", "capacity"):
        assert client.get(f"/colleagues/roles/{grant.id}/{address}/").status_code == 404
    assert client.post(f"/colleagues/{dino.id}/close/").status_code == 404


def test_capacity_is_declared_on_the_page(
    carla: Persona, ada: Persona, sara: Persona, client: Client
) -> None:
    grant = sara.account.grants.get()
    address = f"/colleagues/roles/{grant.id}/capacity/"
    client.force_login(carla.account)
    assert "checked" in client.get(address).content.decode()
    form = {"families": "12", "competences": ["ties"], "seen": grant.last_entry_id}
    assert client.post(address, form)["Location"] == "/colleagues/"
    [load] = queries.workload(DISTRICT, at=now())
    assert (load.capacity, load.competences) == (12, frozenset({"ties"}))
    client.force_login(ada.account)
    assert client.get(address).status_code == 403


def test_closing_an_account_on_the_page(ada: Persona, sara: Persona, client: Client) -> None:
    client.force_login(ada.account)
    client.post(f"/colleagues/{sara.id}/close/")
    sara.account.refresh_from_db()
    assert not sara.account.is_active
    page = client.get("/colleagues/").content.decode()
    assert "Sara Conti" in page


def test_proposals_for_a_new_pathway(carla: Persona, sara: Persona, omar: Persona) -> None:
    [first, second] = queries.proposals(DISTRICT, ["work"], at=MOMENT)
    assert (first.load.account, second.load.account) == (omar.id, sara.id)
    tomorrow = MOMENT + timedelta(days=1)
    assert queries.proposals(NEXT_DOOR, ["work"], at=tomorrow) == []


def test_the_administrator_reads_what_the_background_work_gave_up(
    ada: Persona, carla: Persona, client: Client
) -> None:
    client.cookies["django_language"] = "en"
    client.force_login(ada.account)
    assert "was given up" not in client.get("/colleagues/").content.decode()
    for number in range(4):
        QueuedTask.objects.create(
            name=f"aia.config.duties.run_duty_{number}",
            state=TaskState.FAILED,
            enqueued_at=MOMENT + timedelta(minutes=number),
            due_at=MOMENT,
            attempts=4,
            error="ValueError at people/linking.py:12 compare",
        )
    page = client.get("/colleagues/").content.decode()
    assert "run_duty_0" in page
    assert "run_duty_3" not in page
    assert "and others" in page
    assert "tried 4 times" in page
    client.force_login(carla.account)
    assert "was given up" not in client.get("/colleagues/").content.decode()
