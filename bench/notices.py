"""How long the triage queue takes with 200,000 notices in the archive.

    python -m bench.notices [--quick]

A copy of the small district is filled with notices: two in five still wait, the others ended. The
queue is asked as a social worker asks it: every lane, by municipality, by domain, by urgency, page
after page; then the whole page is opened, as Django's own test client sees it.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.archives import QUICK_SMALL, Archive, copied, on_sqlite
from bench.results import Figure, table

NOTICES, QUICK_NOTICES = 200_000, 3_000
TIMES, WARM = 300, 20
MOST_MS, MOST_STATEMENTS = 60, 3
_IN_A_BATCH = 5_000
_WAITING = 0.4


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figures of the queue and of its page."""
    number = QUICK_NOTICES if quick else NOTICES
    with copied(on_sqlite(QUICK_SMALL)) as archive:
        archive.ask("fill", str(number), module="bench.notices")
        yield from _told(archive, number)


def _told(archive: Archive, number: int) -> Iterator[Figure]:
    told = archive.ask("queue", str(TIMES), module="bench.notices")
    for name, what in (("queue", "triage queue"), ("page", "triage page")):
        found = told[name]
        yield Figure(
            what=f"{what}, {number:,} notices, {archive.database}",
            measured=f"p95 {found['p95']:.1f} ms",
            must=f"≤ {MOST_MS} ms",
            reached=found["p95"] <= MOST_MS,
            note=(
                f"p50 {found['p50']:.1f} ms; CPU p95 {found['cpu']:.1f} ms;"
                f" slowest {found['slowest']}: {found['most']:.1f} ms"
            ),
        )
    yield Figure(
        what=f"triage queue, {number:,} notices: statements of a page of 25",
        measured=str(told["statements"]),
        must=f"≤ {MOST_STATEMENTS}",
        reached=told["statements"] <= MOST_STATEMENTS,
    )


def fill(number: int) -> None:
    """Write so many notices of the past year into the archive, in bulk."""
    from django.db import connection, transaction

    from aia.kit import crypto
    from aia.kit.clock import now
    from aia.people.actions import save_keys, sealed_text
    from aia.sensing.models import Notice
    from aia.territory.queries import municipalities_of
    from aia.trace.actions import Batch

    rng, at = random.Random(7), now()
    sara = _sara(at)
    district = next(iter(sara.districts()))
    towns = [town.istat for town in municipalities_of(district)]
    for start in range(0, number, _IN_A_BATCH):
        rows = [Notice(district=district) for _row in range(min(_IN_A_BATCH, number - start))]
        keys = {row.id: crypto.new_key() for row in rows}
        with transaction.atomic():
            save_keys(keys)
            with Batch() as batch:
                for row in rows:
                    text = f"Simulato: da qualche giorno non si vede, numero {rng.random()}."
                    row.sealed_text = sealed_text(keys[row.id], row, "sealed_text", text)
                    facts = _facts(rng, at, towns, sara.id)
                    batch.record(row, facts, actor=sara.simulated(), at=facts.received_at)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _facts(rng: random.Random, at: Any, towns: list[str], worker: Any) -> Any:
    from django.utils.timezone import localdate

    from aia.kit.ids import new_id
    from aia.pathways.queries import taxonomy
    from aia.sensing.terms import NoticeDoor, Urgency
    from aia.sensing.verbs.notices import NoticeImported, NoticeReceived

    received = at - timedelta(minutes=rng.randrange(525_600))
    sort = rng.choice(list(taxonomy().categories.values()))
    common: dict[str, Any] = {
        "origin": new_id(),
        "municipality": rng.choice(towns),
        "urgency": rng.choice(Urgency.values),
        "language": "it",
        "seen_at": received,
        "received_at": received,
        "category": sort.code,
        "domain": sort.domain,
    }
    if rng.random() > _WAITING:
        return NoticeImported(
            **common,
            door=NoticeDoor.IMPORT,
            state="settled",
            outcome="closed",
            close_reason="solved",
            settled_at=received + timedelta(days=rng.randrange(1, 30)),
            due_on=None,
            due_rule=None,
        )
    return NoticeReceived(
        **common,
        door=NoticeDoor.OPERATOR,
        sensor=None,
        reporter=None,
        place=None,
        age_band="unknown",
        awareness="unsaid",
        seen_doubt=None,
        danger=rng.random() < 0.02,
        due_on=localdate(received) + timedelta(days=rng.randrange(1, 60)),
        due_rule="look.any",
        assigned_to=worker if rng.random() < 0.05 else None,
        route=None,
        route_version=None,
        route_because=(),
    )


