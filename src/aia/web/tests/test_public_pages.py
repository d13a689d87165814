"""The pages that anybody may open: frame, honesty about simulation, headers."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from aia.access.terms import Role
from aia.web.simulation import DemonstrationAccount, demonstration_accounts, mark_simulated

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/accessibility/", "/privacy/", "/line/"]
ANNA = DemonstrationAccount("Anna Bianchi", Role.SOCIAL_WORKER, "anna@example.org", "a-long-word")


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("path", PUBLIC)
def test_every_page_has_a_frame_and_the_links_that_the_law_asks(
    client: Client, home: Path, path: str
) -> None:
    html = page(client, path)
    assert '<html lang="it">' in html
    assert 'href="#content"' in html
    assert html.count("<h1") == 1
    assert 'data-element="accessibility-link"' in html
    assert 'data-element="privacy-policy-link"' in html


@pytest.mark.parametrize("path", [*PUBLIC, "/style/"])
def test_no_page_carries_a_script_or_a_style_inside(client: Client, home: Path, path: str) -> None:
    mark_simulated([ANNA])
    html = page(client, path)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert not re.search(r"<script(?![^>]*\ssrc=)", html)


def test_the_policy_of_contents_allows_nothing_inline(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_devices_are_closed_and_other_sites_kept_out(client: Client) -> None:
    headers = client.get("/").headers
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_simulated_data_say_so_on_every_page(client: Client, home: Path) -> None:
    assert "aia-simulation" not in page(client, "/privacy/")
    mark_simulated([ANNA])
    for path in [*PUBLIC, "/style/"]:
        assert "Dati simulati" in page(client, path)


def test_demonstration_accounts_are_offered_only_in_a_demonstration(
    client: Client, home: Path
) -> None:
    assert ANNA.email not in page(client, "/")
    assert demonstration_accounts() == []
    mark_simulated([ANNA])
    html = page(client, "/")
    assert demonstration_accounts() == [ANNA]
    with translation.override("it"):
        assert str(Role.SOCIAL_WORKER.label) in html
    assert f'value="{ANNA.email}"' in html


def test_the_style_page_exists_only_in_a_demonstration(client: Client, home: Path) -> None:
    assert client.get("/style/").status_code == 404
    mark_simulated([])
    assert client.get("/style/").status_code == 200


def test_health_is_told_without_a_session(client: Client) -> None:
    response = client.get("/health")
    assert response.json() == {"status": "ok"}
    assert "Set-Cookie" not in response.headers


def test_the_language_is_chosen_and_kept(client: Client, home: Path) -> None:
    assert "Che cosa viene controllato" in page(client, "/accessibility/")
    answer = client.post("/language/", {"language": "en", "next": "/accessibility/"})
    assert answer.headers["Location"] == "/accessibility/"
    assert "What is checked" in page(client, "/accessibility/")


def test_a_page_costs_no_query_but_the_first_naming_of_the_district(
    client: Client, home: Path, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        client.get("/privacy/")
