"""A write is a generation of its own: exact, checked, whole, and made again by every build."""

import gc
from datetime import timedelta
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse

from graph.build.options import BuildReport
from graph.errors import QueryError, QueryRefused, UnknownEntity, WriteRefused
from graph.generations.generation import STORE
from graph.generations.journal import Journal
from graph.privacy.policy import Contacts
from graph.quads.content import Content, hash_of_lines
from graph.questions.library import load_library
from graph.writes import publishing
from graph.writes.apart import stands_apart
from graph.writes.delta import content_of
from graph.writes.write import DeleteGraph, PostGraph, PutGraph, Update, What
from ontology.iris import Iris
from tests.graph.made_pages import Made as Page
from tests.graph.made_pages import put
from tests.graph.made_writes import NOTES, PREFIXES, Made, labels

P1 = "http://localhost:8000/id/project/kokeilu-p1"
SKOS = "http://www.w3.org/2004/02/skos/core#"
PHASE = "https://w3id.org/salkku/ontology#phase"
REPHRASE = (
    "DELETE {{ {who} sk:phaseAsPrinted ?o }} INSERT {{ {who} sk:phaseAsPrinted '{new}' }}"
    " WHERE {{ {who} sk:phaseAsPrinted ?o }}"
)
A_NOTE = b'<http://example.fi/a> <http://example.fi/says> "hello" .\n'


def said(made: Made) -> set[str]:
    """What is said in any graph."""
    says = NamedNode("http://example.fi/says")
    return {quad.object.value for quad in made.store().quads_for_pattern(None, says, None)}  # type: ignore[union-attr]  # only literals are said


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


# One write


