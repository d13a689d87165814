"""One act on the line, one page: what is typed is kept when the rules refuse it."""

from __future__ import annotations

from aia.pathways.queries import told_since
from aia.trace.traced import Traced
from aia.web.acts import ActPage as AnyActPage
from aia.web.terms import Changes


class ActPage(AnyActPage):
    """Base of the pages of the line's acts."""

    template_name = "pathways/act.html"

    def told_since(self, row: Traced, seen: int | None) -> Changes:
        """Tell in sentences what colleagues did to the row meanwhile."""
        since = told_since(row, seen)
        return Changes(who=since.who, at=since.at, sentences=since.sentences)
