"""Forms as everybody meets them: label, hint, error, and each wired to its control."""

import re

import pytest
from django import forms

from aia.web.samples import SampleForm


class Visit(forms.Form):
    who = forms.CharField(label="Who", help_text="As they want to be called.")
    day = forms.DateField(label="Day", required=False)
    at = forms.TimeField(label="At", required=False)
    agreed = forms.BooleanField(label="Agreed")
    how = forms.ChoiceField(label="How", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def ids(html: str) -> set[str]:
    return set(re.findall(r'\sid="([^"]+)"', html))


def test_every_control_has_a_label_that_points_to_it() -> None:
    html = str(Visit())
    for name in ("who", "day", "at", "agreed", "how_0", "how_1"):
        assert f'for="id_{name}"' in html
        assert f"id_{name}" in ids(html)


def test_hints_and_errors_are_read_with_their_control() -> None:
    html = str(Visit({"who": ""}))
    control = re.search(r'<input[^>]*name="who"[^>]*>', html)
    assert control is not None
    assert 'aria-describedby="id_who_helptext id_who_error"' in control[0]
    assert 'aria-invalid="true"' in control[0]
    assert {"id_who_helptext", "id_who_error"} <= ids(html)


def test_the_summary_links_to_what_has_to_be_mended() -> None:
    html = str(SampleForm({"born": "1975-13-40"}))
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert len(targets) == 6
    assert set(targets) <= ids(html)


def test_what_was_typed_is_kept() -> None:
    html = str(Visit({"who": "Nives <detta Nina>"}))
    assert 'value="Nives &lt;detta Nina&gt;"' in html


def test_days_and_times_use_the_browser_s_own_control() -> None:
    html = str(Visit({"day": "2026-03-09", "at": "15:30"}))
    assert re.search(r'<input type="date" name="day" value="2026-03-09"', html)
    assert re.search(r'<input type="time" name="at" value="15:30"', html)


def test_choices_are_a_group_with_its_name() -> None:
    html = str(Visit())
    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>How", html)


def test_optional_fields_say_so_and_hidden_ones_say_nothing() -> None:
    html = str(Visit())
    assert re.search(r"Day\s*<span class=\"aia-optional\">", html)
    assert not re.search(r"Who\s*<span class=\"aia-optional\">", html)
    assert 'for="id_seen"' not in html


@pytest.mark.parametrize("bound", [None, {"who": "x"}])
def test_no_field_is_drawn_twice(bound: dict[str, str] | None) -> None:
    html = str(Visit(bound))
    for name in ("who", "day", "at", "agreed", "seen"):
        assert len(re.findall(rf'name="{name}"', html)) == 1
