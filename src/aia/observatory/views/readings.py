"""What partners read in an indicator: writing it, taking it back, leading it to a need of all."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from aia.access.queries import request_actor
from aia.access.terms import Actor, Forbidden, Role
from aia.kit.clock import now
from aia.observatory import actions, forms, permissions
from aia.observatory.models import Reading, Release
from aia.observatory.permissions import READERS
from aia.observatory.publishing.about import indicator
from aia.observatory.publishing.labels import breakdown_name
from aia.observatory.publishing.tables import TOTAL, breakdown_of
from aia.observatory.queries import current_releases
from aia.observatory.terms import ReadingState
from aia.people.queries import organisations
from aia.territory.queries import municipalities_of
from aia.web.acts import ActPage
from aia.web.forms import ActForm
from aia.web.terms import Crumb


class Write(ActPage):
    """Write what one reads in an indicator."""

    form_class = forms.ReadingForm
    heading = _("Write what you read")
    lead = _("Numbers say that something is there, not why. You who work here may know.")
    submit = _("Publish it")
    done = _("What you read is published, with your name and the day.")
    tables: list[Release]
    signs_for: list[tuple[str, str]]
    district: str
    code: str

    def load(self, district: str, indicator_code: str, **_ids: Any) -> None:
        """Read the tables in force of the indicator."""
        self.district, self.code = district, indicator_code
        self.tables = sorted(
            current_releases(district).filter(indicator=indicator_code),
            key=lambda one: (one.breakdown != TOTAL, one.breakdown.count("."), one.breakdown),
        )

    def check(self) -> None:
        """Ask who may write here, then whether there is anything to read."""
        _check_of_the_district(self.actor, self.district)
        if not any(self.actor.has(role, self.district) for role in READERS):
            raise Forbidden(
                gettext("Partners and offices of the district write here what they read.")
            )
        self.signs_for = self._signatures()
        if not self.tables:
            raise Http404(gettext("Nothing of the kind is published."))

    def _signatures(self) -> list[tuple[str, str]]:
        """Return for whom the actor may sign: their organisations, and the district's office."""
        own = self.actor.organisations()
        found = [(str(one.id), one.name) for one in organisations(self.district) if one.id in own]
        office = any(
            self.actor.has(role, self.district) for role in READERS if role != Role.PARTNER_OPERATOR
        )
        return [*found, ("", gettext("The office of the district"))] if office else found

    def form_arguments(self) -> dict[str, Any]:
        tables = [(str(one.id), _table_name(one.breakdown, one.edition)) for one in self.tables]
        return {"tables": tables, "signs_for": self.signs_for}

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("by", "")
        named = next((str(one.id) for one in self.tables if one.breakdown == asked), None)
        return {"release_id": named or str(self.tables[0].id)}

    def crumbs(self) -> list[Crumb]:
        return _crumbs(self.district, self.code, str(self.heading))

    def perform(self, told: dict[str, Any]) -> Reading:
        return actions.write_reading(
            actor=self.actor,
            release_id=told["release_id"],
            organisation_id=told.get("organisation_id", self._only()),
            words=told["words"],
            at=self.at,
        )

    def _only(self) -> UUID | None:
        """Return the one organisation that the actor signs for, when there is no choice."""
        first = self.signs_for[0][0] if self.signs_for else ""
        return UUID(first) if first else None

    def after(self, result: Any) -> str:
        return _address(self.district, self.code)


class OnReading(ActPage):
    """Base of the acts on one reading."""

    verb: ClassVar[str]
    form_class: ClassVar[type[ActForm]] = forms.NothingToTell
    reading: Reading

    def load(self, reading_id: UUID, **_ids: Any) -> None:
        """Read the reading, which is public while it is shown."""
        self.reading = _reading(reading_id)

    def check(self) -> None:
        """Ask the policy before the form is shown."""
        _check_of_the_district(self.actor, self.reading.district)
        permissions.demand(self.actor, self.verb, self.reading, at=self.at)

    def seen(self) -> int | None:
        return self.reading.last_entry_id

    def crumbs(self) -> list[Crumb]:
        return _crumbs(self.reading.district, self.reading.release.indicator, str(self.heading))

    def context(self) -> dict[str, Any]:
        return {"back_url": self.after(None)}

    def after(self, result: Any) -> str:
        return _address(self.reading.district, self.reading.release.indicator)


