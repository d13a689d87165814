"""What became of municipalities, as the packages tell it."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path

from aia.territory import history
from aia.territory.register import newborn, register


def test_piadena_and_drizzona_became_one() -> None:
    for cadastral in ("G536", "D370"):
        end = history.ending(cadastral)
        assert end is not None
        assert end.until == date(2018, 12, 31)
        assert end.into is not None
        assert end.into.name == "Piadena Drizzona"
    assert set(history.born_from("M418")) == {"G536", "D370"}


def test_what_the_archive_does_not_tell_is_not_guessed() -> None:
    # On the day Ca' d'Andrea ceased one municipality was born in the province: the wrong one.
    end = history.ending("B320")
    assert end is not None
    assert end.into is None
    assert [born.name for born in end.born_next_day] == ["Piadena Drizzona"]


def test_a_municipality_that_exists_has_no_ending() -> None:
    assert history.ending("D150") is None
    assert history.ending("Z999") is None
    cremona = history.existing("D150")
    assert cremona is not None
    assert cremona.name == "Cremona"


def test_a_renamed_municipality_keeps_its_code() -> None:
    names = [span.name for span in history.archive()["A001"]]
    assert names == ["Abano", "Abano Terme"]
    assert history.ending("A001") is None


def test_the_register_joins_lists_history_and_postal_codes() -> None:
    cremona = register()["019036"]
    assert (cremona.name, cremona.cadastral, cremona.province) == ("Cremona", "D150", "CR")
    assert cremona.region == "Lombardia"
    assert cremona.postal_codes == ("26100",)
    assert cremona.until is None
    merged = register()["019008"]
    assert merged.until == date(2018, 12, 31)
    assert merged.successor == "019107"
    assert register()["019107"].since != date(2019, 1, 1)


def test_every_successor_is_in_the_register_and_lives_on_or_has_its_own() -> None:
    known = register()
    for one in known.values():
        assert one.istat == one.istat.strip().zfill(6)
        if one.successor:
            assert one.until is not None
            assert known[one.successor].istat != one.istat


def test_the_old_codes_of_the_property_market_read_right(shared: Callable[[str], Path]) -> None:
    path = shared("it-housing-omi/omi_2018_2_zone_cremona.csv")
    with path.open(encoding="utf-8") as lines:
        rows = {
            (r["Comune_ISTAT"][-6:], r["Comune_amm"]) for r in csv.DictReader(lines, delimiter=";")
        }
    stale = {istat for istat, _cadastral in rows if register()[istat].until is not None}
    assert len(rows) == 115
    assert stale == {"019008", "019042", "019071"}
    assert all(register()[istat].cadastral == cadastral for istat, cadastral in rows)
    assert {register()[istat].successor for istat in stale} == {"019107", "019116"}


def test_a_municipality_younger_than_the_lists_is_known_by_its_cadastral_code() -> None:
    young = newborn("012144", "M433")
    assert young is not None
    assert young.name == "Bardello Con Malgesso E Bregano"
    assert young.region == "Lombardia"
    assert newborn("019999", "M433") is None, "it is not in the province of Cremona"
    assert newborn("012144", "B320") is None, "it has ceased"
