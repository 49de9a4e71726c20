"""The terms that Salkku's code writes and reads, as pyoxigraph nodes made once.

A namespace is a class and a term its attribute, spelled as the term is: ``Sk.Project``,
``Schema.startDate``. The vocabulary's own terms are those of ``salkku.ttl``; a test proves the
two equal.
"""
# ruff: noqa: N815 - an attribute is spelled exactly as its term is

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import NamedNode

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "sk": "https://w3id.org/salkku/ontology#",
        "org": "http://www.w3.org/ns/org#",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "vcard": "http://www.w3.org/2006/vcard/ns#",
        "dcterms": "http://purl.org/dc/terms/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "prov": "http://www.w3.org/ns/prov#",
        "schema": "http://schema.org/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "sh": "http://www.w3.org/ns/shacl#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "void": "http://rdfs.org/ns/void#",
        "sd": "http://www.w3.org/ns/sparql-service-description#",
        "dcatap": "http://data.europa.eu/r5r/",
        "spdx": "http://spdx.org/rdf/terms#",
    }
)
"""Every prefix that Salkku writes, and the namespace it stands for."""


class Namespace:
    """The root of the namespaces: each attribute that a subclass announces becomes its node.

    A term that is also a word of Python has an underscore behind it: ``Sh.in_`` is ``sh:in``.
    """

    def __init_subclass__(cls, *, prefix: str) -> None:
        for term in cls.__annotations__:
            setattr(cls, term, NamedNode(PREFIXES[prefix] + term.rstrip("_")))


class Sk(Namespace, prefix="sk"):
    """Salkku's own vocabulary, ``salkku.ttl``."""

    Attachment: NamedNode
    ContactRole: NamedNode
    Finding: NamedNode
    FundingAllocation: NamedNode
    Link: NamedNode
    LinkedRegister: NamedNode
    Participation: NamedNode
    Portfolio: NamedNode
    PrintedTotal: NamedNode
    Project: NamedNode
    Register: NamedNode
    Section: NamedNode
    SourcePage: NamedNode
    StatedAmount: NamedNode
    TextItem: NamedNode
    WithdrawnProject: NamedNode
    WorkPackage: NamedNode

    amount: NamedNode
    amountKind: NamedNode
    approximate: NamedNode
    asPrinted: NamedNode
    attachment: NamedNode
    attachmentKind: NamedNode
    city: NamedNode
    computed: NamedNode
    conflict: NamedNode
    contact: NamedNode
    currency: NamedNode
    decision: NamedNode
    difference: NamedNode
    emailDerived: NamedNode
    encoding: NamedNode
    endYear: NamedNode
    evidence: NamedNode
    expectedResult: NamedNode
    fileName: NamedNode
    finding: NamedNode
    findingKind: NamedNode
    funder: NamedNode
    funding: NamedNode
    heading: NamedNode
    implementer: NamedNode
    inferred: NamedNode
    instrument: NamedNode
    label: NamedNode
    line: NamedNode
    linkedRegister: NamedNode
    logosAsPrinted: NamedNode
    mediaType: NamedNode
    message: NamedNode
    method: NamedNode
    mixed: NamedNode
    municipalityCode: NamedNode
    objective: NamedNode
    organisation: NamedNode
    pageSays: NamedNode
    participation: NamedNode
    partner: NamedNode
    person: NamedNode
    phase: NamedNode
    phaseAsPrinted: NamedNode
    portfolio: NamedNode
    portfolioAsPrinted: NamedNode
    position: NamedNode
    printed: NamedNode
    printedTotal: NamedNode
    programme: NamedNode
    publisherName: NamedNode
    registerGraph: NamedNode
    registerRecord: NamedNode
    registerSays: NamedNode
    role: NamedNode
    roleAsPrinted: NamedNode
    running: NamedNode
    sample: NamedNode
    score: NamedNode
    section: NamedNode
    sha256: NamedNode
    sharePercent: NamedNode
    sizeAsPrinted: NamedNode
    sourceAsPrinted: NamedNode
    startYear: NamedNode
    statedAmount: NamedNode
    text: NamedNode
    titleAsPrinted: NamedNode
    typeAsPrinted: NamedNode
    what: NamedNode
    withdrawn: NamedNode
    workPackage: NamedNode
    ytunnus: NamedNode


class Org(Namespace, prefix="org"):
    """The W3C organisation ontology."""

    FormalOrganization: NamedNode
    OrganizationalUnit: NamedNode
    classification: NamedNode
    identifier: NamedNode
    subOrganizationOf: NamedNode
    unitOf: NamedNode


