"""The catalogue as harvesters read it: valid for two portals, and true about every file."""

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pyshacl
import pytest
import rdflib
from flask import Flask
from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from graph.build.building import build
from graph.build.options import BuildOptions
from graph.dumps.dumps import Dumps
from graph.generations.directory import DataDirectory
from graph.questions.library import load_library
from graph.register import Register, load_register
from graph.sample import sample_pages
from graph.sample.registers import load_sample_registers
from ontology import authority
from ontology.iris import Iris
from ontology.terms import Dcat, Dcterms, Foaf, Schema, Spdx, Vcard, Void, Xsd
from server.app import create_app
from server.catalogue import counting
from server.catalogue.profiles import PROFILES
from server.settings import read_settings
from tests.graph.made_pages import put_many

SH = rdflib.SH
CATALOGUE = Iris().catalogue()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, oulu: Register) -> Flask:
    """A register of which every file that is offered is made."""
    folder = tmp_path_factory.mktemp("catalogue")
    put_many(folder / "pages", 3)
    build(folder / "data", BuildOptions(sources=(folder / "pages",), register=oulu))
    directory = DataDirectory.open(folder / "data")
    dumps = Dumps(directory, directory.generation(), load_library())
    for name in dumps.offered:
        dumps.make(name)
    return create_app(read_settings({"data": str(folder / "data")}, {}))


@pytest.fixture
def harvester(served: Flask) -> FlaskClient:
    return served.test_client()


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The sample register, linked to the invented entries of other registers."""
    data = tmp_path_factory.mktemp("linked") / "data"
    load_sample_registers(data)
    with sample_pages() as folder:
        build(data, BuildOptions(sources=(folder,), register=load_register("sample")))
    return create_app(read_settings({"data": str(data)}, {})).test_client()


def told(client: FlaskClient, address: str) -> Store:
    store = Store()
    store.bulk_load(client.get(address).data, format=RdfFormat.TURTLE)
    return store


def values(store: Store, subject: object, term: NamedNode) -> list[NamedNode | Literal]:
    assert isinstance(subject, NamedNode)
    found = (quad.object for quad in store.quads_for_pattern(subject, term, None))
    return [value for value in found if isinstance(value, NamedNode | Literal)]


def one(store: Store, subject: object, term: NamedNode) -> NamedNode | Literal:
    (value,) = values(store, subject, term)
    return value


def fetched(client: FlaskClient, address: NamedNode | Literal) -> bytes:
    place = urlsplit(address.value)
    answer = client.get(place.path)
    assert answer.status_code == 200
    return bytes(answer.data)


@pytest.mark.parametrize("profile", [profile.name for profile in PROFILES])
def test_a_harvester_walks_from_the_catalogue_to_every_byte(
    harvester: FlaskClient, profile: str
) -> None:
    graph = told(harvester, f"/catalog.ttl?profile={profile}")
    dataset = one(graph, CATALOGUE, Dcat.dataset)
    distributions = values(graph, dataset, Dcat.distribution)
    assert len(distributions) > 30
    for distribution in distributions:
        content = fetched(harvester, one(graph, distribution, Dcat.downloadURL))
        checksum = one(graph, distribution, Spdx.checksum)
        algorithm = one(graph, checksum, Spdx.algorithm).value.rpartition("_")[2]
        assert int(one(graph, distribution, Dcat.byteSize).value) == len(content)
        digest = hashlib.new(algorithm, content).hexdigest()
        assert one(graph, checksum, Spdx.checksumValue).value == digest


def test_a_file_is_of_the_type_that_the_catalogue_says(harvester: FlaskClient) -> None:
    graph = told(harvester, "/catalog.ttl")
    distributions = values(graph, Iris().catalogue("dataset"), Dcat.distribution)
    assert distributions
    for distribution in distributions:
        place = urlsplit(one(graph, distribution, Dcat.downloadURL).value).path
        media_type = harvester.get(place).mimetype or ""
        assert one(graph, distribution, Dcat.mediaType) == authority.media_type(media_type)


def shapes(folder: Path, *names: str) -> rdflib.Graph:
    """Shapes, without what they name and nobody defined: five properties of DCAT-AP's ranges."""
    graph = rdflib.Graph()
    for name in names:
        graph.parse(folder / "suites" / name, format="turtle")
    for shape, part in list(graph.subject_objects(SH.property)):
        if (part, SH.path, None) not in graph:
            graph.remove((shape, SH.property, part))
    return graph


