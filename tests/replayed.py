"""After every test, each row that it wrote is exactly what its entries say; and in a whole run
every verb of the house is recorded somewhere, so that none goes without its replay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

_MODULES_OF_TESTS = {"toy"}
_recorded: set[str] = set()


@pytest.fixture(autouse=True)
def rows_are_what_the_ledger_says(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Fold the entries of every row that the test recorded, and hold the row against them."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("_django_db_helper")
    elif "db" in request.fixturenames:
        request.getfixturevalue("db")
    else:
        yield
        return
    from aia.trace import entries

    written: dict[Any, type[Any]] = {}
    draft = entries.draft

    def noted(facts: Any, *, row: Any, **told: Any) -> Any:
        entry = draft(facts, row=row, **told)
        written[row.pk] = type(row)
        _recorded.add(facts.VERB)
        return entry

    monkeypatch.setattr(entries, "draft", noted)
    yield
    assert _faults(written) == []


def _faults(written: dict[Any, type[Any]]) -> list[str]:
    from aia.trace.replay import differences

    kept = (model.objects.filter(pk=row).first() for row, model in written.items())
    return [fault for row in kept if row is not None for fault in differences(row)]


def never_recorded() -> list[str]:
    """Return the verbs of the product that no test has recorded so far."""
    from aia.trace.terms import VERBS

    return sorted(
        name
        for name, facts in VERBS.items()
        if facts.ROW.split(".")[0] not in _MODULES_OF_TESTS
        and facts.__module__.startswith("aia.")
        and ".tests." not in facts.__module__
        and name not in _recorded
    )


def _is_whole(config: pytest.Config) -> bool:
    option = config.option
    return config.args == config.getini("testpaths") and not option.keyword and not option.markexpr


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand a worker's verbs to the main process; there, fail a whole run that left some out."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["verbs"] = sorted(_recorded)
        return
    if _is_whole(session.config) and session.testscollected + len(_recorded) and never_recorded():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Collect what a worker of pytest-xdist has recorded."""
    _recorded.update(getattr(node, "workeroutput", {}).get("verbs", ()))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say which verbs no test has recorded."""
    if _is_whole(config) and (left := never_recorded()):
        terminalreporter.section("VERBS THAT NO TEST RECORDS", red=True)
        terminalreporter.write_line("\n".join(left))
