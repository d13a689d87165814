"""One chain of the ledger, read aloud: who did what, when, and because of what."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from aia.access.queries import account_names
from aia.access.terms import Actor
from aia.pathways import permissions, terms
from aia.pathways.models import Need, Pathway
from aia.pathways.permissions import Standing
from aia.pathways.queries.sentences import ANY, SENTENCES, WITH_FACT
from aia.pathways.taxonomy import taxonomy
from aia.people import queries as people
from aia.trace.queries import entries_of_stream

_LONGEST = 200

_CODES: Mapping[str, Any] = {
    "severity": terms.Severity,
    "domain": terms.Domain,
    "step": terms.Step,
    "side": terms.Side,
    "unvoiced": terms.UnvoicedReason,
    "suspend_reason": terms.SuspendReason,
    "close_reason": terms.CloseReason,
    "withdraw_reason": terms.WithdrawReason,
    "decline_reason": terms.DeclineReason,
    "reply_channel": terms.ReplyChannel,
    "own_approval": terms.OwnApproval,
    "redacted_for": terms.RedactReason,
    "declined_for": terms.ChoiceReason,
    "reason": terms.ChoiceReason,
    "end_reason": terms.AnswerEnd,
    "final_resources": terms.FinalResources,
    "voiced_by": terms.Voice,
    "made_by": terms.Voice,
    "recipient_voice": terms.Voice,
    "source": terms.OptionSource,
    "intensity": terms.Intensity,
    "provider_kind": terms.ProviderKind,
    "outcome": terms.ReviewOutcome,
}
# Facts of the same name that mean something else for another verb.
_CODES_OF: Mapping[str, Mapping[str, Any]] = {
    "option.offered": {"kind": terms.OptionKind},
    "give_back.given": {"kind": terms.GiveBackKind},
    "note.written": {"kind": terms.NoteKind},
    "plan.ended": {"end_reason": terms.PlanEnd},
    "commitment.settled": {"state": terms.CommitmentState},
}
_DAYS = frozenset(
    {
        "due_on",
        "starts_on",
        "ends_on",
        "started_on",
        "ended_on",
        "given_on",
        "signed_on",
        "monitor_on",
        "planned_on",
        "taken_on",
        "starts_at",
    }
)
_ACCOUNTS = frozenset({"lead", "account"})
# To a consent or a scope, the organisation is an aside; elsewhere it is the object.
_ASIDE = frozenset({"consent.given"})


@dataclass(frozen=True, kw_only=True)
class TraceLine:
    """One entry in plain words. `because_of` is the position of the entry that caused it.

    `origin` is `trace.terms.Origin`: lived, brought in from another archive, or simulated.
    """

    position: int
    at: datetime
    who: str
    sentence: str
    verb: str
    subject: UUID
    because_of: int | None
    origin: str


@dataclass(frozen=True)
class TracePage:
    """Some entries of a chain, the newest first; `before` asks for those that came earlier."""

    pathway: Pathway
    lines: Sequence[TraceLine]
    before: int | None


def readable_trace(
    actor: Actor,
    stream: UUID,
    *,
    at: datetime,
    before: int | None = None,
    limit: int = 50,
) -> TracePage:
    """Return a page of a pathway's chain, or of its subject's, in sentences.

    `stream` is the pathway's id or the subject's. The person does not find here what they have
    not yet said themselves. Raises Forbidden, Pathway.DoesNotExist.
    """
    pathway = _pathway_of(stream)
    standing = permissions.demand(actor, "trace.read", pathway, at=at)
    limit = max(1, min(limit, _LONGEST))
    entries = entries_of_stream(stream).select_related("caused_by").order_by("-position")
    if before is not None:
        entries = entries.filter(position__lt=before)
    if standing == {Standing.SELF}:
        entries = entries.exclude(subject__in=unsaid(pathway)).exclude(verb="need.left_unvoiced")
    found = list(entries[: limit + 1])
    shown = found[:limit]
    told = [(entry, json.loads(entry.facts)) for entry in shown]
    names = names_in((e.actor for e in shown), [facts for _entry, facts in told])
    lines = [
        TraceLine(
            position=entry.position,
            at=entry.happened_at,
            who=names.get(entry.actor, _("Somebody")),
            sentence=sentence(
                entry.verb,
                facts,
                names,
                who=entry.actor,
                on=timezone.localdate(entry.happened_at),
            ),
            verb=entry.verb,
            subject=entry.subject,
            because_of=_cause_in(stream, entry.caused_by),
            origin=entry.origin,
        )
        for entry, facts in told
    ]
    return TracePage(pathway, lines, shown[-1].position if len(found) > limit else None)


def sentence(
    verb: str, facts: Mapping[str, Any], names: Mapping[UUID, str], *, who: UUID, on: date
) -> str:
    """Return what an entry of that day says, in the reader's language.

    A category of need is called what it was called then.
    """
    special = (said[verb] for fact, said in WITH_FACT.items() if verb in said and facts.get(fact))
    template = str(next(special, SENTENCES.get(verb, ANY)))
    told = _Facts(verb, facts, names, on)
    told["who"] = names.get(who, _("Somebody"))
    told["verb"] = verb
    return template % told


class _Facts(dict[str, str]):
    """The facts of an entry in words, made only when a sentence asks for them."""

    def __init__(
        self, verb: str, facts: Mapping[str, Any], names: Mapping[UUID, str], on: date
    ) -> None:
        super().__init__()
        self._verb, self._facts, self._names, self._on = verb, facts, names, on

    def __missing__(self, name: str) -> str:
        value = self._facts.get(name)
        if name == "organisation" and self._verb in _ASIDE:
            body = self._named(value)
            return _(" to %(name)s") % {"name": body} if body else ""
        if value is None:
            return "" if self._verb == "scope.opened" else _("nobody")
        if name in _ACCOUNTS or name == "organisation":
            return self._named(value)
        if name == "category":
            return taxonomy().label(str(value), self._on)
        if name in _DAYS:
            return _day(str(value))
        codes = _CODES_OF.get(self._verb, {}).get(name) or _CODES.get(name)
        return _labels(codes, value) if codes else str(value)

    def _named(self, value: Any) -> str:
        return self._names.get(UUID(hex=value), _("somebody")) if value else ""


def _labels(codes: type[models.Choices], value: Any) -> str:
    """Return the labels of one code or of several; a code of another version as it is."""
    labels = {str(code): str(label) for code, label in codes.choices}
    told: Iterable[Any] = value if isinstance(value, list) else [value]
    return ", ".join(_inside(labels.get(str(code), str(code))) for code in told)


def _inside(label: str) -> str:
    """Return a label as it is written inside a sentence."""
    return label[:1].lower() + label[1:]


def _day(value: str) -> str:
    if "T" in value:
        moment = timezone.localtime(datetime.fromisoformat(value))
        return date_format(moment, "j F Y, H:i")
    return date_format(date.fromisoformat(value), "j F Y")


def names_in(actors: Iterable[UUID], facts: Collection[Mapping[str, Any]]) -> dict[UUID, str]:
    """Return the names of everybody and every organisation that the entries speak of."""
    accounts = set(actors)
    bodies = set()
    for told in facts:
        accounts |= {UUID(hex=told[name]) for name in _ACCOUNTS if told.get(name)}
        if told.get("organisation"):
            bodies.add(UUID(hex=told["organisation"]))
    named = people.names_of(organisation_ids=bodies) if bodies else {}
    return {**account_names(accounts), **named}


def _cause_in(stream: UUID, cause: Any) -> int | None:
    return cause.position if cause is not None and cause.stream == stream else None


def unsaid(pathway: Pathway) -> list[UUID]:
    """Return the needs that the person has not said, whose story is not told on their page."""
    rows = Need.objects.filter(pathway=pathway, expressed=False, step=terms.Step.NEED)
    return list(rows.values_list("id", flat=True))


def _pathway_of(stream: UUID) -> Pathway:
    rows = Pathway.objects.select_related("person")
    found = rows.filter(pk=stream).first()
    found = found or rows.filter(subject=stream).order_by("-opened_at").first()
    if found is None:
        raise Pathway.DoesNotExist
    return found
