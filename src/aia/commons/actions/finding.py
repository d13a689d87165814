"""The words by which a resource is found, remade whenever it is said anew."""

from __future__ import annotations

from aia.commons.models import Resource, ResourceWord
from aia.commons.rules.words import stems_of
from aia.people.queries import names_of


def index(resource: Resource) -> None:
    """Keep the stems of the resource's public words: a person who keeps it is not among them."""
    texts = [resource.name, resource.about, resource.for_words, resource.address]
    if resource.organisation_id is not None:
        texts += names_of(organisation_ids=[resource.organisation_id]).values()
    wanted = stems_of(texts)
    kept = ResourceWord.objects.filter(resource=resource)
    there = set(kept.values_list("stem", flat=True))
    kept.filter(stem__in=there - wanted).delete()
    ResourceWord.objects.bulk_create(
        ResourceWord(resource=resource, district=resource.district, stem=stem)
        for stem in sorted(wanted - there)
    )


def forget(resource: Resource) -> None:
    """Drop every word by which it was found."""
    ResourceWord.objects.filter(resource=resource).delete()
