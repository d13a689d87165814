"""One idempotency key sent by two processes at once: one act, and the same answer for both."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import IO, Any

import pytest

from tests.installation import Installation

_PREPARE = """
from datetime import timedelta
from aia.access.actions import create_account, create_client, grant_role
from aia.access.queries import actor_for
from aia.access.terms import ClientScope, Role, service_actor
from aia.kit.clock import now
from aia.pathways.actions import open_pathway, recognise_need
from aia.people.actions import register_person
from aia.people.terms import Identity

at, installer = now(), service_actor("installation")
account = create_account(actor=installer, email="sara@example.org", name="Sara Conti", at=at)
grant_role(actor=installer, account=account, role=Role.SOCIAL_WORKER, district="cremona", at=at)
sara = actor_for(account, at=now())
person = register_person(
    actor=sara, district="cremona", identity=Identity(given_name="Maria"), at=now()
)
pathway = open_pathway(actor=sara, person_id=person.id, at=now())
need = recognise_need(
    actor=sara, pathway_id=pathway.id, category="income.utilities", severity=2,
    words_of="person", expressed=True, words="La luce.", at=now(),
)
_client, token = create_client(
    actor=installer, district="cremona", account=account, name="Programma",
    scopes=ClientScope.values, expires_at=now() + timedelta(days=1), at=now(),
)
print(need.id, token)
"""

# Asks with one key for each line that it is given. With `hold`, it stays inside its transaction,
# the act done and the answer not yet kept, until it is given another line.
_ASK = """
import json, sys, time
from django.test import Client
from aia.web.api import writes

need, token, hold = sys.argv[1:]
kept = writes.remember_answer

def slowly(**told):
    print("holding", flush=True)
    sys.stdin.readline()
    time.sleep(0.3)
    return kept(**told)

if hold == "hold":
    writes.remember_answer = slowly
browser = Client(SERVER_NAME="localhost", raise_request_exception=False)
print("ready", flush=True)
for line in sys.stdin:
    key = line.strip()
    print("asking", flush=True)
    answer = browser.post(
        f"/api/v1/needs/{need}/demands",
        data=json.dumps({"words": "Non riesco a pagare la luce."}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}", "Idempotency-Key": key},
    )
    print(json.dumps([answer.status_code, answer.json()]), flush=True)
"""

_COUNT = """
from aia.access.models import IdempotencyKey
from aia.pathways.models import Demand
from aia.trace.models import Entry
print(Demand.objects.count(), IdempotencyKey.objects.count(),
      Entry.objects.filter(verb="demand.opened").count())
"""


class Program:
    """A program in a process of its own that writes through the API."""

    def __init__(self, installation: Installation, *words: str) -> None:
        env = {"DJANGO_SETTINGS_MODULE": "aia.config.settings", "AIA_HORIZON": "*"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup()\n{_ASK}", *words],
            env=installation.env | env,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.hears() == "ready"

    def tell(self, line: str) -> None:
        into = _open(self.process.stdin)
        into.write(f"{line}\n")
        into.flush()

    def hears(self) -> str:
        return _open(self.process.stdout).readline().strip()

    def answer(self) -> tuple[int, Any]:
        status, body = json.loads(self.hears())
        return status, body

    def stop(self) -> None:
        _open(self.process.stdin).close()
        self.process.wait(timeout=60)


def _open(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


@pytest.mark.slow
def test_two_processes_with_one_key_do_the_act_once(installation: Installation) -> None:
    need, token = installation.python(_PREPARE).split()
    first, second = (
        Program(installation, need, token, "hold"),
        Program(installation, need, token, "go"),
    )
    try:
        first.tell("mattina-1")
        assert (first.hears(), first.hears()) == ("asking", "holding")
        second.tell("mattina-1")
        assert second.hears() == "asking"
        first.tell("go on")
        status, body = first.answer()
        assert (status, body["kind"]) == (201, "demand")
        assert second.answer() == (status, body), "the second gets the first one's answer"
    finally:
        first.stop()
        second.stop()
    assert installation.python(_COUNT) == "1 1 1"
