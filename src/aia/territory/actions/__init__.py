"""Every write to the territory."""

from aia.territory.actions.districts import Loaded, load_district
from aia.territory.actions.municipalities import load_municipalities
from aia.territory.actions.places import (
    PlaceRefused,
    add_place,
    close_place,
    import_places,
    move_place,
)
from aia.territory.actions.statistics import (
    import_income,
    import_package_population,
    import_population,
)
from aia.territory.rules import Position

__all__ = [
    "Loaded",
    "PlaceRefused",
    "Position",
    "add_place",
    "close_place",
    "import_income",
    "import_package_population",
    "import_places",
    "import_population",
    "load_district",
    "load_municipalities",
    "move_place",
]
