"""Rows folded from entries, as SQL for DuckDB.

`acts` is the relation of entries: sequence, stream, subject, verb, origin, happened_on, facts.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from aia.observatory.facts.kinds import KINDS, Kind
from aia.trace.terms import VERBS

MACROS = (
    # What JSON holds as text: a code without its quotes, nothing for null.
    "CREATE MACRO as_code(told) AS nullif(trim(told, '\"'), 'null')",
    "CREATE MACRO as_day(told) AS left(as_code(told), 10)::DATE",
    "CREATE MACRO as_number(told) AS as_code(told)::INTEGER",
    "CREATE MACRO as_amount(told) AS as_code(told)::DECIMAL(18, 2)",
    "CREATE MACRO as_yes(told) AS as_code(told)::BOOLEAN",
    "CREATE MACRO as_id(told) AS ('0x' || right(as_code(told), 15))::BIGINT",
    "CREATE MACRO as_list(told) AS from_json(told, '[\"VARCHAR\"]')",
)


@lru_cache(maxsize=1)
def verbs_read() -> tuple[str, ...]:
    """Return every verb that some row is folded from."""
    found = chain.from_iterable((*kind.opened, *later(kind)) for kind in KINDS.values())
    return tuple(sorted(set(found)))


def later(kind: Kind) -> tuple[str, ...]:
    """Return the verbs that tell something of a row after its first entry."""
    about = {VERBS[verb].ROW for verb in kind.opened}
    telling = {
        name
        for name, facts in VERBS.items()
        if facts.ROW in about and kind.told.keys() & set(facts.NAMES)
    }
    dated = set(chain.from_iterable(kind.days.values()))
    asked = {verb for verb, _ in kind.firsts.values()} | set(kind.times.values())
    return tuple(sorted((telling | dated | asked) - set(kind.opened)))


def fold(name: str) -> str:
    """Return the statement that makes the table of one kind's rows, each with id and pathway."""
    kind = KINDS[name]
    facts = {**kind.told, **kind.kept}
    paths = {fact: place for place, fact in enumerate(facts, 1)}
    columns = [
        f"as_{kind_of}({_newest(fact, paths, kind)}) AS {fact}" for fact, kind_of in facts.items()
    ]
    columns += [
        f"{_first_day(name_, verbs, kind)} AS {name_}" for name_, verbs in kind.days.items()
    ]
    columns += [f"as_code(c.{name_}) AS {name_}" for name_ in kind.firsts]
    columns += [f"coalesce(c.{name_}, 0)::INTEGER AS {name_}" for name_ in kind.times]
    return (
        f"CREATE OR REPLACE TEMP TABLE {name}_rows AS WITH opened AS ({_opened(kind, facts)}),"
        f" changed AS ({_changed(kind)})"
        f" SELECT o.id, o.pathway, o.sequence, o.simulated, {', '.join(columns)}"
        " FROM opened o LEFT JOIN changed c USING (id)"
    )


def _opened(kind: Kind, facts: dict[str, str]) -> str:
    told = f", {_extracted(facts)} AS told" if facts else ""
    return (
        "SELECT subject AS id, stream AS pathway, sequence, verb, happened_on,"
        f" origin = 'simulated' AS simulated{told} FROM acts WHERE verb IN ({_listed(kind.opened)})"
    )


def _changed(kind: Kind) -> str:
    """Return what later entries told of each row: null where they told nothing."""
    columns = [
        f"arg_max(told[{place}]::VARCHAR, sequence) AS {fact}"
        for place, fact in enumerate(kind.told, 1)
    ]
    columns += [
        f"min(CASE WHEN verb IN ({_listed(verbs)}) THEN happened_on END) AS {name}"
        for name, verbs in kind.days.items()
    ]
    columns += [
        f"arg_min(CASE WHEN verb = '{verb}' THEN json_extract(facts, '$.{fact}')::VARCHAR END,"
        f" sequence) AS {name}"
        for name, (verb, fact) in kind.firsts.items()
    ]
    columns += [f"count(*) FILTER (verb = '{verb}') AS {name}" for name, verb in kind.times.items()]
    told = f", {_extracted(kind.told)} AS told" if kind.told else ""
    verbs = later(kind) or ("",)
    return (
        f"SELECT id{''.join(', ' + one for one in columns)} FROM (SELECT subject AS id, sequence,"
        f" verb, happened_on, facts{told} FROM acts WHERE verb IN ({_listed(verbs)})) GROUP BY id"
    )


def _newest(fact: str, paths: dict[str, int], kind: Kind) -> str:
    opened = f"o.told[{paths[fact]}]::VARCHAR"
    return f"coalesce(c.{fact}, {opened})" if fact in kind.told else opened


def _first_day(name: str, verbs: tuple[str, ...], kind: Kind) -> str:
    if begun := set(verbs) & set(kind.opened):
        opened = f"CASE WHEN o.verb IN ({_listed(sorted(begun))}) THEN o.happened_on END"
        return f"coalesce({opened}, c.{name})"
    return f"c.{name}"


def _extracted(facts: dict[str, str]) -> str:
    paths = ", ".join(f"'$.{fact}'" for fact in facts)
    return f"json_extract(facts, [{paths}])"


def _listed(verbs: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f"'{verb}'" for verb in verbs)
