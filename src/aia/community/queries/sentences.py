"""What the verbs of passages say in plain words on the chain of somebody's file."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "passage.proposed": _(
        "%(who)s proposed a passage between care and proximity for %(planned_on)s."
    ),
    "passage.agreed": _("Both sides and who passes have agreed to the passage."),
    "passage.started": _("The handover was made on %(started_on)s: the trial began."),
    "passage.kept": _("%(who)s wrote that it stays so, on %(ended_on)s."),
    "passage.left": _("%(who)s took the way back out of the trial, on %(ended_on)s."),
    "passage.turned_back": _("The way back is open, until %(planned_on)s."),
    "passage.called_off": _("%(who)s called the passage off, on %(ended_on)s."),
    "passage_ask.asked": _("%(who)s asked for something that proximity needs."),
    "passage_ask.answered": _("What proximity needs was answered."),
    "passage_word.given": _("%(who)s wrote a yes to the passage."),
    "trial_look.taken": _("%(who)s wrote how the trial goes."),
}
