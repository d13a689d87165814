"""The master key is replaced by a process of its own: real commits, and a real kill."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.installation import Installation

SETUP = """
import django; django.setup()
from aia.access.terms import service_actor
from aia.people import actions, queries, sealing
from aia.people.actions import rotation
from aia.people.models import Person, SubjectKey
from aia.people.terms import Identity
from aia.kit.clock import now
"""
FILL = """
for number in range(50):
    actions.register_person(actor=service_actor("import"), district="cremona",
                            identity=Identity(given_name=f"Anna{number}"), at=now())
"""
KILLED = """
import os
rotation._A_PORTION = 7
def die(done, every):
    if done > 20:
        os._exit(9)
actions.rotate_master_key(tell=die)
"""
ROTATE = """
done = actions.rotate_master_key()
print(done.rewrapped, len(done.removed))
"""
READ = """
people = list(Person.objects.order_by("id"))
import json
print(json.dumps({
    "names": sorted(i.given_name for i in queries.identities_of(people).values()),
    "masters": list(SubjectKey.objects.values_list("master", flat=True).distinct()),
}))
"""


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(installation: Installation) -> Run:
    """Run a story in a process of its own, in one installation that is ready."""
    environment = {
        **installation.env,
        "AIA_HORIZON": "*",
        "DJANGO_SETTINGS_MODULE": "aia.config.settings",
    }

    def story(*parts: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", SETUP + "".join(parts)],
            env=environment | more,
            capture_output=True,
            text=True,
            check=False,
        )

    return story


@pytest.mark.slow
def test_stopped_half_way_the_next_run_completes_and_nothing_is_lost(
    run: Run, installation: Installation
) -> None:
    keys = installation.home / "keys"
    assert run(FILL).returncode == 0
    first = (keys / "master.key").read_text()

    assert run(KILLED).returncode == 9
    half = json.loads(run(READ).stdout)
    assert len(half["names"]) == 50
    assert all(half["names"])
    assert len(half["masters"]) == 2
    assert len(list(keys.glob("master-*.key"))) == 1

    done = run(ROTATE)
    assert done.stdout.split() == [str(50 - 21), "1"], done.stderr
    assert list(keys.glob("master-*.key")) == []
    assert (keys / "master.key").read_text() != first
    assert (keys / "master.key").stat().st_mode & 0o077 == 0
    whole = json.loads(run(READ).stdout)
    assert whole["names"] == half["names"]
    assert len(whole["masters"]) == 1


@pytest.mark.slow
def test_a_key_from_the_environment_is_changed_there(run: Run) -> None:
    key = "ab" * 32
    assert run(FILL, AIA_MASTER_KEY=key).returncode == 0

    refused = run(ROTATE, AIA_MASTER_KEY=key)

    assert refused.returncode == 1
    assert "AIA_MASTER_KEY" in refused.stderr
