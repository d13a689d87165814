"""Whatever the door (model, queryset, SQL), the database refuses a change without a trace."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from aia.trace import guards
from aia.trace.models import Checkpoint, Entry
from aia.trace.tests.toy.actions import DISTRICT, lay_egg, measure_egg, weave_basket
from aia.trace.tests.toy.models import Basket, Egg


@contextmanager
def refused(what: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=f"aia: {what} refused"), transaction.atomic():
        yield


def run(statement: str, *values: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def repaint(basket: Basket) -> None:
    basket.colour = "black"
    basket.save()


CHANGES: dict[str, Callable[[Basket], object]] = {
    "save": repaint,
    "queryset update": lambda basket: Basket.objects.update(colour="black"),
    "bulk_update": lambda basket: Basket.objects.bulk_update([basket], ["colour"]),
    "SQL": lambda basket: run("UPDATE toy_basket SET colour = 'black'"),
    "SQL, another row's id": lambda basket: run(
        "UPDATE toy_basket SET id = %s", weave_basket().id.hex
    ),
    "SQL, another district": lambda basket: run("UPDATE toy_basket SET district = 'elsewhere'"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_an_update_without_an_entry_is_refused(
    basket: Basket, change: Callable[[Basket], object]
) -> None:
    with refused("update on toy_basket"):
        change(basket)
    assert {kept.colour for kept in Basket.objects.all()} == {"red"}


def test_an_update_with_the_entry_of_another_row_is_refused(basket: Basket) -> None:
    with refused("update on toy_basket"):
        Basket.objects.filter(id=basket.id).update(last_entry=lay_egg(basket).last_entry_id)


def test_an_update_back_to_an_older_entry_is_refused(egg: Egg) -> None:
    first = egg.last_entry_id
    measure_egg(egg, 8)
    with refused("update on toy_egg"):
        Egg.objects.update(last_entry=first, size=3)


def test_an_insert_without_an_entry_of_its_own_is_refused(egg: Egg) -> None:
    with refused("insert on toy_basket"):
        Basket.objects.create(district=DISTRICT, last_entry_id=egg.last_entry_id)
    with refused("insert on toy_basket"):
        Basket.objects.bulk_create([Basket(district=DISTRICT, last_entry_id=egg.last_entry_id)])


def test_no_traced_row_is_ever_deleted(egg: Egg) -> None:
    with refused("delete on toy_egg"):
        egg.delete()
    with refused("delete on toy_egg"):
        run("DELETE FROM toy_egg")
    assert Egg.objects.count() == 1


def test_no_entry_is_ever_changed_or_deleted(basket: Basket) -> None:
    with refused("update on trace_entry"):
        Entry.objects.update(verb="basket.burnt")
    with refused("update on trace_entry"):
        run("UPDATE trace_entry SET facts = facts")
    with refused("delete on trace_entry"):
        run("DELETE FROM trace_entry")
    with refused("delete on trace_entry"):
        Entry.objects.all()._raw_delete(using="default")
    assert Entry.objects.get().verb == "basket.woven"


@pytest.mark.skipif(connection.vendor != "sqlite", reason="REPLACE is SQLite's own")
def test_replacing_is_refused_as_deleting_is(basket: Basket) -> None:
    columns = ", ".join(str(field.column) for field in Entry._meta.concrete_fields)
    with refused("insert on trace_entry"):
        run(f"INSERT OR REPLACE INTO trace_entry SELECT {columns} FROM trace_entry")
    with refused("insert on trace_entry"):
        others = columns.replace("sequence", "sequence + 100")
        run(f"INSERT OR REPLACE INTO trace_entry SELECT {others} FROM trace_entry")
    with refused("insert on toy_basket"):
        run("INSERT OR REPLACE INTO toy_basket SELECT * FROM toy_basket")


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_truncating_is_refused_as_deleting_is(basket: Basket) -> None:
    connection.check_constraints()
    with refused("truncate on toy_egg"):
        run("TRUNCATE toy_egg")


def test_every_table_has_its_guards_and_only_what_differs_is_put_again(db: None) -> None:
    assert guards.missing(connection) == []
    assert guards.install(connection) == []


def test_a_dropped_guard_is_told_and_put_back(db: None) -> None:
    on = " ON trace_entry" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER trace_entry_update_aia_guard{on}")
    assert guards.missing(connection) == ["trace_entry"]
    assert guards.install(connection) == ["trace_entry_update_aia_guard"]
    assert guards.missing(connection) == []


def test_a_guard_emptied_under_its_own_name_is_told(db: None) -> None:
    if connection.vendor == "postgresql":
        run(
            "CREATE OR REPLACE FUNCTION trace_entry_update_aia_guard() RETURNS trigger"
            " LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
        )
    else:
        run("DROP TRIGGER trace_entry_update_aia_guard")
        run(
            "CREATE TRIGGER trace_entry_update_aia_guard BEFORE UPDATE ON trace_entry"
            " WHEN 1 = 0 BEGIN SELECT 1; END"
        )
    assert guards.missing(connection) == ["trace_entry"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite triggers have no switch")
def test_a_guard_switched_off_is_told(db: None) -> None:
    run("ALTER TABLE trace_entry DISABLE TRIGGER trace_entry_delete_aia_guard")
    assert guards.missing(connection) == ["trace_entry"]


def test_a_migration_leaves_every_guard_in_place(db: None) -> None:
    guards.remove(connection)
    call_command("migrate", verbosity=0)
    assert guards.missing(connection) == []


def test_checkpoints_are_append_only_too(db: None) -> None:
    assert {Entry, Checkpoint} <= set(guards.append_only_models())
