"""Server processes die with the one that started them, however it died.

Without this a `kill -9` of the server would leave its workers answering on the port.
"""

import ctypes
import os
import signal
import sys

_SERVER = "AIA_SERVER_PID"
_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG in linux/prctl.h


def begin() -> None:
    """Mark this process as the server whose workers follow it."""
    os.environ[_SERVER] = str(os.getpid())


def hold() -> None:
    """Tie this process to the server that started it, if one did (Linux; elsewhere nothing).

    A server that died while this process was starting is found out too: then this one ends.
    """
    server = os.environ.get(_SERVER)
    if server is None or not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if server != str(os.getppid()):
        sys.exit("aia: the server that started this process is gone")
