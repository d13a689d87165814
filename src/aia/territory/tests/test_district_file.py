"""A district's own file: what is read, and what is said when it cannot be."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation

from aia.territory import districtfile
from aia.territory.districtfile import FileProblem

Write = Callable[..., Path]
HEAD = "code: prova\nname: Ambito di prova\nmunicipalities:\n"


@pytest.fixture(autouse=True)
def english() -> object:
    with translation.override("en"):
        yield


def refused(path: Path) -> str:
    with pytest.raises(FileProblem) as caught:
        districtfile.read(path)
    return str(caught.value)


def test_cremona_comes_with_its_48_municipalities_and_how_surely_they_belong() -> None:
    file = districtfile.read(districtfile.find("cremona"))
    by_certainty: dict[str, set[str]] = {}
    for member in file.members:
        by_certainty.setdefault(member.certainty, set()).add(member.municipality.name)
    assert file.code == "cremona"
    assert file.province == "CR"
    assert len(file.members) == 48
    assert by_certainty["reported"] == {"Cremona", "Torre de' Picenardi"}
    assert len(by_certainty["deduced"]) == 46
    assert all(member.source_title for member in file.members)


def test_cremona_agrees_with_the_list_it_was_made_from(shared: Callable[[str], Path]) -> None:
    lines = shared("it-ambiti-cremona/ambiti_cremona.csv").read_text(encoding="utf-8").splitlines()
    wanted = {line[:6] for line in lines if ",Cremonese," in line}
    file = districtfile.read(districtfile.find("cremona"))
    assert {member.municipality.istat for member in file.members} == wanted


def test_a_district_that_does_not_come_with_aia_names_those_that_do() -> None:
    with pytest.raises(FileProblem, match="Districts that come with Aia: cremona"):
        districtfile.find("crema")


def test_codes_are_read_as_they_are_written(written: Write) -> None:
    # To YAML 012014 without quotes is an octal number.
    path = written("d.yaml", HEAD + "  - 012014\n  - '019036'\n")
    codes = [member.municipality.istat for member in districtfile.read(path).members]
    assert codes == ["012014", "019036"]


def test_the_digest_does_not_depend_on_the_layout(written: Write) -> None:
    one = written("a.yaml", HEAD + "  - '019036'\n  - '019001'\n")
    other = written("b.yaml", "# again\n" + HEAD + "  - {istat: 019001}\n  - 019036\n")
    changed = written("c.yaml", HEAD + "  - '019036'\n  - {istat: '019001', certainty: deduced}\n")
    digests = [districtfile.read(path).digest for path in (one, other, changed)]
    assert digests[0] == digests[1] != digests[2]


def test_an_unknown_code_names_the_nearest(written: Write) -> None:
    said = refused(written("d.yaml", HEAD + "  - '019001'\n  - '019936'\n"))
    assert "line 5" in said
    assert "no municipality has the ISTAT code 019936" in said
    assert "019036 Cremona (CR)" in said


def test_a_name_instead_of_a_code_gets_the_code(written: Write) -> None:
    said = refused(written("d.yaml", HEAD + "  - Cremonna\n"))
    assert "not an ISTAT code" in said
    assert "019036 Cremona (CR)" in said


def test_a_code_without_its_zero_is_recognised(written: Write) -> None:
    assert "019036" in refused(written("d.yaml", HEAD + "  - 19036\n"))


def test_a_merged_municipality_says_into_which_and_since_when(written: Write) -> None:
    said = refused(written("d.yaml", HEAD + "  - '019071'\n"))
    assert "Piadena (019071) is part of Piadena Drizzona since 1 January 2019" in said
    assert "write 019116" in said


def test_a_merger_younger_than_the_tables_asks_for_both_codes(written: Write) -> None:
    said = refused(written("d.yaml", HEAD + "  - '012009'\n"))
    assert "Bardello Con Malgesso E Bregano" in said
    assert "cadastral: M433" in said
    mended = written("e.yaml", HEAD + "  - {istat: '012144', cadastral: M433}\n")
    (member,) = districtfile.read(mended).members
    assert member.municipality.name == "Bardello Con Malgesso E Bregano"


def test_an_absorbed_municipality_says_what_the_tables_do_not_know(written: Write) -> None:
    said = refused(written("d.yaml", HEAD + "  - '018002'\n"))
    assert "Albaredo Arnaboldi (018002) no longer exists since 18 November 2023" in said
    assert "is not in the tables" in said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            HEAD + "  - '019036'\n  - '019001'\n  - '019036'\n",
            "line 6: Cremona (019036) is already on line 4",
        ),
        (HEAD + "  - [1, 2]\n", "line 4: a municipality is an ISTAT code"),
        (HEAD + "  - {istat: '019036', certainty: maybe}\n", "“certainty” must be one of: stated"),
        (HEAD + "  - {istat: '019036', source: rumour}\n", "“rumour” is not among “sources”"),
        (HEAD + "  - {istat: '019036', since: yesterday}\n", "“yesterday” is not a day"),
        (HEAD + "  - {istat: '019036', until: 2019-01-01, since: 2020-01-01}\n", "before “since”"),
        (HEAD + "  - {istat: '019036', colour: red}\n", "unknown key: colour"),
        (HEAD + "  - {istat: '019999', cadastral: Z000}\n", "cadastral code Z000"),
        ("code: prova\nname: x\nmunicipalities: none\n", "must be a list"),
        ("code: Prova!\nname: x\nmunicipalities: ['019036']\n", "small letters"),
        ("code: prova\nname: ''\nmunicipalities: ['019036']\n", "1 to 160"),
        ("code: prova\nmunicipalities: ['019036']\n", "“name” is missing"),
        ("code: prova\ncode: altra\nname: x\nmunicipalities: ['019036']\n", "written twice"),
        ("- 019036\n", "expected keys"),
        ("code: prova\nname: [x\n", "this is not YAML"),
        ("", "expected keys"),
    ],
)
def test_every_mistake_says_where_it_is(written: Write, text: str, expected: str) -> None:
    said = refused(written("d.yaml", text))
    assert expected in said
    assert "d.yaml" in said


def test_files_that_are_not_there_or_not_text(tmp_path: Path, written: Write) -> None:
    assert "there is no such file" in refused(tmp_path / "nowhere.yaml")
    assert "not UTF-8" in refused(written("d.yaml", "name: Città", "cp1252"))
    assert "Is a directory" in refused(tmp_path)
    assert "not YAML" in refused(written("e.yaml", "code: a\nname: \x00\n"))
    assert "too large" in refused(written("f.yaml", "#" * 2_100_000))
