"""Eight clients at once against the real server, and its memory after 10,000 requests.

python -m bench.crowd [--quick]
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from urllib.parse import quote

from bench.archives import Archive, on_postgresql, on_sqlite, sizes
from bench.results import Figure, table
from bench.serving import PATIENCE_SECONDS, served

CLIENTS, WORKERS = 8, 2
LISTS, OPENINGS, REQUESTS = 800, 800, 10_000
LEAST_LISTS, LEAST_OPENINGS, MOST_MB = 20, 40, 200


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figures on each database that is here."""
    _, large = sizes(quick)
    yield from _measured(on_sqlite(large), quick=quick)
    with on_postgresql(large) as built:
        for archive in built:
            yield from _measured(archive, quick=quick)


def _measured(archive: Archive, *, quick: bool) -> Iterator[Figure]:
    told = archive.ask("addresses", "200")
    (session,) = told["session"]
    part = 10 if quick else 1
    with served(archive.env, WORKERS) as (port, _):
        _ask(port, session, told["worklist"][:20] + told["person"][:20])
        lists = _ask(port, session, list(islice(cycle(told["worklist"]), LISTS // part)))
        openings = _ask(port, session, list(islice(cycle(told["person"]), OPENINGS // part)))
    people = f"{archive.people:,} people, {archive.database}"
    yield _rate(f"lists, {CLIENTS} clients, {people}", lists, LEAST_LISTS)
    yield _rate(f"openings, {CLIENTS} clients, {people}", openings, LEAST_OPENINGS)
    if archive.url:
        # The worker is the same program; ten thousand requests on one database are enough.
        return
    mixed = [address for trio in zip(told["worklist"], told["person"], told["search"], strict=True)
             for address in trio]  # fmt: skip
    with served(archive.env, 1) as (port, server):
        _ask(port, session, list(islice(cycle(mixed), REQUESTS // part)))
        memory = max(one.memory_info().rss for one in server.children(recursive=True)) // 2**20
    yield Figure(
        what=f"memory of one web worker after {REQUESTS // part:,} requests, {people}",
        measured=f"{memory} MB",
        must=f"≤ {MOST_MB} MB",
        reached=memory <= MOST_MB,
    )


def _rate(what: str, asked: tuple[float, list[float]], least: int) -> Figure:
    seconds, took = asked
    rate = len(took) / seconds
    slow = 1000 * statistics.quantiles(took, n=20)[-1]
    return Figure(what, f"{rate:.0f}/s", f"≥ {least}/s", rate >= least, f"p95 {slow:.0f} ms")


def _ask(port: int, session: str, addresses: Sequence[str]) -> tuple[float, list[float]]:
    """Ask for the addresses, eight at a time; return the seconds it took in all and for each."""
    shares = [addresses[client::CLIENTS] for client in range(CLIENTS)]
    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        took = pool.map(lambda share: _one_client(port, session, share), shares)
        each = [seconds for share in took for seconds in share]
    return time.perf_counter() - began, each


def _one_client(port: int, session: str, addresses: Sequence[str]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    took = []
    for address in addresses:
        began = time.perf_counter()
        connection.request("GET", quote(address, safe="/?=&%"), headers={"Cookie": session})
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise SystemExit(f"{address} answered {answer.status}")
        took.append(time.perf_counter() - began)
    connection.close()
    return took


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.crowd", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small archives: a smoke test")
    print(table(figures(quick=parser.parse_args().quick)))
