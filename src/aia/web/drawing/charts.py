"""Small pictures that stand in the rows of a table: goals reached, levels over time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from aia.web.terms import ChangeChart, GoalRating

GOAL_POINTS = (-2, -1, 0, 1, 2)
_GOAL_STEP = 40
_GOAL_LEFT = 20
_CHANGE_WIDTH = 200
_CHANGE_STEP = 9


@dataclass(frozen=True)
class Voice:
    """What one voice says of a goal: who, before, after, and the picture of the way made."""

    who: str
    before: str
    after: str
    picture: SafeString


@dataclass(frozen=True)
class GoalLine:
    """A goal with its voices, the recipient's first."""

    goal: str
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class ChangeLine:
    """One domain: its picture, its first and last level, the change between them in words."""

    domain: str
    picture: SafeString
    first: int | None
    last: int | None
    change: str
    levels: Sequence[int | None]


def signed(value: int | None) -> str:
    """Return a rating with its sign (a real minus), or a dash when nobody has said."""
    if value is None:
        return "—"
    return f"+{value}" if value > 0 else str(value).replace("-", "\N{MINUS SIGN}")


def goal_rows(goals: Sequence[GoalRating]) -> Iterator[GoalLine]:
    """Yield each goal with its two voices: first the recipient's, then the worker's."""
    for goal in goals:
        yield GoalLine(
            goal.goal,
            (
                _voice(_("The person"), "recipient", goal.recipient_before, goal.recipient_after),
                _voice(_("The social worker"), "worker", goal.worker_before, goal.worker_after),
            ),
        )


def _voice(who: str, kind: str, before: int | None, after: int | None) -> Voice:
    return Voice(who, signed(before), signed(after), _goal_picture(kind, before, after))


def _goal_x(value: int) -> int:
    return _GOAL_LEFT + (value + 2) * _GOAL_STEP


def _goal_picture(kind: str, before: int | None, after: int | None) -> SafeString:
    """Draw the scale with an open mark before, a full one after, and the way between."""
    scale = format_html_join(
        "",
        '<line class="aia-grid{}" x1="{}" x2="{}" y1="4" y2="24"/>',
        ((" aia-zero" if p == 0 else "", _goal_x(p), _goal_x(p)) for p in GOAL_POINTS),
    )
    way: SafeString | str = ""
    if before is not None and after is not None and before != after:
        way = _arrow(_goal_x(before), _goal_x(after))
    return format_html(
        '<svg class="aia-goal-picture aia-voice-{}" viewBox="0 0 200 28" aria-hidden="true">'
        "{}{}{}{}</svg>",
        kind,
        scale,
        way,
        _goal_mark(kind, before, "aia-before") if before != after else "",
        _goal_mark(kind, after, "aia-after"),
    )


def _arrow(start: int, end: int) -> SafeString:
    turn = 1 if end > start else -1
    tip = end - 9 * turn
    return format_html(
        '<path class="aia-way" d="M{} 14H{}m{} -5l{} 5l{} 5"/>',
        start + 7 * turn,
        tip,
        -5 * turn,
        5 * turn,
        -5 * turn,
    )


def _goal_mark(kind: str, value: int | None, moment: str) -> SafeString | str:
    if value is None:
        return ""
    x = _goal_x(value)
    if kind == "recipient":
        return format_html('<circle class="{}" cx="{}" cy="14" r="7"/>', moment, x)
    return format_html('<rect class="{}" x="{}" y="7.5" width="13" height="13"/>', moment, x - 6.5)


def change_rows(chart: ChangeChart) -> Iterator[ChangeLine]:
    """Yield one line a domain, with its small picture."""
    for row in chart.rows:
        known = [level for level in row.levels if level is not None]
        first, last = (known[0], known[-1]) if known else (None, None)
        yield ChangeLine(
            domain=row.domain,
            picture=_change_picture(row.levels, chart.top),
            first=first,
            last=last,
            change=_change_words(known),
            levels=row.levels,
        )


def _change_words(known: Sequence[int]) -> str:
    if not known[1:]:
        return "—"
    change = known[-1] - known[0]
    return _("no change") if change == 0 else signed(change)


def _change_picture(levels: Sequence[int | None], top: int) -> SafeString:
    """Draw levels as dots joined in time, the last one full, on the lines of the levels."""
    height = _CHANGE_STEP * (top + 1)
    step = (_CHANGE_WIDTH - 24) / max(len(levels) - 1, 1)
    dots = [
        (12 + i * step, height - level * _CHANGE_STEP)
        for i, level in enumerate(levels)
        if level is not None
    ]
    lines = format_html_join(
        "",
        '<line class="aia-grid" x1="4" x2="{}" y1="{}" y2="{}"/>',
        (
            (_CHANGE_WIDTH - 4, height - n * _CHANGE_STEP, height - n * _CHANGE_STEP)
            for n in range(1, top + 1)
        ),
    )
    path = " ".join(f"{x:.1f},{y}" for x, y in dots)
    marks = format_html_join(
        "",
        '<circle class="{}" cx="{}" cy="{}" r="{}"/>',
        (
            ("aia-after", f"{x:.1f}", y, 5)
            if (x, y) == dots[-1]
            else ("aia-before", f"{x:.1f}", y, 4)
            for x, y in dots
        ),
    )
    return format_html(
        '<svg class="aia-change-picture" viewBox="0 0 {} {}" aria-hidden="true">{}'
        '<polyline class="aia-way" points="{}"/>{}</svg>',
        _CHANGE_WIDTH,
        height,
        lines,
        path,
        marks,
    )
