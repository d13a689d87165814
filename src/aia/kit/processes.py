"""Helping processes: they leave Ctrl-C to the process that gives the work, and end with it."""

import os
import signal
from multiprocessing import parent_process
from multiprocessing.connection import wait
from threading import Thread


def serve_parent() -> None:
    """Begin a helping process: not even a killed parent leaves it behind."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
