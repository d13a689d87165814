"""One's own page: roles, name and language, how and where one is signed in."""

from django.conf import settings as installed
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from aia.access import actions, queries
from aia.access.models import Account
from aia.access.terms import Role
from aia.access.tests.personas import DISTRICT, MOMENT, Persona


def test_it_shows_my_roles_also_the_ended(sara: Persona, ada: Persona, client: Client) -> None:
    actions.grant_role(
        actor=ada.actor,
        account=sara.account,
        role=Role.PLANNER,
        district=DISTRICT,
        since=MOMENT.date(),
        at=MOMENT,
    )
    actions.end_role(actor=ada.actor, grant=sara.account.grants.get(role=Role.PLANNER), at=MOMENT)
    client.force_login(sara.account)
    page = client.get("/me/").content.decode()
    assert str(Role.SOCIAL_WORKER.label) in page
    assert str(Role.PLANNER.label) in page


def test_i_change_my_name_and_language(sara: Persona, client: Client) -> None:
    client.force_login(sara.account)
    answer = client.post("/me/", {"name": "Sara C.", "language": "en"})
    assert answer["Location"] == "/me/"
    assert answer.cookies[installed.LANGUAGE_COOKIE_NAME].value == "en"
    account = Account.objects.get(id=sara.id)
    assert (account.name, account.language) == ("Sara C.", "en")
    assert "My roles" in client.get("/me/").content.decode()


def test_a_wrong_form_keeps_what_was_typed(sara: Persona, client: Client) -> None:
    client.force_login(sara.account)
    page = client.post("/me/", {"name": "Sara C.", "language": "xx"}).content.decode()
    assert 'value="Sara C."' in page
    assert "aia-error-summary" in page
    assert Account.objects.get(id=sara.id).name == "Sara Conti"


def test_html_in_a_name_stays_text(sara: Persona, client: Client) -> None:
    client.force_login(sara.account)
    client.post("/me/", {"name": "<script>alert(1)</script>", "language": "it"})
    page = client.get("/me/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_it_needs_signing_in(db: None, client: Client) -> None:
    assert client.get("/me/")["Location"] == "/sign-in/login/?next=/me/"


def test_who_has_no_role_still_has_a_page(sara: Persona, carla: Persona, client: Client) -> None:
    actions.end_role(actor=carla.actor, grant=sara.account.grants.get(), at=MOMENT)
    assert queries.actor_for(sara.account, at=MOMENT).grants == ()
    client.force_login(sara.account)
    assert client.get("/me/").status_code == 200


def test_statements_stay_few_whatever_is_shown(
    sara: Persona,
    ada: Persona,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(5):
        actions.grant_role(
            actor=ada.actor,
            account=sara.account,
            role=Role.PLANNER,
            district=DISTRICT,
            at=MOMENT,
        )
    client.force_login(sara.account)
    with django_assert_max_num_queries(15):
        client.get("/me/")
