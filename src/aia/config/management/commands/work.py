"""`aia work`: do what waits in the background, and the nightly duties."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from aia.background import actions, queries
from aia.config import lifeline
from aia.config.duties import DUTIES
from aia.config.worker import work
from aia.kit.clock import now


class Command(BaseCommand):
    """`aia run` starts one of these by itself; on several machines, start it where it should be."""

    help = "Do what waits in the background, and the nightly duties, until Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--once", action="store_true", help="leave when nothing waits any more")
        which.add_argument("--failed", action="store_true", help="list what was given up")
        which.add_argument("--retry", action="store_true", help="try again all that was given up")
        which.add_argument("--nights", action="store_true", help="list the nightly duties")
        parser.add_argument("--json", action="store_true", help="print lists as JSON")

    def handle(self, *_: Any, **options: Any) -> None:
        if options["failed"]:
            self._failed(as_json=options["json"])
        elif options["nights"]:
            self._nights(as_json=options["json"])
        elif options["retry"]:
            self.stdout.write(f"{actions.retry_tasks(at=now())} tasks are tried again")
        else:
            lifeline.hold()
            work(once=options["once"], tell=_log)

    def _failed(self, *, as_json: bool) -> None:
        told = [
            {
                "id": str(task.id),
                "task": task.name,
                "arguments": task.arguments,
                "enqueued_at": task.enqueued_at.isoformat(),
                "attempts": task.attempts,
                "error": task.error,
                "places": task.error_places,
            }
            for task in queries.failed_tasks()
        ]
        if as_json:
            self.stdout.write(json.dumps(told))
            return
        for one in told:
            arguments = json.dumps(one["arguments"])
            self.stdout.write(f"{one['enqueued_at']}  {one['task']} {arguments}")
            self.stdout.write(f"    {one['error']} ({one['attempts']} attempts)")
        self.stdout.write(
            f"{len(told)} given up: `aia work --retry` tries them again"
            if told
            else "nothing was given up"
        )

    def _nights(self, *, as_json: bool) -> None:
        last = {one.duty: one for one in queries.last_nights(duty.name for duty in DUTIES)}
        told = [
            {
                "duty": duty.name,
                "summary": duty.summary,
                "night": last[duty.name].night.isoformat() if duty.name in last else None,
                "done": duty.name in last and last[duty.name].done_at is not None,
                "told": last[duty.name].told if duty.name in last else "",
            }
            for duty in DUTIES
        ]
        if as_json:
            self.stdout.write(json.dumps(told))
            return
        for one in told:
            state = one["told"] or ("waiting" if one["night"] else "never done yet")
            self.stdout.write(f"{one['duty']:<24}{one['night'] or '-':<12}{state}")


def _log(line: str) -> None:
    sys.stderr.write(f"{now():%Y-%m-%d %H:%M:%S} work: {line}\n")
    sys.stderr.flush()
