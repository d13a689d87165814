"""The pages about people, each as a story; and what each answers to whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from aia.access import queries as access
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.kit.clock import now
from aia.people import actions, queries
from aia.people.models import Consent, Household, Identifier, Organisation, Person
from aia.people.terms import Identity, PersonStatus
from aia.web.simulation import mark_simulated

Meet = Callable[..., Person]
SignIn = Callable[[Persona], Client]


@pytest.fixture(autouse=True)
def demonstration(settings: object, tmp_path: object) -> None:
    """A demonstration's home: there a password is enough to sign in."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    mark_simulated([])


@pytest.fixture
def browse() -> SignIn:
    """A browser in which somebody has signed in."""

    def sign_in(who: Persona) -> Client:
        client = Client()
        client.force_login(who.account)
        return client

    return sign_in


@pytest.fixture
def home(maria: Person, lucia: Person, sara: Persona) -> Household:
    """Maria, and Lucia whom few may see."""
    return actions.form_household(
        actor=sara.actor,
        district=DISTRICT,
        since=date(2025, 1, 1),
        members=[(maria, "reference"), (lucia, "relative")],
        at=MOMENT,
    )


def text_of(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(f"people:{name}", args=args), query)
    assert answer.status_code == 200, answer
    return unescape(answer.content.decode())


def test_searching_works_with_and_without_a_script(
    maria: Person, sara: Persona, browse: SignIn
) -> None:
    client = browse(sara)

    whole = text_of(client, "search", q="ros")
    part = client.get(reverse("people:search"), {"q": "ros"}, headers={"hx-request": "true"})

    assert "Maria Rossi" in whole
    assert "<html" in whole
    assert "Maria Rossi" in part.content.decode()
    assert "<html" not in part.content.decode()


def test_one_name_writes_somebody_down(sara: Persona, browse: SignIn) -> None:
    answer = browse(sara).post(reverse("people:new"), {"given_name": "Mamadou"})

    person = Person.objects.get()
    assert answer.headers["location"] == reverse("people:identity", args=[person.id])
    assert person.district == DISTRICT


def test_a_wrong_code_keeps_what_was_typed_and_stores_nothing(
    sara: Persona, browse: SignIn
) -> None:
    answer = browse(sara).post(
        reverse("people:new"), {"given_name": "Maria", "tax_code": "RSSMRA65C47D150X"}
    )

    body = answer.content.decode()
    assert 'value="Maria"' in body
    assert 'value="RSSMRA65C47D150X"' in body
    assert answer.context["form"].errors["tax_code"]
    assert not Person.objects.exists()


def test_whoever_may_be_here_is_shown_before_and_the_worker_decides(
    maria: Person, sara: Persona, browse: SignIn
) -> None:
    client = browse(sara)
    typed = {"given_name": "Mria", "family_name": "Rossi", "birth_date": "1965-03-07"}

    hint = client.post(reverse("people:likely"), typed)
    first = client.post(reverse("people:new"), typed)
    assert "Maria Rossi" in hint.content.decode()
    assert "Maria Rossi" in first.content.decode()
    assert Person.objects.count() == 1

    client.post(reverse("people:new"), typed | {"anyway": "1"})
    assert Person.objects.count() == 2


def test_nothing_hints_at_somebody_protected(lucia: Person, omar: Persona, browse: SignIn) -> None:
    client = browse(omar)
    typed = {"given_name": "Lucia", "family_name": "Verdi", "birth_date": "1990-05-01"}

    hint = client.post(reverse("people:likely"), typed)
    written = client.post(reverse("people:new"), typed)

    assert "Lucia" not in hint.content.decode()
    assert written.status_code == 302


def test_opening_an_identity_is_recorded_with_its_reason(
    maria: Person, sara: Persona, carla: Persona, browse: SignIn
) -> None:
    text_of(browse(sara), "identity", maria.id)
    text_of(browse(carla), "identity", maria.id)

    whys = list(access.readings_of(maria.id).order_by("at").values_list("account", "why"))
    assert whys == [(sara.id, "district"), (carla.id, "coordinator")]


PAGES_ABOUT_LUCIA = (
    "identity",
    "edit",
    "consents",
    "identifier_add",
    "membership_add",
    "household_new",
    "erase",
    "term",
)
ACTS_ON_LUCIA = ("protect", "unprotect", "export", "unmerge")


@pytest.mark.parametrize("who", ["omar", "carla", "piero", "paola", "chiara", "ada", "dino"])
def test_every_page_of_a_protected_person_answers_not_found(
    lucia: Person, who: str, request: pytest.FixtureRequest, browse: SignIn
) -> None:
    client = browse(request.getfixturevalue(who))

    pages = [client.get(reverse(f"people:{name}", args=[lucia.id])) for name in PAGES_ABOUT_LUCIA]
    acts = [client.post(reverse(f"people:{name}", args=[lucia.id])) for name in ACTS_ON_LUCIA]

    assert {answer.status_code for answer in pages + acts} == {404}


