"""`aia sensing suggest` and the first day on sentences that nobody tuned on."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db
EVERYDAY = Path(__file__).with_name("everyday_sentences.csv")


def say(*words: str) -> str:
    out = StringIO()
    call_command("sensing", *words, stdout=out)
    return out.getvalue()


def test_one_text_as_json() -> None:
    told = json.loads(say("suggest", "--text", "Mi hanno staccato la luce", "--json"))
    assert told["suggestions"][0]["category"] == "income.utilities"
    assert {"abstained", "urgent", "municipality"} <= set(told)


def test_one_text_for_people() -> None:
    assert "Dimentica" not in say("suggest", "--text", "Cerco lavoro come cuoco")
    assert "work.job" in say("suggest", "--text", "Cerco lavoro come cuoco")


def test_a_file_gives_one_line_for_each_line(tmp_path: Path) -> None:
    texts = tmp_path / "texts.txt"
    texts.write_text("Cerco casa in affitto\n\nStanotte dorme in stazione\n", "utf-8")
    told = [json.loads(line) for line in say("suggest", "--file", str(texts)).splitlines()]
    assert [one["abstained"] for one in told][1] is True
    assert told[0]["suggestions"][0]["domain"] == "housing"
    assert told[2]["urgent"] is True


@pytest.mark.parametrize(
    ("content", "says"), [(None, "No such file"), ("perché".encode("cp1252"), "UTF-8")]
)
def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, content: bytes | None, says: str
) -> None:
    texts = tmp_path / "texts.txt"
    if content is not None:
        texts.write_bytes(content)
    with pytest.raises(CommandError, match=says):
        say("suggest", "--file", str(texts))


def test_the_first_day_finds_the_right_domain() -> None:
    columns = ("--text-columns", "text", "--label-column", "domain")
    told = json.loads(say("evaluate", str(EVERYDAY), *columns, "--json"))
    assert told["top1"] >= 0.80
    assert told["top3"] >= 0.97


def test_a_district_with_few_decisions_learns_nothing() -> None:
    with pytest.raises(CommandError, match="at least 50"):
        say("learn", "--district", "cremona")
