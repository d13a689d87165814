"""How soon the observatory's public pages answer, and how many at once on two cores.

    python -m bench.observatory_pages [--quick]

A district with every indicator's tables in force, invented and released by the real action, served
as in production by two workers. Each round asks for every page in both languages; the first round
makes each page (it is kept until something is published), the next ones are what readers meet.
"""

from __future__ import annotations

import argparse
import http.client
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path

from bench.results import Figure, table
from bench.serving import PATIENCE_SECONDS, served
from tests.installation import Installation

CLIENTS, WORKERS = 8, 2
REQUESTS = 6_000
MOST_P95_MS, LEAST_RATE, MOST_MB = 50, 300, 200
_PUBLISH = """
from aia.kit.clock import now
from aia.observatory.publishing.tests.invented import publish_everything
print(len(publish_everything("cremona", at=now())))
"""
_ADDRESSES = """
import json
from aia.observatory.queries import current_releases
codes = sorted({one.indicator for one in current_releases("cremona").defer("content")})
print(json.dumps(codes))
"""


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield the figures of the indicator pages, the home and the API."""
    with tempfile.TemporaryDirectory() as folder:
        installation = Installation(Path(folder))
        installation.aia("territory", "load", "cremona")
        tables = installation.python(_PUBLISH).splitlines()[-1]
        codes = _codes(installation)
        with served(installation.env, WORKERS) as (port, server):
            pages = [f"/observatory/cremona/{code}/" for code in codes]
            many = REQUESTS // (10 if quick else 1)
            yield from _indicator_pages(port, pages, tables, many)
            yield _page("the district in one look", port, ["/observatory/cremona/"], many)
            api = [f"/api/v1/observatory/cremona/indicators/{code}" for code in codes]
            yield _page("the open API, one indicator", port, api, many)
            memory = max(one.memory_info().rss for one in server.children(recursive=True)) // 2**20
            yield Figure(
                what="memory of a web worker after the public pages",
                measured=f"{memory} MB",
                must=f"≤ {MOST_MB} MB",
                reached=memory <= MOST_MB,
            )


def _indicator_pages(port: int, pages: Sequence[str], tables: str, many: int) -> Iterator[Figure]:
    about = f"{len(pages)} indicators, {tables} tables"
    first = [took for _worker in range(WORKERS) for took in _ask(port, pages, clients=1)[1]]
    slow = 1000 * statistics.quantiles(first, n=20)[-1]
    yield Figure(
        what=f"public indicator page made for the first time, {about}",
        measured=f"p95 {slow:.0f} ms",
        note="once for each release, language and worker",
    )
    alone = _ask(port, list(islice(cycle(pages), many // 4)), clients=1)[1]
    one = 1000 * statistics.quantiles(alone, n=20)[-1]
    yield Figure(
        what=f"public indicator page, one reader, {about}",
        measured=f"p95 {one:.1f} ms",
        must=f"≤ {MOST_P95_MS} ms",
        reached=one <= MOST_P95_MS,
    )
    yield _page("public indicator page", port, pages, many)


def _page(what: str, port: int, pages: Sequence[str], many: int) -> Figure:
    _ask(port, list(islice(cycle(pages), 4 * len(pages))))
    seconds, took = _ask(port, list(islice(cycle(pages), many)))
    rate, slow = len(took) / seconds, 1000 * statistics.quantiles(took, n=20)[-1]
    return Figure(
        what=f"{what}, {CLIENTS} readers at once, {WORKERS} workers",
        measured=f"{rate:.0f}/s, p95 {slow:.0f} ms",
        must=f"≥ {LEAST_RATE}/s, p95 ≤ {MOST_P95_MS} ms",
        reached=rate >= LEAST_RATE and slow <= MOST_P95_MS,
        note="the readers ask from the same two cores",
    )


def _codes(installation: Installation) -> list[str]:
    import json

    found: list[str] = json.loads(installation.python(_ADDRESSES).splitlines()[-1])
    return found


def _ask(
    port: int, addresses: Sequence[str], *, clients: int = CLIENTS
) -> tuple[float, list[float]]:
    """Ask for the addresses, several at a time; return the seconds in all and for each."""
    shares = [share for one in range(clients) if (share := addresses[one::clients])]
    began = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        took = pool.map(lambda share: _one_reader(port, share), shares)
        each = [seconds for share in took for seconds in share]
    return time.perf_counter() - began, each


def _one_reader(port: int, addresses: Sequence[str]) -> list[float]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    took = []
    for address in addresses:
        began = time.perf_counter()
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise SystemExit(f"{address} answered {answer.status}")
        took.append(time.perf_counter() - began)
    connection.close()
    return took


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m bench.observatory_pages", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer requests: a smoke test")
    sys.stdout.write(table(figures(quick=parser.parse_args().quick)) + "\n")
