"""The district's log leaves for other tools: through the release ledger, and read by them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import MOMENT, Persona
from aia.observatory.exporting import INDICATOR, changed_by_few, release_log
from aia.observatory.process.mapping import LogMap
from aia.observatory.process.mined import mine
from aia.observatory.process.problems import LogProblem
from aia.observatory.process.reading import read_log
from aia.observatory.queries import acts_of_the_line, editions, release
from aia.pathways import actions
from aia.pathways.tests.story import Story
from aia.people.models import Person

pytestmark = pytest.mark.django_db
LATER = MOMENT + timedelta(days=120)
NAMES = ("Ada", "Bruna", "Carla", "Dora", "Elsa")

Meet = Callable[..., Person]


def begun(sara: Persona, meet: Meet, *names: str) -> list[Story]:
    """Return the stories of these people, each with one need recognised."""
    found = []
    for name in names:
        opened = actions.open_pathway(actor=sara.actor, person_id=meet(name).id, at=MOMENT)
        found.append(Story(worker=sara, pathway=opened))
        found[-1].need()
    return found


def export(file: Path, form: str = "ocel-sqlite") -> tuple[str, str]:
    """Export as the command does; return what it says and what it warns of."""
    out, told = StringIO(), StringIO()
    call_command(
        "observatory", "export-log", str(file),
        format=form, district="cremona", stdout=out, stderr=told,
    )  # fmt: skip
    return out.getvalue(), told.getvalue()


@pytest.mark.parametrize("form", ["ocel-sqlite", "ocel-json", "xes"])
def test_what_many_went_through_is_exported(
    sara: Persona, meet: Meet, tmp_path: Path, form: str
) -> None:
    begun(sara, meet, *NAMES)
    out, told = export(tmp_path / "log", form)
    assert "5 acts of 5 needs" in out
    assert "begins on the first of its month" in told
    needs = {str(one.need) for one in acts_of_the_line(at=MOMENT)}
    written = (tmp_path / "log").read_bytes().decode(errors="replace")
    assert not [need for need in needs if need in written]
    read = mine(read_log(tmp_path / "log", LogMap(object_type="need")))
    assert dict(read.variants) == {("need.recognised",): 5}


def test_too_few_to_be_exported(story: Story, tmp_path: Path) -> None:
    for _ in range(6):
        story.need()
    with pytest.raises(CommandError, match="nothing may leave"):
        export(tmp_path / "log")
    assert list(tmp_path.iterdir()) == []
    assert release("cremona", INDICATOR, ("way",)) is None


def test_an_export_is_an_edition_of_the_release_ledger(
    sara: Persona, meet: Meet, tmp_path: Path
) -> None:
    begun(sara, meet, *NAMES)
    assert "edition 1" in export(tmp_path / "log")[0]
    assert "as released before" in export(tmp_path / "again", "xes")[0]
    made = release("cremona", INDICATOR, ("way",))
    assert made is not None
    assert [(one["of"]["way"], one["value"]) for one in made.told()["cells"]] == [
        ("need.recognised", 5)
    ]


def test_two_exports_set_against_each_other_single_nobody_out(sara: Persona, meet: Meet) -> None:
    begun(sara, meet, *NAMES)
    service = service_actor("installation")
    release_log(actor=service, district="cremona", at=LATER)
    begun(sara, meet, "Fosca")
    with pytest.raises(LogProblem, match="nothing may leave"):
        release_log(actor=service, district="cremona", at=LATER)
    begun(sara, meet, "Gina", "Ines", "Lia", "Mara")
    found = release_log(actor=service, district="cremona", at=LATER)
    assert list(found.log.ways.values()) == [10]
    assert editions("cremona", INDICATOR, ("way",)).count() == 2


def test_which_changes_are_few() -> None:
    earlier = [{"cells": [{"of": {"way": "a-b"}, "value": 7}]}]
    assert changed_by_few({("a", "b"): 9, ("c",): 6}, earlier) == {("a", "b")}
    assert changed_by_few({("a", "b"): 7}, earlier) == set()
    assert changed_by_few({("a", "b"): 12}, earlier) == set()


def test_acts_of_the_quarter_that_is_not_over_stay_behind(sara: Persona, meet: Meet) -> None:
    begun(sara, meet, *NAMES)
    with pytest.raises(LogProblem, match="nothing may leave"):
        release_log(actor=service_actor("installation"), district="cremona", at=MOMENT)


def test_only_who_plans_or_the_installation_itself(sara: Persona, meet: Meet) -> None:
    begun(sara, meet, *NAMES)
    with pytest.raises(Forbidden):
        release_log(actor=sara.actor, district="cremona", at=LATER)


def test_oceldb_and_pm4py_read_what_we_write(
    sara: Persona, meet: Meet, cooperative: object, tmp_path: Path
) -> None:
    for told in begun(sara, meet, *NAMES):
        told.later(2).answer()
    export(tmp_path / "log.sqlite")
    export(tmp_path / "log.jsonocel", "ocel-json")
    with closing(sqlite3.connect(tmp_path / "log.sqlite")) as database:
        rows = database.execute("SELECT ocel_type, count(*) FROM object GROUP BY 1").fetchall()
    assert dict(rows) == {"need": 10, "pathway": 5, "resource": 1}
    counts = _as_oceldb_reads(tmp_path / "log.sqlite"), _as_pm4py_reads(tmp_path / "log.jsonocel")
    assert counts[0] == counts[1] == {"events": 25, "objects": 16}


def _as_oceldb_reads(file: Path) -> dict[str, int]:
    from oceldb.io import convert_sqlite

    log = convert_sqlite(file, file.with_suffix(".store"))
    return {
        "events": log.events().collect().height,
        "objects": log.objects().collect().height,
    }


def _as_pm4py_reads(file: Path) -> dict[str, int]:
    import pm4py  # type: ignore[import-untyped]

    log = pm4py.read_ocel2_json(str(file))
    return {"events": len(log.events), "objects": len(log.objects)}
