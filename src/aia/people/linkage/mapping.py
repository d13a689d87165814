"""Read which columns of two files hold which attributes: the MAP.yaml, or a guess without it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from aia.people.linkage.attributes import STANDARD_KINDS, Attribute, Kind
from aia.people.linkage.csvfile import CsvFile, LinkageInputError
from aia.people.linkage.labels import (
    ID_LABELS,
    STORAGE_WORDS,
    canonical_name,
    kind_of,
    likely_kind,
    plain_label,
)

SHAPES = """Accepted: `id: rec_id` and, under `fields:`, for each attribute one of
  family_name: surname
  family_name: {column: surname, kind: name}
  family_name: {a: surname, b: cognome, kind: name}
Kinds: """ + ", ".join(Kind)

_CONTAINERS = ("fields", "columns", "campi", "colonne", "attributes", "mapping", "map", "compare")
_OPTIONS = ("threshold", "one_to_one")
_SETTINGS = (*_OPTIONS, "version", "format", "encoding", "delimiter", "separator")
_SIDES = (("a", "b"), ("left", "right"), ("file_a", "file_b"), ("a.csv", "b.csv"), ("1", "2"))
_COLUMN_KEYS = ("column", "columns", "col", "colonna", "source", "from", "header", "field")
_KIND_KEYS = ("kind", "type", "tipo", "comparison", "compare")
_NAME_KEYS = ("name", "attribute", "field", "role")


@dataclass(frozen=True, slots=True)
class Mapped:
    """One attribute and the positions of its columns in each of the two files."""

    attribute: Attribute
    positions: tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class FieldMap:
    """The position of the id in each file (None: the row number), and the attributes."""

    ids: tuple[int | None, int | None]
    fields: tuple[Mapped, ...]
    options: Mapping[str, object] = field(default_factory=dict)


def read_map(path: str | Path, files: tuple[CsvFile, CsvFile]) -> FieldMap:
    """Return what a mapping file says about two CSV files; LinkageInputError says what is wrong."""
    name = Path(path).name
    try:
        facts = yaml.safe_load(Path(path).read_text("utf-8-sig"))
    except OSError as error:
        raise LinkageInputError(f"{name}: cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "not a YAML text"
        raise LinkageInputError(f"{name}{where}: {problem}.\n{SHAPES}") from error
    if facts is None or facts == "auto":
        return guess_map(files)
    return _MapReader(name, files).read(facts)


def guess_map(files: tuple[CsvFile, CsvFile]) -> FieldMap:
    """Return the map that the columns' names in English or Italian suggest."""
    found = _Collected(files[0].header)
    for label in files[0].header:
        name = canonical_name(label, files[0].header)
        if name is None or plain_label(label) in ID_LABELS:
            continue
        same = files[1].column(label)
        others = [
            i
            for i, other in enumerate(files[1].header)
            if canonical_name(other, files[1].header) == name
        ]
        there = same if same is not None else (others[0] if others else None)
        if there is not None:
            found.add(label, None, (files[0].header.index(label),), (there,))
    if not found.fields:
        raise LinkageInputError(
            f"{files[0].name} and {files[1].name}: no column that both have was recognised by its "
            f"name; give a map.\n{SHAPES}"
        )
    return FieldMap((_guess_id(files[0]), _guess_id(files[1])), tuple(found.fields.values()))


def _guess_id(file: CsvFile) -> int | None:
    """Return the column named like an id, else a first column with no value twice, else None."""
    plain = [plain_label(label) for label in file.header]
    for label in ID_LABELS:
        if label in plain:
            return plain.index(label)
    first = [row[0] for row in file.rows]
    distinct = all(first) and len(set(first)) == len(first)
    return 0 if distinct and canonical_name(file.header[0]) is None else None


