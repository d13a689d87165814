"""`{% say "form.place_of" place=name %}`: a line of the page's language, filled in."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: Any) -> str:
    """Return a line by its dotted key, in the language of the page. The caller escapes it."""
    line: str = context["speech"].say(key, **values)
    return line
