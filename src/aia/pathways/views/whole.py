"""Acts on a whole pathway: a give-back, a rest, the closing."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.pathways import actions
from aia.pathways.forms import line as forms
from aia.pathways.views.needs import OnPathway


class GiveBack(OnPathway):
    """Record what was put back on the floor."""

    verb = "give_back.given"
    form_class = forms.GiveBackForm
    heading = _("A give-back")
    lead = _("Always free: nothing is owed, nothing follows from it.")
    submit = _("Keep it")
    done = _("Thank you: it is on the floor.")

    def initial(self) -> dict[str, Any]:
        return {"given_on": timezone.localdate(self.at)}

    def perform(self, told: dict[str, Any]) -> Any:
        told.pop("seen")
        return actions.give_back(
            actor=self.actor, pathway_id=self.known.pathway.id, **told, at=self.at
        )


class ClosePathway(OnPathway):
    """Close a pathway."""

    verb = "pathway.closed"
    form_class = forms.ClosePathwayForm
    heading = _("Close the pathway")
    lead = _("What it was for, and what the person can count on from now.")
    submit = _("Close the pathway")
    done = _("The pathway is closed. It can be opened again.")

    def seen(self) -> int | None:
        return self.known.pathway.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.close_pathway(
            actor=self.actor, pathway_id=self.known.pathway.id, **told, at=self.at
        )


class SuspendPathway(OnPathway):
    """Let a pathway rest."""

    verb = "pathway.suspended"
    form_class = forms.SuspendForm
    heading = _("Let the pathway rest")
    submit = _("Suspend the pathway")
    done = _("The pathway rests.")

    def seen(self) -> int | None:
        return self.known.pathway.last_entry_id

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.suspend_pathway(
            actor=self.actor, pathway_id=self.known.pathway.id, **told, at=self.at
        )


class RenamePathway(OnPathway):
    """Give a community's pathway another title."""

    verb = "pathway.renamed"
    form_class = forms.TitleForm
    heading = _("Call it otherwise")
    submit = _("Keep the title")
    done = _("The pathway has its new title.")

    def seen(self) -> int | None:
        return self.known.pathway.last_entry_id

    def initial(self) -> dict[str, Any]:
        return {"title": self.known.pathway.title}

    def perform(self, told: dict[str, Any]) -> Any:
        return actions.rename_pathway(
            actor=self.actor, pathway_id=self.known.pathway.id, **told, at=self.at
        )
