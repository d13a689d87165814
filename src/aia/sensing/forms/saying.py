"""What somebody says for themselves, and what an operator writes down of a call or a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.people.terms import AgeBand
from aia.sensing.rules.values import LONGEST_LINE, LONGEST_TEXT
from aia.sensing.speech import LANGUAGES, speech
from aia.sensing.terms import Awareness, Urgency
from aia.web.forms import EMPTY, ActForm, one_of, text_field


def _new_key() -> str:
    return str(uuid4())


class _Saying(ActForm):
    """Base: a key of its own, so that the same form sent twice comes in once."""

    client_key = forms.CharField(widget=forms.HiddenInput, initial=_new_key, max_length=40)


class MyNoticeForm(_Saying):
    """What I would like somebody to know, in my own words."""

    text = text_field(
        _("What would you like to say?"),
        longest=LONGEST_TEXT,
        help_text=_("In your own words, in your own language. Somebody reads it on working days."),
    )
    urgency = one_of(Urgency, _("How soon do you need an answer?"))
    contact = forms.CharField(
        label=_("How would you like to be reached?"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=_("A phone number, a good time. If you write nothing, you read the answer here."),
    )


class MyWordsForm(ActForm):
    """Some more words about what I said."""

    words = text_field(_("Your words"), longest=LONGEST_TEXT, rows=4)


class WrittenDownForm(_Saying):
    """A call or a visit, as the operator writes it down."""

    text = text_field(
        _("What were you told?"),
        longest=LONGEST_TEXT,
        help_text=_(
            "As near as you can to the words of who told you. Names only if they are needed."
        ),
    )
    language = forms.ChoiceField(
        label=_("In which language was it said?"),
        choices=[(code, speech(code).name) for code in LANGUAGES],
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    place_words = forms.CharField(
        label=_("Where, more or less"), required=False, max_length=LONGEST_LINE
    )
    age_band = one_of(AgeBand, _("Age, more or less"), radio=False, required=False)
    urgency = one_of(Urgency, _("How urgent is it?"))
    awareness = one_of(Awareness, _("Does the person it is about know?"))
    contact = forms.CharField(
        label=_("How the person can be reached"),
        required=False,
        max_length=LONGEST_LINE,
        help_text=_("Only if the person agrees."),
    )
    with_receipt = forms.BooleanField(
        label=_("Give who called a receipt code, to read the answer by themselves"), required=False
    )

    def __init__(self, *args: Any, towns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["municipality"].choices = [EMPTY, *towns]  # type: ignore[attr-defined]
