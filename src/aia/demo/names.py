"""Names from a generator (Faker): mostly Italian, some from where people have come from."""

import numpy as np
from faker import Faker
from faker.config import AVAILABLE_LOCALES

from aia.people.terms import Sex

_HERE = "it_IT"
# Countries by which the names of those born abroad are drawn; transliterated ones only.
_ABROAD = ("ro_RO", "en_IN", "fr_DZ", "es_CO", "en_NG")
_POOL = 1500


class Names:
    """Given and family names by sex and origin, drawn from pools made once from a seed."""

    def __init__(self, seed: int) -> None:
        self._family: dict[str, list[str]] = {}
        self._given: dict[tuple[str, str], list[str]] = {}
        for locale in (_HERE, *(name for name in _ABROAD if name in AVAILABLE_LOCALES)):
            source = Faker(locale)
            source.seed_instance(seed)
            self._family[locale] = [source.last_name() for _ in range(_POOL)]
            self._given[locale, Sex.FEMALE] = [source.first_name_female() for _ in range(_POOL)]
            self._given[locale, Sex.MALE] = [source.first_name_male() for _ in range(_POOL)]

    def origin(self, from_abroad: float, rng: np.random.Generator) -> str:
        """Draw where a household's names come from; `from_abroad` is a share (0 to 1)."""
        abroad = [locale for locale in self._family if locale != _HERE]
        return str(rng.choice(abroad)) if rng.random() < from_abroad else _HERE

    def family(self, origin: str, rng: np.random.Generator) -> str:
        """Draw a family name."""
        return self._family[origin][rng.integers(_POOL)]

    def given(self, origin: str, sex: str, rng: np.random.Generator) -> str:
        """Draw a given name for the sex ("F" or "M")."""
        return self._given[origin, sex][rng.integers(_POOL)]
