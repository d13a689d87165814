"""What is published of the two districts, and what is read in it: asked about by the matrix."""

from __future__ import annotations

from aia.access.tests.personas import MOMENT, Persona
from aia.observatory.actions import write_reading
from aia.observatory.publishing.tests.invented import publish
from aia.observatory.queries import release
from tests.matrix.people import Subject

CODE, BY = "territory_old_age_index", "municipality"


def published(subject: Subject, author: Persona) -> None:
    """Publish a table of the district of whoever writes what they read in it."""
    district = author.district
    publish(district, CODE, [((), {(): 24.5}), ((BY,), {("019036",): 24.5})], at=MOMENT)
    found = release(district, CODE, BY)
    assert found is not None
    reading = write_reading(
        actor=author.actor, release_id=found.id, words="Molti vivono soli.", at=MOMENT
    )
    subject.around |= {
        "district": district,
        "indicator_code": CODE,
        "breakdown": BY,
        "edition": "1",
        "file_kind": "csv",
        "catalogue_kind": "ttl",
        "reading": reading.id,
        "release": found.id,
    }