SHAPES = {
    "dcat-ap": ("dcat-ap/dcat-ap-SHACL.ttl", "dcat-ap/ranges.ttl"),
    "avoindata": ("avoindata/avoindata_dcat-ap_shacl.ttl",),
}


def report(client: FlaskClient, profile: str, wanted: rdflib.Graph) -> tuple[bool, str]:
    text = client.get(f"/catalog.ttl?profile={profile}").data
    valid, _, words = pyshacl.validate(rdflib.Graph().parse(text), shacl_graph=wanted)
    return valid, words


@pytest.mark.parametrize("profile", SHAPES)
def test_the_catalogue_is_valid_for_the_portal_of_its_profile(
    harvester: FlaskClient, shared: Path, profile: str
) -> None:
    valid, words = report(harvester, profile, shapes(shared, *SHAPES[profile]))
    assert valid, words


@pytest.mark.parametrize("profile", SHAPES)
def test_the_other_portal_would_refuse_it(
    harvester: FlaskClient, shared: Path, profile: str
) -> None:
    (other,) = SHAPES.keys() - {profile}
    valid, words = report(harvester, profile, shapes(shared, *SHAPES[other]))
    assert not valid
    assert "byteSize" in words


def test_a_catalogue_without_a_publisher_would_be_refused(
    harvester: FlaskClient, shared: Path
) -> None:
    graph = rdflib.Graph().parse(harvester.get("/catalog.ttl").data)
    graph.remove((None, rdflib.DCTERMS.publisher, None))
    assert not pyshacl.validate(graph, shacl_graph=shapes(shared, *SHAPES["dcat-ap"]))[0]


FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/rdf+xml": RdfFormat.RDF_XML,
}


@pytest.mark.parametrize("address", ["/catalog", "/.well-known/void"])
def test_each_format_says_the_same(harvester: FlaskClient, address: str) -> None:
    graphs = []
    for media_type, format_ in FORMATS.items():
        answer = harvester.get(address, headers={"Accept": media_type})
        assert answer.mimetype == media_type
        graphs.append({quad.triple for quad in parse(answer.data, format=format_)})
    assert graphs[0] == graphs[1] == graphs[2]
    assert graphs[0]


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/catalog", "text/turtle"),
        ("/catalog?format=jsonld", "application/ld+json"),
        ("/catalog.rdf", "application/rdf+xml"),
        ("/.well-known/void", "text/turtle"),
        ("/.well-known/void?format=rdf", "application/rdf+xml"),
    ],
)
def test_a_name_or_an_ending_chooses_the_format(
    harvester: FlaskClient, address: str, media_type: str
) -> None:
    assert harvester.get(address).mimetype == media_type


def test_people_get_a_page_of_the_catalogue(harvester: FlaskClient) -> None:
    answer = harvester.get("/catalog", headers={"Accept": "text/html", "Accept-Language": "sv"})
    assert (answer.status_code, answer.location) == (303, "/sv/catalog")


def test_people_who_ask_for_void_get_the_page_about_the_data(harvester: FlaskClient) -> None:
    answer = harvester.get("/.well-known/void", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.location) == (303, "/fi/about")


def test_a_profile_that_there_is_not_is_refused_with_those_that_there_are(
    harvester: FlaskClient,
) -> None:
    answer = harvester.get("/catalog.ttl?profile=swedish")
    assert answer.status_code == 400
    assert "dcat-ap, avoindata" in answer.text