def queue(times: int) -> dict[str, Any]:
    """Return the times (ms) of the queue and of its page, and the statements of one page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from aia.kit.clock import now
    from aia.sensing.queries import QueueFilters, triage_queue

    at, rng = now(), random.Random(3)
    actor = _sara(at)
    asked = _asked(actor, times + WARM, rng)

    def one(how: tuple[str, QueueFilters, str | None]) -> None:
        triage_queue(actor, how[1], after=how[2], at=at)

    found = {"queue": _timed(asked, one)}
    client = Client(HTTP_HOST="localhost")
    client.force_login(_account(), _backend())

    def opened(how: tuple[str, QueueFilters, str | None]) -> None:
        told = {"lane": how[1].lane, "domain": how[1].domain or ""}
        answer = client.get("/sensing/", told)
        if answer.status_code != 200:
            raise SystemExit(f"{told}: {answer.status_code}")

    found["page"] = _timed(asked, opened)
    with CaptureQueriesContext(connection) as told:
        triage_queue(actor, at=at)
    return {**found, "statements": len(told)}


def _asked(actor: Any, number: int, rng: random.Random) -> list[Any]:
    """Return ways to ask for the queue: its name, the filters, where the page begins."""
    from aia.kit.clock import now
    from aia.pathways.terms import Domain
    from aia.sensing.queries import QueueFilters, triage_queue
    from aia.sensing.terms import NoticeLane, Urgency
    from aia.territory.queries import municipalities_of

    towns = [town.istat for town in municipalities_of(next(iter(actor.districts())))]
    deep, cursor = [], None
    for _page in range(20):
        page = triage_queue(actor, after=cursor, limit=100, at=now())
        cursor = page.next_cursor
        deep.append(cursor)
    ways = [
        *((f"lane {lane}", QueueFilters(lane=lane), None) for lane in NoticeLane.values),
        *(("by domain", QueueFilters(domain=one), None) for one in Domain.values),
        *(("by urgency", QueueFilters(urgency=one), None) for one in Urgency.values),
        *(("by town", QueueFilters(municipality=one), None) for one in towns[:6]),
        (
            "by town, domain and urgency",
            QueueFilters(municipality=towns[0], domain="housing", urgency="now"),
            None,
        ),
        *(("further pages", QueueFilters(), one) for one in deep[-6:] if one),
    ]
    return [rng.choice(ways) for _time in range(number)]


def _timed(asked: list[Any], act: Any) -> dict[str, Any]:
    took: list[tuple[float, str]] = []
    worked: list[float] = []
    for number, how in enumerate(asked):
        began, busy = time.perf_counter(), time.process_time()
        act(how)
        if number >= WARM:
            worked.append(1000 * (time.process_time() - busy))
            took.append((1000 * (time.perf_counter() - began), how[0]))
    times = [one for one, _name in took]
    most, slowest = max(took)
    return {
        "p50": statistics.median(times),
        "p95": statistics.quantiles(times, n=20)[-1],
        "cpu": statistics.quantiles(worked, n=20)[-1],
        "most": most,
        "slowest": slowest,
    }


def _sara(at: Any) -> Any:
    from aia.access.queries import actor_for

    return actor_for(_account(), at=at)


def _account() -> Any:
    from aia.access.models import Account

    return Account.objects.get(email="sara@aia.example")


def _backend() -> str:
    from django.conf import settings

    return str(settings.AUTHENTICATION_BACKENDS[-1])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.notices", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few notices: a smoke test")
    parser.add_argument("what", nargs="?", choices=("fill", "queue"), help=argparse.SUPPRESS)
    parser.add_argument("number", nargs="?", type=int, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.what:
        import django

        django.setup()
        print(json.dumps({"fill": fill, "queue": queue}[told.what](told.number)))
    else:
        print(table(figures(quick=told.quick)))
