"""A newcomer opens the simulated district in a browser."""

import pytest

from aia.web.tests.chromium import obstacles
from tests.browser import SignedIn, Site

pytestmark = pytest.mark.browser

ROLES = ["social_worker", "coordinator", "planner", "partner_operator", "citizen", "administrator"]


def test_there_is_an_account_for_every_role(site: Site) -> None:
    assert set(ROLES) <= set(site.accounts)


@pytest.mark.parametrize("role", ROLES)
def test_whoever_signs_in_lands_on_a_page_without_obstacles(as_role: SignedIn, role: str) -> None:
    page = as_role(role)
    answer = page.goto("/")
    assert answer is not None
    assert answer.status == 200
    assert obstacles(page) == []
