"""The one command line: `aia <topic> [<verb>] …`.

Exit codes: 0 done, 1 refused or failed, 2 misused, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

from aia import __version__

PACKAGE = Path(__file__).parent
FAILED, MISUSED, STOPPED = 1, 2, 130


@dataclass(frozen=True)
class Topic:
    """One word after `aia`: the module that answers, and whether it needs a ready installation."""

    name: str
    module: str
    group: str
    summary: str
    needs_ready: bool = True

    @property
    def is_here(self) -> bool:
        """Say whether its module has the command."""
        return (PACKAGE / self.module / "management/commands" / f"{self.name}.py").exists()


_START, _DATA, _READ, _TRUST, _KEEP = (
    "Start",
    "The district and its people",
    "Readings",
    "The ledger",
    "Looking after an installation",
)
TOPICS = (
    Topic("run", "config", _START, "serve Aia on this machine"),
    Topic("demo", "demo", _START, "make a simulated district at work"),
    Topic("territory", "territory", _DATA, "load a district, its figures and its places"),
    Topic("people", "people", _DATA, "compare, export and look after identities and keys"),
    Topic("access", "access", _DATA, "accounts, roles and invitations"),
    Topic("pathways", "pathways", _DATA, "import event logs, check what does not hold together"),
    Topic("sensing", "sensing", _DATA, "notices in, suggestions, training and evaluation"),
    Topic("commons", "commons", _DATA, "directories of services in and out, the floor's health"),
    Topic("badges", "commons", _DATA, "sign badges, and verify them without a network"),
    Topic("observatory", "observatory", _READ, "read a process from its log; export our own"),
    Topic("match", "matching", _READ, "solve, explain and verify a matching", needs_ready=False),
    Topic("trace", "trace", _TRUST, "verify, sign and guard the ledger"),
    Topic("work", "config", _KEEP, "do what waits in the background, and the nightly duties"),
    Topic("backup", "config", _KEEP, "write everything into one file"),
    Topic("restore", "config", _KEEP, "bring a backup back"),
)
_DJANGO = (
    ("check", "is the installation set up safely (check --deploy)"),
    ("migrate", "bring the database to this version"),
)


# Verbs that need neither settings nor a database (but for --ledger): `main` answers at once.
_PLAIN: dict[tuple[str, ...], str] = {("observatory", "process"): "aia.observatory.process.door"}


def main() -> None:
    """Run one command and leave with its exit code."""
    arguments = sys.argv[1:]
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        arguments = [*arguments[1:2], "--help"]
    if arguments[0] != "run":
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aia.config.settings")
    sys.exit(_run(arguments))


def _run(arguments: list[str]) -> int:
    first = arguments[0]
    door = _PLAIN.get((first, *arguments[1:2]))
    if door and "--ledger" not in arguments:
        return _plainly(door, arguments[2:])
    if first == "--help":
        sys.stdout.write(help_text())
        return 0
    if first == "--version":
        sys.stdout.write(f"aia {__version__}\n")
        return 0
    topic = next((topic for topic in TOPICS if topic.name == first and topic.is_here), None)
    if topic is None and first not in _known_to_django():
        return _unknown(first)
    wants_help = not {"-h", "--help"}.isdisjoint(arguments)
    return _guarded(lambda: _execute(topic, arguments, ready=not wants_help))


def help_text() -> str:
    """Return the topics that this installation has, by group."""
    lines = ["usage: aia TOPIC [VERB] …", "", "A district's generative welfare.", ""]
    for group in dict.fromkeys(topic.group for topic in TOPICS):
        told = [(t.name, t.summary) for t in TOPICS if t.group == group and t.is_here]
        if group == _KEEP:
            told += _DJANGO
        lines += [f"{group}:", *(f"  {name:<12}{summary}" for name, summary in told), ""]
    lines += [
        "`aia TOPIC --help` tells more. AIA_HOME is where data lives (default: ~/aia-home);",
        "DATABASE_URL=postgres://… selects PostgreSQL. Exit codes: 0 done, 1 failed, 2 misused.",
    ]
    return "\n".join(lines) + "\n"


def _execute(topic: Topic | None, arguments: list[str], *, ready: bool) -> None:
    from django.core.management import execute_from_command_line

    from aia.trace import horizon

    # A command acts for the whole installation, whatever districts it holds.
    horizon.open_process()
    if topic is not None and topic.needs_ready and ready:
        import django

        django.setup()
        from aia.config.readiness import make_ready

        make_ready()
    execute_from_command_line(["aia", *arguments])


def _plainly(door: str, arguments: list[str]) -> int:
    try:
        done: int = import_module(door).main(arguments)
    except KeyboardInterrupt:
        sys.stderr.write("\naia: stopped\n")
        return STOPPED
    return done


def _guarded(run: Callable[[], None]) -> int:
    """Run, turning what an installation's owner can mend into one clear line."""
    from aia.config.failures import explained

    try:
        run()
    except KeyboardInterrupt:
        sys.stderr.write("\naia: stopped; what was finished is kept\n")
        return STOPPED
    except Exception as error:
        told = explained(error)
        if told is None:
            raise
        sys.stderr.write(f"aia: {told}\n")
        return FAILED
    return 0


def _known_to_django() -> Sequence[str]:
    from django.core.management import get_commands

    from aia.config.failures import explained

    try:
        return list(get_commands())
    except Exception as error:
        told = explained(error)
        if told is None:
            raise
        sys.stderr.write(f"aia: {told}\n")
        sys.exit(FAILED)


def _unknown(word: str) -> int:
    near = get_close_matches(word, [topic.name for topic in TOPICS if topic.is_here], n=1)
    hint = f" Did you mean `aia {near[0]}`?" if near else ""
    sys.stderr.write(f"aia: there is no topic called {word!r}.{hint} See `aia --help`.\n")
    return MISUSED
