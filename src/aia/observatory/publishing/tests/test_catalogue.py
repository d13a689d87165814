"""The catalogue holds what DCAT-AP_IT asks for; one that lacks it does not pass."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, Graph, Literal, Namespace

from aia.access.terms import service_actor
from aia.access.tests.personas import DISTRICT, MOMENT
from aia.observatory.publishing import catalogue
from aia.observatory.publishing.tests.invented import publish
from aia.observatory.views import serving
from aia.territory.actions import load_district

pytestmark = pytest.mark.django_db
SHAPES = Path(__file__).with_name("dcat_ap_it.shapes.ttl")
IT = Namespace("http://dati.gov.it/onto/dcatapit#")


@pytest.fixture
def graph(db: None, settings: Any, tmp_path: Path) -> Graph:
    """The catalogue of Cremona with two tables of one indicator."""
    settings.HOME = tmp_path
    serving.forget()
    load_district(actor=service_actor("installation"), source=DISTRICT, at=MOMENT)
    publish(
        DISTRICT, "needs_recognised", [((), {(): 120.0}), (("sex",), {("F",): 70.0})], at=MOMENT
    )
    return catalogue.catalogue()


def faults(graph: Graph) -> str:
    conforms, _graph, text = validate(graph, shacl_graph=str(SHAPES), inference="none")
    return "" if conforms else str(text)


def test_the_catalogue_passes_the_shapes(graph: Graph) -> None:
    assert faults(graph) == ""
    assert len(list(graph.subjects(RDF.type, IT.Dataset))) == 1
    assert len(list(graph.subjects(RDF.type, IT.Distribution))) == 6


@pytest.mark.parametrize(
    ("kind", "lacking"),
    [
        (IT.Catalog, DCTERMS.publisher),
        (IT.Dataset, DCTERMS.rightsHolder),
        (IT.Dataset, DCTERMS.accrualPeriodicity),
        (IT.Dataset, DCAT.theme),
        (IT.Distribution, DCTERMS.license),
        (IT.Agent, DCTERMS.identifier),
    ],
)
def test_a_catalogue_that_lacks_what_must_be_there_does_not_pass(
    graph: Graph, kind: Any, lacking: Any
) -> None:
    graph.remove((next(graph.subjects(RDF.type, kind)), lacking, None))
    assert "Conforms: False" in faults(graph)


def test_who_publishes_is_told_by_the_installation(graph: Graph, settings: Any) -> None:
    settings.AIA_PUBLISHER = {"ipa": "c_d150", "name": "Comune di Cremona"}
    told = catalogue.catalogue()
    assert {str(one) for one in told.objects(None, FOAF.name)} >= {"Comune di Cremona"}
    assert faults(told) == ""
    assert (None, DCTERMS.identifier, Literal("c_d150")) in told


@pytest.mark.parametrize("kind", sorted(catalogue.FORMATS))
def test_it_is_given_in_every_format_once_it_is_written(
    graph: Graph, client: Client, kind: str
) -> None:
    address = f"/observatory/catalogue.{kind}"
    assert client.get(address).status_code == 404
    catalogue.write()
    serving.forget()
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    read = Graph().parse(data=answer.content, format=catalogue.FORMATS[kind].writer)
    assert len(read) == len(graph)
