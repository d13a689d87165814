"""Every address × everybody × own district, protected person, other district.

The table is `tests/matrix/table.py`: one row for each address. Nothing that is asked here by who
may not leaves an entry in the ledger, and no answer tells of a person to who may not know of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from tests.matrix.addresses import Address, addresses, body_for, operations
from tests.matrix.asking import HIDDEN, NO_METHOD, OPEN, REFUSED, SIGN_IN, Answer, ask
from tests.matrix.commons_table import COMMONS, COMMONS_API
from tests.matrix.community_table import COMMUNITY
from tests.matrix.fixtures import world
from tests.matrix.observatory_table import OBSERVATORY, OBSERVATORY_API
from tests.matrix.people import ASKED_BY, KEYS, POSTED_BY, Somebody, World, unsigned
from tests.matrix.rows import Row
from tests.matrix.sensing_table import SENSING, SENSING_API
from tests.matrix.table import API, OF_THE_LIBRARY, PAGES

__all__ = ["world"]

pytestmark = pytest.mark.django_db
ROWS = PAGES | SENSING | OBSERVATORY | COMMONS | COMMUNITY
ROWS |= API | OBSERVATORY_API | SENSING_API | COMMONS_API
OURS = [one for one in addresses() if not one.name.startswith(OF_THE_LIBRARY)]
THEIRS = [one for one in addresses() if one.name.startswith(OF_THE_LIBRARY)]
KNOW_NAME, KNOW_WORDS = "TGCORS", "TGCS"
MOST_PAGES = 20


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named = {one.name for one in OURS}
    assert not named - ROWS.keys(), (
        "these addresses say nowhere who may open them: add a line for each to"
        f" tests/matrix/table.py: {sorted(named - ROWS.keys())}"
    )
    assert not ROWS.keys() - named, f"rows of no address: {sorted(ROWS.keys() - named)}"


@pytest.mark.parametrize("address", OURS, ids=lambda one: one.name)
def test_each_address_opens_to_whom_it_should(address: Address, world: World) -> None:
    row = ROWS[address.name]
    wrong = [told for one in _questions(address, row, world) for told in _wrong(*one)]
    assert wrong == [], f"{address.name}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("address", OURS, ids=lambda one: one.name)
def test_nobody_unknown_comes_in(address: Address, world: World) -> None:
    """Without a sign-in, or with a token that has expired, only public pages open."""
    row, browser = ROWS[address.name], Client(raise_request_exception=False)
    wanted = {OPEN, HIDDEN, NO_METHOD} if row.public else {SIGN_IN, NO_METHOD}
    for method in _methods(address):
        told = body_for(address.name, world, world.subjects["own"]) if _is_write(address) else None
        place = address.of(world, world.subjects["own"])
        for token in ("", world.expired) if address.is_api else (None,):
            answer = ask(browser, method, place, token=token, told=told)
            assert answer.outcome in wanted, (address.name, method, answer.status)
            assert not answer.written
            _assert_silent(answer, world, unsigned(), place)


SCOPED = sorted(name for name, (_method, told) in operations().items() if told["x-scope"])


@pytest.mark.parametrize("name", SCOPED)
def test_a_token_opens_only_its_scopes(name: str, world: World) -> None:
    """Sara's program with every scope but the one needed is refused."""
    method, told = operations()[name]
    address = next(one for one in OURS if one.name == name)
    subject = world.subjects["own"]
    answer = ask(
        Client(),
        method,
        address.of(world, subject),
        token=world.without[told["x-scope"]],
        told=body_for(name, world, subject) if method == "post" else None,
    )
    assert (answer.outcome, answer.written) == (REFUSED, 0)


@pytest.mark.parametrize("address", THEIRS, ids=lambda one: f"{one.name}-{one.route}")
def test_pages_of_the_sign_in_library_tell_of_nobody(address: Address, world: World) -> None:
    for key in ("carla", "chiara"):
        who = world.people[key]
        answer = ask(who.browser, "get", address.of(world, None))
        assert not answer.outcome.startswith("broken"), answer.status
        _assert_silent(answer, world, who, "")


