"""See that a Chromium is there for the browser tests: `python -m tests.with_chromium`.

Where none is installed and the user may install packages, the system's own is; elsewhere the
tests themselves say loudly that they are not run, and fail where CI is true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def main() -> int:
    """Install Chromium when it is missing and may be installed. Never a failure of its own."""
    if os.environ.get("AIA_CHROMIUM") or any(map(shutil.which, NAMES)):
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests…", flush=True)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
            command = ["apt-get", *words]
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL, env=environment)
    if not any(map(shutil.which, NAMES)):
        print("NO CHROMIUM: THE BROWSER TESTS WILL NOT RUN (install it: chromium)", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