def test_a_shared_household_page_does_not_tell_of_a_protected_member(
    home: Household, lucia: Person, sara: Persona, omar: Persona, browse: SignIn
) -> None:
    assert "Lucia Verdi" in text_of(browse(sara), "household", home.id)
    shown = text_of(browse(omar), "household", home.id)

    assert "Maria Rossi" in shown
    assert "Lucia" not in shown
    assert str(lucia.id) not in shown
    member = queries.members_of(home.id).get(person=lucia)
    assert browse(omar).get(reverse("people:household_leave", args=[member.id])).status_code == 404


def test_an_organisation_shows_only_people_whom_one_may_see(
    lucia: Person, cooperative: Organisation, sara: Persona, piero: Persona, browse: SignIn
) -> None:
    actions.add_membership(
        actor=sara.actor,
        person=lucia,
        organisation=cooperative,
        role="worker",
        since=date(2026, 1, 1),
        at=MOMENT,
    )
    assert "Lucia Verdi" in text_of(browse(sara), "organisation", cooperative.id)
    assert "Lucia" not in text_of(browse(piero), "organisation", cooperative.id)


def test_changing_keeps_what_was_typed_when_somebody_came_first(
    maria: Person, sara: Persona, omar: Persona, browse: SignIn
) -> None:
    client = browse(sara)
    page = reverse("people:edit", args=[maria.id])
    typed = client.get(page).context["form"].initial
    typed = {n: v for n, v in typed.items() if v} | {"family_name": "Rossi Bianchi"}
    actions.change_identity(
        actor=omar.actor,
        person=maria,
        identity=Identity(given_name="Maria"),
        sex="F",
        municipality=None,
        at=now(),
    )

    refused = client.post(page, typed)
    assert refused.status_code == 409
    assert "Omar Haddad" in refused.content.decode()
    assert 'value="Rossi Bianchi"' in refused.content.decode()

    seen = refused.context["form"].data["seen"]
    assert client.post(page, typed | {"seen": seen}).status_code == 302
    maria.refresh_from_db()
    assert queries.identity_of(maria).family_name == "Rossi Bianchi"


def test_html_in_a_name_is_only_letters(meet: Meet, sara: Persona, browse: SignIn) -> None:
    person = meet("<script>alert(1)</script>")

    answer = browse(sara).get(reverse("people:identity", args=[person.id]))

    assert b"<script>alert" not in answer.content
    assert b"&lt;script&gt;alert" in answer.content


def test_codes_households_memberships_and_their_end(
    maria: Person, cooperative: Organisation, sara: Persona, browse: SignIn
) -> None:
    client = browse(sara)
    post = lambda name, row, **told: client.post(reverse(f"people:{name}", args=[row]), told)  # noqa: E731

    wrong = post("identifier_add", maria.id, kind="tax_code", value="RSSMRA65C47D150X")
    assert wrong.context["form"].errors["value"]
    post("identifier_add", maria.id, kind="tax_code", value="RSSMRA65C47D150J")
    post("identifier_end", Identifier.objects.get().id, until="2026-03-01")
    post(
        "membership_add",
        maria.id,
        organisation=str(cooperative.id),
        role="worker",
        since="2026-01-01",
    )
    post("membership_end", maria.memberships.get().id, until="2026-03-01")
    post("household_new", maria.id, role="reference", since="2026-01-01")
    home = Household.objects.get()
    post("household_leave", maria.households.get().id, until="2026-03-01")
    post("household_close", home.id, until="2026-03-01")

    shown = text_of(client, "identity", maria.id)
    assert "RSSMRA65C47D150J" in shown
    assert "Cooperativa Il Gelso" in shown
    assert maria.memberships.get().until == date(2026, 3, 1)
    assert Household.objects.get().until == date(2026, 3, 1)


def test_somebody_is_found_and_joins_the_household(
    home: Household, meet: Meet, sara: Persona, browse: SignIn
) -> None:
    ugo = meet("Ugo", "Neri")
    client = browse(sara)
    page = reverse("people:household_join", args=[home.id])

    assert "Ugo Neri" in text_of(client, "household_join", home.id, q="neri")
    client.post(f"{page}?q=neri", {"person": str(ugo.id), "role": "child", "since": "2026-01-01"})

    assert queries.members_of(home.id).filter(person=ugo, role="child").exists()


def test_a_consent_is_given_and_taken_back_by_the_person(
    maria: Person, cooperative: Organisation, persona: Callable[..., Persona], browse: SignIn
) -> None:
    client = browse(persona("Maria Rossi", "citizen", person=maria.id))
    page = reverse("people:consents", args=[maria.id])

    missing = client.post(page, {"purpose": "sharing", "organisation": ""})
    assert missing.context["form"].errors["organisation"]
    client.post(page, {"purpose": "sharing", "organisation": str(cooperative.id)})
    consent = Consent.objects.get()
    assert consent.channel == "online"

    client.post(reverse("people:consent_withdraw", args=[consent.id]))
    consent.refresh_from_db()
    assert consent.withdrawn_by == "online"


