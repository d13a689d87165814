"""How a need in common is called."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from aia.community.forms.tables import Choices, offer_choices, picked
from aia.community.rules import values
from aia.web.forms import ActForm, text_field


class CommonForm(ActForm):
    """The words of a need in common: nobody is recognised in them."""

    title = forms.CharField(
        label=_("How do you call it?"),
        max_length=values.LONGEST_NAME,
        help_text=_("For example: someone to talk to in the long afternoons."),
    )
    words = text_field(
        _("What is it, without telling of anybody?"), required=False, rows=4, longest=2_000
    )


class OwnForm(ActForm):
    """With whom one's own need stands: only what is being gathered is offered."""

    collective_id = picked(_("Which of these is yours too?"))

    def __init__(self, *args: Any, gatherings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["collective_id"], gatherings)


class AgreedForm(ActForm):
    """Into which need in common a person's goes: one that is there, or a new one."""

    collective_id = picked(_("One that is being gathered"), required=False)
    title = forms.CharField(
        label=_("Or a new one: how do you call it?"), required=False, max_length=values.LONGEST_NAME
    )
    agreed = forms.BooleanField(
        label=_("The person knows that it is pooled without their name, and said yes")
    )

    def __init__(self, *args: Any, gatherings: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self.fields["collective_id"], gatherings)
