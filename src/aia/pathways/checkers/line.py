"""Questions about pathways, needs, answers and referrals."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from aia.access.queries import scopes_in_force
from aia.access.terms import ScopeKind
from aia.pathways.checkers.asking import Checker, Moment, Scope, Severity
from aia.pathways.models import Answer, Need, Pathway, Referral
from aia.pathways.rules.moves import LIVE_ANSWERS, LIVE_REFERRALS
from aia.pathways.terms import AnswerState, ReferralState, State, Step
from aia.people.terms import Subject


def _without_lead(scope: Scope, _when: Moment) -> QuerySet[Pathway]:
    return Pathway.objects.filter(id__in=scope, state=State.OPEN, lead=None)


def _lead_outside_team(scope: Scope, when: Moment) -> QuerySet[Pathway]:
    team = scopes_in_force(when.at).filter(
        kind=ScopeKind.TEAM, subject=OuterRef("subject"), account=OuterRef("lead")
    )
    led = Pathway.objects.filter(id__in=scope, state=State.OPEN, lead__isnull=False)
    return led.filter(~Exists(team))


def _merged_still_open(scope: Scope, _when: Moment) -> QuerySet[Pathway]:
    kept = Pathway.objects.filter(person=OuterRef("person__merged_into")).exclude(
        state=State.CLOSED
    )
    merged = Pathway.objects.filter(id__in=scope, person__merged_into__isnull=False)
    return merged.exclude(state=State.CLOSED).filter(Exists(kept))


def _open_in_closed(scope: Scope, _when: Moment) -> QuerySet[Need]:
    needs = Need.objects.filter(pathway__in=scope, pathway__state=State.CLOSED)
    return needs.exclude(state=State.CLOSED)


def _unanswered(scope: Scope, when: Moment) -> QuerySet[Need]:
    return Need.objects.filter(
        pathway__in=scope, state=State.OPEN, step=Step.CHOICE, due_on__lt=when.today
    )


def _outlives_referral(scope: Scope, _when: Moment) -> QuerySet[Answer]:
    referrals = Referral.objects.filter(answer=OuterRef("pk"))
    answers = Answer.objects.filter(pathway__in=scope, state__in=LIVE_ANSWERS)
    return answers.filter(Exists(referrals), ~Exists(referrals.filter(state__in=LIVE_REFERRALS)))


def _outlives_need(scope: Scope, _when: Moment) -> QuerySet[Answer]:
    return Answer.objects.filter(
        pathway__in=scope, state__in=LIVE_ANSWERS, need__state=State.CLOSED
    )


def _answer_past_end(scope: Scope, when: Moment) -> QuerySet[Answer]:
    going_on = (AnswerState.RUNNING, AnswerState.SUSPENDED)
    return Answer.objects.filter(pathway__in=scope, state__in=going_on, ends_on__lt=when.today)


def _answer_not_begun(scope: Scope, when: Moment) -> QuerySet[Answer]:
    return Answer.objects.filter(
        pathway__in=scope, state=AnswerState.PLANNED, starts_on__lt=when.today
    )


def _without_consent(scope: Scope, when: Moment) -> QuerySet[Referral]:
    withdrawn = Q(consent__withdrawn_at__lte=when.at)
    return Referral.objects.filter(
        withdrawn | Q(consent=None),
        pathway__in=scope,
        state__in=LIVE_REFERRALS,
        pathway__kind__in=(Subject.PERSON, Subject.HOUSEHOLD),
    )


def _consent_of_another(scope: Scope, _when: Moment) -> QuerySet[Referral]:
    live = Referral.objects.filter(pathway__in=scope, state__in=LIVE_REFERRALS)
    return live.filter(consent__isnull=False).exclude(consent__organisation=F("organisation"))


def _unanswered_referral(scope: Scope, when: Moment) -> QuerySet[Referral]:
    return Referral.objects.filter(
        pathway__in=scope, state=ReferralState.SENT, due_on__lt=when.today
    )


LINE: tuple[Checker, ...] = (
    Checker(
        "pathway_without_lead",
        _("Which open pathways does nobody lead?"),
        Severity.WRONG,
        _without_lead,
        "opened_at",
        path="",
    ),
    Checker(
        "lead_outside_team",
        _("Which pathways are led by somebody who is no longer in the team?"),
        Severity.WRONG,
        _lead_outside_team,
        "opened_at",
        path="",
    ),
    Checker(
        "merged_still_open",
        _("Which persons, merged into one, still have two open pathways?"),
        Severity.WRONG,
        _merged_still_open,
        "opened_at",
        path="",
    ),
    Checker(
        "need_open_in_closed_pathway",
        _("Which needs are still open in a closed pathway?"),
        Severity.WRONG,
        _open_in_closed,
        "recognised_at",
    ),
    Checker(
        "chosen_without_answer",
        _("Which choices still wait for an answer beyond their term?"),
        Severity.LATE,
        _unanswered,
        "due_on",
    ),
    Checker(
        "answer_outlives_referral",
        _("Which answers go on although their referral is over?"),
        Severity.WRONG,
        _outlives_referral,
        "starts_on",
    ),
    Checker(
        "answer_outlives_need",
        _("Which answers go on although their need is closed?"),
        Severity.WRONG,
        _outlives_need,
        "starts_on",
    ),
    Checker(
        "answer_past_end",
        _("Which answers go on after the day on which they were to end?"),
        Severity.LATE,
        _answer_past_end,
        "ends_on",
    ),
    Checker(
        "answer_not_begun",
        _("Which answers have not begun on the day agreed?"),
        Severity.LATE,
        _answer_not_begun,
        "starts_on",
    ),
    Checker(
        "referral_without_consent",
        _("Which referrals have no consent in force?"),
        Severity.WRONG,
        _without_consent,
        "sent_at",
    ),
    Checker(
        "referral_with_another_consent",
        _("Which referrals rest on a consent given towards another organisation?"),
        Severity.WRONG,
        _consent_of_another,
        "sent_at",
    ),
    Checker(
        "referral_unanswered",
        _("Which referrals has the organisation not answered in time?"),
        Severity.LATE,
        _unanswered_referral,
        "due_on",
    ),
)
