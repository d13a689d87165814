import pytest

from aia.trace.tests.toy.actions import lay_egg, weave_basket
from aia.trace.tests.toy.models import Basket, Egg


@pytest.fixture
def basket(db: None) -> Basket:
    return weave_basket()


@pytest.fixture
def egg(basket: Basket) -> Egg:
    return lay_egg(basket, 3, note="brown")
