"""Forms of readings: what one reads in a table, and the need that it may become."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.observatory.actions.readings import LONGEST
from aia.pathways.queries import taxonomy
from aia.pathways.terms import Domain, Severity
from aia.web.forms import EMPTY, ActForm, one_of, text_field


class ReadingForm(ActForm):
    """What somebody reads in one of an indicator's tables, and for whom they sign."""

    release_id = forms.TypedChoiceField(
        label=_("Which table are you reading?"),
        coerce=UUID,
        help_text=_("What you write stays tied to the edition that you see today."),
    )
    organisation_id = forms.TypedChoiceField(
        label=_("For whom do you sign?"), coerce=UUID, required=False, empty_value=None
    )
    words = text_field(
        _("What do you read in it?"),
        help_text=_("Everybody can read it, with your name under it. Name no person."),
        rows=8,
        longest=LONGEST,
    )
    field_order = ("release_id", "words", "organisation_id")

    def __init__(
        self,
        *args: Any,
        tables: Sequence[tuple[str, str]],
        signs_for: Sequence[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["release_id"].choices = tables  # type: ignore[attr-defined]
        if len(signs_for) > 1:
            self.fields["organisation_id"].choices = signs_for  # type: ignore[attr-defined]
        else:
            del self.fields["organisation_id"]
        self.order_fields(self.field_order)


class NothingToTell(ActForm):
    """An act that needs no more words."""


class FoundNeedForm(ActForm):
    """The need of the community that a reading becomes."""

    title = forms.CharField(
        label=_("What is it called?"),
        max_length=120,
        help_text=_("A place and a thing, never a name: “The evenings in via Milano”."),
    )
    category = forms.ChoiceField(label=_("What kind of need is it?"))
    severity = one_of(Severity, _("How heavy is it?"))
    municipality = forms.ChoiceField(
        label=_("In which municipality?"), required=False, help_text=_("Leave it empty for all.")
    )
    field_order = ("title", "category", "severity", "municipality")

    def __init__(self, *args: Any, towns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = taxonomy().by_domain(timezone.localdate())
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            EMPTY,
            *(
                (Domain(domain).label, [(one.code, one.label) for one in ones])
                for domain, ones in kinds.items()
            ),
        ]
        self.fields["municipality"].choices = [EMPTY, *towns]  # type: ignore[attr-defined]