def test_a_write_is_a_generation_with_one_statement_more(made: Made) -> None:
    before, parent = made.quads(), made.manifest.id
    published = made.write("INSERT DATA { :a :b 1 }")
    assert labels(made.quads() - before) == {
        '<http://example.fi/a> <http://example.fi/b> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    }
    assert (published.inserted, published.removed, published.number) == (1, 0, 1)
    assert made.manifest.id == published.generation
    assert made.manifest.parent == parent


def test_counts_and_hash_are_those_of_the_store(made: Made) -> None:
    made.write("INSERT DATA { :a :b _:c . GRAPH :g { :a :b :c } }")
    made.write("DELETE { ?s sk:phase ?o } INSERT { ?s :was ?o } WHERE { ?s sk:phase ?o }")
    made.write(PutGraph(graph=NOTES, triples=A_NOTE))
    content = content_of(made.quads())
    assert (made.manifest.counts.quads, made.manifest.hash) == (content.quads, content.digest)


def test_what_is_said_in_another_graph_counts_as_nothing_of_the_register(made: Made) -> None:
    before = made.manifest.counts.organisations
    told = ":a a org:FormalOrganization ; skos:prefLabel 'Malli ry'@fi"
    made.write(f"PREFIX skos: <{SKOS}> INSERT DATA {{ GRAPH :g {{ {told} }} }}")
    assert made.manifest.counts.organisations == before
    made.write(f"PREFIX skos: <{SKOS}> INSERT DATA {{ {told} }}")
    assert made.manifest.counts.organisations == before + 1


def test_nobody_may_write_to_a_store_any_more_when_it_is_verified(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    def look(folder: Path, quads: int, *, is_patched: bool) -> None:
        del quads, is_patched
        Store(str(folder / STORE))  # fails while somebody else may write to it

    monkeypatch.setattr(publishing, "verify", look)
    gc.disable()
    try:
        made.write("DELETE WHERE { ?p sk:implementer ?o }")
    finally:
        gc.enable()


def test_what_was_served_before_stays_as_it_was(made: Made) -> None:
    old = made.directory.generation()
    before = set(old.open_store())
    made.write("CLEAR ALL")
    assert set(old.open_store()) == before
    assert made.quads() == set()


def test_an_older_generation_can_be_returned_to_with_its_writes(made: Made) -> None:
    first = made.write("INSERT DATA { :a :b 1 }")
    made.write("INSERT DATA { :a :b 2 }")
    made.directory.switch(first.generation)
    third = made.write("INSERT DATA { :a :b 3 }")
    assert made.objects("http://example.fi/a", "http://example.fi/b") == {"1", "3"}
    assert third.number == 2
    made.build(contacts=Contacts.NONE)
    assert made.objects("http://example.fi/a", "http://example.fi/b") == {"1", "3"}


@pytest.mark.parametrize("graph", [NOTES, None])
def test_a_graph_is_put_added_to_and_deleted(made: Made, graph: str | None) -> None:
    more = b'<http://example.fi/a> <http://example.fi/says> "more" .\n'
    assert made.write(PutGraph(graph=graph, triples=A_NOTE)).created is (graph is not None)
    assert not made.write(PostGraph(graph=graph, triples=more)).created
    assert said(made) == {"hello", "more"}
    assert made.write(PutGraph(graph=graph, triples=A_NOTE)).removed == 1
    assert made.write(DeleteGraph(graph=graph)).removed == 1
    assert said(made) == set()


def test_an_empty_graph_stands_until_it_is_deleted(made: Made) -> None:
    assert made.write(PutGraph(graph=NOTES, triples=b"")).created
    assert not made.write(PutGraph(graph=NOTES, triples=b"")).created
    made.write(DeleteGraph(graph=NOTES))
    with pytest.raises(UnknownEntity):
        made.write(DeleteGraph(graph=NOTES))


def test_blank_nodes_are_read_back_as_blank_nodes_and_never_meet(made: Made) -> None:
    for _ in range(2):
        made.write(PostGraph(graph=NOTES, triples=b"_:a <http://example.fi/knows> _:b .\n"))
        made.write("INSERT DATA { _:a :knows _:b }")
    nodes = {n for q in made.quads() for n in (q.subject, q.object) if isinstance(n, BlankNode)}
    assert len(nodes) == 8


def test_an_update_may_name_its_graphs_by_the_protocol(made: Made) -> None:
    made.write(PutGraph(graph=NOTES, triples=A_NOTE))
    text = "INSERT { ?s <http://example.fi/heard> ?o } WHERE { ?s <http://example.fi/says> ?o }"
    assert made.write(Update(text=text)).inserted == 0
    assert made.write(Update(text=text, using_default=(NOTES,))).inserted == 1
    with pytest.raises(QueryError, match="USING"):
        made.write(Update(text=f"WITH <{NOTES}> {text}", using_default=(NOTES,)))


# Writes that are not made


REFUSED: list[tuple[str, type[Exception], str]] = [
    ("INSERT DATA { :a :b ", QueryError, "cannot be read"),
    ("LOAD <http://127.0.0.1:1/x>", QueryRefused, "LOAD"),
    ("LOAD SILENT <http://127.0.0.1:1/x> INTO GRAPH :g", QueryRefused, "LOAD"),
    ("INSERT { :a :b ?c } WHERE { SERVICE :x { ?a ?b ?c } }", QueryRefused, "SERVICE"),
    ("INSERT { :a :b ?c } WHERE { sErViCe # aside\n ?x { ?a ?b ?c } }", QueryRefused, "SERVICE"),
    ("INSERT DATA { :a :b 1 } ; PREFIX x: <x:> LOAD <http://127.0.0.1:1/>", QueryRefused, "LOAD"),
    ("CREATE GRAPH :g ; CREATE GRAPH :g", QueryError, "cannot be made"),
    ("INSERT DATA { :a a sk:Project }", WriteRefused, "name"),
    ("DELETE WHERE { ?p dcterms:title ?o }", WriteRefused, "name"),
    ("DELETE WHERE { ?o a org:FormalOrganization }", WriteRefused, "organisation"),
]


@pytest.mark.parametrize(("text", "kind", "word"), REFUSED)
def test_a_write_that_may_not_be_leaves_nothing_behind(
    made: Made, text: str, kind: type[Exception], word: str
) -> None:
    before, quads = made.manifest, made.quads()
    with pytest.raises(kind, match=word):
        made.write(text)
    assert (made.manifest, made.quads()) == (before, quads)
    assert not Journal(made.folder).folder.exists()
    assert not [*made.directory.generations_folder.glob(".part-*")]


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a> <b> <c> } ; LOAD <d>",
        "INSERT DATA { <a> <b> <c> } ; INSERT { ?s ?p ?o } WHERE { SERVICE <d> { ?s ?p ?o } }",
        "BASE <http://127.0.0.1:1/> LOAD <d>",
        "INSERT DATA { <a> <b> 'load' } ;\n# load\nload\n<d>",
        "INSERT DATA { <a> <b> 1 } ; PREFIX x: <http://127.0.0.1:1/> LOAD x:d INTO GRAPH <g>",
    ],
)
def test_no_text_makes_an_update_go_out(made: Made, text: str) -> None:
    with pytest.raises(QueryRefused):
        made.write(Update(text=text, base="http://127.0.0.1:1/"))


