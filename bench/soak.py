"""`kill -9` of server and writers at random moments: nothing acknowledged is lost, nothing is half.

    python -m bench.soak --rounds 100

Each round starts the server and two writers on the same installation, lets them work for a random
while, kills every process at once, and looks: is every acknowledged demand there, does every act
have all its entries, is the chain whole, and does the next start need no repair? Runs on SQLite,
or on the PostgreSQL of DATABASE_URL.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bench.results import Figure
from tests.with_postgres import NoServer, cluster

AIA = Path(sys.executable).with_name("aia")
WRITERS = 2
ROUNDS = (75, 25)
_PATIENCE_SECONDS = 120

PREPARE = """
from aia.access.actions import create_account, grant_role
from aia.access.queries import actor_for
from aia.access.terms import Role, service_actor
from aia.kit.clock import now
from aia.pathways.actions import open_pathway
from aia.people.actions import register_person
from aia.people.terms import Identity

installer = service_actor("installation")
account = create_account(
    actor=installer, email="writer@example.org", name="Sara Writer", at=now()
)
grant_role(
    actor=installer, account=account, role=Role.SOCIAL_WORKER, district="soak", at=now()
)
actor = actor_for(account, at=now())
for number in range(20):
    person = register_person(
        actor=actor, district="soak", identity=Identity(given_name=f"Soak {number}"), at=now()
    )
    print(open_pathway(actor=actor, person_id=person.id, at=now()).id)
"""

# Tells "<pathway> <demand>" only after the action has returned: that is the acknowledgement.
WRITER = """
import random, sys
from uuid import UUID
from aia.access.models import Account
from aia.access.queries import actor_for
from aia.kit.clock import now
from aia.pathways.actions import open_demand, recognise_need

account = Account.objects.get(email="writer@example.org")
pathways = [UUID(text) for text in sys.argv[1:]]
while True:
    at = now()
    actor = actor_for(account, at=at)
    need = recognise_need(
        actor=actor, pathway_id=random.choice(pathways), category="income.utilities", severity=2,
        words_of="person", expressed=True, words="Bollette non pagate.", at=at,
    )
    demand = open_demand(actor=actor, need_id=need.id, words="Non riesco a pagare.", at=at)
    print(demand.id, flush=True)
"""

INSPECT = """
import json, sys
from aia.pathways.models import Demand, Need
from aia.trace.models import Entry
from aia.trace.replay import differences
from aia.trace.verification import verify

