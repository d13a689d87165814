"""What people are told when something goes wrong, and that nothing is said to who may not know."""

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from aia.access.models import RoleGrant
from aia.access.terms import Forbidden
from aia.trace.actions import RowChanged
from aia.web.errors import ErrorPages, bad_request


def answer(error: Exception, **headers: str) -> HttpResponse:
    request = RequestFactory().post("/needs/close/", headers=headers)
    said = ErrorPages(lambda _: HttpResponse()).process_exception(request, error)
    assert said is not None
    return said


@pytest.mark.django_db
def test_what_a_role_does_not_include_is_forbidden_in_plain_words() -> None:
    said = answer(Forbidden("only the team may close a need"))
    assert said.status_code == 403
    assert "Questa pagina non è aperta a te" in said.content.decode()


@pytest.mark.django_db
def test_what_one_may_not_know_exists_is_not_found() -> None:
    said = answer(Forbidden("protected person", hidden=True))
    assert said.status_code == 404
    assert "protected" not in said.content.decode()


@pytest.mark.django_db
def test_two_people_at_once_get_a_page_or_a_fragment() -> None:
    whole = answer(RowChanged(RoleGrant()), Referer="http://testserver/needs/")
    assert whole.status_code == 409
    assert "<html" in whole.content.decode()
    assert "http://testserver/needs/" in whole.content.decode()
    piece = answer(RowChanged(RoleGrant()), **{"HX-Request": "true"})
    assert piece.status_code == 409
    assert "<html" not in piece.content.decode()
    assert "Qualcuno ha cambiato" in piece.content.decode()


@pytest.mark.django_db
def test_too_much_is_said_to_be_too_much() -> None:
    assert answer(RequestDataTooBig()).status_code == 413
    request: HttpRequest = RequestFactory().post("/")
    assert bad_request(request, RequestDataTooBig()).status_code == 413
    assert bad_request(request, ValueError()).status_code == 400


def test_other_errors_are_left_to_django() -> None:
    request = RequestFactory().get("/")
    assert ErrorPages(lambda _: HttpResponse()).process_exception(request, KeyError()) is None


@pytest.mark.django_db
def test_ten_megabytes_of_text_are_refused_with_a_page() -> None:
    text = "x" * 10_000_000
    in_parts = Client().post("/language/", {"language": "it", "next": text})
    in_one = Client().post(
        "/language/", f"language=it&next={text}", "application/x-www-form-urlencoded"
    )
    for said in (in_parts, in_one):
        assert said.status_code == 413
        assert "troppo grande" in said.content.decode()


@pytest.mark.django_db
def test_a_form_whose_protection_expired_says_how_to_go_on() -> None:
    said = Client(enforce_csrf_checks=True).post("/language/", {"language": "it"})
    assert said.status_code == 403
    assert "aperta da troppo tempo" in said.content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_even_when_pages_do_not_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(_request: HttpRequest) -> dict[str, object]:
        raise RuntimeError("the layout does not work either")

    monkeypatch.setattr("aia.web.context.menu", broken)
    said = Client(raise_request_exception=False).get("/privacy/")
    assert said.status_code == 500
    assert "Qualcosa si è rotto" in said.content.decode()