def test_an_update_that_cannot_be_read_is_told_by_its_place(made: Made) -> None:
    with pytest.raises(QueryError) as refused:
        made.write(Update(text="INSERT { <n:a> <n:b> ?n }\nWHERE { BIND(NOW() AS ?n) BIND(1 AS }"))
    assert refused.value.line == 2
    assert refused.value.column == 37


def test_a_refusal_says_which_node_breaks_what(made: Made) -> None:
    with pytest.raises(WriteRefused) as refused:
        made.write("DELETE WHERE { project:kokeilu-p1 sk:running ?o }")
    (objection,) = refused.value.report
    assert objection.focus == f"<{P1}>"
    assert objection.path.endswith("#running>")
    assert objection.message


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { :a a :Project ; :b _:c }",
        "INSERT DATA { GRAPH :g { :a a sk:Project } }",
        "INSERT DATA { :service :load 'service load' } # load\n",
        "INSERT DATA { project:kokeilu-p1 :seen true }",
    ],
)
def test_what_the_shapes_do_not_speak_of_is_free(made: Made, text: str) -> None:
    assert made.write(text).inserted


# The order: pages first, then all writes


def test_after_a_build_the_writes_are_made_again_on_what_the_pages_say(made: Made) -> None:
    made.write("INSERT { ?p :titled ?t } WHERE { ?p dcterms:title ?t ; a sk:Project }")
    put(made.pages, "p4")
    made.build()
    assert made.objects(P1.replace("p1", "p4"), "http://example.fi/titled") == {"Kokeilu p4"}


@pytest.mark.parametrize("contacts", [Contacts.FULL, Contacts.NONE])
def test_a_removed_statement_does_not_come_back_with_its_page(
    made: Made, contacts: Contacts
) -> None:
    made.write("DELETE WHERE { project:kokeilu-p1 sk:phase ?o }")
    put(made.pages, "p1", Page(name="Kokeilu p1", end="1.1.2029"))
    made.build(contacts=contacts)
    assert made.objects(P1, PHASE) == set()


def test_a_patched_build_and_a_fresh_one_agree_on_everything(made: Made) -> None:
    for turn in range(4, 14):
        put(made.pages, f"p{turn}")
    made.build()
    made.write("INSERT { ?p :n _:x . _:x :of ?t } WHERE { ?p dcterms:title ?t ; a sk:Project }")
    made.write("DELETE WHERE { ?p sk:phaseAsPrinted ?o }")
    put(made.pages, "p1", Page(name="Kokeilu p1", end="1.1.2029"))
    made.build()
    patched = made.quads()
    made.build(contacts=Contacts.NONE)
    made.build(contacts=Contacts.FULL, sources=(made.pages,))
    again = {quad for quad in made.quads() if "generatedAtTime" not in str(quad)}
    assert labels(q for q in patched if "generatedAtTime" not in str(q)) == labels(again)


def test_what_a_function_invents_stays_the_same(made: Made) -> None:
    made.write(
        "INSERT { :a :u ?u ; :s ?s ; :r ?r ; :n ?n } WHERE {"
        " BIND(UUID() AS ?u) BIND(STRUUID() AS ?s) BIND(RAND() AS ?r) BIND(NOW( ) AS ?n) }"
    )
    first = {quad for quad in labels(made.quads()) if "example.fi/a>" in quad}
    assert len(first) == 4
    put(made.pages, "p4")
    made.build()
    assert first == {quad for quad in labels(made.quads()) if "example.fi/a>" in quad}


def test_a_write_that_no_longer_fits_is_kept_skipped_and_told(made: Made) -> None:
    made.write("INSERT { ?p :seen true } WHERE { ?p dcterms:title 'Kokeilu p1'@fi }")
    made.write("INSERT { ?p sk:running false } WHERE { ?p dcterms:title 'Kokeilu p9'@fi }")
    made.write("INSERT DATA { :a :b 1 }")
    put(made.pages, "p1", Page(name="Kokeilu p9"))
    report = made.build()
    assert report.published
    assert [note for note in report.notes if note.startswith("The write 2 ")]
    assert made.manifest.writes is not None
    assert [skipped.number for skipped in made.manifest.writes.skipped] == [2]
    assert made.objects("http://example.fi/a", "http://example.fi/b") == {"1"}
    assert [message for _, message in made.findings() if "could not be made again" in message]
    put(made.pages, "p1", Page(name="Kokeilu p1"))
    assert made.build().notes == ()
    assert made.findings() == set()


