"""What can be wrong with a log, and what a reader of its figures must know."""

from __future__ import annotations


class LogProblem(ValueError):
    """A log, a map or a path cannot be used; the text says what, where and how to mend it."""
