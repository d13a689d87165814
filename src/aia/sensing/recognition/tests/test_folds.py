"""Folds: whole groups, every row once, labels spread."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from aia.sensing.recognition.folds import folds, groups


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 5))
def test_groups_are_never_cut(seed: int, count: int) -> None:
    random = np.random.default_rng(seed)
    labels = random.random((60, 4)) < [0.5, 0.3, 0.1, 0.02]
    group = random.integers(0, 40, 60)
    fold = folds(labels, group, count, seed)
    assert set(fold) <= set(range(count))
    for one in set(group):
        assert len(set(fold[group == one])) == 1


def test_a_rare_label_is_in_every_fold() -> None:
    labels = np.zeros((200, 2), bool)
    labels[:, 0] = True
    labels[:10, 1] = True
    fold = folds(labels, np.arange(200), 5)
    assert [int(labels[fold == one, 1].sum()) for one in range(5)] == [2] * 5
    assert np.bincount(fold).tolist() == [40] * 5


def test_rows_that_share_a_long_text_are_tied() -> None:
    titles = ["raccolta di coperte", "raccolta di coperte", "altro titolo ancora", "si"]
    bodies = ["uno", "stesso testo lungo assai", "stesso testo lungo assai", "uno"]
    tied = groups(titles, bodies)
    assert len(set(tied[:3])) == 1
    assert tied[3] != tied[0]
