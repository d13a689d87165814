"""The pages: from a table to a plan's review, each act by who does it."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from aia.access.tests.personas import MOMENT, Persona
from aia.community import actions
from aia.community.models import PlanLink, Project, RoleHolder, Seat, Table, Undertaking
from aia.community.tests.conftest import Meet, needing
from aia.kit.clock import now
from aia.pathways.models import Plan
from aia.people.models import Person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Persona], Client]


def page(name: str, row: UUID | None = None) -> str:
    return reverse(f"community:{name}", args=[row] if row else [])


def sent(browser: Client, name: str, row: UUID | None = None, **told: Any) -> str:
    """Send an act, and return the page that follows."""
    answer = browser.post(page(name, row), told, follow=True)
    assert answer.status_code == HTTPStatus.OK, answer.content.decode()
    return str(answer.content.decode())


def test_a_cooperative_opens_a_table_undertakes_and_starts_a_project(
    gelsa: Persona, browse: SignIn
) -> None:
    browser = browse(gelsa)
    told = sent(browser, "open_table", title="Casa insieme", theme="housing", purpose="Case.")
    assert "Cooperativa Il Gelso" in told
    table = Table.objects.get()
    seat = table.seats.get()
    told = sent(
        browser,
        "undertake",
        table.id,
        seat_id=seat.id,
        words="Chiedere le chiavi",
        due_on="2099-01-31",
    )
    assert "Chiedere le chiavi" in told
    sent(
        browser,
        "start_project",
        table.id,
        title="Quattro case",
        aim="Aprirne quattro.",
        sign="Quattro contratti.",
        starts_on="2026-01-01",
        ends_on="2099-12-31",
    )
    project = Project.objects.get()
    taken = Undertaking.objects.get()
    told = sent(browser, "settle_undertaking", taken.id, state="kept", words="Le abbiamo.")
    assert "Le abbiamo." in told
    told = sent(browser, "tell_result", project.id, words="Due case aperte.")
    assert "Due case aperte." in told
    assert "meno di 5 progetti personali" in told
    told = sent(browser, "end_project", project.id, outcome="partly", words="Ne restano due.")
    assert "Ne ha raggiunto una parte" in told


def test_what_is_wrong_is_said_in_its_place_and_nothing_typed_is_lost(
    table: Table, seat: Seat, gelsa: Persona, browse: SignIn
) -> None:
    told = {"seat_id": seat.id, "words": "Cercare la sala", "due_on": "2020-01-01"}
    answer = browse(gelsa).post(page("undertake", table.id), told)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    shown = answer.content.decode()
    assert "Scegli un giorno dal" in shown
    assert "Cercare la sala" in shown


def test_who_is_invited_sees_it_and_says_yes(
    table: Table, sara: Persona, mary: Persona, maria: Person, browse: SignIn
) -> None:
    told = {"person_id": maria.id, "mandate": "Per sé."}
    sent(browse(sara), "offer_seat", table.id, **told)
    browser = browse(mary)
    assert "C’è un invito per te" in browser.get(page("tables")).content.decode()
    seat = table.seats.get(person=maria)
    sent(browser, "take_seat", seat.id)
    assert "Prendi un impegno" in browser.get(page("table", table.id)).content.decode()


def test_a_plans_page_points_at_the_project_and_its_review_reads_the_result(
    plan: Plan, project: Project, sara: Persona, gelsa: Persona, browse: SignIn
) -> None:
    browser = browse(sara)
    mine = reverse("pathways:plan", args=[plan.id])
    assert page("join_plan", plan.id) in browser.get(mine).content.decode()
    told = sent(browser, "join_plan", plan.id, project_id=project.id)
    assert project.title in told
    actions.tell_result(
        actor=gelsa.actor, project_id=project.id, words="Il cortile è aperto.", at=now()
    )
    review = plan.reviews.order_by("planned_on")[0]
    address = reverse("pathways:review", args=[review.id])
    assert "Il cortile è aperto." in browser.get(address).content.decode()
    link = PlanLink.objects.get()
    sent(browser, "give_in_project", link.id, kind="time", words="La torta.", hours="2")
    assert "meno di 5" in browse(gelsa).get(page("project", project.id)).content.decode()
    assert project.title not in sent(browser, "leave_plan", link.id)


def test_a_citizen_takes_a_part_and_is_named_to_nobody(
    project: Project, gelsa: Persona, mary: Persona, browse: SignIn
) -> None:
    role = actions.open_role(
        actor=gelsa.actor,
        project_id=project.id,
        words="Preparare la merenda",
        places=2,
        for_recipients=True,
        at=MOMENT,
    )
    browser = browse(mary)
    shown = browser.get(page("project", project.id)).content.decode()
    assert page("take_role", role.id) in shown
    holder = f"person:{next(iter(mary.actor.persons()))}"
    sent(browser, "take_role", role.id, who=holder)
    told = sent(browser, "add_hours", RoleHolder.objects.get().id, hours="1.5")
    assert "1,50 ore" in told
    assert "Maria Rossi" not in browse(gelsa).get(page("project", project.id)).content.decode()


def test_what_many_look_for_becomes_a_need_in_common(
    sara: Persona, gelsa: Persona, meet: Meet, browse: SignIn
) -> None:
    for name in ("Ada", "Bice", "Cleo", "Dora", "Emma"):
        needing(sara, meet(name, "Rossi"))
    browser = browse(sara)
    shown = browser.get(page("needs")).content.decode()
    assert "almeno 5 case" in shown
    address = page("pool_needs") + "?category=ties.solitude"
    told = browser.post(address, {"title": "Pomeriggi lunghi"}, follow=True).content.decode()
    assert "Almeno 5 persone." in told
    seen = browse(gelsa).get(page("needs")).content.decode()
    assert "Pomeriggi lunghi" in seen
    assert "Rossi" not in seen
