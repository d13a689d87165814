"""What happens to a household in the simulated year: from the first meeting to the closing."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from aia.access.terms import ReadingWhy
from aia.demo.clockwork import Journey
from aia.demo.families import Home, register
from aia.demo.households import Family
from aia.demo.lines import need_line
from aia.demo.plans import plan_line
from aia.demo.world import Member, Path, Someone, Thread, World
from aia.pathways import actions as pathways
from aia.pathways.queries import taxonomy
from aia.pathways.terms import Domain, NoteKind, Severity, Voice
from aia.people import actions as people

_ADULT, _OLD = 18, 70
# How much each domain (in the order of `Domain`) weighs at an age: a guess that makes the year
# plausible, not a statistic.
_WEIGHTS: Mapping[str, tuple[float, ...]] = {
    "minor": (1, 2, 0, 5, 1, 3),
    "adult": (2, 5, 5, 2, 5, 2),
    "old": (6, 2, 0, 0, 2, 5),
}
_SEVERITIES = (0.2, 0.4, 0.3, 0.1)
_LAST_START = 0.97
_DAYS_BETWEEN_NEEDS = 40
_NOTES_A_YEAR = 5


def household_journey(world: World, family: Family) -> Journey:
    """Register one household when it comes to the desk; what follows runs on its own."""
    span = (world.end - world.start) * _LAST_START
    at = world.working(world.start + span * float(world.rng.random()))
    yield at
    domain = _draw_domain(world, family.members[0].age)
    worker = world.worker_for(domain)
    home = register(world, family, actor=worker.actor, at=at)
    if not world.chance("families_with_pathway"):
        worker.caseload -= 1
        return
    path = _open(world, home, worker, at)
    for number, share in enumerate(("first", "second_need", "third_need")):
        if number == 0 or world.chance(share):
            world.clock.spawn(_need_journey(world, path, domain, at, number))
            domain = _draw_domain(world, path.person.age)
    world.clock.spawn(_diary(world, path, at))
    if world.chance("with_plan"):
        world.clock.spawn(plan_line(world, path, at))


def _open(world: World, home: Home, worker: Someone, at: datetime) -> Path:
    """Open the pathway of one member, or of the whole household."""
    person = _who(world, home)
    protected = world.chance("protected")
    if protected:
        people.protect_person(actor=worker.actor, person=person.id, at=at)
    whole = len(home.members) > 1 and world.chance("of_household")
    pathway = pathways.open_pathway(
        actor=worker.actor,
        person_id=None if whole else person.id,
        household_id=home.household if whole else None,
        lead=worker.account,
        at=at,
    )
    path = Path(person, worker, pathway.id, pathway.subject, protected)
    world.paths.append(path)
    return path


def _who(world: World, home: Home) -> Member:
    """Draw whose pathway it is: most often the reference person, sometimes another member."""
    return home.members[0] if world.chance("of_reference") else world.pick(home.members)


def _need_journey(
    world: World, path: Path, domain: Domain, start: datetime, number: int
) -> Journey:
    """Recognise one need, at once or after some weeks, and let it take its line."""
    at = world.working(start + timedelta(days=number * _DAYS_BETWEEN_NEEDS * world.rng.random()))
    yield at
    expressed = world.chance("expressed")
    need = pathways.recognise_need(
        actor=path.worker.actor,
        pathway_id=path.pathway,
        category=world.pick(taxonomy().by_domain(world.day(at))[domain]).code,
        severity=Severity(int(world.rng.choice(len(_SEVERITIES), p=_SEVERITIES)) + 1),
        words_of=Voice.PERSON if expressed else Voice.WORKER,
        expressed=expressed,
        words=world.pick(world.scenario.words[domain]) if expressed else "",
        at=at,
    )
    thread = Thread(need.id, path.pathway, path.subject, path.person.id, domain, path.worker)
    path.threads.append(thread)
    yield from need_line(world, thread, at)


def _diary(world: World, path: Path, start: datetime) -> Journey:
    """A note now and then, and an appointment that is held or missed, or still to come."""
    kinds = (NoteKind.INTERVIEW, NoteKind.PHONE, NoteKind.MEETING, NoteKind.HOME_VISIT)
    at = start
    for _ in range(int(world.rng.integers(1, _NOTES_A_YEAR))):
        at = world.working(at + timedelta(days=float(world.rng.integers(10, 70))))
        yield at
        pathways.write_note(
            actor=path.worker.actor,
            pathway_id=path.pathway,
            kind=world.pick(kinds),
            words=world.pick(world.scenario.notes),
            shared=world.chance("note_shared"),
            at=at,
        )
        world.looks(path.worker, path.subject, ReadingWhy.TEAM, at)
        meeting = world.working(at + timedelta(days=float(world.rng.integers(5, 21))))
        fixed = pathways.fix_appointment(
            actor=path.worker.actor, pathway_id=path.pathway, starts_at=meeting, at=at
        )
        at = meeting + timedelta(hours=1)
        yield at
        done = pathways.miss_appointment if world.chance("missed") else pathways.hold_appointment
        done(actor=path.worker.actor, appointment_id=fixed.id, at=at)


def _draw_domain(world: World, age: int) -> Domain:
    stage = "minor" if age < _ADULT else "old" if age >= _OLD else "adult"
    weights = _WEIGHTS[stage]
    shares = [weight / sum(weights) for weight in weights]
    return list(Domain)[int(world.rng.choice(len(shares), p=shares))]
