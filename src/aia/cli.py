"""The one command line: `aia <topic> [<verb>] …`. Exit code 0 done, 1 refused or failed, 2 misused."""

import os
import signal
import sys


def main() -> None:
    """Run one command; Ctrl-C leaves with code 130 and no half-done work."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aia.config.settings")
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(["aia", *sys.argv[1:]])
    except ImproperlyConfigured as error:
        sys.exit(f"aia: {error}")
    except KeyboardInterrupt:
        print("\naia: stopped; what was finished is kept", file=sys.stderr)
        sys.exit(130)
