"""Every read of the observatory beyond a simple get."""

from aia.observatory.queries.acts import acts_of_the_line
from aia.observatory.queries.releases import (
    current_releases,
    editions,
    readings,
    release,
    stamp,
)

__all__ = [
    "acts_of_the_line",
    "current_releases",
    "editions",
    "readings",
    "release",
    "stamp",
]