def test_the_catalogue_says_what_the_register_says(harvester: FlaskClient, oulu: Register) -> None:
    graph, dataset = told(harvester, "/catalog.ttl"), Iris().catalogue("dataset")
    publisher = one(graph, dataset, Dcterms.publisher)
    assert one(graph, publisher, Foaf.name).value == oulu.publisher
    assert one(graph, dataset, Dcterms.license).value == oulu.licence
    contact = one(graph, dataset, Dcat.contactPoint)
    assert one(graph, contact, Vcard.hasEmail).value == f"mailto:{oulu.contact}"
    assert one(graph, dataset, Dcterms.language) == authority.language("fi")
    assert one(graph, dataset, Dcterms.accrualPeriodicity) == authority.frequency("IRREG")
    assert set(values(graph, dataset, Dcat.theme)) == {
        authority.theme("GOVE"),
        authority.theme("REGI"),
    }
    titles = {value.language: value.value for value in values(graph, dataset, Dcterms.title)}  # type: ignore[union-attr]  # titles are literals
    assert titles == oulu.name


def test_the_catalogue_tells_of_the_generation(harvester: FlaskClient) -> None:
    graph, dataset = told(harvester, "/catalog.ttl"), Iris().catalogue("dataset")
    version = one(graph, dataset, Dcat.version).value
    assert re.fullmatch(r"\d{8}T\d{6}\.\d{3}Z-[0-9a-f]{8}", version)
    address = one(graph, Iris().catalogue("salkku.nq"), Dcat.downloadURL).value
    assert version in address


def test_the_years_of_the_register_are_its_time(client: FlaskClient) -> None:
    graph = told(client, "/catalog.ttl")
    period = one(graph, Iris().catalogue("dataset"), Dcterms.temporal)
    assert one(graph, period, Dcat.startDate) == Literal("2015-01-01", datatype=Xsd.date)
    assert one(graph, period, Dcat.endDate) == Literal("2030-12-31", datatype=Xsd.date)


def test_no_place_is_invented(harvester: FlaskClient) -> None:
    graph = told(harvester, "/catalog.ttl")
    places = values(graph, Iris().catalogue("dataset"), Dcterms.spatial)
    assert places == [authority.country("FI")]


def test_the_place_of_the_city_is_the_one_that_a_link_leads_to(linked: FlaskClient) -> None:
    places = values(told(linked, "/catalog.ttl"), Iris().catalogue("dataset"), Dcterms.spatial)
    text = linked.get("/dumps/current/links.csv", follow_redirects=True).text
    links = csv.DictReader(text.splitlines())
    located = {
        link["target"]
        for link in links
        if link["relation"] == Schema.location.value and link["entity"].endswith("/oulun-kaupunki")
    }
    assert {place.value for place in places if place != authority.country("FI")} == located
    assert located


def test_a_linkset_counts_the_published_links_to_a_register(linked: FlaskClient) -> None:
    text = linked.get("/dumps/current/links.csv", follow_redirects=True).text
    published = Counter(
        (link["register"], link["relation"])
        for link in csv.DictReader(text.splitlines())
        if link["decision"].endswith(("/automatic", "/accepted"))
    )
    graph = told(linked, "/.well-known/void")
    terms = (Void.objectsTarget, Void.linkPredicate, Void.triples)
    sets = values(graph, Iris().catalogue("dataset"), Void.subset)
    told_of = [tuple(one(graph, each, term).value for term in terms) for each in sets]
    counted = {(register, relation): int(links) for register, relation, links in told_of}
    assert counted == dict(published) != {}


def test_every_service_answers_at_its_address(harvester: FlaskClient) -> None:
    graph = told(harvester, "/catalog.ttl")
    services = values(graph, CATALOGUE, Dcat.service)
    assert len(services) == 3
    for service in services:
        place = urlsplit(one(graph, service, Dcat.endpointURL).value).path
        assert harvester.get(place).status_code == 200
        described = urlsplit(one(graph, service, Dcat.endpointDescription).value).path
        assert harvester.get(described, headers={"Accept": "*/*"}).status_code == 200


