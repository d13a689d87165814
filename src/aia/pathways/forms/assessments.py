"""The form of an instrument, made from its questions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.pathways import terms
from aia.pathways.forms.plans import day_field
from aia.pathways.instruments import Instrument, Question
from aia.web.forms import ActForm, one_of, text_field

_PREFIX = "q_"


class FillingForm(ActForm):
    """One filling: whose view it is, of which day, and an answer to each question, none forced."""

    taken_on = day_field(_("Of which day?"))

    def __init__(self, *args: Any, instrument: Instrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_by"] = one_of(
            terms.Voice, _("Whose view is it?"), among=instrument.filled_by
        )
        self._questions = instrument.questions
        for question in instrument.questions:
            self.fields[f"{_PREFIX}{question.id}"] = _field(question)
        self.fields["words"] = text_field(_("Something to add"), required=False, rows=3)
        self.order_fields(["made_by", "taken_on"])

    def answers(self) -> dict[str, str | Iterable[str]]:
        """Return what was answered, by question; questions left without an answer are not there."""
        told = {one.id: self.cleaned_data[f"{_PREFIX}{one.id}"] for one in self._questions}
        return {question: answer for question, answer in told.items() if answer}


def _field(question: Question) -> forms.Field:
    """Return the field of a question: radios for one answer, boxes where many may be chosen."""
    numbered = question.kind == "scale"
    shown = [
        (level.code, f"{level.code}. {level.label}" if numbered else str(level.label))
        for level in question.levels
    ]
    if question.kind == "many":
        return forms.MultipleChoiceField(
            label=str(question.text),
            required=False,
            choices=shown,
            widget=forms.CheckboxSelectMultiple,
        )
    return forms.ChoiceField(
        label=str(question.text),
        required=False,
        choices=[*shown, ("", _("No answer"))],
        widget=forms.RadioSelect,
    )