class _Collected:
    """Attributes with their columns; a second column of an attribute becomes one of its own."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.labels = tuple(labels)
        self.fields: dict[str, Mapped] = {}

    def add(self, label: str, kind: Kind | None, a: tuple[int, ...], b: tuple[int, ...]) -> None:
        name = canonical_name(label, self.labels) or plain_label(label)
        before = self.fields.get(name)
        if name == "identifiers" and before:
            a, b = before.positions[0] + a, before.positions[1] + b
        elif before:
            name = plain_label(label) if plain_label(label) != name else f"{name}_2"
        own = STANDARD_KINDS.get(name) or STANDARD_KINDS.get(canonical_name(label) or "")
        if name == "identifiers":
            kind = Kind.IDENTIFIER
        elif kind is None:
            kind = own or likely_kind(label)
        self.fields[name] = Mapped(Attribute(name, kind), (a, b))


class _MapReader:
    """Makes sense of the parsed YAML, whatever of the accepted shapes it has."""

    def __init__(self, name: str, files: tuple[CsvFile, CsvFile]) -> None:
        self.name = name
        self.files = files

    def read(self, facts: object) -> FieldMap:
        """Return the map; raises LinkageInputError."""
        if not isinstance(facts, dict):
            raise self._error("the map must name attributes and their columns")
        top = {str(key).strip(): value for key, value in facts.items()}
        sided = next((pair for pair in _SIDES if all(_is_dict(_get(top, s)) for s in pair)), None)
        if sided:
            top = {**top, **_merged(_get(top, sided[0]), _get(top, sided[1]))}
            top = {key: value for key, value in top.items() if key.lower() not in sided}
        ids = self._ids(top)
        container = next((key for key in top if key.lower() in _CONTAINERS), None)
        fields = top[container] if container else _without_settings(top)
        entries = self._entries(fields)
        found = _Collected(label for label, _ in entries)
        for label, spec in entries:
            if plain_label(label) in ID_LABELS and canonical_name(label) is None:
                ids = self._id_of(spec if spec is not None else label)
                continue
            self._add(found, label, spec)
        if not found.fields:
            raise self._error("no attribute to compare is named")
        options: dict[str, object] = {
            key: top[key] for key in ("threshold", "one_to_one") if key in top
        }
        return FieldMap(ids, tuple(found.fields.values()), options)

    def _entries(self, fields: object) -> list[tuple[str, object]]:
        if isinstance(fields, dict):
            return [(str(label).strip(), spec) for label, spec in fields.items()]
        if not isinstance(fields, list):
            raise self._error("`fields` must hold attributes and their columns")
        entries: list[tuple[str, object]] = []
        for spec in fields:
            if isinstance(spec, str):
                entries.append((spec, spec))
            elif isinstance(spec, dict) and len(spec) == 1 and not _first(spec, _COLUMN_KEYS):
                entries.extend((str(label), value) for label, value in spec.items())
            elif isinstance(spec, dict):
                entries.append(self._named(spec))
            else:
                raise self._error(f"not a field: {spec!r}")
        return entries

    def _named(self, spec: dict[str, object]) -> tuple[str, object]:
        """Return the name that an entry of a list bears, or its column's, and the rest of it."""
        key = next((key for key in (*_NAME_KEYS, *_COLUMN_KEYS, "a", "left") if key in spec), None)
        if key is None:
            raise self._error(f"a field without a name: {spec}")
        rest = {k: v for k, v in spec.items() if k != key or key not in _NAME_KEYS}
        return str(spec[key]), rest

    def _add(self, found: _Collected, label: str, spec: object) -> None:
        kind: Kind | None = None
        columns: object = spec
        if isinstance(spec, dict):
            plain = {str(key).lower(): value for key, value in spec.items()}
            kind = self._kind(label, _first(plain, _KIND_KEYS))
            columns = _first(plain, _COLUMN_KEYS)
            sides = next((pair for pair in _SIDES if all(side in plain for side in pair)), None)
            if sides:
                columns = {"a": plain[sides[0]], "b": plain[sides[1]]}
        elif isinstance(spec, str) and not self._known(spec):
            label, kind, columns = self._turned_round(label, spec)
        a, b = self._positions(label, columns if columns is not None else label)
        found.add(label, kind, a, b)

    def _turned_round(self, label: str, spec: str) -> tuple[str, Kind | None, str]:
        """Read `column: attribute` and `column: kind`, where the value is no column itself."""
        if self._known(label):
            if spec not in STANDARD_KINDS and (kind_of(spec) or spec.lower() in STORAGE_WORDS):
                return label, kind_of(spec), label
            if canonical_name(spec):
                return spec, None, label
        return label, None, spec

    def _known(self, label: str) -> bool:
        return any(file.column(label) is not None for file in self.files)

    def _kind(self, label: str, word: object) -> Kind | None:
        if word is None or plain_label(str(word)) in STORAGE_WORDS:
            return None
        kind = kind_of(str(word)) or STANDARD_KINDS.get(canonical_name(str(word)) or "")
        if kind is None:
            raise self._error(f"field {label!r}: unknown kind {word!r}")
        return kind

    def _positions(self, label: str, columns: object) -> tuple[tuple[int, ...], tuple[int, ...]]:
        if isinstance(columns, dict):
            plain = {str(key).lower(): value for key, value in columns.items()}
            sides = next((pair for pair in _SIDES if all(side in plain for side in pair)), None)
            if sides is None:
                raise self._error(f"field {label!r}: cannot understand {columns}")
            return self._on(0, label, plain[sides[0]]), self._on(1, label, plain[sides[1]])
        if isinstance(columns, list) and self._one_for_each(columns):
            return self._on(0, label, columns[0]), self._on(1, label, columns[1])
        return self._on(0, label, columns), self._on(1, label, columns)

    def _one_for_each(self, columns: list[object]) -> bool:
        if len(columns) != len(self.files):
            return False
        first, second = (str(column) for column in columns)
        return self.files[1].column(first) is None or self.files[0].column(second) is None

    def _on(self, side: int, label: str, columns: object) -> tuple[int, ...]:
        file = self.files[side]
        found = []
        for column in columns if isinstance(columns, list) else [columns]:
            position = file.column(str(column))
            if position is None:
                raise self._error(
                    f"field {label!r}: {file.name} has no column {str(column)!r} "
                    f"(it has {', '.join(file.header)})"
                )
            found.append(position)
        return tuple(found)

    def _ids(self, top: dict[str, object]) -> tuple[int | None, int | None]:
        for key in [key for key in top if plain_label(key) in ID_LABELS]:
            return self._id_of(top.pop(key))
        return _guess_id(self.files[0]), _guess_id(self.files[1])

    def _id_of(self, spec: object) -> tuple[int | None, int | None]:
        if isinstance(spec, dict) and (
            one := next((spec[k] for k in _COLUMN_KEYS if k in spec), None)
        ):
            spec = one
        a, b = self._positions("id", spec)
        return a[0], b[0]

    def _error(self, problem: str) -> LinkageInputError:
        return LinkageInputError(f"{self.name}: {problem}.\n{SHAPES}")


def _is_dict(value: object) -> bool:
    return isinstance(value, dict)


def _get(top: dict[str, object], key: str) -> object:
    return next((value for name, value in top.items() if name.lower() == key), None)


def _merged(a: object, b: object) -> dict[str, object]:
    """Return `a: {…}, b: {…}` as one map whose entries hold both columns."""
    ours, theirs = (_flattened(side) for side in (a, b))
    return {key: {"a": value, "b": theirs[key]} for key, value in ours.items() if key in theirs}


def _flattened(side: object) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in side.items() if isinstance(side, dict) else ():
        if str(key).lower() in _CONTAINERS and isinstance(value, dict):
            found.update(_flattened(value))
        elif isinstance(value, dict):
            found[str(key)] = next((value[k] for k in _COLUMN_KEYS if k in value), key)
        else:
            found[str(key)] = key if value is None else value
    return found


def _without_settings(top: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in top.items() if key.lower() not in _SETTINGS}


def _first(spec: dict[str, object], keys: tuple[str, ...]) -> object:
    return next((spec[key] for key in keys if key in spec), None)
