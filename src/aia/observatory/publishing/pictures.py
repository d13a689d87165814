"""The pictures of the released tables: drawn once for each plan, kept as files, read by pages.

They lie under the installation's home, by district. A page that finds no picture shows its table.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from aia.observatory.publishing.about import steps
from aia.observatory.publishing.labels import Labels
from aia.observatory.publishing.plans import NARROW, WIDE, Plan, colour_of, plan_of
from aia.observatory.publishing.tables import Table, table_of
from aia.observatory.queries import current_releases, readings

_log = logging.getLogger(__name__)
_PICTURE_SECONDS = 5
_START_SECONDS = 60
_OPENING = re.compile(r"<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>")
# A picture that stands in a page takes the page's own colours, by day and by night.
_COLOURS: Mapping[str, str] = {
    "#1b2733": "ink",
    "#4a5663": "ink-soft",
    "#ddd4c4": "rule",
    "#ffffff": "surface",
    "#6b6257": "notice",
    "#b4430f": "need",
    "#9b2f78": "demand",
    "#0b5fa5": "choice",
    "#46525e": "plan",
    "#00704f": "answer",
    "#7d5f00": "review",
    "#5a3ea6": "give_back",
}
_COLOUR = re.compile("|".join(_COLOURS), re.IGNORECASE)


def folder(district: str) -> Path:
    """Return where the pictures of a district lie."""
    return Path(settings.HOME) / "observatory" / "pictures" / district


def file_of(district: str, plan: Plan) -> Path:
    """Return where the picture of a plan lies, or will lie."""
    return folder(district) / f"{plan.digest}.svg"


def drawn(district: str, plan: Plan | None) -> str | None:
    """Return the picture of a plan as it was drawn; None when it was not."""
    if plan is None:
        return None
    try:
        return file_of(district, plan).read_text()
    except FileNotFoundError:
        return None


def inline(svg: str, *, alt: str, look: str) -> SafeString:
    """Return a picture to stand in a page: in the page's colours, said in words, never a fixed
    size. The picture is our own drawing of escaped names: nobody else's markup is in it."""
    found = _OPENING.search(svg)
    if found is None:
        raise ValueError("a picture without a view box")
    body = _COLOUR.sub(_name_of_colour, svg[found.end() :])
    opening = (
        f'<svg class="aia-chart {look}" viewBox="{found[1]}" role="img" aria-label="{escape(alt)}">'
    )
    return mark_safe(opening + body)  # noqa: S308 see above


def _name_of_colour(found: re.Match[str]) -> str:
    return f"var(--aia-{_COLOURS[found.group().lower()]})"


def draw(district: str, *, at: datetime) -> int:
    """Draw what the district's pages show and is not drawn yet; return how many pictures are new.

    Shown are the editions in force, and those that somebody wrote about. Pictures of others go
    away: their tables stay at their addresses. Never raises because of a picture. `at` is the
    moment of the build that asks.
    """
    rows = {one.id: one for one in current_releases(district)}
    rows |= {one.release_id: one.release for one in readings(district)}
    wanted = list(plans((table_of(row) for row in rows.values()), steps()))
    made = draw_missing(wanted)
    gone = forget_others(district, (plan for _district, plan in wanted))
    _log.info("%s, %s: %d pictures drawn, %d taken away", district, at.date(), made, gone)
    return made


def plans(tables: Iterable[Table], steps: Mapping[str, str]) -> Iterator[tuple[str, Plan]]:
    """Yield (district, plan) of every picture of these tables, in each language and width.

    `steps` says which part of the line each indicator reads.
    """
    known: dict[str, Labels] = {}
    for table in tables:
        labels = known.setdefault(table.district, Labels(table.district))
        colour = colour_of(steps.get(table.indicator, ""))
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                # A table in colours is not drawn for phones: there it is moved sideways.
                for width in (WIDE, NARROW) if len(table.breakdown) == 1 else (WIDE,):
                    if plan := plan_of(table, labels, colour=colour, width=width):
                        yield table.district, plan


def draw_missing(wanted: Iterable[tuple[str, Plan]]) -> int:
    """Draw the pictures that are not there yet; return how many were drawn.

    A picture that cannot be drawn is told in the log and stays away: its page shows the table.
    """
    missing = {
        str(file): plan
        for district, plan in wanted
        if not (file := file_of(district, plan)).exists()
    }
    if not missing:
        return 0
    jobs = "".join(
        f'{{"file":{json.dumps(file)},"plan":{plan.as_json()}}}\n' for file, plan in missing.items()
    )
    command = [sys.executable, "-m", "aia.observatory.publishing.drawing"]
    patience = _START_SECONDS + _PICTURE_SECONDS * len(missing)
    try:
        done = subprocess.run(  # noqa: S603 our own command
            command, input=jobs, capture_output=True, text=True, timeout=patience, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        _log.warning("pictures were not drawn: %s", error)
        return sum(Path(file).exists() for file in missing)
    if done.returncode:
        _log.warning("some pictures were not drawn: %s", done.stdout[-2000:] or done.stderr[-2000:])
    return sum(Path(file).exists() for file in missing)


def forget_others(district: str, wanted: Iterable[Plan]) -> int:
    """Take away the pictures that no page shows any more; return how many."""
    kept = {file_of(district, plan).name for plan in wanted}
    others = [one for one in folder(district).glob("*.svg") if one.name not in kept]
    for one in others:
        one.unlink(missing_ok=True)
    return len(others)
