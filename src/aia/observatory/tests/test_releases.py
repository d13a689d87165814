"""Publishing tables: editions, what is refused, and who may."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from aia.access.terms import Forbidden, service_actor
from aia.access.tests.personas import DISTRICT, MOMENT, Persona
from aia.kit.refusals import Refusal as Refused
from aia.observatory import actions, queries
from aia.observatory.disclosure.protect import protect
from aia.observatory.disclosure.rule import Rule
from aia.observatory.disclosure.tables import ProtectedTable
from aia.observatory.disclosure.tests.exact import ABOUT, Table, counts
from aia.observatory.models import Release
from aia.trace.replay import differences

pytestmark = pytest.mark.django_db

NIGHTLY = service_actor("nightly")
TOWNS: dict[tuple[str, ...], int] = {
    ("019036",): 40,
    ("019107",): 12,
    ("019116",): 9,
    ("019001",): 3,
}


def of_district(table: Table) -> Table:
    return Table(table.breakdown, table.cells, table.indicator, table.version, DISTRICT)


def towns(numbers: dict[tuple[str, ...], int] = TOWNS) -> list[ProtectedTable]:
    return protect([of_district(counts(("municipality",), numbers))], Rule(), about=ABOUT)


def publish(tables: list[ProtectedTable], at: datetime = MOMENT) -> list[Release]:
    return actions.release_tables(actor=NIGHTLY, district=DISTRICT, tables=tables, at=at)


def test_a_table_is_published_without_what_tells_about_few() -> None:
    (made,) = publish(towns())
    assert differences(made) == []
    told = made.told()
    assert [cell["of"]["municipality"] for cell in told["cells"]] == ["019036", "019107", "019116"]
    assert '"behind"' not in made.content
    assert (made.edition, made.cells, made.breakdown) == (1, 3, "municipality")


def test_the_same_again_is_no_new_edition_and_something_new_is() -> None:
    publish(towns())
    before = queries.stamp(DISTRICT)
    assert publish(towns()) == []
    assert queries.stamp(DISTRICT) == before
    (second,) = publish(towns({**TOWNS, ("019036",): 60}), at=MOMENT + timedelta(days=1))
    assert second.edition == 2
    first = queries.release(DISTRICT, "needs_recognised", ("municipality",), edition=1)
    assert first is not None
    assert (first.state, differences(first)) == ("superseded", [])
    assert list(queries.current_releases(DISTRICT)) == [second]
    assert queries.stamp(DISTRICT) > before


def test_a_table_with_a_small_count_in_it_is_refused() -> None:
    planted = ProtectedTable(
        indicator="needs_recognised",
        version=1,
        district=DISTRICT,
        breakdown=("municipality",),
        about=ABOUT,
        kind="frequency",
        threshold=5,
        cells=tuple(
            one
            for table in protect(
                [of_district(counts(("municipality",), TOWNS))], Rule(threshold=1), about=ABOUT
            )
            for one in table.cells
        ),
    )
    with pytest.raises(actions.Refusal) as refused:
        publish([planted])
    assert [breach.of for breach in refused.value.breaches] == [("019001",)]
    assert not Release.objects.exists()


def test_an_edition_can_be_withdrawn_and_is_not_shown_any_more(piero: Persona) -> None:
    (made,) = publish(towns())
    gone = actions.withdraw_release(
        actor=piero.actor, release_id=made.id, reason="wrong", at=MOMENT
    )
    assert differences(gone) == []
    assert queries.release(DISTRICT, "needs_recognised", "municipality") is None
    with pytest.raises(Refused, match="in force"):
        actions.withdraw_release(actor=piero.actor, release_id=made.id, reason="wrong", at=MOMENT)
    (again,) = publish(towns())
    assert again.edition == 2


def test_who_may_not_publish(sara: Persona, dino: Persona) -> None:
    for somebody in (sara, dino):
        with pytest.raises(Forbidden):
            actions.release_tables(
                actor=somebody.actor, district=DISTRICT, tables=towns(), at=MOMENT
            )
