"""What a printed plan says, in the language asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from aia.access.actions import note_reading
from aia.access.queries import account_names
from aia.access.terms import Actor, ReadingKind
from aia.kit.typesetting import typeset
from aia.pathways.models import Pathway, Plan
from aia.pathways.queries.attachments import grounds
from aia.pathways.queries.plans import PlanText, get_plan
from aia.pathways.terms import Domain, PlanState, ProviderKind, ReviewState, Side
from aia.people import queries as people
from aia.people.terms import Subject
from aia.territory import queries as territory
from aia.trace.terms import Origin

_UNSIGNABLE = (PlanState.DRAFT, PlanState.SUBMITTED)
_NO_BREAK = "\u00a0"
_TEMPLATE = Path(__file__).with_name("plan.typ")


@dataclass(frozen=True)
class PrintedPlan:
    """A PDF/UA-1 file and the name under which to save it, which tells nobody's name."""

    name: str
    content: bytes


@dataclass(frozen=True)
class _Who:
    """Those who sign, as they are called."""

    subject: str
    born: date | None
    worker: str
    coordinator: str


def print_plan(actor: Actor, plan_id: UUID, *, language: str = "it", at: datetime) -> PrintedPlan:
    """Return the plan as a PDF in Italian or English, and record that it was printed.

    Raises Plan.DoesNotExist; Forbidden (hidden to strangers).
    """
    text = get_plan(actor, plan_id, at=at)
    pathway = text.plan.pathway
    with translation.override(language):
        content = typeset(_TEMPLATE, _contents(text, _who(pathway, text.plan), language))
        name = _("plan-%(reference)s.pdf") % {"reference": _reference(text.plan)}
    subject = pathway.subject_id
    note_reading(
        actor=actor,
        subject=subject,
        district=pathway.district,
        kind=ReadingKind.PRINT,
        why=grounds(actor, subject, at=at),
        at=at,
    )
    return PrintedPlan(name, content)


def _contents(text: PlanText, who: _Who, language: str) -> dict[str, Any]:
    """Return what the template shows: strings only, so that no word is ever markup."""
    plan = text.plan
    return {
        "lang": language,
        "title": _("Personal plan"),
        "service": _("%(district)s · Social service") % {"district": _district(plan.district)},
        "about": _("An agreement between %(name)s and those who help") % {"name": who.subject},
        "banners": _banners(plan),
        "footer": _("Plan %(reference)s · D.Lgs. 147/2017, art. 6")
        % {"reference": _reference(plan)},
        "page": _("Page"),
        "facts": _facts(plan, who),
        "words": {"title": _("Where we want to get"), "lines": _lines(text.aims)},
        "tables": [_goals(text), _commitments(text), _supports(text)],
        "reviews": {
            "title": _("When we stop and look together"),
            "lead": _("The person who receives the help speaks first."),
            "dates": [
                _day(one.review.planned_on)
                for one in text.reviews
                if one.review.state != ReviewState.CANCELLED
            ],
        },
        "signatures": _signatures(plan.pathway, who),
    }


def _banners(plan: Plan) -> list[str]:
    banners = []
    if plan.last_entry.origin == Origin.SIMULATED:
        banners.append(_("Simulated data: this person does not exist."))
    if plan.state in _UNSIGNABLE:
        banners.append(_("Draft to read together: it is signed once it has been approved."))
    return banners


def _facts(plan: Plan, who: _Who) -> list[dict[str, str]]:
    signed = plan.signed_on is not None
    told = {
        str(Subject(plan.pathway.kind).label): who.subject,
        _("Date of birth"): _day(who.born) if who.born else "—",
        _("Social worker"): who.worker or "—",
        _("Length of the plan"): f"{_day(plan.starts_on)} – {_day(plan.ends_on)}",
        _("Signed on") if signed else _("To be signed by"): _day(plan.signed_on or plan.sign_by),
        _("Budget of the plan"): _money(plan.budget) if plan.budget is not None else "—",
    }
    if plan.pathway.kind != Subject.PERSON:
        del told[_("Date of birth")]
    return [{"label": label, "value": value} for label, value in told.items()]


