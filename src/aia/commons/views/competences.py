"""What one can do: the list, telling it, asking others to vouch for it, badges."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Forbidden
from aia.commons import permissions as floor
from aia.commons.actions import badges as badge_actions
from aia.commons.actions import competences as actions
from aia.commons.actions import endorsements
from aia.commons.badges import permissions
from aia.commons.forms import competences as forms
from aia.commons.models import Badge, Competence, Endorsement
from aia.commons.queries import Keeper, keepers_for
from aia.commons.queries import competences as queries
from aia.commons.queries.competences import CompetenceSeen
from aia.kit.clock import now
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb


def crumbs(*here: Crumb) -> list[Crumb]:
    """Return the places from the floor to a page about competences."""
    return [
        Crumb(gettext("The floor"), reverse("commons:catalogue")),
        Crumb(gettext("What we can do"), reverse("commons:competences")),
        *here,
    ]


@require_safe
def competences_page(request: HttpRequest) -> HttpResponse:
    """List what the reader and their bodies can do, and what they vouch for."""
    actor, at = request_actor(request), now()
    if not actor.districts(*floor.OFFERING):
        raise Forbidden(gettext("Here is what people and bodies tell that they can do."))
    context = {
        "own": queries.own_competences(actor),
        "followed": queries.followed_competences(actor, at=at),
        "vouched": queries.own_endorsements(actor),
        "crumbs": [*crumbs()[:-1], Crumb(gettext("What we can do"))],
    }
    return render(request, "commons/competences.html", context)


@require_safe
def competence_page(request: HttpRequest, competence_id: UUID) -> HttpResponse:
    """Show one competence to whoever can do it: its voices, its link, its badges."""
    actor, at = request_actor(request), now()
    try:
        one = queries.get_competence(actor, competence_id, "competence.known", at=at)
    except Competence.DoesNotExist as error:
        raise Http404(str(error)) from error
    link = ""
    if one.row.asking_since is not None:
        told = [one.row.id, permissions.link_key(one.row)]
        link = settings.PUBLIC_ADDRESS + reverse("commons:endorse", args=told)
    context = {"one": one, "link": link, "crumbs": crumbs(Crumb(one.title))}
    return render(request, "commons/competence.html", context)


class Claim(ActPage):
    """Somebody tells what they can do."""

    form_class = forms.CompetenceForm
    heading = _("Tell something that you can do")
    lead = _(
        "What was learnt by caring for somebody or by living through it counts as much as a"
        " diploma."
    )
    submit = _("Tell it")
    done = _("It is told. Ask now somebody who knows it to vouch for it.")
    district: str
    keepers: list[Keeper]

    def load(self, **_ids: Any) -> None:
        """Find the district, and in whose name the reader may speak there."""
        districts = sorted(self.actor.districts(*floor.OFFERING))
        if not districts:
            raise Forbidden(gettext("Here is what people and bodies tell that they can do."))
        self.district = districts[0]
        self.keepers = keepers_for(self.actor, self.district, at=self.at)

    def form_arguments(self) -> dict[str, Any]:
        return {"keepers": self.keepers}

    def crumbs(self) -> list[Crumb]:
        return crumbs(Crumb(str(self.heading)))

    def context(self) -> dict[str, Any]:
        return {"back_url": reverse("commons:competences")}

    def perform_form(self, form: forms.CompetenceForm) -> Competence:
        same = ("title", "about", "learnt_from", "esco", "isco")
        return actions.claim_competence(
            actor=self.actor,
            district=self.district,
            at=self.at,
            **{name: form.cleaned_data[name] for name in same},
            **form.ids(),
        )

    def after(self, result: Competence) -> str:
        return reverse("commons:competence", args=[result.id])


class Endorse(ActPage):
    """Somebody who has the link vouches for a competence."""

    template_name = "commons/endorse.html"
    form_class = forms.EndorsementForm
    heading = _("Vouch for somebody")
    submit = _("Vouch for it")
    done = _("Thank you: your words are signed, and can be taken back whenever you like.")
    one: CompetenceSeen
    link: str

    def load(self, competence_id: UUID, link: str, **_ids: Any) -> None:
        """Read the competence that the link opens."""
        self.one, self.link = queries.asked_competence(self.actor, competence_id, link), link

    def form_arguments(self) -> dict[str, Any]:
        return {"keepers": queries.voices_of(self.actor, self.one.row.district)}

    def crumbs(self) -> list[Crumb]:
        return crumbs(Crumb(str(self.heading)))

    def context(self) -> dict[str, Any]:
        return {"one": self.one, "back_url": reverse("commons:competences")}

    def perform_form(self, form: forms.EndorsementForm) -> Endorsement:
        same = ("relation", "words", "named")
        return endorsements.endorse_competence(
            actor=self.actor,
            competence_id=self.one.row.id,
            link=self.link,
            at=self.at,
            **{name: form.cleaned_data[name] for name in same},
            **form.ids(),
        )

    def after(self, result: Endorsement) -> str:
        return reverse("commons:competences")


class OnCompetence(ActPage):
    """Base of the acts on a competence."""

    form_class = ActForm
    verb: ClassVar[str]
    act: ClassVar[Callable[..., Any]]
    one: CompetenceSeen

    def load(self, competence_id: UUID, **_ids: Any) -> None:
        """Read the competence, as somebody who may act on it."""
        self.one = queries.get_competence(self.actor, competence_id, self.verb, at=self.at)

    def seen(self) -> int | None:
        return self.one.row.last_entry_id

    def crumbs(self) -> list[Crumb]:
        place = Crumb(self.one.title, reverse("commons:competence", args=[self.one.row.id]))
        return crumbs(place, Crumb(str(self.heading)))

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> Any:
        act = type(self).act
        return act(actor=self.actor, competence_id=self.one.row.id, at=self.at, **told)

    def after(self, result: Any) -> str:
        return reverse("commons:competence", args=[self.one.row.id])


class OpenAsking(OnCompetence):
    """The holder wants a link to give away."""

    verb, act = "competence.opened", actions.open_asking
    heading = _("Ask somebody to vouch for it")
    lead = _(
        "You get a link. Give it to who received it, did it with you or taught it to you: they"
        " read your name and what you tell here, nothing else."
    )
    submit = _("Give me the link")
    done = _("Here is the link: send it to whom you like.")


class ShutAsking(OnCompetence):
    """The link is to open nothing any more."""

    verb, act = "competence.shut", actions.shut_asking
    heading = submit = _("Let the link open nothing any more")
    done = _("The link opens nothing any more. What was said stays.")


class WithdrawCompetence(OnCompetence):
    """It is not told any more."""

    verb, act = "competence.withdrawn", actions.withdraw_competence
    heading = submit = _("Tell it no more")
    lead = _("Its badge, if there is one, is revoked.")
    done = _("It is not told any more.")

    def after(self, result: Any) -> str:
        return reverse("commons:competences")


class IssueBadge(OnCompetence):
    """The holder wants the badge."""

    verb, act = "badge.issued", badge_actions.issue_badge
    form_class = forms.BadgeForm
    heading = _("Make the badge")
    lead = _(
        "A signed file with the name, what is told here and the words of who vouches for it."
        " Whoever you give it to can verify it, also without a network. An earlier one is revoked."
    )
    submit = _("Make the badge")
    done = _("The badge is signed: take its file.")


class RevokeBadge(ActPage):
    """A badge is revoked."""

    form_class = forms.RevokeForm
    heading = submit = _("Revoke the badge")
    lead = _("Whoever verifies it from now on reads that it does not hold any more.")
    done = _("The badge is revoked.")
    badge: Badge

    def load(self, badge_id: UUID, **_ids: Any) -> None:
        """Read the badge, as somebody who may revoke it."""
        self.badge = queries.get_badge(self.actor, badge_id, "badge.revoked", at=self.at)

    def seen(self) -> int | None:
        return self.badge.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return crumbs(Crumb(str(self.heading)))

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> Badge:
        return badge_actions.revoke_badge(
            actor=self.actor, badge_id=self.badge.id, at=self.at, **told
        )

    def after(self, result: Any) -> str:
        return reverse("commons:competence", args=[self.badge.competence_id])


class WithdrawEndorsement(ActPage):
    """Somebody takes their words back."""

    form_class = ActForm
    heading = submit = _("Take these words back")
    lead = _(
        "They are revoked wherever they stand; a badge that nobody vouches for is revoked too."
    )
    done = _("Your words were taken back.")
    endorsement: Endorsement

    def load(self, endorsement_id: UUID, **_ids: Any) -> None:
        """Read the endorsement, as somebody whose words it holds."""
        verb = "endorsement.withdrawn"
        self.endorsement = queries.get_endorsement(self.actor, endorsement_id, verb, at=self.at)

    def seen(self) -> int | None:
        return self.endorsement.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return crumbs(Crumb(str(self.heading)))

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def perform(self, told: dict[str, Any]) -> Endorsement:
        return endorsements.withdraw_endorsement(
            actor=self.actor, endorsement_id=self.endorsement.id, at=self.at, **told
        )

    def after(self, result: Any) -> str:
        return reverse("commons:competences")