@pytest.mark.parametrize("key", sorted(ASKED_BY["own"]))
@pytest.mark.parametrize("listed", ["people", "organisations", "pathways", "worklist"])
def test_no_page_of_a_list_tells_of_who_is_protected(listed: str, key: str, world: World) -> None:
    """One by one to the end: nothing slips in between two pages."""
    who, cursor = world.people[key], ""
    for _page in range(MOST_PAGES):
        place = f"/api/v1/{listed}?limit=1{cursor}"
        answer = ask(who.browser, "get", place, token=who.token)
        _assert_silent(answer, world, who, place)
        following = json.loads(answer.body.partition("\n\n")[2])["next"]
        if following is None:
            return
        cursor = f"&cursor={following}"
    pytest.fail("the list does not end")


@pytest.mark.parametrize("key", ["omar", "carla", "berta"])
def test_who_is_protected_is_not_hinted_at_while_a_new_person_is_typed(
    key: str, world: World
) -> None:
    who = world.people[key]
    typed = {"given_name": "Zaira", "family_name": "Ysseldijk", "birth_date": "1970-01-02"}
    for place in ("/people/new/likely/", "/people/new/"):
        answer = ask(who.browser, "post", place, told=typed)
        assert str(world.subjects["protected"].rows["person"]) not in answer.body


_Question = tuple[Address, Row, World, Somebody, str, str, str]


def _questions(address: Address, row: Row, world: World) -> Iterator[_Question]:
    """Yield who asks what, how: about all three, or once when it is about nobody."""
    about_all = row.about in {"subject", "gate", "body"}
    for method in _methods(address):
        for key in KEYS if about_all else ("own",):
            everybody = (ASKED_BY if method == "get" or _is_write(address) else POSTED_BY)[key]
            for asked in row.asked if method == "get" else ("",):
                for one in everybody:
                    yield address, row, world, world.people[one], key, method, asked


def _wrong(
    address: Address, row: Row, world: World, who: Somebody, key: str, method: str, asked: str
) -> Iterator[str]:
    """Yield what is wrong with the answer to one question."""
    subject = world.subjects[key]
    place = address.of(world, subject) + asked
    told = body_for(address.name, world, subject) if _is_write(address) else None
    answer = ask(who.browser, method, place, token=who.token if address.is_api else None, told=told)
    expected = row.expected(who, key, method)
    if address.name in _ONE_S_OWN.get(who.key, ()):
        expected = OPEN
    question = f"{who.key} {method} {key}{asked}"
    if answer.outcome not in {expected, NO_METHOD}:
        yield f"{question}: {answer.outcome} ({answer.status}), not {expected}"
    if expected != OPEN and answer.written:
        yield f"{question}: wrote {answer.written} entries"
    yield from (f"{question}: {leak}" for leak in _leaks(answer, world, who, place))


# Omar's own program is the one that the matrix revokes.
_ONE_S_OWN = {"omar": ("access:revoke_client",)}


def _leaks(answer: Answer, world: World, who: Somebody, place: str) -> Iterator[str]:
    """Yield whom and what an answer tells of, to somebody who may not know."""
    body = answer.body.replace(place, "") if place else answer.body
    for key, subject in world.subjects.items():
        stands = who.stands[key]
        # A search shows what was typed, to whoever typed it.
        named = subject.name in body and subject.name not in place
        if stands not in KNOW_NAME and named:
            yield f"tells the name of {key}"
        if stands not in KNOW_WORDS and subject.words in body:
            yield f"tells the words of {key}"
        if key == "protected" and stands == "X":
            found = [name for name, row in subject.rows.items() if _is_in(row.hex, body, place)]
            if set(found) - {"organisation"}:
                yield f"tells ids of {key}: {found}"


def _is_in(row: str, body: str, place: str) -> bool:
    plain = body.replace("-", "")
    return row in plain and row not in place.replace("-", "")


def _assert_silent(answer: Answer, world: World, who: Somebody, place: str) -> None:
    assert list(_leaks(answer, world, who, place)) == []


def _methods(address: Address) -> tuple[str, ...]:
    if address.name in operations():
        return (operations()[address.name][0],)
    return ("get",) if address.is_api else ("get", "post")


def _is_write(address: Address) -> bool:
    return address.name in operations() and operations()[address.name][0] == "post"