def _goals(text: PlanText) -> dict[str, Any]:
    return {
        "title": _("Goals"),
        "header": [_("Result"), _("How we will see it"), _("Domain"), _("We look at it on")],
        "widths": [4.3, 4.3, 3, 2.8],
        "aligns": ["left"] * 4,
        "rows": [
            [
                _lines(one.result),
                _lines(one.indicator),
                [str(Domain(one.goal.domain).label)],
                [_day(one.goal.monitor_on)],
            ]
            for one in text.goals
        ],
        "empty": _("No goal has been written yet."),
        "note": "",
    }


def _commitments(text: PlanText) -> dict[str, Any]:
    return {
        "title": _("Commitments"),
        "header": [_("Who"), _("What"), _("By")],
        "widths": [3, 8.6, 2.8],
        "aligns": ["left"] * 3,
        "rows": [
            [
                [str(Side(one.commitment.side).label)],
                _lines(one.words),
                [_day(one.commitment.due_on) if one.commitment.due_on else "—"],
            ]
            for one in text.commitments
        ],
        "empty": _("No commitment has been written yet."),
        "note": _(
            "When a commitment cannot be kept we talk about it: nothing else follows from it."
        ),
    }


def _supports(text: PlanText) -> dict[str, Any]:
    return {
        "title": _("Supports"),
        "header": [_("Who gives it"), _("What"), _("Amount")],
        "widths": [4, 7.6, 2.8],
        "aligns": ["left", "left", "right"],
        "rows": [
            [
                [one.organisation or str(ProviderKind(one.support.provider_kind).label)],
                _lines(one.words),
                [_money(one.support.amount) if one.support.amount is not None else "—"],
            ]
            for one in text.supports
        ],
        "empty": _("No support is foreseen."),
        "note": "",
    }


def _signatures(pathway: Pathway, who: _Who) -> dict[str, Any]:
    lines = {"signature": _("Signature"), "date": _("Date")}
    return {
        "title": _("Signatures"),
        "lead": _("By signing we say that we wrote this plan together and that each has a copy."),
        "boxes": [
            {"who": str(Subject(pathway.kind).label), "name": who.subject, **lines},
            {"who": _("Social worker"), "name": who.worker, **lines},
            {"who": _("Coordinator"), "name": who.coordinator, **lines},
        ],
    }


def _who(pathway: Pathway, plan: Plan) -> _Who:
    names = account_names([one for one in (pathway.lead, plan.approved_by) if one])
    born = None
    if pathway.person is not None:
        identity = people.identity_of(pathway.person)
        subject, born = people.called(pathway.person, identity), identity.birth_date
    elif pathway.kind == Subject.COMMUNITY:
        subject = pathway.title
    else:
        named = people.names_of(
            household_ids=[pathway.household_id] if pathway.household_id else (),
            organisation_ids=[pathway.organisation_id] if pathway.organisation_id else (),
        )
        subject = named.get(pathway.subject_id, "")
    return _Who(
        subject=subject,
        born=born,
        worker=names.get(pathway.lead, "") if pathway.lead else "",
        coordinator=names.get(plan.approved_by, "") if plan.approved_by else "",
    )


def _district(code: str) -> str:
    """Return the district's name; its code when the territory does not know it."""
    return territory.districts().filter(code=code).values_list("name", flat=True).first() or code


def _reference(plan: Plan) -> str:
    """Return the end of the plan's id: enough to find the sheet again, tells nothing else."""
    return plan.id.hex[-8:]


def _lines(text: str) -> list[str]:
    """Return the text's lines without characters that cannot be printed."""
    told = ("".join(c if c.isprintable() else " " for c in line) for line in text.splitlines())
    return [" ".join(line.split()) for line in told if line.strip()]


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT").replace(" ", _NO_BREAK)


def _money(amount: Decimal) -> str:
    return f"{number_format(amount, 2, force_grouping=True)}{_NO_BREAK}€"
