"""Boundaries: from the package's WKB to small rings, and from rings to a flat drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from aia.territory.register import Registered, register
from aia.territory.tables import boundaries

Ring = list[list[float]]
"""Points [longitude, latitude] in degrees (WGS 84), the last equal to the first."""

_TOLERANCE = 0.0008
_DECIMALS = 4
WIDTH = 640.0

_KM_A_DEGREE = 111.2
"""Kilometres in a degree of latitude (mean radius of the Earth, 6,371 km)."""


@dataclass(frozen=True)
class Projection:
    """From degrees to a flat drawing: equirectangular, narrowed by the mid latitude's cosine."""

    west: float
    north: float
    across: float
    down: float

    def point(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return x and y in the drawing."""
        return (longitude - self.west) * self.across, (self.north - latitude) * self.down


@dataclass(frozen=True)
class Drawing:
    """Shapes in one flat projection: SVG path data by key, in a box from 0,0."""

    width: float
    height: float
    paths: dict[str, str]
    projection: Projection


def simplified(municipalities: Iterable[Registered]) -> dict[str, list[Ring]]:
    """Return each municipality's rings, simplified together so that neighbours still touch.

    One that is younger than the boundary tables gets the union of those it was born from. Those
    without any boundary are left out.
    """
    import shapely

    wanted = list(municipalities)
    before = {one.istat: _born_from(one) for one in wanted}
    wkb = boundaries({one.istat for one in wanted} | {c for old in before.values() for c in old})
    shapes = {}
    for one in wanted:
        own = [one.istat] if one.istat in wkb else [old for old in before[one.istat] if old in wkb]
        if own:
            shapes[one.istat] = shapely.union_all([shapely.from_wkb(wkb[code]) for code in own])
    if not shapes:
        return {}
    simple = shapely.coverage_simplify(list(shapes.values()), _TOLERANCE)
    return {istat: _rings(shape) for istat, shape in zip(shapes, simple, strict=True)}


def drawn(outlines: dict[str, list[Ring]]) -> Drawing | None:
    """Return the rings as SVG paths; None when there is nothing to draw."""
    rings = [ring for shape in outlines.values() for ring in shape]
    if not rings:
        return None
    west, south, east, north = box(rings)
    narrowing = cos(radians((south + north) / 2))
    down = WIDTH / ((east - west) * narrowing)
    flat = Projection(west, north, down * narrowing, down)

    def line(ring: Ring) -> str:
        places = (flat.point(longitude, latitude) for longitude, latitude in ring)
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places) + "Z"

    paths = {key: "".join(line(ring) for ring in shape) for key, shape in outlines.items()}
    return Drawing(WIDTH, round((north - south) * down, 1), paths, flat)


def box(outline: list[Ring]) -> tuple[float, float, float, float]:
    """Return west, south, east, north in degrees."""
    longitudes = [point[0] for ring in outline for point in ring]
    latitudes = [point[1] for ring in outline for point in ring]
    return min(longitudes), min(latitudes), max(longitudes), max(latitudes)


def centres(outlines: dict[str, list[Ring]]) -> dict[str, tuple[float, float]]:
    """Return the middle of each shape, in kilometres east and north of the common corner."""
    import shapely

    if not outlines:
        return {}
    west, south, _east, north = box([ring for shape in outlines.values() for ring in shape])
    narrowing = cos(radians((south + north) / 2))
    found = {}
    for key, rings in outlines.items():
        middle = shapely.centroid(shapely.MultiPolygon([shapely.Polygon(ring) for ring in rings]))
        east, up = middle.x - west, middle.y - south
        found[key] = (east * narrowing * _KM_A_DEGREE, up * _KM_A_DEGREE)
    return found


def _born_from(one: Registered) -> list[str]:
    return [old.istat for old in register().values() if old.successor_cadastral == one.cadastral]


def _rings(shape: object) -> list[Ring]:
    import shapely

    polygons = (part for part in shapely.get_parts(shape) if part.geom_type == "Polygon")
    rings = (ring for one in polygons for ring in (one.exterior, *one.interiors))
    return [[[round(x, _DECIMALS), round(y, _DECIMALS)] for x, y in ring.coords] for ring in rings]