def test_a_catalogue_is_not_sent_twice(harvester: FlaskClient) -> None:
    tag = harvester.get("/catalog.ttl").headers["ETag"]
    answer = harvester.get("/catalog.ttl", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data) == (304, b"")


def test_what_void_counts_is_what_there_is(harvester: FlaskClient) -> None:
    graph, dataset = told(harvester, "/.well-known/void"), Iris().catalogue("dataset")
    dump = list(parse(fetched(harvester, NamedNode(_dump(graph, ".ttl"))), format=RdfFormat.TURTLE))
    assert int(one(graph, dataset, Void.triples).value) == len(dump)
    assert int(one(graph, dataset, Void.properties).value) == len({q.predicate for q in dump})
    projects = [p for p in values(graph, dataset, Void.classPartition) if "Project" in p.value]
    assert int(one(graph, projects[0], Void.entities).value) == 3


def _dump(graph: Store, ending: str) -> str:
    dumps = values(graph, Iris().catalogue("dataset"), Void.dataDump)
    (found,) = (dump.value for dump in dumps if dump.value.endswith(ending))
    return found


def statistics(client: FlaskClient) -> set[object]:
    """What VoID counts, without what follows the way by which it was asked."""
    graph = parse(client.get("/.well-known/void").data, format=RdfFormat.TURTLE)
    return {q.triple for q in graph if q.predicate in {Void.triples, Void.entities, Void.class_}}


def test_what_is_counted_in_files_is_what_is_counted_at_once(
    harvester: FlaskClient, served: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from_files = statistics(harvester)
    monkeypatch.setattr(Dumps, "kept", lambda _: {})
    at_once = statistics(served.test_client())
    assert from_files == at_once != set()


def test_of_a_large_register_nothing_is_counted_before_its_files_are_there(
    served: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Dumps, "kept", lambda _: {"nothing": None})
    monkeypatch.setattr(counting, "COUNTABLE", 10)
    graph = told(served.test_client(), "/.well-known/void")
    dataset = Iris().catalogue("dataset")
    assert values(graph, dataset, Void.triples) == []
    assert values(graph, dataset, Void.sparqlEndpoint)


def test_the_examples_of_void_lead_to_data(harvester: FlaskClient) -> None:
    graph = told(harvester, "/.well-known/void")
    examples = values(graph, Iris().catalogue("dataset"), Void.exampleResource)
    assert len(examples) == 3
    for example in examples:
        answer = harvester.get(urlsplit(example.value).path, headers={"Accept": "text/turtle"})
        assert harvester.get(answer.location).mimetype == "text/turtle"


def test_a_vocabulary_that_void_names_is_used(harvester: FlaskClient) -> None:
    graph, dataset = told(harvester, "/.well-known/void"), Iris().catalogue("dataset")
    partitions = [
        one(graph, part, Void.property).value
        for part in values(graph, dataset, Void.propertyPartition)
    ]
    vocabularies = values(graph, dataset, Void.vocabulary)
    assert vocabularies
    for vocabulary in vocabularies:
        assert any(iri.startswith(vocabulary.value) for iri in partitions), vocabulary


def test_the_page_of_the_catalogue_shows_every_file(harvester: FlaskClient) -> None:
    text = harvester.get("/fi/catalog").text
    graph = told(harvester, "/catalog.ttl")
    distributions = values(graph, Iris().catalogue("dataset"), Dcat.distribution)
    assert distributions
    for distribution in distributions:
        assert urlsplit(one(graph, distribution, Dcat.downloadURL).value).path in text


def test_a_sample_says_that_it_is_one(linked: FlaskClient) -> None:
    graph = told(linked, "/catalog.ttl")
    told_of = values(graph, Iris().catalogue("dataset"), Dcterms.description)
    assert any("invented" in value.value for value in told_of)
