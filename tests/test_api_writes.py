"""What a program may rely on: keys, versions, cursors, limits, and what stays unsaid."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from aia.access.actions import create_client
from aia.access.models import IdempotencyKey, Reading
from aia.access.terms import ClientScope, service_actor
from aia.access.tests.personas import Persona
from aia.config.api import api
from aia.kit.clock import now
from aia.pathways import actions
from aia.pathways.models import Need, Pathway
from aia.pathways.tests.story import Story
from aia.people.models import Person
from aia.people.tests.conftest import cooperative, lucia, maria, meet, towns
from aia.trace.models import Entry

__all__ = ["cooperative", "lucia", "maria", "meet", "towns"]

Ask = Callable[..., Any]
PROBLEM = "application/problem+json"


def program(who: Persona) -> Ask:
    """Return how a program of somebody's asks: `ask("post", "/needs/…", {…}, key="k")`."""
    _client, token = create_client(
        actor=service_actor("installation"),
        district=who.district,
        account=who.account,
        name="Programma",
        scopes=ClientScope.values,
        expires_at=now() + timedelta(days=1),
        at=now(),
    )
    browser = Client()

    def ask(method: str, path: str, told: Any = None, *, key: str = "", **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {token}", **headers}
        more: dict[str, Any] = {}
        if method == "post":
            sent["Idempotency-Key"] = key or str(uuid4())
            more = {"data": json.dumps(told or {}), "content_type": "application/json"}
        return getattr(browser, method)(f"/api/v1{path}", headers=sent, **more)

    return ask


@pytest.fixture
def need(sara: Persona, maria: Person) -> Need:
    """A need of Maria's, whom Sara follows."""
    pathway = actions.open_pathway(actor=sara.actor, person_id=maria.id, at=now())
    return Story(worker=sara, pathway=pathway, at=now()).need()


def test_a_write_that_is_repeated_is_done_once_and_answered_alike(
    sara: Persona, need: Need
) -> None:
    ask = program(sara)
    told = {"words": "Non riesco a pagare la luce."}
    first = ask("post", f"/needs/{need.id}/demands", told, key="mattina-1")
    entries = Entry.objects.count()
    again = ask("post", f"/needs/{need.id}/demands", told, key="mattina-1")
    # PostgreSQL keeps a JSON answer without the order of its names.
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert first.status_code == 201
    assert Entry.objects.count() == entries


def test_a_key_belongs_to_one_request(sara: Persona, need: Need) -> None:
    ask = program(sara)
    ask("post", f"/needs/{need.id}/regrade", {"severity": 3}, key="k")
    other = ask("post", f"/needs/{need.id}/regrade", {"severity": 4}, key="k")
    assert other.status_code == 422
    assert other.json()["type"].endswith("#key-reused")
    need.refresh_from_db()
    assert need.severity == 3


def test_a_refused_write_leaves_neither_entry_nor_key(sara: Persona, need: Need) -> None:
    ask = program(sara)
    entries = Entry.objects.count()
    answer = ask("post", f"/needs/{need.id}/reopen", key="k")
    assert answer.status_code == 422
    assert answer["Content-Type"] == PROBLEM
    assert (Entry.objects.count(), IdempotencyKey.objects.count()) == (entries, 0)


def test_what_is_kept_for_a_repetition_holds_no_words(sara: Persona, need: Need) -> None:
    program(sara)("post", f"/needs/{need.id}/demands", {"words": "parolasegreta"})
    kept = IdempotencyKey.objects.get()
    assert set(kept.body) == {"kind", "id", "version"}


@pytest.mark.parametrize("key", ["k" * 81, "mattina è bella"])
def test_every_write_needs_a_key_of_its_own(sara: Persona, need: Need, key: str) -> None:
    answer = program(sara)("post", f"/needs/{need.id}/regrade", {"severity": 3}, key=key)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


def test_who_has_seen_an_older_version_is_told(sara: Persona, need: Need) -> None:
    ask = program(sara)
    seen = ask("get", f"/needs/{need.id}")["ETag"]
    assert ask("post", f"/needs/{need.id}/regrade", {"severity": 3}).status_code == 200
    late = ask("post", f"/needs/{need.id}/regrade", {"severity": 4}, **{"If-Match": seen})
    assert (late.status_code, late["Content-Type"]) == (412, PROBLEM)
    fresh = ask("get", f"/needs/{need.id}")["ETag"]
    done = ask("post", f"/needs/{need.id}/regrade", {"severity": 4}, **{"If-Match": fresh})
    assert done.status_code == 200


def test_what_has_not_changed_is_not_sent_again_but_its_opening_is_recorded(
    sara: Persona, need: Need
) -> None:
    ask = program(sara)
    tag = ask("get", f"/needs/{need.id}")["ETag"]
    again = ask("get", f"/needs/{need.id}", **{"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert Reading.objects.filter(subject=need.pathway.subject).count() == 2


def test_guessing_at_versions_tells_a_stranger_nothing(
    sara: Persona, omar: Persona, dino: Persona, lucia: Person
) -> None:
    hidden = actions.open_pathway(actor=sara.actor, person_id=lucia.id, at=now())
    for who in (omar, dino):
        answer = program(who)("post", f"/pathways/{hidden.id}/resume", **{"If-Match": '"1"'})
        assert answer.status_code == 404
        answer = program(who)("post", f"/people/{lucia.id}/protect", **{"If-Match": '"1"'})
        assert answer.status_code == 404


def test_a_list_goes_on_where_its_cursor_says_and_a_false_cursor_is_refused(
    sara: Persona, maria: Person, lucia: Person
) -> None:
    ask = program(sara)
    first = ask("get", "/people?limit=1").json()
    second = ask("get", f"/people?limit=1&cursor={first['next']}").json()
    seen = {first["items"][0]["id"], second["items"][0]["id"]}
    assert seen == {str(maria.id), str(lucia.id)}
    false = ask("get", f"/people?cursor={first['next'][:-1]}x")
    assert false.status_code == 422
    assert false.json()["errors"][0]["field"] == "cursor"
    elsewhere = ask("get", f"/pathways?cursor={first['next']}")
    assert elsewhere.status_code == 422


def test_wrong_fields_are_named(sara: Persona, need: Need) -> None:
    answer = program(sara)("post", f"/needs/{need.id}/regrade", {"severity": 9, "why": "x"})
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["errors"]} == {"severity", "why"}


@pytest.mark.parametrize("words", ["a\x00b", "a\ud800b"])
def test_characters_that_cannot_be_kept_are_refused(sara: Persona, need: Need, words: str) -> None:
    answer = program(sara)("post", f"/needs/{need.id}/demands", {"words": words})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "words"


def test_too_large_a_body_is_told_as_such(sara: Persona, need: Need) -> None:
    answer = program(sara)("post", f"/needs/{need.id}/demands", {"words": "a" * 3_000_000})
    assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)


def test_a_program_that_asks_too_much_waits(sara: Persona, monkeypatch: Any) -> None:
    for router in api._get_bound_routers():
        for view in router.path_operations.values():
            for operation in view.operations:
                for throttle in operation.throttle_objects:
                    monkeypatch.setattr(throttle, "num_requests", 2)
    ask = program(sara)
    answers = [ask("get", "/worklist") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_whole_line_by_the_api(sara: Persona, maria: Person) -> None:
    ask = program(sara)

    def write(path: str, told: Any = None) -> str:
        answer = ask("post", path, told)
        assert answer.status_code in {200, 201}, answer.content
        return str(answer.json()["id"])

    pathway = write("/pathways", {"person_id": str(maria.id)})
    need = write(
        f"/pathways/{pathway}/needs",
        {"category": "income.utilities", "severity": 2, "words_of": "person", "expressed": True},
    )
    demand = write(f"/needs/{need}/demands", {"words": "Non riesco a pagare la luce."})
    option = write(
        f"/demands/{demand}/options",
        {"kind": "service", "source": "worker", "words": "Un educatore finanziario."},
    )
    choice = write(
        f"/demands/{demand}/choices", {"option_id": option, "reason": "fits", "declined": {}}
    )
    answer = write(
        f"/choices/{choice}/answers",
        {"provider_kind": "public", "intensity": "light", "starts_on": now().date().isoformat()},
    )
    write(f"/answers/{answer}/start")
    file = ask("get", f"/pathways/{pathway}").json()
    assert file["needs"][0]["demands"][0]["words"] == "Non riesco a pagare la luce."
    assert file["needs"][0]["step"] == "answer"
    verbs = [line["verb"] for line in ask("get", f"/trace/{pathway}").json()["items"]]
    assert verbs[-1] == "pathway.opened"
    assert "choice.made" in verbs
    assert Pathway.objects.get().lead == sara.id


def test_the_reference_shows_every_operation_without_a_script_of_others(db: None) -> None:
    page = Client().get("/api/v1/reference/")
    shown = page.content.decode()
    assert page.status_code == 200
    for path in api.get_openapi_schema()["paths"]:
        assert path in shown
    assert "cdn" not in shown.lower()


def test_an_address_that_is_none_answers_a_problem(db: None) -> None:
    answer = Client().get("/api/v1/nothing/here")
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


def test_a_method_that_an_address_does_not_know_is_told_as_a_problem(sara: Persona) -> None:
    answer = program(sara)("delete", "/people")
    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == PROBLEM
    assert "GET" in answer.headers["Allow"]
    assert answer.json()["type"].endswith("#not-allowed")