class Withdraw(OnReading):
    """Take back what one wrote."""

    verb = "reading.withdrawn"
    heading = _("Take back what you wrote")
    lead = _("The words and your name go away; that something was written here stays on record.")
    submit = _("Take this reading back")
    done = _("What you wrote is taken back.")

    def perform(self, told: dict[str, Any]) -> Reading:
        return actions.withdraw_reading(
            actor=self.actor, reading_id=self.reading.id, seen=told["seen"], at=self.at
        )


class Redact(OnReading):
    """Blank a reading that must not stand."""

    verb = "reading.redacted"
    heading = _("Blank this reading")
    lead = _("For words that name somebody or hurt. They cannot be brought back.")
    submit = _("Blank it")
    done = _("The reading is blanked.")

    def perform(self, told: dict[str, Any]) -> Reading:
        return actions.redact_reading(
            actor=self.actor, reading_id=self.reading.id, seen=told["seen"], at=self.at
        )


class BecomeNeed(OnReading):
    """Recognise a need of the community in what was read."""

    verb = "reading.became_need"
    form_class = forms.FoundNeedForm
    heading = _("A need of the community")
    lead = _("What was read becomes a need of a place or a group, of no single person.")
    submit = _("Recognise it")
    done = _("The need of the community is recognised.")

    def form_arguments(self) -> dict[str, Any]:
        towns = municipalities_of(self.reading.district).values_list("istat", "name")
        return {"towns": list(towns)}

    def perform(self, told: dict[str, Any]) -> Reading:
        return actions.found_need(
            actor=self.actor,
            reading_id=self.reading.id,
            title=told["title"],
            category=told["category"],
            severity=told["severity"],
            municipality=told["municipality"] or None,
            seen=told["seen"],
            at=self.at,
        )

    def after(self, result: Any) -> str:
        need = getattr(result, "need", None)
        if need is None:
            return super().after(result)
        return reverse("pathways:person", args=[need.pathway.subject_id])


@require_safe
def reading_page(request: HttpRequest, reading_id: UUID) -> HttpResponse:
    """Show one reading with what its reader may do with it."""
    actor, at = request_actor(request), now()
    try:
        found = _reading(reading_id)
    except ObjectDoesNotExist as error:
        raise Http404(str(error)) from error
    acts = (
        ("reading.became_need", "found_need", gettext("Recognise a need of the community in it")),
        ("reading.withdrawn", "withdraw_reading", gettext("Take this reading back")),
        ("reading.redacted", "redact_reading", gettext("Blank it")),
    )
    context = {
        "reading": found,
        "indicator": indicator(found.release.indicator),
        "crumbs": _crumbs(found.district, found.release.indicator, gettext("A reading")),
        "acts": [
            (reverse(f"observatory:{name}", args=[found.id]), label)
            for verb, name, label in acts
            if permissions.may(actor, verb, found, at=at)
            and not (verb == "reading.became_need" and found.need_id)
        ],
    }
    return render(request, "observatory/reading.html", context)


def _check_of_the_district(actor: Actor, district: str) -> None:
    """Raise Forbidden for whoever has nothing to do in the district."""
    if district not in actor.districts():
        raise Forbidden(gettext("There is no such district."), hidden=True)


def _reading(reading_id: UUID) -> Reading:
    """Return a reading that is shown. Raises Reading.DoesNotExist."""
    rows = Reading.objects.filter(state=ReadingState.SHOWN)
    return rows.select_related("release", "organisation").get(pk=reading_id)


def _table_name(breakdown: str, edition: int) -> str:
    name = breakdown_name(breakdown_of(breakdown))
    told = {"table": name[:1].upper() + name[1:], "edition": edition}
    return gettext("%(table)s (edition %(edition)d)") % told


def _address(district: str, code: str) -> str:
    return reverse("observatory:indicator", args=[district, code]) + "#readings"


def _crumbs(district: str, code: str, last: str) -> list[Crumb]:
    return [
        Crumb(gettext("Observatory"), reverse("observatory:home", args=[district])),
        Crumb(indicator(code).name, reverse("observatory:indicator", args=[district, code])),
        Crumb(last),
    ]
