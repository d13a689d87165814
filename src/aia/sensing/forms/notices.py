"""What the office says of a notice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from aia.pathways.queries import taxonomy
from aia.pathways.terms import Domain, Severity, Voice
from aia.people.queries import organisations
from aia.sensing.terms import MovedFor, NoticeCloseReason, PassedDecline
from aia.web.forms import EMPTY, ActForm, one_of, text_field

FEWEST_PARTS, MOST_PARTS = 2, 4


def category_field() -> forms.ChoiceField:
    """Return a field to choose a kind of need, grouped by area of life."""
    groups = [
        (str(Domain(domain).label), [(one.code, one.label) for one in categories])
        for domain, categories in taxonomy().by_domain(timezone.localdate()).items()
    ]
    return forms.ChoiceField(label=_("What kind of need is it?"), choices=[EMPTY, *groups])


def reply_field() -> forms.CharField:
    """Return a field for what who sent the notice is told."""
    return text_field(
        _("A word to who sent it"),
        required=False,
        rows=3,
        help_text=_(
            "They read it with their receipt. Nothing about anybody’s file: that something "
            "follows is enough."
        ),
    )


class MoveForm(ActForm):
    """To whom a notice goes, and why."""

    account = forms.TypedChoiceField(
        label=_("For whom is it?"), coerce=UUID, required=False, empty_value=None
    )
    reason = one_of(MovedFor, _("Why?"))

    def __init__(self, *args: Any, colleagues: Mapping[UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", _("Nobody in particular: back to the common list"))
        shown = [(str(id_), name) for id_, name in colleagues.items()]
        self.fields["account"].choices = [nobody, *shown]  # type: ignore[attr-defined]


class DecideForm(ActForm):
    """Which kind of need a person decides that it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = category_field()


class WordsForm(ActForm):
    """Words to who sent the notice."""

    words = text_field(
        _("Your words"),
        help_text=_("Plain and short. Nothing about anybody’s file."),
    )


class NeedForm(ActForm):
    """The need that was recognised in a notice."""

    severity = one_of(Severity, _("How heavy is it?"))
    words_of = one_of(Voice, _("In whose words?"))
    expressed = forms.BooleanField(label=_("The person has said it themselves"), required=False)
    words = text_field(_("The words to keep in the file"), required=False, rows=4)
    reply = reply_field()
    field_order = ("category", "severity", "words_of", "expressed", "words", "reply")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = category_field()
        self.order_fields(self.field_order)


class CommunityForm(ActForm):
    """A need of the community, pooled: no person in it."""

    title = forms.CharField(
        label=_("What is it called?"),
        max_length=120,
        help_text=_("A place and a thing, never a name: “The evenings in via Milano”."),
    )
    severity = one_of(Severity, _("How heavy is it?"))
    reply = reply_field()
    field_order = ("title", "category", "severity", "reply")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"] = category_field()
        self.order_fields(self.field_order)


class PassOnForm(ActForm):
    """Which body is asked to take a notice over."""

    organisation_id = forms.TypedChoiceField(label=_("Which body?"), coerce=UUID)
    reply = reply_field()

    def __init__(self, *args: Any, district: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(str(body.id), body.name) for body in organisations(district)]
        self.fields["organisation_id"].choices = [EMPTY, *known]  # type: ignore[attr-defined]


class ReplyForm(ActForm):
    """A word to who sent it, and nothing else."""

    reply = reply_field()


class DeclineForm(ActForm):
    """Why another body does not take a notice over."""

    reason = one_of(PassedDecline, _("Why not?"))


class CloseForm(ReplyForm):
    """Why a notice is closed."""

    reason = one_of(NoticeCloseReason, _("Why is it closed?"))
    field_order = ("reason", "reply")


class SplitForm(ActForm):
    """The parts that a notice is divided into."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_PARTS + 1):
            self.fields[f"part_{number}"] = text_field(
                _("Part %(number)s") % {"number": number}, required=number <= FEWEST_PARTS, rows=3
            )

    def parts(self) -> list[str]:
        """Return the parts that were written."""
        told = (self.cleaned_data[f"part_{n}"] for n in range(1, MOST_PARTS + 1))
        return [part for part in told if part.strip()]
