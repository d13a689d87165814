"""Small words and marks for templates: icons, step shapes, dates. The drawings are in `lines`."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django import template
from django.contrib.messages.storage.base import Message
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from aia.access.terms import Role
from aia.web.navigation import Link, links_onward
from aia.web.simulation import DemonstrationAccount, demonstration_accounts
from aia.web.terms import STEP_MEANINGS, StepKind, Tone

register = template.Library()

_TONE_ICONS = {
    Tone.NEUTRAL: "minus-circle",
    Tone.INFO: "info-circle",
    Tone.GOOD: "check-circle",
    Tone.CARE: "clock",
    Tone.ALERT: "error",
}
_MESSAGE_TONES = {
    "debug": Tone.NEUTRAL,
    "info": Tone.INFO,
    "success": Tone.GOOD,
    "warning": Tone.CARE,
    "error": Tone.ALERT,
}


@register.simple_tag
def onward(what: str, one: UUID) -> list[Link]:
    """Return where other modules lead on from one `what`: their `label` and `url`."""
    return links_onward(what, one)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of Design system .italia by its name without the prefix `it-`."""
    return format_html(
        '<svg class="aia-icon" aria-hidden="true"><use href="{}#it-{}"></use></svg>',
        static("svg/sprites.svg"),
        name,
    )


@register.simple_tag
def glyph(kind: str) -> SafeString:
    """Draw the shape of a step of the line, in its colour."""
    return format_html(
        '<svg class="aia-glyph" viewBox="0 0 24 24" aria-hidden="true">'
        '<use href="{}#{}"></use></svg>',
        static("web/steps.svg"),
        kind,
    )


@register.simple_tag
def tone_icon(tone: str) -> SafeString:
    """Draw the icon that goes with a tone."""
    return icon(_TONE_ICONS[Tone(tone)])


@register.filter
def step_name(text: str) -> str:
    """Return the name of a step from its code; other texts stay as they are."""
    return str(StepKind(text).label) if text in StepKind.values else text


@register.filter
def step_meaning(code: str) -> str:
    """Return what a step of the line means, in a sentence."""
    return str(STEP_MEANINGS[StepKind(code)])


@register.filter
def role_name(code: str) -> str:
    """Return the name of a role from its code."""
    return str(Role(code).label)


@register.simple_tag
def line_steps() -> list[str]:
    """Return the codes of the line's steps, in order."""
    return StepKind.values


@register.filter
def message_tone(message: Message) -> str:
    """Return the tone of one of Django's messages."""
    return _MESSAGE_TONES.get(message.level_tag, Tone.INFO).value


@register.filter
def first_id(field: BoundField) -> str:
    """Return the id of the first control of a field, to link an error to it."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def iso(at: datetime | date) -> str:
    """Return a day or a moment as machines read it."""
    return at.isoformat()


@register.filter
def moment(at: datetime | date) -> str:
    """Return a day, or a moment in local time, as people write it."""
    if isinstance(at, datetime):
        local = timezone.localtime(at) if timezone.is_aware(at) else at
        return date_format(local, "DATETIME_FORMAT")
    return date_format(at, "DATE_FORMAT")


@register.simple_tag(name="demonstration_accounts")
def offered_accounts() -> list[DemonstrationAccount]:
    """Return the accounts that a demonstration offers; none in a real installation."""
    return demonstration_accounts()