def test_a_day_of_small_writes_leaves_the_history_and_few_generations(made: Made) -> None:
    first = made.manifest.id
    for day in range(3):
        made.clock += timedelta(days=1)
        last = [made.write(f"INSERT DATA {{ :a :b '{day} {turn}' }}") for turn in range(15)][-1]
    kept = [manifest.id for manifest in made.directory.manifests()]
    assert first in kept
    assert kept[-1] == last.generation
    assert len(kept) == 1 + 2 + 15
    assert len(made.objects("http://example.fi/a", "http://example.fi/b")) == 45


# Contradictions


def test_a_write_that_removes_what_a_page_gives_is_a_finding_on_it(made: Made) -> None:
    made.write("INSERT DATA { :a :b 1 }")
    made.write("DELETE WHERE { project:kokeilu-p1 sk:phase ?o ; sk:phaseAsPrinted ?q }")
    ((project, message),) = made.findings()
    assert project == "kokeilu-p1"
    assert message == (
        "The write 2 of 2026-11-21 12:03 UTC removed 2 statements that the page gives:"
        " sk:phase, sk:phaseAsPrinted."
    )
    assert made.manifest.counts.findings == 1


def test_the_question_of_findings_shows_what_a_write_removed(made: Made) -> None:
    made.write("DELETE WHERE { project:kokeilu-p2 sk:phase ?o }")
    answer = made.store().query(load_library()["findings"].query)
    assert isinstance(answer, QuerySolutions)
    (row,) = [row for row in answer if row["what"].value == "statements removed"]
    assert row["project_name"].value == "Kokeilu p2"
    assert row["kind"].value.endswith("/finding/other")
    assert "sk:phase" in row["message"].value


def test_a_finding_stands_after_builds_and_goes_with_its_reason(made: Made) -> None:
    made.write(REPHRASE.format(new="toinen", who="?p"))
    assert len(made.findings()) == 3
    put(made.pages, "p1", Page(name="Kokeilu p1", phase="toinen"))
    made.build()
    assert {project for project, _ in made.findings()} == {"kokeilu-p2", "kokeilu-p3"}
    made.write(REPHRASE.format(new="Käynnissä", who="project:kokeilu-p2"))
    assert {project for project, _ in made.findings()} == {"kokeilu-p3"}


@pytest.mark.parametrize("what", ["CLEAR ALL", PutGraph(triples=A_NOTE)])
def test_a_build_notes_that_writes_removed_what_its_pages_say(
    made: Made, what: str | PutGraph
) -> None:
    made.write(what)
    put(made.pages, "p1", Page(name="Kokeilu p1", phase="toinen"))
    report = made.build()
    (note,) = report.notes
    assert note.startswith("Writes removed statements of 1 of 1 pages read")
    assert report.published
    assert made.objects(P1, PHASE) == set()


def test_a_build_notes_only_the_pages_that_it_read(made: Made) -> None:
    made.write("DELETE WHERE { project:kokeilu-p1 sk:phase ?o }")
    put(made.pages, "p2", Page(name="Kokeilu p2", phase="toinen"))
    assert made.build().notes == ()
    made.write("INSERT DATA { :a :b 1 }")
    put(made.pages, "p1", Page(name="Kokeilu p1", phase="toinen"))
    put(made.pages, "p2", Page(name="Kokeilu p2", phase="kolmas"))
    (note,) = made.build().notes
    assert "of 1 of 2 pages read" in note


def test_a_project_that_no_longer_stands_has_no_finding(made: Made) -> None:
    made.write(
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?s), STR(project:kokeilu-p1))) }"
    )
    assert made.findings() == set()


def test_no_write_sees_the_findings_that_writes_cause(made: Made) -> None:
    made.write("DELETE WHERE { ?p sk:phase ?o }")
    counted = "INSERT { :all :are ?n } WHERE { SELECT (COUNT(*) AS ?n) WHERE { ?f a sk:Finding } }"
    made.write(counted)
    assert made.objects("http://example.fi/all", "http://example.fi/are") == {"0"}
    made.build(contacts=Contacts.NONE)
    assert made.objects("http://example.fi/all", "http://example.fi/are") == {"0"}


