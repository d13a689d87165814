"""Bringing in an event log: each case a community's pathway with one need, each event a row.

What a log tells never bends the line: an event whose act the line does not allow at that moment
is kept as a plain event, and the need stays as it was. The need of an imported case awaits
nothing (`due_on` is empty) until somebody takes it up.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from aia.access.terms import Actor, Forbidden
from aia.kit.crypto import keyed_token
from aia.kit.ids import derived_id
from aia.pathways.actions.imported_cases import Case
from aia.pathways.imports.logs import Log, SourceLine
from aia.pathways.models import Pathway, SourceEvent
from aia.pathways.rules import values
from aia.people.actions import ensure_keys
from aia.people.queries import keyring
from aia.trace.actions import Batch, record

_CASES_A_TRANSACTION = 250
_LONGEST_KEY = 80
_CODE = re.compile(r"[A-Za-z0-9_.:+/-]+")
_TAX_CODE = re.compile(r"[A-Z]{6}\w{2}[A-Z]\w{2}[A-Z]\w{3}[A-Z]", re.IGNORECASE)

# (activity, moment, occurrence): what an event is known by within its pathway.
_Key = tuple[str, datetime, int]


@dataclass
class Imported:
    """What an import did. `not_applicable` events are imported, but changed no need."""

    imported: int = 0
    already_there: int = 0
    not_applicable: int = 0


def import_log(
    *, actor: Actor, log: Log, district: str, tell: Callable[[int], None] = lambda events: None
) -> Imported:
    """Bring in the events of a log that are not there yet; twice changes nothing.

    Cases are saved some hundreds at a time: an import that was stopped is completed by the next.
    `tell` hears how many events are done. Only a named service may import; raises Forbidden.
    """
    if not actor.service:
        raise Forbidden(_("Logs are brought in by the installation’s command line."))
    done = Imported()
    cases = list(log.cases.items())
    for start in range(0, len(cases), _CASES_A_TRANSACTION):
        with transaction.atomic():
            _Group(actor, log, district, dict(cases[start : start + _CASES_A_TRANSACTION])).save(
                done
            )
        tell(done.imported + done.already_there)
    return done


def case_key(log: str, case: str) -> str:
    """Return a case's key: log and case, or a keyed digest where the case is no plain code.

    What looks like somebody's tax code, or cannot stand in the ledger, is never kept as it is.
    """
    readable = f"{log}:{case}"
    if len(readable) <= _LONGEST_KEY and _CODE.fullmatch(case) and not _TAX_CODE.search(case):
        return readable
    token = keyed_token(settings.AIA_SEARCH_KEY(), "imported case", log, case)
    return f"{log}:{token.hex()}"


class _Group:
    """Some cases that are saved in one transaction: new ones in a batch, known ones in place."""

    def __init__(
        self, actor: Actor, log: Log, district: str, cases: dict[str, list[SourceLine]]
    ) -> None:
        self._actor, self._log, self._district = actor, log, district
        self._cases = {derived_id("import", district, log.name, case): case for case in cases}
        self._events = {id_: cases[case] for id_, case in self._cases.items()}

    def save(self, done: Imported) -> None:
        _hold(self._log.name)
        ensure_keys(list(self._cases))
        keys = keyring(*self._cases)
        there = {
            row.id: row
            for row in Pathway.objects.select_for_update(no_key=True).filter(
                id__in=list(self._cases)
            )
        }
        known = _known(list(there))
        with Batch() as batch:
            for id_, events in self._events.items():
                if id_ in there:
                    continue
                case = Case(self._actor, self._log.mapping, keys, batch.record)
                case.open(self._pathway(id_), events[0].at)
                _tell_all(case, events, done)
        for id_, pathway in there.items():
            left = [one for one in self._events[id_] if _key(one) not in known[id_]]
            done.already_there += len(self._events[id_]) - len(left)
            if left:
                case = Case(self._actor, self._log.mapping, keys, record)
                case.resume(
                    pathway, max((at for _a, at, _n in known[id_]), default=pathway.opened_at)
                )
                _tell_all(case, left, done)

    def _pathway(self, id_: UUID) -> Pathway:
        key = case_key(self._log.name, self._cases[id_])
        title = f"{self._log.mapping.title or self._log.name} · {key.partition(':')[2]}"
        return Pathway(
            id=id_,
            district=self._district,
            title=title[: values.LONGEST_TITLE],
            source_key=key,
        )


def _tell_all(case: Case, events: Sequence[SourceLine], done: Imported) -> None:
    told = Counter(case.tell(event) for event in events)
    done.imported += len(events)
    done.not_applicable += told[False]


def _known(pathways: Sequence[UUID]) -> dict[UUID, set[_Key]]:
    """Return what is already there of each pathway."""
    found: dict[UUID, set[_Key]] = {id_: set() for id_ in pathways}
    rows = SourceEvent.objects.filter(pathway__in=pathways)
    for id_, activity, at, n in rows.values_list(
        "pathway", "activity", "happened_at", "occurrence"
    ):
        found[id_].add((activity, at, n))
    return found


def _key(event: SourceLine) -> _Key:
    return event.activity, event.at, event.occurrence


def _hold(log: str) -> None:
    """Let two imports of the same log stand in line; on SQLite every transaction does anyway."""
    if connection.vendor == "postgresql":
        half = int.from_bytes(derived_id("import", log).bytes[8:], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [half])
