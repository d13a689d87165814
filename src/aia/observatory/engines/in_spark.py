"""Spark Connect: a cluster's address, or "local": an engine of Spark's protocol in this process.

The extra `aia[spark]` brings both. It needs no Java: "local" is Sail, which speaks Spark Connect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from aia.observatory.engines.port import Facts, Share
from aia.observatory.facts.problems import EngineMissing

if TYPE_CHECKING:
    import ibis

LOCAL = "local"
_LACKING = "Spark is not installed: `pip install aia[spark]` brings the client and a local engine"


class InSpark:
    """The Parquet files as views of a Spark session: the cluster must see the same paths."""

    name = "spark"

    def __init__(self, facts: Facts, session: Any) -> None:
        import ibis

        self.facts, self._session = facts, session
        self._ibis = ibis.pyspark.connect(session)
        self._loaded: set[str] = set()

    def table(self, name: str) -> ibis.Table:
        if name not in self._loaded:
            parts = [self._share(one) for one in self.facts.shares(name)]
            found = parts[0]
            for part in parts[1:]:
                found = found.unionByName(part)
            found.createOrReplaceTempView(name)
            self._loaded.add(name)
        return self._ibis.table(name)

    def asked(
        self, _key: str, make: Callable[[], Sequence[ibis.Table]]
    ) -> Iterator[list[dict[str, Any]]]:
        for expression in make():
            yield self.rows(expression)

    def rows(self, expression: ibis.Table) -> list[dict[str, Any]]:
        text = str(self._ibis.compile(expression))
        return [row.asDict() for row in self._session.sql(text).collect()]

    def _share(self, share: Share) -> Any:
        base = self._session.read.parquet(str(share.base))
        if share.patch is None or share.touched is None:
            return base
        touched = self._session.read.parquet(str(share.touched))
        kept = base.join(touched, base[share.unit] == touched["unit"], "left_anti")
        return kept.unionByName(self._session.read.parquet(str(share.patch)))


@contextmanager
def on_spark(facts: Facts, master: str) -> Iterator[InSpark]:
    """Give an engine on the cluster of an address (sc://host:port) or "local".

    Raises EngineMissing when the extra is not installed or the cluster does not answer.
    """
    with _session(master) as session:
        yield InSpark(facts, session)


@contextmanager
def _session(master: str) -> Iterator[Any]:
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissing(_LACKING) from error
    if master != LOCAL:
        session = _reached(SparkSession, master)
        try:
            yield session
        finally:
            session.stop()
        return
    with _sail() as address:
        session = _reached(SparkSession, address)
        try:
            yield session
        finally:
            session.stop()


@contextmanager
def _sail() -> Iterator[str]:
    """Run a Spark Connect server in this process, on a free port; give its address."""
    try:
        from pysail.spark import SparkConnectServer
    except ImportError as error:
        raise EngineMissing(_LACKING) from error
    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    try:
        host, port = server.listening_address
        yield f"sc://{host}:{port}"
    finally:
        server.stop()


def _reached(builder: Any, address: str) -> Any:
    try:
        return builder.builder.remote(address).create()
    except Exception as error:
        raise EngineMissing(f"Spark at {address} does not answer: {error}") from error
