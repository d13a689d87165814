"""The plan of a file in the browser: written, approved, signed, printed; and by whom it is not."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from aia.access.models import Reading
from aia.access.tests.personas import Persona
from aia.pathways import actions
from aia.pathways.models import Commitment, Goal, Plan, Support
from aia.pathways.tests.pages import seen_on, signed_in, statements, text_of
from aia.pathways.tests.parts import MOST_ON_A_PART, at, filled_in, lasting, refusals
from aia.pathways.tests.planning import Planning
from aia.pathways.tests.story import Story


def plan_tab(story: Story) -> str:
    return at("plans", story.pathway.subject)


def test_without_a_plan_the_page_says_how_to_begin(story: Story, sara: Persona) -> None:
    page = text_of(signed_in(sara).get(plan_tab(story)))
    assert at("draft_plan", story.pathway.subject) in page
    today = timezone.localdate()
    sent = filled_in(
        sara,
        at("draft_plan", story.pathway.subject),
        aims="Arrivare a fine mese.",
        starts_on=today.isoformat(),
        ends_on=(today + timedelta(days=90)).isoformat(),
        review_days="30",
    )
    plan = Plan.objects.get()
    assert sent.headers["Location"] == at("plan", plan.id)
    assert "Arrivare a fine mese." in text_of(signed_in(sara).get(plan_tab(story)))


def test_dates_that_do_not_hold_are_told_at_their_field_and_nothing_typed_is_lost(
    story: Story, sara: Persona
) -> None:
    day = timezone.localdate().isoformat()
    answer = filled_in(
        sara,
        at("draft_plan", story.pathway.subject),
        aims="Una casa.",
        starts_on=day,
        ends_on=day,
        review_days="30",
    )
    assert answer.status_code == 400
    assert answer.context["form"].errors["ends_on"] == [
        "The plan must end after it starts: change the end."
    ]
    assert "Una casa." in text_of(answer)
    assert not Plan.objects.exists()


def test_the_parts_of_a_draft_are_written_and_taken_out(planning: Planning, sara: Persona) -> None:
    plan = lasting(planning)
    need = planning.story.need()
    filled_in(
        sara,
        at("add_goal", plan.id),
        result="La luce è pagata.",
        indicator="Tre bollette.",
        monitor_on=plan.ends_on.isoformat(),
        domain="income",
        need_id=str(need.id),
    )
    filled_in(sara, at("add_commitment", plan.id), side="service", text="Chiama l’ente.")
    filled_in(
        sara, at("add_support", plan.id), provider_kind="public", text="Un aiuto.", amount="120.50"
    )
    filled_in(sara, at("set_budget", plan.id), budget="100")
    answer = signed_in(sara).get(at("plan", plan.id))
    page = text_of(answer)
    assert "La luce è pagata." in page
    assert "Chiama l’ente." in page
    assert answer.context["sums"].supports == Decimal("120.50")
    assert "go beyond the budget" in page
    for model, name in ((Goal, "drop_goal"), (Commitment, "drop_commitment")):
        last = model._default_manager.order_by("-id").first()
        assert last is not None
        assert filled_in(sara, at(name, last.pk)).status_code == 302
    filled_in(sara, at("drop_support", Support.objects.get().id))
    page = text_of(signed_in(sara).get(at("plan", plan.id)))
    assert "La luce è pagata." not in page
    assert "Chiama l’ente." not in page


def test_a_goal_beyond_the_plan_is_refused_at_its_date(planning: Planning, sara: Persona) -> None:
    plan = lasting(planning)
    answer = filled_in(
        sara,
        at("add_goal", plan.id),
        result="R",
        indicator="I",
        monitor_on=(plan.ends_on + timedelta(days=1)).isoformat(),
        domain="work",
    )
    assert answer.status_code == 400
    assert "within the plan" in answer.context["form"].errors["monitor_on"][0]


def test_each_state_offers_one_next_act_to_whoever_it_belongs_to(
    planning: Planning, sara: Persona, carla: Persona
) -> None:
    empty = planning.draft()
    page = signed_in(sara).get(at("plan", empty.id))
    assert page.context["main_act"].url == at("add_goal", empty.id)
    plan = lasting(planning)
    worker = signed_in(sara)
    assert worker.get(at("plan", plan.id)).context["main_act"].url == at("submit_plan", plan.id)
    filled_in(sara, at("submit_plan", plan.id))
    assert worker.get(at("plan", plan.id)).context["main_act"] is None
    coordinator = signed_in(carla)
    shown = coordinator.get(at("plan", plan.id))
    assert shown.context["main_act"].url == at("approve_plan", plan.id)
    filled_in(carla, at("approve_plan", plan.id))
    assert worker.get(at("plan", plan.id)).context["main_act"].url == at("sign_plan", plan.id)
    filled_in(sara, at("sign_plan", plan.id), signed_on=timezone.localdate().isoformat())
    signed = worker.get(at("plan", plan.id))
    first = plan.reviews.order_by("planned_on").first()
    assert first is not None
    assert signed.context["main_act"].url == at("review", first.id)
    assert [step.state for step in signed.context["steps"]] == [*["done"] * 3, "current", "to_do"]


def test_a_plan_sent_back_says_what_is_to_mend(
    planning: Planning, sara: Persona, carla: Persona
) -> None:
    plan = planning.submitted(lasting(planning))
    filled_in(carla, at("return_plan", plan.id), reply="Manca chi paga.")
    page = text_of(signed_in(sara).get(at("plan", plan.id)))
    assert "Manca chi paga." in page
    assert at("submit_plan", plan.id) in page


def test_the_term_for_signing_is_shown_with_its_source(planning: Planning, sara: Persona) -> None:
    plan = planning.written()
    answer = signed_in(sara).get(at("plan", plan.id))
    assert "20 working days" in text_of(answer)
    assert "147" in text_of(answer)
    late = (timezone.localdate() - plan.sign_by).days
    assert answer.context["term"].days_late == late > 0


def test_a_signed_plan_is_redated_settled_and_ended(planning: Planning, sara: Persona) -> None:
    plan = planning.signed(lasting(planning))
    taken = Commitment.objects.get(plan=plan)
    filled_in(sara, at("settle_commitment", taken.id), state="kept")
    later = plan.ends_on + timedelta(days=30)
    filled_in(
        sara,
        at("redate_plan", plan.id),
        starts_on=plan.starts_on.isoformat(),
        ends_on=later.isoformat(),
        review_days="60",
    )
    filled_in(sara, at("end_plan", plan.id), reason="reached")
    plan.refresh_from_db()
    taken.refresh_from_db()
    assert (plan.state, plan.ends_on, plan.end_reason) == ("ended", later, "reached")
    assert taken.state == "kept"


def test_who_comes_second_is_told_and_keeps_what_they_typed(
    planning: Planning, sara: Persona
) -> None:
    plan = lasting(planning)
    browser = signed_in(sara)
    address = at("change_plan", plan.id)
    seen = seen_on(browser.get(address))
    actions.set_budget(actor=sara.actor, plan_id=plan.id, budget=Decimal(9), at=planning.story.at)
    told = {
        "aims": "Le mie parole.",
        "starts_on": plan.starts_on.isoformat(),
        "ends_on": plan.ends_on.isoformat(),
        "review_days": "45",
    }
    second = browser.post(address, {"seen": seen, **told})
    assert second.status_code == 409
    assert "Le mie parole." in text_of(second)
    assert "Sara Conti" in text_of(second)
    third = browser.post(address, {"seen": seen_on(second), **told})
    assert third.status_code == 302


def test_the_printed_plan_opens_in_the_browser_and_is_recorded(
    planning: Planning, sara: Persona
) -> None:
    plan = planning.written()
    answer = signed_in(sara).get(at("plan_pdf", plan.id))
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"].startswith("inline; filename=")
    assert "Rossi" not in answer.headers["Content-Disposition"]
    assert Reading.objects.get().kind == "print"


def test_who_may_not_read_the_file_reads_no_plan(
    planning: Planning,
    omar: Persona,
    dino: Persona,
    piero: Persona,
    gelsomina: Persona,
    maria_herself: Persona,
) -> None:
    plan = planning.signed(lasting(planning))
    strangers = (omar, dino, piero, gelsomina)
    for name in ("plan", "plan_pdf", "change_plan", "end_plan"):
        assert refusals(at(name, plan.id), *strangers) == [403, 404, 404, 404]
    assert refusals(plan_tab(planning.story), *strangers) == [403, 404, 404, 404]
    assert refusals(at("plan_pdf", plan.id), maria_herself) == [200]
    assert refusals(at("change_plan", plan.id), maria_herself) == [403]


def test_a_coordinator_outside_the_team_approves_and_does_not_write(
    planning: Planning, carla: Persona
) -> None:
    plan = planning.submitted(lasting(planning))
    acts = ("approve_plan", "return_plan", "add_goal", "sign_plan")
    assert [refusals(at(act, plan.id), carla) for act in acts] == [[200], [200], [403], [403]]


def test_the_page_costs_the_same_however_much_the_plan_holds(
    planning: Planning, sara: Persona
) -> None:
    plan = planning.written()
    planning.support(plan)
    few = statements(signed_in(sara), plan_tab(planning.story))
    for _part in range(4):
        planning.goal(plan)
        planning.commitment(plan, side="service")
        planning.support(plan, amount=Decimal(10))
        planning.written()
    assert few == statements(signed_in(sara), plan_tab(planning.story)) <= MOST_ON_A_PART
