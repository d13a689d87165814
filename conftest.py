"""What every test may use: the people of every story (sara, omar, carla, …) and installations."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from hypothesis import settings as checked

from aia.trace import horizon

# A busy machine is no fault of a rule: speed is measured in the bench, never in tests.
checked.register_profile("aia", deadline=None)
checked.load_profile("aia")

pytest_plugins = [
    "aia.access.tests.personas",
    "tests.installation",
    "tests.browser",
    "tests.replayed",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser's tests for last: while Playwright runs, Django refuses its database."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_make_parametrize_id(config: object, val: object, argname: str) -> str | None:
    """Name bytes after their argument: their content (a zip's own time) would change the name."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Begin each story with empty caches: what another left there may lapse half way."""
    for name in settings.CACHES:
        caches[name].clear()


@pytest.fixture(autouse=True)
def _from_outside() -> Iterator[None]:
    """Tell each story from outside of any district; the requests in it see their own."""
    with horizon.everywhere():
        yield
