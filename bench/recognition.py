"""How well and how fast needs are recognised in texts: on real ones, and on the first day.

- Cross-validation on the labelled texts of `it-terremotocentro` (five folds, repeated texts in one
  fold, every choice made inside the folds), beside character TF-IDF with logistic regression on
  the same folds, its cut-off points chosen inside the folds too.
- The first day on `everyday_sentences.csv`: written by two hands that had not read the examples.
- Speed in time of one core, so that a busy machine does not count.

`python -m bench.recognition weigh` chooses the weights of the day-one voices anew: it prints what
to write into `recognition/dayone.py`, and how the examples fare when held out.
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from aia.sensing.recognition import dayone, labelled, measures
from aia.sensing.recognition.encoder import encode
from aia.sensing.recognition.folds import folds
from aia.sensing.recognition.leaves import NOTHING, Leaf, shipped
from aia.sensing.recognition.texts import plain
from aia.sensing.recognition.views import Seen, Told
from bench.results import Figure, table

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared/data/it-terremotocentro/segnalazioni.csv"
EVERYDAY = ROOT / "src/aia/sensing/recognition/tests/everyday_sentences.csv"
LANGUAGES = ("it", "en", "ro", "ar")
MICRO, MACRO, FIRST, THREE = 0.85, 0.78, 0.80, 0.97
MOST_MS, LEAST_PER_SECOND = 30.0, 100.0
_FOLDS, _ENOUGH, _LENGTH = 5, 30, 300
_NEAR = 0.6  # cosine from which two examples of a leaf are taken for translations of one another

Bools = NDArray[np.bool_]


def figures(*, quick: bool = False) -> Iterator[Figure]:
    """Yield every figure; quickly: two folds of a quarter of the texts."""
    with threadpool_limits(1):
        yield from _figures(quick=quick)


def _figures(*, quick: bool) -> Iterator[Figure]:
    model = dayone.learn(shipped())
    yield from first_day(model)
    yield from speed(model)
    yield from held_out()
    if not REAL.exists():
        note = "THE REAL TEXTS ARE NOT HERE: shared/data/it-terremotocentro"
        yield Figure("recognition: real texts", "not measured", "measured", False, note)
        return
    yield from cross_validated(4 if quick else 1, 2 if quick else _FOLDS)


def first_day(model: dayone.DayOne) -> Iterator[Figure]:
    """Yield how often the right domain comes first, and among three, in each language."""
    with EVERYDAY.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    domains = list(dict.fromkeys(d for d in model.domains if d != NOTHING))
    sure = by_domain(model, model.heard([row["text"] for row in rows]).sure(), domains)
    true = np.array([[row["domain"] == domain for domain in domains] for row in rows])
    told = np.array([row["language"] for row in rows])
    for language in ("all", *LANGUAGES):
        here = np.ones(len(rows), bool) if language == "all" else told == language
        first, three = (measures.top(true[here], sure[here], n) for n in (1, 3))
        note = f"{here.sum()} unseen sentences; no labelled text"
        name = "it, en, ro, ar" if language == "all" else language
        must = (FIRST, THREE) if language == "all" else (None, None)
        yield _share(f"day one, domain first: {name}", first, must[0], note)
        yield _share(f"day one, domain among three: {name}", three, must[1], note)
    right = true[np.arange(len(rows)), sure.argmax(axis=1)]
    error = measures.calibration_error(right, sure.max(axis=1))
    yield Figure("day one, domain: calibration error", f"{error:.3f}", note="ten equal bins")


def by_domain(
    model: dayone.DayOne, sure: NDArray[np.float64], domains: list[str]
) -> NDArray[np.float64]:
    """Return the probability of each domain."""
    within = [[one == domain for one in model.domains] for domain in domains]
    found: NDArray[np.float64] = sure @ np.array(within, float).T
    return found


def speed(model: dayone.DayOne) -> Iterator[Figure]:
    """Yield what a suggestion of 300 characters takes, and how many texts a second in a batch."""
    texts = _long_texts()
    took = []
    for text in texts:
        began = time.process_time()
        heard = model.heard([text])
        sure = heard.sure()[0]
        for number in np.argsort(-sure)[:5]:
            model.why(text, heard.likeness[0], int(number))
        took.append(1000 * (time.process_time() - began))
    middle = statistics.median(took)
    note = f"with its reasons; one core; p95 {np.percentile(took, 95):.1f} ms"
    yield Figure(
        "suggestion, 300 characters", f"{middle:.1f} ms", f"≤ {MOST_MS:g} ms",
        middle <= MOST_MS, note,
    )  # fmt: skip
    began = time.process_time()
    model.heard(texts * 4).sure()
    rate = 4 * len(texts) / (time.process_time() - began)
    yield Figure(
        "texts a second in a batch, 300 characters", f"{rate:.0f}", f"≥ {LEAST_PER_SECOND:g}",
        rate >= LEAST_PER_SECOND, "one core",
    )  # fmt: skip


def _long_texts() -> list[str]:
    with EVERYDAY.open(encoding="utf-8") as file:
        told = [row["text"] for row in csv.DictReader(file) if row["language"] == "it"]
    return [". ".join(told[i : i + 8])[:_LENGTH] for i in range(len(told) - 8)]


def held_out() -> Iterator[Figure]:
    """Yield how the shipped examples fare when held out, near translations together."""
    voices, number, leaves = heard_apart()
    sure = dayone.Heard(voices, np.zeros((0, 0), np.float32)).sure()
    needs = np.array([leaf.code != NOTHING for leaf in leaves])[number]
    true = np.equal.outer(number, np.arange(len(leaves)))
    right = sure.argmax(axis=1) == number
    least = dayone.LEAST
    coverage, precision = measures.covered(right, sure.max(axis=1), least)
    error = measures.calibration_error(right, sure.max(axis=1))
    of = f"{len(number)} examples held out, near translations together"
    yield _share("examples, leaf first", measures.top(true[needs], sure[needs], 1), None, of)
    yield _share("examples, leaf among three", measures.top(true[needs], sure[needs], 3), None, of)
    yield Figure("examples, leaf: calibration error", f"{error:.3f}", note=of)
    yield _share(f"examples answered at confidence {least}", coverage, None, "the others abstain")
    yield _share("examples answered: leaf right", precision, None, of)


def heard_apart() -> tuple[dict[str, NDArray[Any]], NDArray[np.int64], tuple[Leaf, ...]]:
    """Return what each voice says of every example by ten models that had not read it."""
    leaves = shipped()
    examples = [one for leaf in leaves for one in leaf.examples]
    number = np.array([n for n, leaf in enumerate(leaves) for _ in leaf.examples])
    points = encode([one.text for one in examples])
    labels = np.equal.outer(number, np.arange(len(leaves)))
    fold = folds(labels, _alike(points, number), 10)
    voices: dict[str, NDArray[Any]] = {}
    for one in range(10):
        kept = fold != one
        starts = np.cumsum([0, *(len(leaf.examples) for leaf in leaves)])
        part = tuple(
            replace(leaf, examples=tuple(
                e for e, k in zip(leaf.examples, kept[starts[n] : starts[n + 1]], strict=True) if k
            ))
            for n, leaf in enumerate(leaves)
        )  # fmt: skip
        model = dayone.learn_from(part, points[kept])
        said = model.heard([examples[i].text for i in np.flatnonzero(~kept)]).voices
        for name, column in said.items():
            voices.setdefault(name, np.zeros((len(examples), len(leaves))))[~kept] = column
    return voices, number, leaves


def _alike(points: NDArray[np.float32], number: NDArray[np.int64]) -> NDArray[np.int64]:
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import connected_components

    near = (points @ points.T > _NEAR) & np.equal.outer(number, number)
    groups: NDArray[np.int64] = connected_components(csr_matrix(near))[1].astype(np.int64)
    return groups


def weigh() -> None:
    """Print the weights under which the held-out examples are likeliest."""
    from scipy.optimize import minimize

    voices, number, _leaves = heard_apart()
    said = np.stack([np.asarray(voices[name], float) for name in dayone.VOICES])
    rows = np.arange(len(number))

    def unlikely(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total = np.tensordot(weights, said, 1)
        odds = np.exp(total - total.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        slope = [(odds * one).sum(axis=1).mean() - one[rows, number].mean() for one in said]
        cost = -np.log(odds[rows, number] + 1e-12).mean() + 0.001 * (weights**2).sum()
        return float(cost), np.array(slope) + 0.002 * weights

    start = np.array(list(dayone.VOICES.values()))
    found = minimize(unlikely, start, jac=True, bounds=[(0, 20)] * len(start))
    print(f"before {unlikely(start)[0]:.4f}, after {found.fun:.4f}")
    print(dict(zip(dayone.VOICES, found.x.round(2).tolist(), strict=True)))
    sure = dayone.Heard(voices, np.zeros((0, 0), np.float32)).sure()
    right = sure.argmax(axis=1) == number
    for precision in (0.75, 0.80, 0.85, 0.90):
        least = measures.least_for(right, sure.max(axis=1), precision)
        coverage, _precision = measures.covered(right, sure.max(axis=1), least)
        print(f"precision {precision}: confidence {least:.2f}, answers {coverage:.0%}")


@dataclass(frozen=True)
class Real:
    """The real texts, their labels, and which repeat one another."""

    told: Told
    labels: list[str]
    true: Bools
    group: NDArray[np.int64]


def real_texts(every: int = 1) -> Real:
    """Return the labelled texts (one in so many) and the labels that at least 30 of all have."""
    with REAL.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["categorie"].strip()]
    counted: dict[str, int] = {}
    for row in rows:
        for label in row["categorie"].split("|"):
            counted[label] = counted.get(label, 0) + 1
    labels = sorted((one for one, n in counted.items() if n >= _ENOUGH), key=lambda x: -counted[x])
    rows = rows[::every]
    told = Told([row["titolo"] for row in rows], [row["testo"] for row in rows])
    true = np.array([[label in row["categorie"].split("|") for label in labels] for row in rows])
    return Real(told, labels, true, labelled.tied(told))


def cross_validated(every: int, count: int) -> Iterator[Figure]:
    """Yield the figures of the learnt model and of the baseline on the same folds."""
    real = real_texts(every)
    seen = Seen.of(real.told)
    fold = folds(real.true, real.group, count)
    sure, given = np.zeros(real.true.shape), np.zeros(real.true.shape, bool)
    took, answered = [], []
    for one in range(count):
        kept, apart = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        began = time.process_time()
        model = labelled.learn(seen, real.labels, real.true, kept, real.group)
        took.append(time.process_time() - began)
        sure[apart] = model.judged(model.views.of_seen(seen, apart))
        given[apart] = model.given(sure[apart])
        answered.append(sure[apart].max(axis=1) >= model.least)
    note = f"{len(real.true)} texts, {len(real.labels)} labels, {count} folds"
    yield from _f1("learnt", real, given, (MICRO, MACRO), note)
    right = real.true[np.arange(len(sure)), sure.argmax(axis=1)]
    error = measures.calibration_error(right, sure.max(axis=1))
    yield Figure(
        "real texts, first label: calibration error", f"{error:.3f}", note="ten equal bins"
    )
    yield Figure(
        "learning from four fifths of them", f"{statistics.mean(took):.0f} s",
        note="one core; encoding apart",
    )  # fmt: skip
    yield from _f1("baseline", real, baseline(real, fold, count), (None, None), "the same folds")


def baseline(real: Real, fold: NDArray[np.int64], count: int) -> Bools:
    """Return what character TF-IDF with logistic regression gives, cut-offs chosen inside folds."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts = [plain(f"{t}\n{b}") for t, b in zip(real.told.titles, real.told.bodies, strict=True)]

    def sure_of(kept: NDArray[np.int64], apart: NDArray[np.int64]) -> NDArray[np.float64]:
        pieces = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2
        )
        rows = pieces.fit_transform([texts[i] for i in kept])
        new = pieces.transform([texts[i] for i in apart])
        fitted = (
            LogisticRegression(C=10, solver="liblinear").fit(rows, column)
            for column in real.true[kept].T
        )
        return np.stack([one.predict_proba(new)[:, 1] for one in fitted], axis=1)

    given = np.zeros(real.true.shape, bool)
    for one in range(count):
        kept, apart = np.flatnonzero(fold != one), np.flatnonzero(fold == one)
        within = folds(real.true[kept], real.group[kept], 3, seed=1)
        inner = np.zeros((len(kept), len(real.labels)))
        for part in range(3):
            inner[within == part] = sure_of(kept[within != part], kept[within == part])
        cuts = [measures.best_cut(real.true[kept, i], inner[:, i]) for i in range(inner.shape[1])]
        given[apart] = sure_of(kept, apart) >= np.array(cuts)
    return given


def _f1(
    name: str, real: Real, given: Bools, must: tuple[float | None, float | None], note: str
) -> Iterator[Figure]:
    each = measures.per_label(real.true, given)
    told = ", ".join(f"{label} {one.f1:.2f}" for label, one in zip(real.labels, each, strict=True))
    micro, macro = measures.micro_f1(real.true, given), measures.macro_f1(real.true, given)
    yield _share(f"real texts, {name}: micro-F1", micro, must[0], note)
    yield _share(f"real texts, {name}: macro-F1", macro, must[1], told)


def _share(what: str, measured: float, least: float | None, note: str) -> Figure:
    if least is None:
        return Figure(what, f"{measured:.3f}", note=note)
    return Figure(what, f"{measured:.3f}", f"≥ {least:.2f}", measured >= least, note)


if __name__ == "__main__":
    if sys.argv[1:] == ["weigh"]:
        weigh()
    else:
        print(table(figures()))
