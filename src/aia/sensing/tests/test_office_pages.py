"""The office's day with notices, as somebody at the browser meets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aia.access.terms import service_actor
from aia.access.tests.personas import Persona
from aia.pathways import actions as pathways
from aia.people.models import Organisation, Person
from aia.sensing import actions
from aia.sensing.models import Notice, Suggestion
from aia.sensing.terms import NoticeState, Outcome, SuggestionVerdict
from aia.sensing.tests.office import SignIn, browse, gelsomina, page, sent, words_of
from aia.sensing.tests.story import WORDS, Noticing

MOST_ON_A_LIST = 15


__all__ = ["browse", "gelsomina"]


def test_the_queue_shows_what_came_in_and_from_where(
    browse: SignIn, sara: Persona, noticing: Noticing
) -> None:
    noticing.sent()
    shown = words_of(browse(sara), page("queue"))
    assert "La signora del terzo piano" in shown
    assert noticing.sensor.name in shown


def test_the_queue_costs_the_same_however_long_it_is(
    browse: SignIn, sara: Persona, noticing: Noticing
) -> None:
    client = browse(sara)
    counted = []
    for _round in range(2):
        noticing.sent(text="Una persona aspetta.")
        client.get(page("queue"))
        with CaptureQueriesContext(connection) as asked:
            client.get(page("queue"))
        counted.append(len(asked))
        for number in range(4):
            noticing.sent(text=f"Un'altra persona aspetta, la numero {number}.")
    assert counted[0] == counted[1] <= MOST_ON_A_LIST


@pytest.mark.parametrize("who", ["chiara", "piero", "ada"])
def test_the_queue_is_the_offices(
    browse: SignIn, who: str, noticing: Noticing, request: pytest.FixtureRequest
) -> None:
    notice = noticing.sent()
    client = browse(request.getfixturevalue(who))
    assert client.get(page("queue")).status_code == 403
    assert client.get(page("notice", notice.id)).status_code == 404


def test_somebody_takes_a_notice_and_decides_what_it_is(
    browse: SignIn, sara: Persona, noticing: Noticing
) -> None:
    notice = noticing.sent()
    client = browse(sara)
    sent(client, page("take", notice.id))
    sent(client, page("decide", notice.id), category="ties.solitude")

    notice.refresh_from_db()
    assert (notice.state, notice.category) == (NoticeState.IN_CHARGE, "ties.solitude")
    assert "decided by a person" in words_of(client, page("notice", notice.id))


def test_a_notice_becomes_a_need_on_somebodys_path(
    browse: SignIn, sara: Persona, maria: Person, noticing: Noticing
) -> None:
    pathway = pathways.open_pathway(actor=sara.actor, person_id=maria.id, at=noticing.at)
    notice = noticing.sent()
    client = browse(sara)
    assert "Maria Rossi" in words_of(client, page("person_need", notice.id) + "?q=maria")

    sent(
        client,
        page("person_need_of", notice.id, pathway.subject),
        category="ties.solitude",
        severity="2",
        words_of="neighbour",
        words=WORDS,
        reply="Ci siamo mossi.",
    )

    notice.refresh_from_db()
    assert notice.outcome == Outcome.PERSON_NEED
    assert notice.need is not None
    assert notice.need.pathway_id == pathway.id
    assert WORDS not in words_of(client, page("queue") + "?lane=done")


def test_a_person_without_a_pathway_needs_one_first(
    browse: SignIn, sara: Persona, maria: Person, noticing: Noticing
) -> None:
    notice = noticing.sent()
    answer = browse(sara).get(page("person_need_of", notice.id, maria.id))
    assert answer.headers["location"] == reverse("pathways:person", args=[maria.id])


def test_two_notices_side_by_side_become_one_and_two_again(
    browse: SignIn, sara: Persona, noticing: Noticing
) -> None:
    first, second = noticing.sent(), noticing.sent()
    client = browse(sara)
    assert "Maybe the same thing" in words_of(client, page("notice", first.id))
    assert client.post(page("compare", first.id, second.id)).status_code == 302
    second.refresh_from_db()
    assert second.merged_into_id == first.id

    sent(client, page("unmerge", second.id))

    second.refresh_from_db()
    assert second.merged_into_id is None


def test_a_notice_of_several_things_is_divided(
    browse: SignIn, sara: Persona, noticing: Noticing
) -> None:
    notice = noticing.sent(text="È sola, e in casa piove.")
    sent(browse(sara), page("split", notice.id), part_1="È sola.", part_2="In casa piove.")
    assert Notice.objects.filter(part_of=notice).count() == 2


def test_another_body_is_asked_and_answers_for_itself(
    browse: SignIn, sara: Persona, gelsomina: Persona, cooperative: Organisation, noticing: Noticing
) -> None:
    notice = noticing.sent()
    sent(browse(sara), page("pass_on", notice.id), organisation_id=str(cooperative.id))
    partner = browse(gelsomina)
    assert "La signora del terzo piano" in words_of(partner, page("passed"))

    sent(partner, page("accept", notice.id), reply="Andiamo noi.")

    notice.refresh_from_db()
    assert notice.outcome == Outcome.PASSED_ON
    assert "Andiamo noi." in words_of(browse(sara), page("notice", notice.id))


def test_another_body_says_no_and_the_office_has_it_again(
    browse: SignIn, sara: Persona, gelsomina: Persona, cooperative: Organisation, noticing: Noticing
) -> None:
    notice = noticing.sent()
    sent(browse(sara), page("pass_on", notice.id), organisation_id=str(cooperative.id))
    sent(browse(gelsomina), page("turn_down", notice.id), reason="no_room")
    notice.refresh_from_db()
    assert notice.due_on is not None
    assert notice.outcome is None


@pytest.mark.parametrize(
    ("name", "told", "outcome"),
    [
        ("inform", {"words": "Lo sportello è aperto il lunedì."}, Outcome.INFORMED),
        ("close", {"reason": "solved"}, Outcome.CLOSED),
        (
            "community_need",
            {"title": "Il freddo in via Milano", "category": "housing.unfit", "severity": "2"},
            Outcome.COMMUNITY_NEED,
        ),
    ],
)
def test_other_endings_and_the_way_back(
    browse: SignIn,
    sara: Persona,
    noticing: Noticing,
    name: str,
    told: dict[str, str],
    outcome: str,
) -> None:
    notice = noticing.sent()
    client = browse(sara)
    sent(client, page(name, notice.id), **told)
    notice.refresh_from_db()
    assert notice.outcome == outcome
    sent(client, page("reopen", notice.id))
    notice.refresh_from_db()
    assert notice.outcome is None


def test_what_two_colleagues_do_at_once_is_told_to_the_second(
    browse: SignIn, sara: Persona, noticing: Noticing
) -> None:
    notice = noticing.sent()
    client = browse(sara)
    seen = notice.last_entry_id
    sent(client, page("decide", notice.id), category="ties.solitude")
    late = client.post(page("decide", notice.id), {"category": "income.food", "seen": seen})
    assert late.status_code == 409
    notice.refresh_from_db()
    assert notice.category == "ties.solitude"


@dataclass(frozen=True)
class Said:
    """One category as the recogniser names it."""

    category: str
    domain: str
    confidence: float
    why: dict[str, Any]


@dataclass(frozen=True)
class Read:
    """What the recogniser makes of a text."""

    suggestions: tuple[Said, ...]
    abstained: bool = False
    urgent: bool = False
    urgent_words: tuple[str, ...] = ()
    municipality: str | None = None
    taxonomy_version: int = 1


def test_a_suggestion_says_why_and_the_decision_stays_beside_it(
    browse: SignIn, sara: Persona, noticing: Noticing
) -> None:
    notice = noticing.sent()
    why = {"words": [{"text": "non esce", "weight": 0.4}], "examples": [{"text": "È sempre sola."}]}
    actions.store_suggestion(
        actor=service_actor("recogniser"),
        notice_id=notice.id,
        reading=Read((Said("functioning.mind", "functioning", 0.71, why),)),
        model="test",
        at=noticing.at,
    )
    client = browse(sara)
    shown = words_of(client, page("notice", notice.id))
    assert "71 in 100" in shown
    assert "non esce" in shown
    assert "È sempre sola." in shown

    sent(client, page("decide", notice.id), category="ties.solitude")

    judged = Suggestion.objects.filter(notice=notice).order_by("-id")[0]
    assert judged.verdict == SuggestionVerdict.CORRECTED
    assert "71 in 100" in words_of(client, page("notice", notice.id))