def test_findings_of_writes_keep_their_shapes(made: Made) -> None:
    made.write("DELETE WHERE { ?p sk:phase ?o }")
    made.write("INSERT { ?f :seen true } WHERE { ?f a sk:Finding }")
    assert made.write(f"INSERT DATA {{ <{P1}/finding/write-1> :seen true }}").inserted
    assert len(made.findings()) == 3


def test_the_text_of_prefixes_is_fit_for_a_store() -> None:
    store = Store()
    store.update(PREFIXES + "INSERT DATA { :a :b 1 }")
    assert content_of([*store]).quads == 1


def test_the_content_of_quads_is_that_of_their_lines() -> None:
    lines = b'<a:a> <a:b> "1" .\n<a:a> <a:b> "2" .\n'
    quads = [*parse(lines, format=RdfFormat.N_QUADS)]
    assert content_of(quads) == Content(2, hash_of_lines(lines))
    assert all(isinstance(quad, Quad) for quad in quads)


# Writes that stand apart from the pages

APART: tuple[What, ...] = (
    PutGraph(graph=NOTES, triples=A_NOTE + b"_:a <http://example.fi/says> _:b .\n"),
    PostGraph(graph=NOTES, triples=b'<http://example.fi/a> <http://example.fi/n> "01" .\n'),
    Update(text=PREFIXES + "INSERT DATA { GRAPH :g { :a a sk:Project ; :b [ :c 1 ] } }"),
    Update(text=PREFIXES + "DELETE DATA { GRAPH :g { :a a sk:Project } }"),
    DeleteGraph(graph="http://example.fi/none"),
)
MET: tuple[What, ...] = (
    PostGraph(triples=A_NOTE),
    DeleteGraph(graph="http://localhost:8000/graph/provenance"),
    Update(text=PREFIXES + "INSERT DATA { :a :b 1 . GRAPH :g { :a :b :c } }"),
    Update(text=PREFIXES + "INSERT { GRAPH :g { ?s :b 1 } } WHERE { ?s a sk:Project }"),
    Update(text="CREATE GRAPH <g:g>"),
    Update(text="INSERT DATA {{"),
)


@pytest.mark.parametrize("what", APART)
def test_what_only_fills_graphs_of_its_own_stands_apart(what: What) -> None:
    assert stands_apart(what, Iris())


@pytest.mark.parametrize("what", MET)
def test_what_may_see_or_touch_pages_does_not_stand_apart(what: What) -> None:
    assert not stands_apart(what, Iris())


def changed(made: Made, phase: str) -> BuildReport:
    """Build with another phase on the first page."""
    put(made.pages, "p1", Page(name="Kokeilu p1", phase=phase))
    return made.build()


def without_provenance(quads: set[Quad]) -> set[Quad]:
    """The *quads* less what tells when a page was read."""
    return {quad for quad in quads if quad.graph_name != Iris().graph("provenance")}


def test_writes_apart_are_carried_over_as_if_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Made(tmp_path, pages=9)
    for what in APART[:-1]:
        made.write(what)
    with monkeypatch.context() as patched:
        patched.setattr(Journal, "writes", lambda *_: pytest.fail("made again"))
        changed(made, "toinen")
        changed(made, "kolmas")
    carried, manifest, pages = made.quads(), made.manifest, made.directory.generation().open_pages()
    assert made.objects(P1, "https://w3id.org/salkku/ontology#phaseAsPrinted") == {"kolmas"}
    assert (manifest.counts.quads, manifest.hash) == (
        content_of(carried).quads,
        content_of(carried).digest,
    )
    assert manifest.pages_hash == content_of([*pages]).digest
    changed(made, "neljäs")
    monkeypatch.setattr("graph.build.patched_store.can_carry", lambda *_: False)
    changed(made, "kolmas")
    again = made.manifest
    assert without_provenance(made.quads()) == without_provenance(carried)
    assert (again.counts, again.hash, again.writes) == (
        manifest.counts,
        manifest.hash,
        manifest.writes,
    )


def test_a_write_that_meets_the_pages_ends_the_carrying_over(tmp_path: Path) -> None:
    made = Made(tmp_path, pages=9)
    made.write(APART[0])
    made.write(REPHRASE.format(new="kirjoitettu", who="?p"))
    made.write(APART[1])
    changed(made, "toinen")
    assert made.objects(P1, "https://w3id.org/salkku/ontology#phaseAsPrinted") == {"kirjoitettu"}
