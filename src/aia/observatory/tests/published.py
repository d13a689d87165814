"""A few published tables of Cremona for the stories of the public pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from aia.access.tests.personas import DISTRICT, MOMENT
from aia.observatory.publishing.tests.invented import publish
from aia.observatory.views import serving

CODE = "needs_recognised"
TOWN, OTHER = "019036", "019098"


@pytest.fixture
def site(towns: object) -> Iterator[None]:
    """Needs recognised in Cremona: in all, over time, by municipality, by domain and age."""
    serving.forget()
    publish_needs()
    yield
    serving.forget()


def publish_needs(whole: float = 120) -> None:
    """Publish the same tables with another number for the whole district."""
    publish(
        DISTRICT,
        CODE,
        [
            ((), {(): whole}),
            (("quarter",), {("2026-Q1",): 50.0, ("2026-Q2",): 30.0, ("2026-Q3",): whole - 80}),
            (("municipality",), {(TOWN,): whole - 20, (OTHER,): 20.0}),
            (("domain", "age_band"), {("housing", "75-84"): 35.0, ("work", "30-44"): 44.0}),
        ],
        at=MOMENT,
    )
