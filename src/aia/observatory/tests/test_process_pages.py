"""The pages of the process: who stops where, the ways, the departures, two readings compared."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.tests.personas import Persona
from aia.observatory.queries import ways
from aia.pathways import actions
from aia.pathways.terms import CloseReason, WithdrawReason
from aia.pathways.tests.story import Story

pytestmark = pytest.mark.django_db

Browse = Callable[[Persona], Client]


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """Each story has a ledger of its own, whose numbers begin again."""
    ways._kept.clear()


def test_a_slow_reading_is_shown_again_unless_somebody_is_protected_since() -> None:
    some, nobody = cast("Any", None), frozenset[UUID]()
    quick = ways._Kept(some, 9, nobody, took=0.01, read_at=monotonic())
    slow = ways._Kept(some, 9, nobody, took=10, read_at=monotonic() - 100)
    assert (quick.serves(9, nobody), quick.serves(10, nobody)) == (True, False)
    assert (slow.serves(10, nobody), slow.serves(10, frozenset({uuid4()}))) == (True, False)
    assert not ways._Kept(some, 9, nobody, took=10, read_at=monotonic() - 700).serves(10, nobody)


@pytest.fixture
def walked(story: Story) -> Story:
    """Four needs: one answered, one at the demand, one gone back, one closed before its time."""
    story.answer()
    story.later(3).demand()
    demand = story.later(5).demand()
    actions.withdraw_demand(
        actor=story.actor, demand_id=demand.id, reason=WithdrawReason.CHANGED_MIND, at=story.at
    )
    need = story.later(2).need("housing.care")
    actions.close_need(actor=story.actor, need_id=need.id, reason=CloseReason.MOVED, at=story.at)
    return story


def asked(client: Client, page: str, query: str = "") -> str:
    answer = client.get(
        reverse(f"observatory_process:{page}", args=["cremona"]) + query,
        headers={"accept-language": "en"},
    )
    assert answer.status_code == 200
    return answer.content.decode()


def row(html: str, first: str) -> list[str]:
    """Return the cells of the first row of a table that begins with these words."""
    begin = html.index(f'<th scope="row">{first}</th>')
    cells = html[begin : html.index("</tr>", begin)].split("<td>")[1:]
    return [cell.split("</td>")[0] for cell in cells]


def test_who_stops_where(browse: Browse, carla: Persona, walked: Story) -> None:
    html = asked(browse(carla), "flow")
    assert row(html, "Need")[:5] == ["4", "2", "1", "1", "0"]
    assert row(html, "Demand")[:5] == ["2", "1", "1", "0", "1"]
    assert row(html, "Answer")[:3] == ["1", "0", "1"]
    assert row(html, "Review")[5:] == ["—", "—", "—"]
    assert "1 need went back a step at least once" in html
    assert 'role="img"' in html
    assert "not for publishing" in html


def test_planners_read_it_too_others_do_not(
    browse: Browse, piero: Persona, sara: Persona, paola: Persona, walked: Story
) -> None:
    address = reverse("observatory_process:flow", args=["cremona"])
    assert browse(piero).get(address).status_code == 200
    assert browse(sara).get(address).status_code == 403
    assert browse(paola).get(address).status_code == 403
    assert browse(piero).get(address.replace("cremona", "elsewhere")).status_code == 404
    assert Client().get(address).status_code == 302


def test_who_looks_after_one_district_is_taken_there(browse: Browse, piero: Persona) -> None:
    answer = browse(piero).get(reverse("process_index"))
    assert answer["Location"] == reverse("observatory_process:flow", args=["cremona"])


def test_before_any_need_the_page_says_what_to_wait_for(browse: Browse, carla: Persona) -> None:
    for page in ("flow", "ways", "line", "compare"):
        assert "No need was recognised yet" in asked(browse(carla), page)


def test_a_protected_person_is_in_no_figure(
    browse: Browse, carla: Persona, walked: Story, sheltered: Story
) -> None:
    sheltered.need()
    assert row(asked(browse(carla), "flow"), "Need")[0] == "4"


def test_a_period_and_an_area_of_life_narrow_the_reading(
    browse: Browse, carla: Persona, walked: Story
) -> None:
    client = browse(carla)
    day = walked.at.date().isoformat()
    html = asked(client, "flow", f"?since={day}")
    assert row(html, "Need")[0] == "1"
    assert "needs recognised since" in html
    assert row(asked(client, "flow", "?domain=housing"), "Need")[0] == "1"
    assert "No need answers to what you chose" in asked(client, "flow", "?domain=work")


def test_a_wrong_period_is_said_and_everything_is_shown(
    browse: Browse, carla: Persona, walked: Story
) -> None:
    html = asked(browse(carla), "flow", "?since=2026-03-02&until=2026-03-01")
    assert "The last day comes before the first" in html
    assert row(html, "Need")[0] == "4"


def test_the_ways_taken(browse: Browse, carla: Persona, walked: Story) -> None:
    html = asked(browse(carla), "ways")
    assert html.count('class="aia-way-count"') == 4
    assert "keeps to the line" in html
    assert "Went back a step" in html


def test_departures_stand_in_their_place(browse: Browse, carla: Persona, walked: Story) -> None:
    html = asked(browse(carla), "line")
    assert "50%" in html
    place = html[html.index("After: Recognised") :]
    assert "“Became a demand” is missing" in place[: place.index("After:", 1)]
    assert "“Went back a step”, which the line does not foresee" in html


def test_two_periods_side_by_side(browse: Browse, carla: Persona, walked: Story) -> None:
    client = browse(carla)
    html = asked(client, "compare")
    assert "Few needs:" in html
    assert row(html, "Needs")[0] != "0"
    told = asked(client, "compare", "?a-domain=income&b-domain=housing")
    assert row(told, "Needs") == ["3", "1", "−2"]
    assert row(told, "Demand") == ["67%", "0%", "−67 points"]
    assert "No need answers" in asked(client, "compare", "?a-domain=work")
