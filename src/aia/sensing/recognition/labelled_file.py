"""LABELLED.csv: texts in one or more columns and their labels in another, separated by `|`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from aia.kit.csvfile import FileProblem, read_table
from aia.sensing.recognition.texts import LONGEST
from aia.sensing.recognition.views import Told

ENOUGH = 20  # texts that a label must have to be learnt …
ENOUGH_FEW = 5  # … or in a file with few texts
FEW = 400


@dataclass(frozen=True)
class LabelledTexts:
    """The texts of a file with at least one label each, and the lines that were left out."""

    told: Told
    labels: list[frozenset[str]]
    without_text: int
    without_label: int
    unreadable: int

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def counted(self) -> Counter[str]:
        """Return how many texts have each label."""
        return Counter(label for labels in self.labels for label in labels)

    def matrix(self, labels: Sequence[str]) -> NDArray[np.bool_]:
        """Return which text (row) has which of these labels (column)."""
        rows = [[label in told for label in labels] for told in self.labels]
        return np.array(rows, bool).reshape(len(self.labels), len(labels))


def read_labelled(
    path: Path, text_columns: Sequence[str], label_column: str, *, encoding: str = "utf-8"
) -> LabelledTexts:
    """Return the labelled texts of a file. Of several text columns the first is the title.

    Raises FileProblem when a column is missing, or no line has both a text and a label.
    """
    table = read_table(path, encoding=encoding)
    for name in (*text_columns, label_column):
        if name not in table.header:
            told = {"name": name, "columns": ", ".join(table.header)}
            raise FileProblem(
                f"{path}: "
                + _("there is no column “%(name)s”. The columns are: %(columns)s") % told
            )
    texts = [table.header.index(name) for name in text_columns]
    at = table.header.index(label_column)
    kept: list[tuple[str, str, frozenset[str]]] = []
    without_text = without_label = 0
    for record in table.records:
        parts = [record.values[i].strip()[:LONGEST] for i in texts]
        labels = frozenset(one.strip() for one in record.values[at].split("|") if one.strip())
        if not any(parts):
            without_text += 1
        elif not labels:
            without_label += 1
        else:
            title = parts[0] if len(parts) > 1 else ""
            kept.append((title, "\n".join(parts[1:] if len(parts) > 1 else parts), labels))
    if not kept:
        raise FileProblem(f"{path}: " + _("no line has both a text and a label"))
    return LabelledTexts(
        told=Told([title for title, _b, _l in kept], [body for _t, body, _l in kept]),
        labels=[labels for _t, _b, labels in kept],
        without_text=without_text,
        without_label=without_label,
        unreadable=len(table.rejected),
    )


def learnable(texts: LabelledTexts) -> list[str]:
    """Return the labels with enough texts to be learnt, most frequent first.

    Raises FileProblem when there are fewer than two, or none that only some of the texts have.
    """
    enough = ENOUGH_FEW if len(texts) < FEW else ENOUGH
    found = [label for label, count in texts.counted.most_common() if count >= enough]
    apart = [label for label in found if texts.counted[label] <= len(texts) - enough]
    if len(found) <= 1 or not apart:
        told = {"labels": len(texts.counted), "enough": enough}
        raise FileProblem(
            _(
                "nothing can be told apart: of %(labels)d labels, fewer than two have at least"
                " %(enough)d texts each"
            )
            % told
        )
    return apart