class Foaf(Namespace, prefix="foaf"):
    """Friend of a friend: people."""

    Agent: NamedNode
    Document: NamedNode
    Organization: NamedNode
    Person: NamedNode

    homepage: NamedNode
    name: NamedNode
    page: NamedNode
    primaryTopic: NamedNode


class Vcard(Namespace, prefix="vcard"):
    """The vCard ontology: how to reach somebody."""

    Kind: NamedNode
    Organization: NamedNode

    fn: NamedNode
    hasEmail: NamedNode
    hasTelephone: NamedNode
    hasURL: NamedNode


class Dcterms(Namespace, prefix="dcterms"):
    """The Dublin Core terms."""

    Frequency: NamedNode
    LicenseDocument: NamedNode
    LinguisticSystem: NamedNode
    Location: NamedNode
    MediaType: NamedNode
    MediaTypeOrExtent: NamedNode
    PeriodOfTime: NamedNode
    ProvenanceStatement: NamedNode
    RightsStatement: NamedNode
    Standard: NamedNode

    accessRights: NamedNode
    accrualPeriodicity: NamedNode
    conformsTo: NamedNode
    contributor: NamedNode
    description: NamedNode
    format: NamedNode
    identifier: NamedNode
    isPartOf: NamedNode
    isReplacedBy: NamedNode
    isVersionOf: NamedNode
    issued: NamedNode
    language: NamedNode
    license: NamedNode
    modified: NamedNode
    provenance: NamedNode
    publisher: NamedNode
    source: NamedNode
    spatial: NamedNode
    subject: NamedNode
    temporal: NamedNode
    title: NamedNode


class Skos(Namespace, prefix="skos"):
    """SKOS: names and concepts."""

    Concept: NamedNode
    ConceptScheme: NamedNode
    altLabel: NamedNode
    broadMatch: NamedNode
    broader: NamedNode
    closeMatch: NamedNode
    definition: NamedNode
    hasTopConcept: NamedNode
    hiddenLabel: NamedNode
    inScheme: NamedNode
    narrowMatch: NamedNode
    narrower: NamedNode
    notation: NamedNode
    prefLabel: NamedNode
    related: NamedNode
    topConceptOf: NamedNode


class Prov(Namespace, prefix="prov"):
    """PROV-O: where a statement comes from."""

    generatedAtTime: NamedNode
    wasDerivedFrom: NamedNode


class Schema(Namespace, prefix="schema"):
    """schema.org, spelled with http."""

    containedInPlace: NamedNode
    domainIncludes: NamedNode
    endDate: NamedNode
    foundingDate: NamedNode
    inLanguage: NamedNode
    location: NamedNode
    sameAs: NamedNode
    startDate: NamedNode
    url: NamedNode


class Rdf(Namespace, prefix="rdf"):
    """RDF itself."""

    Statement: NamedNode

    first: NamedNode
    langString: NamedNode
    nil: NamedNode
    object: NamedNode
    predicate: NamedNode
    rest: NamedNode
    subject: NamedNode
    type: NamedNode


class Rdfs(Namespace, prefix="rdfs"):
    """RDF Schema."""

    Class: NamedNode
    Datatype: NamedNode
    Resource: NamedNode

    domain: NamedNode
    isDefinedBy: NamedNode
    label: NamedNode
    range: NamedNode
    seeAlso: NamedNode
    subClassOf: NamedNode
    subPropertyOf: NamedNode


class Owl(Namespace, prefix="owl"):
    """OWL: kinds of terms, and the vocabulary's version."""

    Class: NamedNode
    DatatypeProperty: NamedNode
    ObjectProperty: NamedNode
    Ontology: NamedNode
    deprecated: NamedNode
    versionInfo: NamedNode


class Xsd(Namespace, prefix="xsd"):
    """The datatypes of XML Schema."""

    anyURI: NamedNode
    boolean: NamedNode
    date: NamedNode
    dateTime: NamedNode
    dayTimeDuration: NamedNode
    decimal: NamedNode
    double: NamedNode
    duration: NamedNode
    hexBinary: NamedNode
    integer: NamedNode
    nonNegativeInteger: NamedNode
    string: NamedNode
    yearMonthDuration: NamedNode


