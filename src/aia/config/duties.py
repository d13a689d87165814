"""What an installation does by itself every night, and the task that does one of them.

A duty is a function `(*, at) -> str`: it does what there is to do since the last time, however long
ago that was, and tells it in a few words (counts, never persons). It is recorded by its name, so a
name never changes. A module's own duty lives in its actions; its line is added to DUTIES here,
because `config` may import every module and none may import `config`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from aia.access.terms import service_actor
from aia.background.actions import end_night, enqueue_night
from aia.background.tasks import task
from aia.background.terms import TaskUnknown
from aia.kit.clock import now
from aia.observatory.building import build_observatory
from aia.observatory.facts.problems import FactsProblem
from aia.observatory.publishing.prepared import prepare
from aia.pathways.actions import follow_protection
from aia.pathways.queries.sheltering import out_of_step
from aia.people.actions import scan_duplicates
from aia.sensing.actions import look_for_alarms
from aia.territory.queries import districts
from aia.trace.actions import keep_outside, make_checkpoint

# When the night's duties begin, by the installation's own clock.
NIGHT_BEGINS = time(2)


@dataclass(frozen=True)
class Duty:
    """One thing done every night: its lasting name, the function, and what it is for."""

    name: str
    do: Callable[..., str]
    summary: str


def sign_ledger(*, at: datetime) -> str:
    """Sign the ledger as it stands and keep the statement in a file too."""
    made = make_checkpoint(private=settings.AIA_CHECKPOINT_KEY(), at=at)
    keep_outside(Path(settings.HOME) / "checkpoints")
    return f"signed up to entry {made.upto}" if made else "nothing new to sign"


def bring_protection_up_to_date(*, at: datetime) -> str:
    """Let each pathway's mark of protection follow its person or household."""
    lagging = out_of_step(at=at)
    for pathway_id in lagging:
        follow_protection(actor=service_actor("nightly"), pathway_id=pathway_id, at=at)
    return f"{len(lagging)} pathways brought up to date"


def seek_duplicates(*, at: datetime) -> str:
    """Compare the persons written since the last time with all others, in every district."""
    compared = sum(
        scan_duplicates(actor=service_actor("nightly"), district=one.code, at=at).compared
        for one in districts()
    )
    return f"{compared} persons compared"


def build_readings(*, at: datetime) -> str:
    """Bring the observatory of every district up to the ledger, and publish what changed.

    Raises FactsProblem, once every district had its turn, when one could not be built.
    """
    released, problems = 0, []
    for one in districts():
        try:
            report = build_observatory(actor=service_actor("nightly"), district=one.code, at=at)
        except FactsProblem as error:
            problems.append(f"{one.code}: {error}")
        else:
            released += report.released
            prepare(one.code, at=at)
    if problems:
        raise FactsProblem("; ".join(problems))
    return f"{released} tables published anew"


# In the order in which they are done: what others write comes before the signature.
DUTIES = (
    Duty("people.duplicates", seek_duplicates, "who may be registered twice"),
    Duty("pathways.protection", bring_protection_up_to_date, "marks of protection"),
    Duty("sensing.alarms", look_for_alarms, "what may be happening in places"),
    Duty("observatory.build", build_readings, "indicators, read and published"),
    Duty("trace.checkpoint", sign_ledger, "the ledger's signature"),
)


def night_of(at: datetime) -> date:
    """Return the night whose duties are due at this moment: the last that has begun."""
    local = timezone.localtime(at)
    begun = local.time() >= NIGHT_BEGINS
    return local.date() if begun else local.date() - timedelta(days=1)


def begin_night(*, at: datetime) -> list[str]:
    """Put the duties of the last night in the queue, unless that was done; return their names.

    Nights that were missed while nothing ran are made up for by the last one: each duty goes on
    from where it stopped.
    """
    return enqueue_night([duty.name for duty in DUTIES], do_duty, night=night_of(at))


@task
def do_duty(duty: str, night: str) -> None:
    """Do one duty of one night. Raises TaskUnknown when this version no longer has it."""
    found = next((one for one in DUTIES if one.name == duty), None)
    if found is None:
        raise TaskUnknown(f"there is no duty {duty}")
    told = found.do(at=now())
    end_night(duty=duty, night=date.fromisoformat(night), told=told, at=now())
