"""The menu: what each role sees, where they are, and where sign-in leads."""

import pytest
from django.urls import reverse

from aia.access.terms import Actor, Grant, Role
from aia.kit.ids import new_id
from aia.web import navigation
from aia.web.navigation import Item


def somebody(role: str) -> Actor:
    return Actor(id=new_id(), name="Anna", grants=(Grant(role=role, district="cremona"),))


@pytest.fixture(autouse=True)
def own_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    reverse("web:home")  # By now every module has registered its own entries.
    monkeypatch.setattr(navigation, "_items", {})
    monkeypatch.setattr(navigation, "_searches", [])
    navigation.register(
        Item("Worklist", "web:privacy", lambda a: a.has(Role.SOCIAL_WORKER), order=10, home=10)
    )
    navigation.register(Item("My path", "web:line", lambda a: a.has(Role.CITIZEN), order=5, home=5))
    navigation.register(Item("Help", "web:accessibility", lambda _: True, order=90))


def labels(actor: Actor | None, path: str = "/") -> list[str]:
    return [link.label for link in navigation.menu(actor, path)]


def test_each_role_sees_its_own_entries_in_order() -> None:
    assert labels(somebody(Role.SOCIAL_WORKER)) == ["Worklist", "Help"]
    assert labels(somebody(Role.CITIZEN)) == ["My path", "Help"]
    assert labels(None) == []


def test_the_entry_that_holds_the_page_is_current() -> None:
    links = navigation.menu(somebody(Role.SOCIAL_WORKER), "/privacy/cookies/")
    assert [link.label for link in links if link.current] == ["Worklist"]


def test_sign_in_leads_to_the_first_page_of_the_role() -> None:
    assert navigation.home_of(somebody(Role.CITIZEN)) == "/line/"
    assert navigation.home_of(somebody(Role.SOCIAL_WORKER)) == "/privacy/"
    assert navigation.home_of(somebody(Role.PLANNER)) is None


def test_the_search_is_offered_only_to_who_may_search() -> None:
    navigation.register_search(Item("Search", "web:line", lambda a: a.has(Role.SOCIAL_WORKER)))
    assert navigation.search_of(somebody(Role.SOCIAL_WORKER)) == "/line/"
    assert navigation.search_of(somebody(Role.CITIZEN)) is None
    assert navigation.search_of(None) is None


def test_registering_again_replaces() -> None:
    navigation.register(Item("Assistance", "web:accessibility", lambda _: True, order=1))
    assert labels(somebody(Role.CITIZEN)) == ["Assistance", "My path"]


def test_entries_under_another_come_with_it_to_who_is_there() -> None:
    navigation.register(
        Item("Rooms", "web:language", lambda _: True, order=91, within="web:accessibility")
    )
    assert labels(somebody(Role.CITIZEN)) == ["My path", "Help"]
    (helped,) = navigation.menu(somebody(Role.CITIZEN), "/language/")[1:]
    assert helped.current
    assert [(part.label, part.current) for part in helped.parts] == [
        ("Help", False),
        ("Rooms", True),
    ]


def test_who_does_not_see_the_entry_above_sees_those_under_it() -> None:
    navigation.register(
        Item("Rooms", "web:language", lambda _: True, order=91, within="web:privacy")
    )
    assert labels(somebody(Role.CITIZEN)) == ["My path", "Help", "Rooms"]
