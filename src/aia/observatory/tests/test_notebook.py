"""The notebook's door opens on published tables, and on nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aia.observatory import notebook
from tests.installation import Installation

_ASK = """
import json, sys
import aia.observatory as obs
before = sorted(name for name in sys.modules if name in {"ibis", "pandas", "duckdb", "django"})
from aia.observatory.notebook import _read
def publish():
    from aia.kit.clock import now
    from aia.observatory.publishing.tests.invented import publish
    tables = [((), {(): 120.0}), (("sex",), {("F",): 70.0})]
    publish("cremona", "needs_recognised", tables, at=now())
_read(publish)
frame = obs.indicator("needs_recognised", breakdown="sex", district="cremona").to_pandas()
try:
    obs.indicator("needs_recognised", breakdown="category", district="cremona")
except obs.NotPublished as error:
    refused = str(error)
print(json.dumps([before, frame.to_dict("records"), len(obs.published("cremona").to_pandas()),
    refused]))
"""


def test_a_notebook_reads_what_is_published(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    installation.aia("migrate")
    before, rows, tables, refused = json.loads(installation.python(_ASK).splitlines()[-1])
    assert "ibis" not in before
    assert rows[0]["sex"] == "F"
    assert rows[0]["sex_name"] == "Femmina"
    assert rows[0]["value"] == 70.0
    assert tables == 2
    assert (
        refused == "needs_recognised by category is not published of cremona; there are sex, total"
    )


def test_the_door_has_no_other_way() -> None:
    import aia.observatory as obs

    assert set(obs.__all__) == {"NotPublished", "indicator", "published"}
    assert obs.indicator is notebook.indicator
    with pytest.raises(AttributeError):
        obs.facts_of_everybody  # noqa: B018
