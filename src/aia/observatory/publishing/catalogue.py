"""The catalogue of what is published, as DCAT-AP_IT asks: one dataset an indicator and district.

Written after the national profile's ontology 2.0 (http://dati.gov.it/onto/dcatapit, June 2022) and
the guidelines for data catalogues (AgID, 2020). Who publishes is told by the installation
(`AIA_PUBLISHER`): without it the district stands for itself, with its own code.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from aia.observatory.publishing.about import Indicator, indicator
from aia.observatory.publishing.labels import breakdown_name
from aia.observatory.publishing.tables import breakdown_of
from aia.observatory.queries import current_releases
from aia.territory.queries import districts

if TYPE_CHECKING:
    from rdflib import Graph

    from aia.observatory.models import Release
    from aia.territory.models import District

_EU = "http://publications.europa.eu/resource/authority"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_ONTOLOGY = "http://dati.gov.it/onto/dcatapit#"
_ADMS_ATTRIBUTION = "http://purl.org/adms/licencetype/Attribution"
_LANGUAGES = {"it": "ITA", "en": "ENG"}
# File formats as the EU's list of file types names them.
_FILES = {
    "csv": ("CSV", "text/csv"),
    "parquet": ("PARQUET", "application/vnd.apache.parquet"),
    "json": ("JSON", "application/json"),
}


@dataclass(frozen=True)
class Format:
    """One way to write the catalogue: rdflib's name of it and its media type."""

    writer: str
    media_type: str


FORMATS: Mapping[str, Format] = {
    "ttl": Format("turtle", "text/turtle; charset=utf-8"),
    "rdf": Format("xml", "application/rdf+xml"),
    "jsonld": Format("json-ld", "application/ld+json"),
}


def kept(kind: str) -> bytes | None:
    """Return the catalogue in one format as it was last written; None when it never was."""
    try:
        return _file(kind).read_bytes()
    except FileNotFoundError:
        return None


def write() -> None:
    """Write the catalogue of every district of this installation in each of its formats."""
    graph = catalogue()
    for kind, one in FORMATS.items():
        file = _file(kind)
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}.new")
        fresh.write_text(graph.serialize(format=one.writer))
        fresh.replace(file)


def _file(kind: str) -> Path:
    return Path(settings.HOME) / "observatory" / f"catalogue.{kind}"


