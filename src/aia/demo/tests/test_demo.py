"""`aia demo`: a district at work that holds together, made once, never mixed with real work."""

from __future__ import annotations

import json
import signal
import time
from typing import Any

import pytest

from tests.installation import Installation, Maker

REPLAY = """
from aia.trace.replay import differences
from aia.trace.traced import traced_models
print([fault for model in traced_models() for row in model._default_manager.all()
       for fault in differences(row)])
"""
CITIZEN = """
import json
from aia.access.models import Account
from aia.access.queries import actor_for, readings_of
from aia.kit.clock import now
from aia.pathways.models import Appointment, Option, Pathway, Review
from aia.pathways.queries import my_path
at = now()
actor = actor_for(Account.objects.get(email="chiara@aia.example"), at=at)
path = my_path(actor, at=at)
rows = {"pathway": path.pathway}
print(json.dumps({
    "needs": len(path.needs),
    "to_choose": Option.objects.filter(**rows, state="offered").count(),
    "reviews": Review.objects.filter(**rows, state="planned").count(),
    "asked": Appointment.objects.filter(**rows, state="requested").count(),
    "readers": len({one.account for one in readings_of(path.pathway.subject)}),
}))
"""
AROUND = """
import json
from aia.access.models import BreakGlass, RoleGrant
from aia.pathways.models import Pathway
from aia.people.models import LikelyPair
from aia.territory.models import Place
from aia.trace.models import Entry
print(json.dumps({
    "kinds": sorted(set(Pathway.objects.values_list("kind", flat=True))),
    "emergencies": BreakGlass.objects.count(),
    "waiting": BreakGlass.objects.filter(reviewed_at=None).count(),
    "leaving": RoleGrant.objects.filter(until__isnull=False).count(),
    "doubles": LikelyPair.objects.exists(),
    "places": Place.objects.count(),
    "origins": sorted(set(Entry.objects.values_list("origin", flat=True))),
}))
"""
WRONG = """
import json
from aia.access.terms import service_actor
from aia.kit.clock import now
from aia.pathways.checkers import run_checkers
found = run_checkers(service_actor("installation"), at=now())
print(json.dumps([r.checker.id for r in found if r.findings and r.checker.severity == "wrong"]))
"""
ACTS_AT_NIGHT = """
from django.utils.timezone import localtime
from aia.trace.models import Entry
acts = ("plan.", "answer.", "review.", "choice.", "need.", "assessment.", "referral.", "note.")
told = [
    (verb, localtime(at))
    for verb, at in Entry.objects.values_list("verb", "happened_at")
    if verb.startswith(acts)
]
print([f"{v} {a:%a %H:%M}" for v, a in told if a.weekday() > 4 or not 8 <= a.hour < 19])
"""
FOUND = """
from aia.access.models import Account
from aia.access.queries import actor_for
from aia.kit.clock import now
from aia.people.models import Person
from aia.people.queries import identity_of, search_people
at = now()
actor = actor_for(Account.objects.get(email="sara@aia.example"), at=at)
person = Person.objects.order_by("id")[7]
name = identity_of(person).family_name
print(any(found.id == person.id for found in search_people(actor, name, at=at, limit=100)))
"""


@pytest.fixture(scope="module")
def district(
    ready_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """Three simulated months of a small district."""
    made = ready_installation.copy(tmp_path_factory.mktemp("demo"))
    told = json.loads(made.aia("demo", "--people", "80", "--months", "3", "--json").stdout)
    assert (told["simulated"], told["pathways"] > 10) == (True, True)
    return made


@pytest.fixture(scope="module")
def filled(
    ready_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Installation:
    """A small district written in bulk."""
    made = ready_installation.copy(tmp_path_factory.mktemp("bulk"))
    told = json.loads(
        made.aia("demo", "--bulk", "--people", "300", "--needs-per-person", "4", "--json").stdout
    )
    assert (told["people"], told["pathways"], told["needs"]) == (300, 300, 1200)
    return made


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["district", "filled"])
def test_the_ledger_holds_and_every_row_is_what_it_says(
    kind: str, request: pytest.FixtureRequest
) -> None:
    """Made one by one or in bulk."""
    made: Installation = request.getfixturevalue(kind)

    assert json.loads(made.aia("trace", "verify", "--json").stdout)["ok"]
    assert made.python(REPLAY) == "[]"


@pytest.mark.slow
def test_offices_work_in_office_hours(district: Installation) -> None:
    """Plans, answers and reviews are acts of people who sleep at night and rest on Sundays."""
    assert district.python(ACTS_AT_NIGHT) == "[]"


@pytest.mark.slow
def test_the_citizen_has_something_to_do(district: Installation) -> None:
    """A choice to make, a review to come, a meeting asked for; and sees who opened the file."""
    told: dict[str, Any] = json.loads(district.python(CITIZEN))

    assert told["needs"] == 3
    assert told["to_choose"] >= 2
    assert told["reviews"] >= 1
    assert told["asked"] == 1
    assert told["readers"] >= 2


@pytest.mark.slow
def test_a_district_is_more_than_its_households(district: Installation) -> None:
    """Bodies and communities have needs too; emergencies, doubles, a colleague who leaves."""
    told: dict[str, Any] = json.loads(district.python(AROUND))

    assert {"community", "organisation", "person"} <= set(told["kinds"])
    assert (told["emergencies"], told["waiting"], told["leaving"]) == (2, 1, 1)
    assert told["doubles"]
    assert told["places"] == 16
    assert told["origins"] == ["simulated"]


@pytest.mark.slow
def test_a_person_written_in_bulk_is_found_by_name(filled: Installation) -> None:
    """Their tokens are those that registering makes."""
    assert filled.python(FOUND) == "True"


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["district", "filled"])
def test_nothing_simulated_is_wrong(kind: str, request: pytest.FixtureRequest) -> None:
    """The checkers find things that are late, as in life, but nothing that cannot be."""
    made: Installation = request.getfixturevalue(kind)

    assert json.loads(made.python(WRONG)) == []


@pytest.mark.slow
def test_a_simulation_is_made_once(district: Installation) -> None:
    """A second one is refused."""
    refused = district.aia("demo", "--people", "80", code=1)

    assert "simula" in refused.stderr


@pytest.mark.slow
def test_real_work_is_never_mixed_with_a_simulation(installation: Installation) -> None:
    """An installation that holds a district is not for a demonstration."""
    installation.aia("territory", "load", "cremona")

    installation.aia("demo", code=1)


@pytest.mark.slow
def test_a_simulation_that_was_stopped_is_thrown_away(make_installation: Maker) -> None:
    """The next one says how."""
    made = make_installation()
    running = made.start("demo", "--people", "200")
    while not (made.home / "simulation-unfinished").exists():
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()

    refused = made.aia("demo", code=1)

    assert str(made.home) in refused.stderr


@pytest.mark.parametrize("option", [("--people", "3"), ("--months", "0")])
def test_impossible_sizes_are_refused(installation: Installation, option: tuple[str, str]) -> None:
    """Before anything is written."""
    installation.aia("demo", *option, code=1)
    assert not (installation.home / "simulation-unfinished").exists()
