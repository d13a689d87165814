"""Acts on a need: recognise, reword, regrade, reclassify, leave unvoiced, rest, close."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from aia.pathways import actions, permissions
from aia.pathways.forms import line as forms
from aia.pathways.models import Need
from aia.pathways.queries import NeedDetail, PathwayGlimpse, glimpse, need_detail
from aia.pathways.views.acts import ActPage
from aia.pathways.views.shared import crumbs_to, person_url
from aia.web.terms import Crumb


class OnPathway(ActPage):
    """Base of acts that begin something on a pathway. `verb` is the ledger's name of the act."""

    verb: ClassVar[str]
    known: PathwayGlimpse

    def load(self, subject: UUID, **_ids: Any) -> None:
        """Read the open pathway of a subject."""
        known = glimpse(self.actor, subject, at=self.at)
        if known is None:
            raise Need.DoesNotExist
        self.known = known

    def check(self) -> None:
        permissions.demand(self.actor, self.verb, self.known.pathway, at=self.at)

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.known.pathway, self.known.name, str(self.heading))

    def after(self, result: Any) -> str:
        return person_url(self.known.pathway)

    def context(self) -> dict[str, Any]:
        return {"back_url": person_url(self.known.pathway)}


class AboutNeed(ActPage):
    """Base of acts on a need or on what hangs from it: shows the need above the form.

    `verb` is the ledger's name of the act.
    """

    template_name = "pathways/act_on_need.html"
    verb: ClassVar[str]
    detail: NeedDetail

    def check(self) -> None:
        permissions.demand(self.actor, self.verb, self.detail.pathway, at=self.at)

    @property
    def need(self) -> Need:
        """Return the need that the page is about."""
        return self.detail.file.need

    def seen(self) -> int | None:
        return self.need.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return crumbs_to(self.detail.pathway, self.detail.name, str(self.heading))

    def after(self, result: Any) -> str:
        return f"{person_url(self.detail.pathway)}#row-{self.need.id}"

    def context(self) -> dict[str, Any]:
        return {"detail": self.detail, "back_url": self.after(None)}


class OnNeed(AboutNeed):
    """Base of acts on one need, named in the address."""

    def load(self, need_id: UUID, **_ids: Any) -> None:
        """Read the need as somebody on its pathway may."""
        self.detail = need_detail(self.actor, need_id, at=self.at)


class RecogniseNeed(OnPathway):
    """Recognise a need."""

    verb = "need.recognised"
    form_class = forms.NeedForm
    heading = _("A need")
    lead = _("Named with care: what it is, in whose words, how much it weighs.")
    submit = _("Recognise the need")
    done = _("The need is on the path.")

    def form_arguments(self) -> dict[str, Any]:
        return {"on": timezone.localdate(self.at)}

    def perform(self, told: dict[str, Any]) -> Need:
        told.pop("seen")
        pathway = self.known.pathway
        return actions.recognise_need(actor=self.actor, pathway_id=pathway.id, **told, at=self.at)


class _SimpleAct(OnNeed):
    """An act on a need whose form's fields are the action's arguments."""

    action: ClassVar[str]

    def perform(self, told: dict[str, Any]) -> Any:
        act = getattr(actions, self.action)
        return act(actor=self.actor, need_id=self.need.id, **told, at=self.at)


class RewordNeed(_SimpleAct):
    """Write the words of a need again."""

    verb = "need.reworded"
    action = "reword_need"
    form_class = forms.RewordNeedForm
    heading = _("The words of the need")
    submit = _("Keep these words")
    done = _("The words are kept.")

    def initial(self) -> dict[str, Any]:
        return {
            "words": self.detail.file.words,
            "words_of": self.need.words_of,
            "expressed": "yes" if self.need.expressed else "no",
        }


class RegradeNeed(_SimpleAct):
    """Say how heavy a need is now."""

    verb = "need.regraded"
    action = "regrade_need"
    form_class = forms.SeverityForm
    heading = _("How much it weighs")
    submit = _("Save")
    done = _("Saved.")

    def initial(self) -> dict[str, Any]:
        return {"severity": self.need.severity}


class ReclassifyNeed(_SimpleAct):
    """Say what sort of need it is."""

    verb = "need.reclassified"
    action = "reclassify_need"
    form_class = forms.CategoryForm
    heading = _("What sort of need it is")
    submit = _("Save")
    done = _("Saved.")

    def initial(self) -> dict[str, Any]:
        return {"category": self.need.category}

    def form_arguments(self) -> dict[str, Any]:
        return {"on": timezone.localdate(self.at)}


class LeaveUnvoiced(_SimpleAct):
    """Write why a need is not voiced."""

    verb = "need.left_unvoiced"
    action = "mark_unvoiced"
    form_class = forms.UnvoicedForm
    heading = _("Not voiced, for now")
    lead = _("A need that nobody asks for stays in sight: the reason is dated and looked at again.")
    submit = _("Keep the reason")
    done = _("The reason is kept. The need comes back to the worklist.")


class SuspendNeed(_SimpleAct):
    """Let a need rest."""

    verb = "need.suspended"
    action = "suspend_need"
    form_class = forms.SuspendNeedForm
    heading = _("Let it rest")
    submit = _("Suspend the need")
    done = _("The need rests.")


class ResumeNeed(_SimpleAct):
    """Follow a need again."""

    verb = "need.resumed"
    action = "resume_need"
    form_class = forms.ConfirmForm
    heading = _("Follow it again")
    submit = _("Resume the need")
    done = _("The need is followed again.")


class CloseNeed(_SimpleAct):
    """Close a need."""

    verb = "need.closed"
    action = "close_need"
    form_class = forms.CloseForm
    heading = _("Close the need")
    lead = _("It stays in the trace and can be opened again.")
    submit = _("Close the need")
    done = _("The need is closed.")


class ReopenNeed(_SimpleAct):
    """Open a closed need again."""

    verb = "need.reopened"
    action = "reopen_need"
    form_class = forms.ConfirmForm
    heading = _("Open the need again")
    submit: ClassVar[str | Promise] = _("Open again")
    done = _("The need is open again.")
