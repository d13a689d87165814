"""The plan of a pathway in the simulation: written, approved, signed, reviewed."""

from datetime import datetime, time, timedelta
from uuid import UUID

from aia.demo.clockwork import Journey
from aia.demo.world import Path, World
from aia.pathways import actions as pathways
from aia.pathways.queries import ReviewText, get_instrument, get_plan
from aia.pathways.terms import Domain, ReviewOutcome, Side, Voice

_PLAN_DAYS = 180
_REVIEW_DAYS = 60
_INSTRUMENT = "autonomy"
_TOP = 5
_RATINGS = (-2, -1, 0, 1, 2)
_RATING_SHARES = (0.06, 0.16, 0.40, 0.28, 0.10)
_STEP_SHARES = (0.08, 0.60, 0.32)
_AIMS = "Stare meglio in casa e nelle relazioni, un passo alla volta, con i tempi della persona."
_REPLY = "Va bene l'impianto: aggiungiamo chi chiama chi se qualcosa non va."


def plan_line(world: World, path: Path, start: datetime) -> Journey:
    """From the first assessment to the reviews, with the coordinator's look in between."""
    at = world.after(start, "to_plan")
    yield at
    assess(world, path, at)
    plan = write_plan(world, path, at)
    if path.protected:
        # Outside the team a protected person does not exist, not even for who approves plans.
        pathways.join_team(
            actor=path.worker.actor,
            pathway_id=path.pathway,
            account=world.coordinator.account,
            at=at,
        )
    pathways.submit_plan(actor=path.worker.actor, plan_id=plan, at=at)
    at = world.working(at + timedelta(days=2))
    yield at
    if world.chance("plan_returned"):
        _return(world, path, plan, at)
        at = world.working(at + timedelta(days=4))
        yield at
        pathways.submit_plan(actor=path.worker.actor, plan_id=plan, at=at)
    at = world.working(at + timedelta(days=2))
    yield at
    pathways.approve_plan(actor=world.coordinator.actor, plan_id=plan, at=at)
    at = world.working(at + timedelta(days=4))
    yield at
    pathways.sign_plan(actor=path.worker.actor, plan_id=plan, signed_on=world.day(at), at=at)
    for review in _planned(path, plan, at):
        yield from _review(world, path, plan, review, at)


def write_plan(
    world: World, path: Path, at: datetime, *, days: int = _PLAN_DAYS, review: int = _REVIEW_DAYS
) -> UUID:
    """Draft a plan with a goal for each need, and what each side undertakes."""
    actor, day = path.worker.actor, world.day(at)
    plan = pathways.draft_plan(
        actor=actor,
        pathway_id=path.pathway,
        starts_on=day,
        ends_on=day + timedelta(days=days),
        review_days=review,
        aims=_AIMS,
        at=at,
    )
    for thread in path.threads:
        aim = world.scenario.goals[Domain(thread.domain)]
        pathways.add_goal(
            actor=actor,
            plan_id=plan.id,
            result=aim.result,
            indicator=aim.indicator,
            monitor_on=day + timedelta(days=review),
            domain=thread.domain,
            need_id=thread.need,
            at=at,
        )
    for side, text in world.scenario.commitments.items():
        pathways.add_commitment(actor=actor, plan_id=plan.id, side=Side(side), text=text, at=at)
    return plan.id


def _return(world: World, path: Path, plan: UUID, at: datetime) -> None:
    pathways.return_plan(actor=world.coordinator.actor, plan_id=plan, reply=_REPLY, at=at)


def _planned(path: Path, plan: UUID, at: datetime) -> list[ReviewText]:
    text = get_plan(path.worker.actor, plan, at=at)
    return sorted(text.reviews, key=lambda one: one.review.planned_on)


def _review(world: World, path: Path, plan: UUID, planned: ReviewText, signed: datetime) -> Journey:
    """Hear the recipient, then the worker; now and then nobody holds it."""
    at = world.working(datetime.combine(planned.review.planned_on, time(9), signed.tzinfo))
    yield at
    if not world.chance("reviewed"):
        return
    text = get_plan(path.worker.actor, plan, at=at)
    goals = [goal.goal.id for goal in text.goals]
    felt = {goal: int(world.rng.choice(_RATINGS, p=_RATING_SHARES)) for goal in goals}
    pathways.give_recipient_view(
        actor=path.worker.actor,
        review_id=planned.review.id,
        ratings=felt,
        words=world.pick(world.scenario.reviews["recipient"]),
        voice=Voice.PERSON,
        at=at,
    )
    pathways.hold_review(
        actor=path.worker.actor,
        review_id=planned.review.id,
        ratings={goal: _seen_by_worker(world, felt[goal]) for goal in goals},
        outcome=ReviewOutcome.CONTINUE,
        words=world.pick(world.scenario.reviews["worker"]),
        at=at,
    )
    assess(world, path, at)


def _seen_by_worker(world: World, felt: int) -> int:
    """Return a rating near the recipient's: the two do not always agree."""
    return min(max(felt + int(world.rng.integers(-1, 2)), _RATINGS[0]), _RATINGS[-1])


def assess(world: World, path: Path, at: datetime) -> None:
    """Fill the autonomy scale: first low, then a little higher on some sides of life."""
    questions = [question.id for question in get_instrument(_INSTRUMENT).questions]
    for question in questions:
        before = path.levels.get(question)
        step = int(world.rng.choice((-1, 0, 1), p=_STEP_SHARES))
        level = int(world.rng.integers(1, _TOP)) if before is None else before + step
        path.levels[question] = min(max(level, 1), _TOP)
    pathways.record_assessment(
        actor=path.worker.actor,
        pathway_id=path.pathway,
        instrument=_INSTRUMENT,
        answers=dict(path.levels),
        made_by=Voice.WORKER,
        at=at,
    )
