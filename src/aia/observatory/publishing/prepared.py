"""What is made once, after a build, and not for each reader: the pictures and the catalogue."""

from __future__ import annotations

from datetime import datetime

from aia.observatory.publishing import catalogue, pictures


def prepare(district: str, *, at: datetime) -> int:
    """Draw what is not drawn yet and write the catalogue anew; return how many pictures are new."""
    made = pictures.draw(district, at=at)
    catalogue.write()
    return made
