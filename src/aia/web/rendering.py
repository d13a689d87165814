"""How Django draws forms in Aia: every field labelled, explained and wired for screen readers."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import DateTimeBaseInput

_CHECKED = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


def _native(widget: forms.Widget) -> forms.Widget:
    """Return the browser's own date and time widgets in place of Django's plain text ones."""
    if type(widget) is forms.DateInput:
        return _as(widget, "date", "%Y-%m-%d")
    if type(widget) is forms.DateTimeInput:
        return _as(widget, "datetime-local", "%Y-%m-%dT%H:%M")
    if type(widget) is forms.TimeInput:
        return _as(widget, "time", "%H:%M")
    return widget


def _as(widget: DateTimeBaseInput, kind: str, written: str) -> forms.Widget:
    widget.input_type, widget.format = kind, written
    return widget


class Field(BoundField):
    """A form's field on the page: gives its widget the class, kind and hints that it needs."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        field.widget = _native(field.widget)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class that draws the widget to what Django already wires (hint, error)."""
        widget = widget or self.field.widget
        built = super().build_widget_attrs(attrs, widget)
        kind = "aia-check" if isinstance(widget, _CHECKED) else "form-control"
        own = widget.attrs.get("class", "")
        built["class"] = f"{kind} {own}".strip()
        return built

    @property
    def is_single_check(self) -> bool:
        """Say whether the field is one box to tick, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)


class FormRenderer(TemplatesSetting):
    """Draws `{{ form }}` and `{{ field.as_field_group }}` with Aia's templates."""

    bound_field_class = Field
