"""From what queries return to what the API tells."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from aia.pathways.models import Pathway
from aia.pathways.queries import (
    AnswerFile,
    ChoiceFile,
    DemandFile,
    GiveBackFile,
    NeedFile,
    OptionFile,
    PathwayFile,
    PlanText,
    ReceivedReferral,
    ReferralFile,
    ReviewText,
)
from aia.trace.traced import Traced


def row(one: Traced, **more: Any) -> dict[str, Any]:
    """Return a row's coded fields, its id and its version, and what else is told of it."""
    coded = one.coded_fields()
    told = {
        f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields if f.name in coded
    }
    return {**told, "id": one.id, "version": one.last_entry_id, **more}


def pathway(one: Pathway, name: str, **more: Any) -> dict[str, Any]:
    """Return a pathway with its subject's name."""
    return row(one, name=name, district=one.district, **more)


def need(one: NeedFile) -> dict[str, Any]:
    """Return a need and everything that follows from it."""
    return row(
        one.need,
        category_name=one.category,
        words=one.words,
        demands=[_demand(demand) for demand in one.demands],
        answers=[_answer(answer) for answer in one.answers],
        referrals=[_referral(referral) for referral in one.referrals],
        give_backs=[_gift(gift) for gift in one.give_backs],
    )


def file(one: PathwayFile) -> dict[str, Any]:
    """Return a whole file."""
    return pathway(
        one.pathway,
        one.name,
        why=str(one.why),
        team=[asdict(member) for member in one.team],
        needs=[need(each) for each in one.needs],
        give_backs=[_gift(gift) for gift in one.give_backs],
        earlier=[each.id for each in one.earlier],
    )


def received(one: ReceivedReferral) -> dict[str, Any]:
    """Return a referral as the organisation sees it."""
    told = {name: getattr(one, name) for name in _RECEIVED}
    return row(one.referral, **told)


def plan(one: PlanText) -> dict[str, Any]:
    """Return a plan with everything it holds."""
    return row(
        one.plan,
        aims=one.aims,
        goals=[row(g.goal, result=g.result, indicator=g.indicator) for g in one.goals],
        commitments=[row(c.commitment, words=c.words) for c in one.commitments],
        supports=[row(s.support, words=s.words, organisation=s.organisation) for s in one.supports],
        reviews=[review(each) for each in one.reviews],
    )


def review(one: ReviewText) -> dict[str, Any]:
    """Return a review with what each side said."""
    return row(
        one.review,
        recipient_words=one.recipient_words,
        worker_words=one.worker_words,
        ratings=[asdict(pair) for pair in one.ratings],
    )


_RECEIVED = (
    "readable",
    "name",
    "category",
    "severity",
    "words",
    "reply",
    "asked_for",
    "sent_by",
    "days_overdue",
)


def _demand(one: DemandFile) -> dict[str, Any]:
    return row(
        one.demand,
        words=one.words,
        options=[_option(option) for option in one.options],
        choices=[_choice(choice) for choice in one.choices],
    )


def _option(one: OptionFile) -> dict[str, Any]:
    return row(one.option, words=one.words, asks=one.asks, organisation=one.organisation)


def _choice(one: ChoiceFile) -> dict[str, Any]:
    return row(one.choice, words=one.words)


def _answer(one: AnswerFile) -> dict[str, Any]:
    return row(one.answer, words=one.words, organisation=one.organisation)


def _referral(one: ReferralFile) -> dict[str, Any]:
    return row(
        one.referral,
        words=one.words,
        reply=one.reply,
        said_by=one.said_by,
        organisation=one.organisation,
        days_overdue=one.days_overdue,
    )


def _gift(one: GiveBackFile) -> dict[str, Any]:
    return row(one.give_back, words=one.words, organisation=one.organisation)
