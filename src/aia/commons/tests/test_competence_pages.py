"""Competences and badges in the browser: from telling it to somebody else verifying the file."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from aia.access.tests.personas import DISTRICT, MakePersona, Persona
from aia.commons.badges import credentials, jws, verifying
from aia.commons.models import Competence, Endorsement
from aia.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Persona], Client]


def on(name: str, row: object) -> str:
    return reverse(f"commons:{name}", args=[row])


def test_from_one_s_own_words_to_a_file_that_anybody_verifies(
    mary: Persona,
    maria: Person,
    gelsa: Persona,
    cooperative: Organisation,
    browse: SignIn,
) -> None:
    browser = browse(mary)
    told = {"keeper": f"person:{maria.id}", "title": "Cucire", "learnt_from": "care"}
    wrong = browser.post(reverse("commons:claim"), told | {"isco": "x"})
    assert wrong.status_code == HTTPStatus.BAD_REQUEST
    assert "Cucire" in wrong.content.decode()
    browser.post(reverse("commons:claim"), told)
    competence = Competence.objects.get()
    page = on("competence", competence.id)
    assert "Nessuno l’ha ancora testimoniato." in browser.get(page).content.decode()
    browser.post(on("open_asking", competence.id))
    link = browser.get(page).context["link"].partition("//")[2].partition("/")[2]
    friend = browse(gelsa)
    asked = friend.get(f"/{link}").content.decode()
    assert "Maria Rossi: Cucire" in asked
    friend.post(
        f"/{link}",
        {
            "voice": f"body:{cooperative.id}",
            "relation": "peer",
            "words": "Cuce con noi da anni.",
        },
    )
    browser.post(on("issue_badge", competence.id))
    badge = competence.badges.get()
    for kind in ("badge_jwt", "badge_svg"):
        file = browser.get(on(kind, badge.id))
        assert file.status_code == HTTPStatus.OK
        seen = verify(file.content)
        assert "È come è stato firmato, e vale." in seen
        assert "Cuce con noi da anni." in seen
        assert "alterato" in verify(file.content.replace(b"A", b"B", 1), altered=kind)
    assert friend.get(on("badge_jwt", badge.id)).status_code == HTTPStatus.NOT_FOUND
    assert "Maria Rossi: Cucire" in friend.get(reverse("commons:competences")).content.decode()
    friend.post(on("unvouch", Endorsement.objects.get().id))
    assert "non vale più" in verify(browser.get(on("badge_jwt", badge.id)).content)


def verify(content: bytes, *, altered: str = "") -> str:
    """Let somebody without an account verify a file; its signed text is altered when told so."""
    if altered == "badge_svg":
        # The first letter that changed may be the picture's own: change the text it carries.
        token = verifying.token_in(content.replace(b"B", b"A", 1))
        place = len(token) // 2
        token = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
        content = token.encode()
    file = SimpleUploadedFile("badge", content)
    address = reverse("commons:badge_issuer", args=[DISTRICT])
    return Client().post(address, {"file": file}).content.decode()


def test_what_is_no_badge_is_told_so(cooperative: Organisation) -> None:
    told = verify(b"%PDF-1.7 " + b"x" * 400)
    assert "non contiene un badge" in told
    address = reverse("commons:badge_issuer", args=[DISTRICT])
    assert Client().post(address).status_code == HTTPStatus.BAD_REQUEST


def test_the_issuer_s_public_files_say_how_to_verify_without_asking(
    cooperative: Organisation,
) -> None:
    browser = Client()
    document = browser.get(on("badge_did", DISTRICT))
    assert document["Access-Control-Allow-Origin"] == "*"
    did, keys = verifying.keys_in(document.json())
    place = did.removeprefix("did:web:").split(":")
    assert "/" + "/".join([*place[1:], "did.json"]) == on("badge_did", DISTRICT)
    assert browser.get(on("badge_profile", DISTRICT)).json()["id"] == did
    for what in ("badges", "endorsements"):
        answer = browser.get(reverse("commons:badge_revoked", args=[DISTRICT, what]))
        listed = jws.opened(answer.content.decode(), keys)
        assert listed["issuer"] == did
        assert not credentials.is_revoked(listed, 7)
    wrong = browser.get(reverse("commons:badge_revoked", args=[DISTRICT, "people"]))
    assert wrong.status_code == HTTPStatus.NOT_FOUND
    assert browser.get(on("badge_did", "atlantide")).status_code == HTTPStatus.NOT_FOUND


def test_what_a_body_can_do_is_read_by_anybody_and_a_person_s_by_nobody_else(
    gelsa: Persona,
    cooperative: Organisation,
    mary: Persona,
    maria: Person,
    chiara: Persona,
    browse: SignIn,
) -> None:
    for who, keeper, title in (
        (gelsa, f"body:{cooperative.id}", "Cucinare per duecento"),
        (mary, f"person:{maria.id}", "Cucire"),
    ):
        told = {"keeper": keeper, "title": title, "learnt_from": "work"}
        browse(who).post(reverse("commons:claim"), told)
    assert (
        "Cucinare per duecento"
        in Client().get(on("body_competences", cooperative.id)).content.decode()
    )
    own = Competence.objects.get(person=maria.id)
    assert browse(chiara).get(on("competence", own.id)).status_code == HTTPStatus.NOT_FOUND
    assert browse(gelsa).get(on("competence", own.id)).status_code == HTTPStatus.NOT_FOUND


def test_a_link_that_was_shut_opens_nothing(
    mary: Persona, maria: Person, persona: MakePersona, meet: Callable[..., Person], browse: SignIn
) -> None:
    browser = browse(mary)
    told = {"keeper": f"person:{maria.id}", "title": "Cucire", "learnt_from": "lived"}
    browser.post(reverse("commons:claim"), told)
    competence = Competence.objects.get()
    browser.post(on("open_asking", competence.id))
    link = "/" + browser.get(on("competence", competence.id)).context["link"].split("/", 3)[3]
    friend = browse(persona("Nives Poli", "citizen", person=meet("Nives", "Poli").id))
    assert friend.get(link).status_code == HTTPStatus.OK
    assert friend.get(link[:-3] + "xx/").status_code == HTTPStatus.NOT_FOUND
    browser.post(on("shut_asking", competence.id))
    assert friend.get(link).status_code == HTTPStatus.NOT_FOUND
