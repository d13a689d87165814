"""A recogniser judged on labelled texts: the figures that `aia sensing evaluate` prints."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aia.sensing.recognition import labelled, measures
from aia.sensing.recognition.labelled_file import LabelledTexts
from aia.sensing.recognition.leaves import NOTHING
from aia.sensing.recognition.reader import Recogniser
from aia.sensing.recognition.texts import clean

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


def figures(
    labels: Sequence[str], true: Bools, given: Bools, sure: Floats, least: float
) -> dict[str, Any]:
    """Return the figures of texts (rows) and labels (columns).

    `coverage` and `precision_at_coverage` are those of the first label at confidence `least`;
    `ece` is the calibration error of the first label's confidence.
    """
    first = sure.argmax(axis=1)
    right = np.take_along_axis(true, first[:, None], axis=1)[:, 0]
    surest = sure.max(axis=1)
    coverage, precision = measures.covered(right, surest, least)
    each = measures.per_label(true, given)
    return {
        "n": len(true),
        "micro_f1": measures.micro_f1(true, given),
        "macro_f1": measures.macro_f1(true, given),
        "top1": measures.top(true, sure, 1),
        "top3": measures.top(true, sure, 3),
        "coverage": coverage,
        "precision_at_coverage": precision,
        "ece": measures.calibration_error(right, surest),
        "per_label": {
            label: {
                "n": one.n,
                "given": one.given,
                "precision": one.precision,
                "recall": one.recall,
                "f1": one.f1,
            }
            for label, one in zip(labels, each, strict=True)
        },
    }


def judge_labelled(model: labelled.Labelled, texts: LabelledTexts) -> dict[str, Any]:
    """Return the figures of a model learnt from labelled texts."""
    began = time.perf_counter()
    sure = model.sure(texts.told)
    took = time.perf_counter() - began
    found = figures(model.labels, texts.matrix(model.labels), model.given(sure), sure, model.least)
    return _whole(found, texts, model.labels, took)


def judge_reader(reader: Recogniser, texts: LabelledTexts) -> dict[str, Any]:
    """Return the figures of a recogniser, on codes of the taxonomy or on its six domains.

    Raises LookupError when no label of the texts is either.
    """
    codes, domains = reader.model.codes, reader.model.domains
    by_domain = set(texts.counted) <= set(domains)
    labels = list(dict.fromkeys(domains)) if by_domain else list(codes)
    labels = [label for label in labels if label != NOTHING]
    if not set(labels) & set(texts.counted):
        raise LookupError("no label of these texts is of the taxonomy")
    whole = zip(texts.told.titles, texts.told.bodies, strict=True)
    began = time.perf_counter()
    sure = reader.model.heard([clean(f"{t}\n{b}").text for t, b in whole]).sure()
    took = time.perf_counter() - began
    if by_domain:
        sure = np.stack(
            [sure[:, [d == label for d in domains]].sum(axis=1) for label in labels], axis=1
        )
    else:
        sure = sure[:, [codes.index(label) for label in labels]]
    given = sure == sure.max(axis=1, keepdims=True)
    found = figures(labels, texts.matrix(labels), given, sure, reader.least)
    return _whole(found, texts, labels, took)


def _whole(
    found: dict[str, Any], texts: LabelledTexts, labels: Sequence[str], took: float
) -> dict[str, Any]:
    per_label = found.pop("per_label")
    unknown = {label: n for label, n in texts.counted.items() if label not in labels}
    rounded = {
        name: round(value, 4) if isinstance(value, float) else value
        for name, value in found.items()
    }
    return {
        **rounded,
        "texts_per_s": round(len(texts) / max(took, 1e-9), 1),
        "per_label": {
            label: {k: round(v, 4) if isinstance(v, float) else v for k, v in one.items()}
            for label, one in per_label.items()
        },
        "unknown_labels": unknown,
    }