def test_nobody_withdraws_a_consent_of_somebody_they_may_not_see(
    lucia: Person, sara: Persona, omar: Persona, browse: SignIn
) -> None:
    consent = actions.give_consent(actor=sara.actor, person=lucia, purpose="contact", at=MOMENT)

    answer = browse(omar).post(reverse("people:consent_withdraw", args=[consent.id]))

    assert answer.status_code == 404
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


def test_protecting_and_unprotecting(maria: Person, sara: Persona, browse: SignIn) -> None:
    client = browse(sara)

    client.post(reverse("people:protect", args=[maria.id]))
    maria.refresh_from_db()
    assert maria.protected
    client.post(reverse("people:unprotect", args=[maria.id]))
    maria.refresh_from_db()
    assert not maria.protected


def test_everything_known_can_be_taken_away(maria: Person, sara: Persona, browse: SignIn) -> None:
    client = browse(sara)
    page = reverse("people:export", args=[maria.id])

    as_file = client.post(page, {"as": "json"})
    to_read = client.post(page, {"as": "html"})

    assert as_file.json()["identity"][0]["given_name"] == "Maria"
    assert "Maria" in to_read.content.decode()
    assert access.readings_of(maria.id).filter(kind="export").count() == 2


def test_erasing_asks_for_the_name(maria: Person, carla: Persona, browse: SignIn) -> None:
    client = browse(carla)
    page = reverse("people:erase", args=[maria.id])

    assert client.post(page, {"name": "Mario"}).context["form"].errors["name"]
    client.post(page, {"name": "maria rossi"})

    maria.refresh_from_db()
    assert maria.status == PersonStatus.ERASED
    assert "Maria" not in text_of(client, "identity", maria.id)


def test_duplicates_are_listed_merged_and_parted(
    maria: Person, meet: Meet, carla: Persona, browse: SignIn
) -> None:
    double = meet("Mria", "Rossi", birth_date=date(1965, 3, 7), birth_place="Cremona")
    client = browse(carla)
    side = reverse("people:merge", args=[maria.id, double.id])

    client.post(reverse("people:scan"))
    assert "Mria Rossi" in text_of(client, "duplicates")
    assert client.get(side).status_code == 200
    client.post(side, {"answer": str(maria.id)})
    followed = client.get(reverse("people:identity", args=[double.id]))
    assert followed.headers["location"] == reverse("people:identity", args=[maria.id])
    assert "Mria Rossi" in text_of(client, "identity", maria.id)

    client.post(reverse("people:unmerge", args=[double.id]))
    client.post(side, {"answer": "two"})
    double.refresh_from_db()
    assert double.merged_into_id is None
    assert "Mria Rossi" not in text_of(client, "duplicates")


@pytest.mark.parametrize("who", ["sara", "omar", "piero", "paola", "chiara", "ada"])
@pytest.mark.parametrize("name", ["duplicates", "retention"])
def test_lists_for_coordinators_are_for_coordinators(
    who: str, name: str, request: pytest.FixtureRequest, browse: SignIn
) -> None:
    client = browse(request.getfixturevalue(who))
    assert client.get(reverse(f"people:{name}")).status_code == 403


def test_retention_is_a_list_of_proposals(maria: Person, carla: Persona, browse: SignIn) -> None:
    client = browse(carla)
    assert "Maria Rossi" not in text_of(client, "retention")

    client.post(reverse("people:term", args=[maria.id]), {"keep_until": "2026-01-01"})

    assert "Maria Rossi" in text_of(client, "retention")


def test_organisations_are_written_changed_closed_and_listed(
    piero: Persona, towns: tuple[str, str], browse: SignIn
) -> None:
    client = browse(piero)
    wrong = client.post(
        reverse("people:organisation_new"),
        {"name": "Gelso", "kind": "association", "tax_code": "1"},
    )
    assert wrong.context["form"].errors["tax_code"]
    client.post(reverse("people:organisation_new"), {"name": "=Gelso", "kind": "association"})
    body = Organisation.objects.get()
    typed = {"name": "=Gelso 2", "kind": "association", "seen": str(body.last_entry_id)}
    client.post(reverse("people:organisation_edit", args=[body.id]), typed)
    stale = client.post(reverse("people:organisation_edit", args=[body.id]), typed)
    assert stale.status_code == 409

    assert "=Gelso 2" in text_of(client, "organisations", q="gelso")
    table = client.get(reverse("people:organisations_table")).content.decode()
    assert "'=Gelso 2" in table
    body.refresh_from_db()
    client.post(
        reverse("people:organisation_close", args=[body.id]),
        {"closed_on": "2026-01-01", "seen": str(body.last_entry_id)},
    )
    assert "=Gelso 2" not in text_of(client, "organisations")


def test_a_page_costs_the_same_whatever_it_shows(
    home: Household,
    maria: Person,
    sara: Persona,
    browse: SignIn,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = browse(sara)
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        text_of(client, "identity", maria.id)
    with django_assert_max_num_queries(15):  # type: ignore[attr-defined]
        text_of(client, "search", q="ros")
