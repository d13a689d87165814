"""What each known file says: from its rows to figures of a municipality and a year."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from aia.territory import rules
from aia.territory.separated import Columns, Line, SeparatedFile
from aia.territory.terms import DatasetCode, Rejected, Sex

_ISTAT = ("istat", "codice istat comune", "codice comune", "codice istat", "pro_com_t")
_OLDEST = 100
_WHOLE_MUNICIPALITY = 999
_FIRST_YEAR, _LAST_YEAR = 1861, 2200

POPULATION_COLUMNS: Columns = {
    "istat": _ISTAT,
    "age": ("eta", "età", "fascia_eta", "fascia età", "age"),
    "women": ("femmine", "totale femmine", "f"),
    "men": ("maschi", "totale maschi", "m"),
    "total": ("totale", "tot"),
}

_INCOME_KINDS = {
    "reddito da fabbricati": "buildings",
    "reddito da lavoro dipendente e assimilati": "employment",
    "reddito da pensione": "pension",
    "reddito da lavoro autonomo (comprensivo dei valori nulli)": "self-employment",
    "reddito di spettanza dell'imprenditore in contabilita' ordinaria "
    "(comprensivo dei valori nulli)": "business-ordinary",
    "reddito di spettanza dell'imprenditore in contabilita' semplificata "
    "(comprensivo dei valori nulli)": "business-simplified",
    "reddito da partecipazione (comprensivo dei valori nulli)": "shareholding",
    "reddito imponibile": "taxable",
    "imposta netta": "net-tax",
    "trattamento spettante": "integrative-treatment",
    "reddito imponibile addizionale": "taxable-surtax",
    "addizionale regionale dovuta": "regional-surtax",
    "addizionale comunale dovuta": "municipal-surtax",
    "reddito complessivo minore o uguale a zero euro": "band.0-or-less",
    "reddito complessivo da 0 a 10000 euro": "band.0-10000",
    "reddito complessivo da 10000 a 15000 euro": "band.10000-15000",
    "reddito complessivo da 15000 a 26000 euro": "band.15000-26000",
    "reddito complessivo da 26000 a 55000 euro": "band.26000-55000",
    "reddito complessivo da 55000 a 75000 euro": "band.55000-75000",
    "reddito complessivo da 75000 a 120000 euro": "band.75000-120000",
    "reddito complessivo oltre 120000 euro": "band.over-120000",
}
_TAXPAYERS, _AMOUNT = "frequenza", "ammontare in euro"

INCOME_COLUMNS: Columns = {
    "istat": _ISTAT,
    "year": ("anno di imposta", "anno d'imposta"),
    "taxpayers/": ("numero contribuenti",),
    **{f"taxpayers/{code}": (f"{kind} - {_TAXPAYERS}",) for kind, code in _INCOME_KINDS.items()},
    **{f"amount/{code}": (f"{kind} - {_AMOUNT}",) for kind, code in _INCOME_KINDS.items()},
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a row; `value` None means that it was not published."""

    dataset: str
    year: int
    breakdown: str
    value: Decimal | None
    sex: str = ""
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """What one line says about one municipality."""

    line: int
    istat: str
    figures: tuple[Figure, ...]


def population_rows(file: SeparatedFile, year: int) -> Iterator[Row | Rejected]:
    """Yield residents by age (or band) and sex, in the order of the file."""
    for line in file.lines():
        yield _read(line, lambda line: _population(line, year))


def income_rows(file: SeparatedFile) -> Iterator[Row | Rejected]:
    """Yield taxpayers and amounts by kind and band of income, in the order of the file."""
    for line in file.lines():
        yield _read(line, _income)


def year_of(text: str) -> int:
    """Return a year. Raises NotAFigure when it is not one."""
    if not re.fullmatch(r"[0-9]{4}", text) or not _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        raise rules.NotAFigure(_("“%(text)s” is not a year") % {"text": text[:20]})
    return int(text)


def _read(line: Line, reader: Callable[[Line], tuple[Figure, ...]]) -> Row | Rejected:
    if line.problem:
        return Rejected(line.number, line.problem)
    try:
        return Row(line.number, line.cells["istat"], reader(line))
    except rules.NotAFigure as error:
        return Rejected(line.number, str(error))


def _population(line: Line, year: int) -> tuple[Figure, ...]:
    first, breakdown, dataset = _age(line.cells["age"])
    women, men = (_counted(line, column) for column in ("women", "men"))
    total = _counted(line, "total") if line.cells.get("total") else None
    if None not in (women, men, total) and (women or 0) + (men or 0) != total:
        told = {"women": women, "men": men, "total": total}
        text = _("%(women)s women and %(men)s men do not make %(total)s") % told
        raise rules.NotAFigure(text.replace(".00", ""))
    return tuple(
        Figure(dataset, year, f"{sex.value}{breakdown}", value, sex.value, first)
        for sex, value in ((Sex.FEMALE, women), (Sex.MALE, men))
    )


def _age(text: str) -> tuple[int | None, str, str]:
    """Return the first age, the end of the breakdown's code, and the dataset that it is of."""
    if text == str(_WHOLE_MUNICIPALITY):
        return None, "", DatasetCode.POPULATION_AGE
    if re.fullmatch(r"[0-9]{1,3}", text) and int(text) <= _OLDEST:
        return int(text), f".{int(text)}", DatasetCode.POPULATION_AGE
    band = re.fullmatch(r"([0-9]{1,3}) ?- ?([0-9]{1,3})", text)
    if band and int(band[1]) < int(band[2]):
        return int(band[1]), f".{int(band[1])}-{int(band[2])}", DatasetCode.POPULATION_BAND
    last = re.fullmatch(r"(?:>=? ?)?([0-9]{1,3})(?: ?\+| e oltre| e più)?", text)
    if last and text != last[1] and int(last[1]) <= _OLDEST:
        return int(last[1]), f".{int(last[1])}-", DatasetCode.POPULATION_BAND
    raise rules.NotAFigure(_("“%(text)s” is not an age from 0 to 100") % {"text": text[:20]})


def _income(line: Line) -> tuple[Figure, ...]:
    year = year_of(line.cells["year"])
    found = []
    for column, text in line.cells.items():
        what, slash, breakdown = column.partition("/")
        if not slash:
            continue
        if what == "taxpayers":
            value = _counted(line, column)
            found.append(Figure(DatasetCode.INCOME_TAXPAYERS, year, breakdown, value))
        else:
            found.append(Figure(DatasetCode.INCOME_AMOUNT, year, breakdown, rules.figure(text)))
    return tuple(found)


def _counted(line: Line, column: str) -> Decimal | None:
    return rules.count(line.cells[column])