def catalogue() -> Graph:
    """Return the catalogue as a graph."""
    from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

    graph, it = Graph(), Namespace(_ONTOLOGY)
    for prefix, space in (("dcatapit", it), ("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF)):
        graph.bind(prefix, space, replace=True)
    root = URIRef(_address("observatory:catalogue", catalogue_kind="ttl") + "#catalogue")
    publisher = _agent(graph, _publisher())
    for kind in (it.Catalog, DCAT.Catalog):
        graph.add((root, RDF.type, kind))
    for language, code in _LANGUAGES.items():
        with translation.override(language):
            graph.add((root, DCTERMS.title, Literal(_("Observatory of the district"), language)))
            about = _("Indicators of need, answers and what changes, with few people protected.")
            graph.add((root, DCTERMS.description, Literal(about, language)))
        graph.add((root, DCTERMS.language, URIRef(f"{_EU}/language/{code}")))
    graph.add((root, DCTERMS.publisher, publisher))
    graph.add((root, FOAF.homepage, _document(graph, _address("observatory:index"))))
    graph.add((root, DCAT.themeTaxonomy, URIRef(f"{_EU}/data-theme")))
    days = []
    for district in districts():
        holder = _agent(graph, _publisher(district))
        for code, releases in _by_indicator(district):
            days.append(max(one.released_at for one in releases).date())
            dataset = _dataset(graph, district, code, releases, holder)
            graph.add((root, DCAT.dataset, dataset))
    changed = Literal(max(days)) if days else None
    if changed is not None:
        graph.add((root, DCTERMS.modified, changed))
    return graph


def _by_indicator(district: District) -> Iterator[tuple[str, list[Release]]]:
    found: dict[str, list[Release]] = {}
    for row in current_releases(district.code).defer("content"):
        found.setdefault(row.indicator, []).append(row)
    yield from found.items()


def _dataset(
    graph: Graph, district: District, code: str, releases: list[Release], holder: Any
) -> Any:
    from rdflib import DCAT, DCTERMS, RDF, Literal, Namespace, URIRef

    it = Namespace(_ONTOLOGY)
    page = _address("observatory:indicator", district=district.code, indicator_code=code)
    node = URIRef(page + "#dataset")
    for kind in (it.Dataset, DCAT.Dataset):
        graph.add((node, RDF.type, kind))
    for language, name in _LANGUAGES.items():
        with translation.override(language):
            one = indicator(code)
            graph.add((node, DCTERMS.title, Literal(f"{one.name}: {district.name}", language)))
            graph.add((node, DCTERMS.description, Literal(_described(one, releases), language)))
        graph.add((node, DCTERMS.language, URIRef(f"{_EU}/language/{name}")))
    days = [one.released_at.date() for one in releases]
    told = (
        (DCTERMS.identifier, Literal(f"{district.code}:{code}")),
        (DCTERMS.modified, Literal(max(days))),
        (DCTERMS.issued, Literal(min(days))),
        (DCTERMS.accrualPeriodicity, URIRef(f"{_EU}/frequency/QUARTERLY")),
        (DCAT.theme, URIRef(f"{_EU}/data-theme/SOCI")),
        (DCTERMS.rightsHolder, holder),
        (DCTERMS.publisher, holder),
        (DCAT.landingPage, _document(graph, page)),
    )
    for predicate, value in told:
        graph.add((node, predicate, value))
    for release in releases:
        for kind_of_file in _FILES:
            made = _distribution(graph, district, release, kind_of_file)
            graph.add((node, DCAT.distribution, made))
    return node


def _described(one: Indicator, releases: list[Release]) -> str:
    text = " ".join(part for part in (one.meaning, one.formula, one.source) if part) or one.name
    if any(release.simulated for release in releases):
        return _("Simulated data: nobody in it exists.") + " " + text
    return text


def _distribution(graph: Graph, district: District, release: Release, kind: str) -> Any:
    from rdflib import DCAT, DCTERMS, RDF, Literal, Namespace, URIRef

    it = Namespace(_ONTOLOGY)
    parts = {
        "district": district.code,
        "indicator_code": release.indicator,
        "breakdown": release.breakdown,
    }
    url = _address("observatory:file", **parts, edition=str(release.edition), file_kind=kind)
    node = URIRef(url + "#distribution")
    file_type, media_type = _FILES[kind]
    for one in (it.Distribution, DCAT.Distribution):
        graph.add((node, RDF.type, one))
    for language in _LANGUAGES:
        with translation.override(language):
            name = breakdown_name(breakdown_of(release.breakdown))
            graph.add((node, DCTERMS.title, Literal(f"{name} ({file_type})", language)))
    told = (
        (DCAT.accessURL, URIRef(url)),
        (DCAT.downloadURL, URIRef(url)),
        (DCTERMS["format"], URIRef(f"{_EU}/file-type/{file_type}")),
        (DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media_type}")),
        (DCTERMS.license, _licence(graph)),
        (DCTERMS.modified, Literal(release.released_at.date())),
    )
    for predicate, value in told:
        graph.add((node, predicate, value))
    return node


def _licence(graph: Graph) -> Any:
    from rdflib import DCTERMS, FOAF, RDF, Literal, Namespace, URIRef

    node = URIRef(_LICENCE)
    graph.add((node, RDF.type, Namespace(_ONTOLOGY).LicenseDocument))
    graph.add((node, RDF.type, DCTERMS.LicenseDocument))
    graph.add((node, DCTERMS.type, URIRef(_ADMS_ATTRIBUTION)))
    graph.add((node, FOAF.name, Literal("Creative Commons Attribution 4.0 International")))
    return node


def _document(graph: Graph, url: str) -> Any:
    from rdflib import FOAF, RDF, URIRef

    node = URIRef(url)
    graph.add((node, RDF.type, FOAF.Document))
    return node


@dataclass(frozen=True)
class Publisher:
    """A body: its code in the index of public administrations, and its name."""

    code: str
    name: str


def _publisher(district: District | None = None) -> Publisher:
    """Return who publishes, as the installation tells it; a district stands for itself."""
    told: Mapping[str, str] = settings.AIA_PUBLISHER
    if told:
        return Publisher(told["ipa"], told["name"])
    if district is not None:
        return Publisher(district.code, district.name)
    first = districts().first()
    return Publisher(first.code, first.name) if first else Publisher("aia", "Aia")


def _agent(graph: Graph, who: Publisher) -> Any:
    from rdflib import DCTERMS, FOAF, RDF, Literal, Namespace, URIRef

    node = URIRef(_address("observatory:index") + f"#body-{who.code}")
    for kind in (Namespace(_ONTOLOGY).Agent, FOAF.Agent):
        graph.add((node, RDF.type, kind))
    graph.add((node, DCTERMS.identifier, Literal(who.code)))
    graph.add((node, FOAF.name, Literal(who.name, "it")))
    return node


def _address(name: str, **parts: str) -> str:
    return settings.PUBLIC_ADDRESS + reverse(name, kwargs=parts)