told = [line.strip() for line in sys.stdin]
there = {str(one) for one in Demand.objects.values_list("id", flat=True)}
report = verify()
problems = list(report.problems)
problems += [f"demand {one} was acknowledged and is not there" for one in told if one not in there]
opened = set(Entry.objects.filter(verb="demand.opened").values_list("sequence", flat=True))
voiced = set(Entry.objects.filter(verb="need.voiced").values_list("caused_by_id", flat=True))
problems += [f"entry {one}: only half of a demand is there" for one in opened ^ voiced]
newest = [
    *Demand.objects.order_by("-last_entry")[:20],
    *Need.objects.order_by("-last_entry")[:20],
]
problems += [fault for row in newest for fault in differences(row)]
print(json.dumps({"problems": problems, "entries": report.entries, "demands": len(there)}))
"""


@dataclass
class Soak:
    """One installation under fire, and what was found so far."""

    home: Path
    pathways: list[str] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    entries: int = 0
    demands: int = 0
    killed: int = 0

    @property
    def env(self) -> dict[str, str]:
        """Return the environment in which the installation's commands run."""
        named = {"AIA_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "aia.config.settings"}
        return {**os.environ, **named, "AIA_HORIZON": "*"}

    def prepare(self) -> None:
        """Make the installation ready and give its writers people to write about."""
        subprocess.run([AIA, "trace", "verify"], env=self.env, check=True, capture_output=True)
        self.pathways = self._told(PREPARE).split()

    def round(self, chance: random.Random) -> None:
        """Let server and writers work for a while, kill them all, and look at what is left."""
        port = _free_port()
        server = self._start([AIA, "run", "--port", str(port), "--workers", "1"])
        writers = [
            self._start([sys.executable, "-c", _program(WRITER), *self.pathways])
            for _ in range(WRITERS)
        ]
        everyone = [server, *writers]
        try:
            self._wait_for_work(server, writers, port)
            lasting = time.monotonic() + chance.uniform(0.05, 2.0)
            self._gather(writers, lasting, port)
        finally:
            for process in chance.sample(everyone, len(everyone)):
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    self._stopped_by_itself(process)
        self.killed += 1
        for writer in writers:
            self.acknowledged += writer.communicate()[0].split()
        server.communicate()
        self._look()

    def _wait_for_work(
        self,
        server: subprocess.Popen[str],
        writers: list[subprocess.Popen[str]],
        port: int,
    ) -> None:
        """Wait until the server answers and every writer has done its first act."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > end:
                self.problems.append(f"round {self.killed}: the server did not start again")
                return
            time.sleep(0.05)
        for writer in writers:
            assert writer.stdout is not None
            line = writer.stdout.readline().strip()
            if not line:
                self.problems.append(f"round {self.killed}: a writer stopped by itself")
                return
            self.acknowledged.append(line)

    def _gather(self, writers: list[subprocess.Popen[str]], lasting: float, port: int) -> None:
        """Take acknowledgements while pages are asked for, so that the server is at work too."""
        with selectors.DefaultSelector() as selector:
            for writer in writers:
                assert writer.stdout is not None
                selector.register(writer.stdout, selectors.EVENT_READ)
            while time.monotonic() < lasting:
                _answers(port)
                for key, _ in selector.select(timeout=0.01):
                    self.acknowledged += key.fileobj.readline().split()  # type: ignore[union-attr]

    def _stopped_by_itself(self, process: subprocess.Popen[str]) -> None:
        said = (self.home.parent / "log").read_text()[-400:]
        who = "the server" if process.args[0] == AIA else "a writer"  # type: ignore[index]
        self.problems.append(f"round {self.killed}: {who} stopped by itself: {said}")

    def _look(self) -> None:
        told = json.loads(self._told(INSPECT, "\n".join(self.acknowledged)))
        self.entries, self.demands = told["entries"], told["demands"]
        self.problems += [f"round {self.killed}: {problem}" for problem in told["problems"]]

    def _start(self, command: list[str | Path]) -> subprocess.Popen[str]:
        with (self.home.parent / "log").open("a") as log:
            return subprocess.Popen(
                command,
                env=self.env,
                text=True,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )

    def _told(self, program: str, given: str = "") -> str:
        command = [sys.executable, "-c", _program(program)]
        done = subprocess.run(
            command, env=self.env, input=given, text=True, check=False, capture_output=True
        )
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout


def soak(rounds: int, seed: int = 1) -> Soak:
    """Run that many rounds on an installation of their own; return what was found."""
    with tempfile.TemporaryDirectory(prefix="aia-soak-") as place:
        under_fire = Soak(Path(place) / "home")
        under_fire.prepare()
        chance = random.Random(seed)
        for number in range(rounds):
            under_fire.round(chance)
            if sys.stderr.isatty():
                sys.stderr.write(f"\rround {number + 1} of {rounds}, {under_fire.demands} demands")
        return under_fire


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield what a hundred kills found, on SQLite and on PostgreSQL where its programs are."""
    many, few = (3, 3) if quick else ROUNDS
    yield _figure("SQLite", soak(many))
    try:
        with cluster() as url:
            os.environ["DATABASE_URL"] = url
            yield _figure("PostgreSQL", soak(few))
    except NoServer as missing:
        sys.stderr.write(f"PostgreSQL was not soaked: {missing}\n")
    finally:
        os.environ.pop("DATABASE_URL", None)


def _figure(database: str, found: Soak) -> Figure:
    return Figure(
        what=f"`kill -9` of server and {WRITERS} writers, {found.killed} times, {database}",
        measured=f"{len(found.problems)} problems",
        must="none",
        reached=not found.problems,
        note=f"{len(found.acknowledged):,} acknowledged demands, all there; "
        f"{found.entries:,} entries, chain whole"
        if not found.problems
        else "; ".join(found.problems[:3]),
    )


def _program(text: str) -> str:
    return "import django; django.setup()\n" + text


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def main() -> int:
    """Run the soak and print what it found."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    found = soak(asked.rounds, asked.seed)
    for problem in found.problems:
        print(problem)
    print(
        f"{found.killed} kills: {len(found.acknowledged)} acknowledged demands,"
        f" {found.demands} there, {found.entries} entries, {len(found.problems)} problems"
    )
    return 1 if found.problems else 0


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        sys.exit(main())