class Void(Namespace, prefix="void"):
    """VoID: how much a dataset holds."""

    Dataset: NamedNode
    DatasetDescription: NamedNode
    Linkset: NamedNode

    classPartition: NamedNode
    class_: NamedNode
    classes: NamedNode
    dataDump: NamedNode
    entities: NamedNode
    exampleResource: NamedNode
    feature: NamedNode
    linkPredicate: NamedNode
    objectsTarget: NamedNode
    properties: NamedNode
    property: NamedNode
    propertyPartition: NamedNode
    rootResource: NamedNode
    sparqlEndpoint: NamedNode
    subjectsTarget: NamedNode
    subset: NamedNode
    target: NamedNode
    triples: NamedNode
    uriRegexPattern: NamedNode
    uriSpace: NamedNode
    vocabulary: NamedNode


class Sh(Namespace, prefix="sh"):
    """SHACL: as much of it as Salkku's shapes use."""

    BlankNode: NamedNode
    BlankNodeOrIRI: NamedNode
    BlankNodeOrLiteral: NamedNode
    ClassConstraintComponent: NamedNode
    DatatypeConstraintComponent: NamedNode
    HasValueConstraintComponent: NamedNode
    IRI: NamedNode
    IRIOrLiteral: NamedNode
    InConstraintComponent: NamedNode
    LessThanOrEqualsConstraintComponent: NamedNode
    Literal: NamedNode
    MaxCountConstraintComponent: NamedNode
    MaxInclusiveConstraintComponent: NamedNode
    MinCountConstraintComponent: NamedNode
    MinInclusiveConstraintComponent: NamedNode
    MinLengthConstraintComponent: NamedNode
    NodeKindConstraintComponent: NamedNode
    NodeShape: NamedNode
    OrConstraintComponent: NamedNode
    PatternConstraintComponent: NamedNode
    PropertyShape: NamedNode
    UniqueLangConstraintComponent: NamedNode
    Violation: NamedNode
    Warning: NamedNode

    class_: NamedNode
    datatype: NamedNode
    description: NamedNode
    hasValue: NamedNode
    in_: NamedNode
    lessThanOrEquals: NamedNode
    maxCount: NamedNode
    maxInclusive: NamedNode
    message: NamedNode
    minCount: NamedNode
    minInclusive: NamedNode
    minLength: NamedNode
    name: NamedNode
    nodeKind: NamedNode
    or_: NamedNode
    path: NamedNode
    pattern: NamedNode
    property: NamedNode
    severity: NamedNode
    targetClass: NamedNode
    uniqueLang: NamedNode


class Sd(Namespace, prefix="sd"):
    """SPARQL 1.1 Service Description."""

    BasicFederatedQuery: NamedNode
    Dataset: NamedNode
    Function: NamedNode
    Graph: NamedNode
    NamedGraph: NamedNode
    SPARQL11Query: NamedNode
    SPARQL11Update: NamedNode
    Service: NamedNode
    defaultDataset: NamedNode
    defaultGraph: NamedNode
    endpoint: NamedNode
    extensionFunction: NamedNode
    feature: NamedNode
    name: NamedNode
    namedGraph: NamedNode
    resultFormat: NamedNode
    supportedLanguage: NamedNode


class Dcat(Namespace, prefix="dcat"):
    """DCAT 3: catalogues, data sets, their files and services."""

    Catalog: NamedNode
    DataService: NamedNode
    Dataset: NamedNode
    Distribution: NamedNode

    accessURL: NamedNode
    byteSize: NamedNode
    contactPoint: NamedNode
    dataset: NamedNode
    distribution: NamedNode
    downloadURL: NamedNode
    endDate: NamedNode
    endpointDescription: NamedNode
    endpointURL: NamedNode
    hasCurrentVersion: NamedNode
    hasVersion: NamedNode
    keyword: NamedNode
    landingPage: NamedNode
    mediaType: NamedNode
    servesDataset: NamedNode
    service: NamedNode
    startDate: NamedNode
    theme: NamedNode
    themeTaxonomy: NamedNode
    version: NamedNode


class Dcatap(Namespace, prefix="dcatap"):
    """DCAT-AP: what European portals add to DCAT."""

    availability: NamedNode


class Spdx(Namespace, prefix="spdx"):
    """SPDX: checksums."""

    Checksum: NamedNode
    ChecksumAlgorithm: NamedNode

    algorithm: NamedNode
    checksum: NamedNode
    checksumAlgorithm_sha1: NamedNode
    checksumAlgorithm_sha256: NamedNode
    checksumValue: NamedNode
