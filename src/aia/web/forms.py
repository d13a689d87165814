"""What every form of an act has: the state that its reader had before their eyes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Choices

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

EMPTY = ("", "—")
LONGEST_TEXT = 10_000  # characters


class ActForm(forms.Form):
    """A form that calls one action. `seen` is the last entry of the row when the page was made."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


def text_field(
    label: StrOrPromise,
    *,
    required: bool = True,
    help_text: StrOrPromise = "",
    rows: int = 5,
    longest: int = LONGEST_TEXT,
) -> forms.CharField:
    """Return a field for free words."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def one_of(
    terms: type[Choices],
    label: StrOrPromise,
    *,
    required: bool = True,
    among: Iterable[Any] | None = None,
    radio: bool = True,
    help_text: StrOrPromise = "",
) -> forms.TypedChoiceField:
    """Return a field to choose one term; few are shown all at once, many in a list."""
    kept = [term for term in terms if among is None or term in set(among)]
    coerce: Callable[[Any], Any] = type(kept[0].value)
    shown = [(term.value, term.label) for term in kept]
    first = [] if radio and required else [EMPTY]
    return forms.TypedChoiceField(
        label=label,
        required=required,
        choices=[*first, *shown],
        coerce=coerce,
        empty_value=None,
        widget=forms.RadioSelect if radio else forms.Select,
        help_text=help_text,
    )
