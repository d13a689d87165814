"""Invented content for the style page: one example of every component."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from aia.web.terms import (
    ChangeChart,
    ChangeRow,
    Conflict,
    Crumb,
    Definition,
    FieldChange,
    GoalRating,
    StepKind,
    StepperStep,
    StepState,
    Strand,
    StrandStep,
    TimelineEvent,
    Tone,
)

DOMAINS = (
    gettext_lazy("Home"),
    gettext_lazy("Money"),
    gettext_lazy("Work"),
    gettext_lazy("Health"),
    gettext_lazy("Daily life"),
    gettext_lazy("Family"),
    gettext_lazy("Friends and neighbours"),
    gettext_lazy("Language"),
    gettext_lazy("Learning"),
    gettext_lazy("Rights and documents"),
    gettext_lazy("Getting around"),
    gettext_lazy("Mood"),
    gettext_lazy("Plans for the future"),
)


class SampleForm(forms.Form):
    """One field of every kind, to see them all together."""

    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Write it as you would say it aloud."),
        widget=forms.Textarea,
    )
    name = forms.CharField(label=gettext_lazy("First name"), max_length=40)
    born = forms.DateField(label=gettext_lazy("Date of birth"), required=False)
    domain = forms.ChoiceField(
        label=gettext_lazy("Area of life"),
        choices=[("", "—"), *((str(i), name) for i, name in enumerate(DOMAINS[:4]))],
    )
    voice = forms.ChoiceField(
        label=gettext_lazy("Whose words are they?"),
        choices=[("self", gettext_lazy("The person")), ("kin", gettext_lazy("Family"))],
        widget=forms.RadioSelect,
    )
    supports = forms.MultipleChoiceField(
        label=gettext_lazy("What could help"),
        help_text=gettext_lazy("Choose all that apply."),
        choices=[("home", gettext_lazy("Help at home")), ("ride", gettext_lazy("A lift"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    paper = forms.FileField(
        label=gettext_lazy("A document"),
        help_text=gettext_lazy("PDF, JPEG or PNG, up to 5 MB."),
        required=False,
    )
    agreed = forms.BooleanField(label=gettext_lazy("The person agrees to this being written down"))


def strands(today: date) -> list[Strand]:
    """Return five needs, each ending in its own way."""

    def step(kind: str, ago: int, label: str = "", state: str = StepState.DONE) -> StrandStep:
        return StrandStep(kind, today - timedelta(days=ago), label, "#trace-list", state)

    return [
        Strand(
            label=_("The rent takes more than half of what comes in"),
            category=_("Home"),
            url="#trace-list",
            steps=[
                step(StepKind.NEED, 330, _("told at the desk")),
                step(StepKind.DEMAND, 318, _("“I want to stay near my daughter’s school”")),
                step(StepKind.CHOICE, 290, _("a flat with an agreed rent")),
                step(StepKind.CHOICE, 290, _("a room in a shared house"), StepState.DECLINED),
                step(StepKind.CHOICE, 290, _("a move to another town"), StepState.DECLINED),
                step(StepKind.PLAN, 276, _("signed")),
                step(StepKind.ANSWER, 240, _("the flat in via Milano")),
                step(StepKind.REVIEW, 150, _("+1 for the person, +1 for the worker")),
                step(
                    StepKind.GIVE_BACK, 95, _("two evenings a month at the school’s homework club")
                ),
            ],
            closed=today - timedelta(days=60),
            closed_label=_("the need is met"),
        ),
        Strand(
            label=_("Work after the factory closed"),
            category=_("Work"),
            url="#trace-list",
            steps=[
                step(StepKind.NOTICE, 210, _("from the parish")),
                step(StepKind.NEED, 190),
                step(StepKind.DEMAND, 176, _("“Anything, but with a contract”")),
                step(StepKind.CHOICE, 43, _("night shifts far away"), StepState.DECLINED),
            ],
            stopped_at=StepKind.CHOICE,
            waiting_days=176,
        ),
        Strand(
            label=_("Learning Italian well enough to speak with the teachers"),
            category=_("Learning"),
            url="#trace-list",
            steps=[
                step(StepKind.NEED, 60),
                step(StepKind.DEMAND, 58),
                step(StepKind.CHOICE, 41),
                step(StepKind.PLAN, 39),
                step(StepKind.ANSWER, 20, _("evening course")),
            ],
        ),
        Strand(
            label=_("Mother alone during the day"),
            category=_("Ties"),
            url="#trace-list",
            steps=[
                step(StepKind.NEED, 152),
                step(StepKind.DEMAND, 150, _("not voiced: trust is being built"), StepState.MISSED),
                step(StepKind.CHOICE, 120),
                step(StepKind.ANSWER, 110, _("company at home"), StepState.SUSPENDED),
            ],
            stopped_at=StepKind.REVIEW,
            waiting_days=20,
        ),
        Strand(
            label=_("A tooth that hurts"),
            category=_("Health"),
            steps=[step(StepKind.NEED, 4)],
            stopped_at=StepKind.DEMAND,
            waiting_days=4,
        ),
    ]


def goals() -> list[GoalRating]:
    """Return three goals: one reached, one judged differently by the two, one not yet judged."""
    return [
        GoalRating(_("A home that can be paid for"), -2, 1, -2, 1),
        GoalRating(_("A job with a contract"), -1, -1, -2, 0),
        GoalRating(_("Speaking with the teachers alone"), -1, None, -1, None),
    ]


def change(today: date) -> ChangeChart:
    """Return thirteen domains at four assessments, with some answers missing."""
    days = [today - timedelta(days=ago) for ago in (330, 240, 120, 10)]
    levels = (
        (1, 2, 3, 4), (2, 2, 2, 3), (1, 1, None, 2), (3, 3, 4, 4), (4, 4, 4, 4), (2, 3, 3, 3),
        (1, 1, 2, 4), (2, 2, 3, 3), (None, 2, 2, 3), (3, 4, 5, 5), (4, 3, 3, 3), (2, 2, 3, 4),
        (1, 2, 2, 3),
    )  # fmt: skip
    rows = [ChangeRow(str(d), row) for d, row in zip(DOMAINS, levels, strict=True)]
    return ChangeChart(days=days, rows=rows)


def everything() -> dict[str, Any]:
    """Return the context of the style page."""
    now = timezone.now()
    today = timezone.localdate()
    return {
        "crumbs": [Crumb(_("People"), "/"), Crumb("Maria R.", "/"), Crumb(_("Style"))],
        "kinds": StepKind.values,
        "tones": [(tone.value, tone.label) for tone in Tone],
        "form": SampleForm(initial={"voice": "self"}),
        "wrong": SampleForm({"name": "", "born": "1975-13-40"}, auto_id="wrong_%s"),
        "strands": strands(today),
        "goals": goals(),
        "change": change(today),
        "events": [
            TimelineEvent(now, _("Choice made"), StepKind.CHOICE, "Anna Bianchi"),
            TimelineEvent(
                now - timedelta(days=9), _("Demand opened"), StepKind.DEMAND, "Anna Bianchi"
            ),
            TimelineEvent(today - timedelta(days=12), _("File opened"), who="Luca Verdi"),
        ],
        "facts": [
            Definition(_("Municipality"), "Cremona"),
            Definition(_("Followed by"), "Anna Bianchi"),
            Definition(_("Telephone"), None),
        ],
        "steps": [
            StepperStep(_("Who"), "done", "#"),
            StepperStep(_("What is needed"), "current"),
            StepperStep(_("Consent"), "to_do"),
        ],
        "conflict": Conflict(
            who="Luca Verdi",
            at=now,
            changes=[FieldChange(_("State"), _("Open"), _("Suspended"))],
            kept=[Definition(_("Note"), _("We met at her sister’s house."))],
            reload_url="#",
        ),
        "head": [_("Municipality"), _("Needs"), _("Answers")],
        "rows": [["Cremona", 132, 88], ["Soresina", 41, 30], ["Ostiano", 12, None]],
    }
