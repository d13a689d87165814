"""Records laid out in columns of distinct normal forms, so that each value is worked on once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from aia.people.linkage.attributes import Schema
from aia.people.linkage.record import Record
from aia.people.linkage.text import normal_form

Ints = npt.NDArray[np.int64]
Levels = npt.NDArray[np.int8]
Floats = npt.NDArray[np.float64]
Objects = npt.NDArray[np.object_]


@dataclass(slots=True)
class Column:
    """The distinct values of one attribute and, for each row, which of them it has."""

    values: Objects
    codes: Ints
    _derived: dict[str, Objects] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[str]) -> "Column":
        """Return the column of these normal forms, one a row."""
        positions: dict[str, int] = {}
        codes = [positions.setdefault(text, len(positions)) for text in texts]
        return cls(as_objects(list(positions)), np.array(codes, dtype=np.int64))

    def derived(self, label: str, form: Callable[[str], object]) -> Objects:
        """Return `form` of each distinct value, worked out once under this label."""
        if label not in self._derived:
            self._derived[label] = as_objects([form(value) for value in self.values])
        return self._derived[label]

    def counts(self) -> Ints:
        """Return how many rows have each distinct value."""
        return np.bincount(self.codes, minlength=len(self.values))


@dataclass(frozen=True, slots=True)
class Table:
    """Records in columns: `columns[attribute name]`, rows in the order of `ids`."""

    ids: tuple[str, ...]
    columns: dict[str, Column]

    @classmethod
    def of(cls, records: Sequence[Record], schema: Schema) -> "Table":
        """Return the normal forms of the records' values for the attributes of the schema."""
        columns = {}
        for attribute in schema:
            kind, name = attribute.kind, attribute.name
            texts = [normal_form(kind, text) if (text := r.value(name)) else "" for r in records]
            columns[name] = Column.of(texts)
        return cls(tuple(record.id for record in records), columns)

    def __len__(self) -> int:
        return len(self.ids)

    def present(self) -> set[str]:
        """Return the attributes of which at least one row has a value."""
        return {name for name, column in self.columns.items() if any(column.values)}


def as_objects(items: Sequence[object]) -> Objects:
    """Return a one-dimensional array of Python objects, whatever the objects are."""
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array
