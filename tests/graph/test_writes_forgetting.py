"""A forgotten person is in no byte of the data directory, whatever was written about them."""

import os
from pathlib import Path

import pytest
import zstandard

from graph.build.forget import forget
from graph.build.options import BuildOptions
from graph.errors import WriteRefused
from graph.generations.journal import Journal
from graph.writes.forgetting import masked
from graph.writes.write import DeleteGraph, PostGraph, PutGraph, Update
from tests.graph.made_writes import NOTES, Made

PERSON = "http://localhost:8000/id/person/maija-meikalainen"
TRACES = ("Meikäläinen", "Meikäläi", "meikalainen", "Meik", "+358400000000", "0400000000")
FAMILY = (
    f"PREFIX foaf: <http://xmlns.com/foaf/0.1/> INSERT DATA {{ <{PERSON}>"
    " foaf:familyName 'Meikäläinen' ; foaf:givenName 'Maija' ; foaf:phone <tel:+358400000000> }"
)
WRITES = (
    f"INSERT DATA {{ <{PERSON}> :likes 'kahvi' . :a :says 'Kysy Maija Meikäläiseltä' }}",
    FAMILY,
    r"INSERT DATA { :b :says 'Maija Meik\u00E4l\u00E4inen, puh. 040 000 0000' }",
    "INSERT DATA { :c :says 'aivan muuta' }",
    PutGraph(
        graph=NOTES,
        triples=(
            f"<{PERSON}> <http://example.fi/p> <mailto:maija.meikalainen@example.fi> .\n"
            f'<n:a> <n:b> "Soita Maija Meikäläiselle" .\n<n:a> <n:b> <n:c> .\n'
        ).encode(),
    ),
    PostGraph(graph=f"{NOTES}/maija-meikalainen", triples=b"<n:a> <n:b> <n:d> .\n"),
)


@pytest.fixture
def made(tmp_path: Path) -> Made:
    made = Made(tmp_path, pages=2)
    for what in WRITES:
        made.write(what)
    return made


def everything(folder: Path) -> bytes:
    """All bytes of all files in *folder*, and those of its journal unpacked."""
    plain = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    kept = [zstandard.decompress(path.read_bytes()) for path in (folder / "writes").iterdir()]
    packed = [zstandard.decompress(p.read_bytes()) for p in folder.rglob("contradictions")]
    names = [os.fsencode(path) for path in folder.rglob("*")]
    return b"\n".join((*plain, *kept, *packed, *names))


@pytest.mark.parametrize("person", ["Maija Meikäläinen", "maija-meikalainen", PERSON])
def test_nothing_of_the_forgotten_is_left_in_any_byte(made: Made, person: str) -> None:
    before = everything(made.folder)
    assert all(trace.encode() in before for trace in ("Meikäläinen", "meikalainen", "+3584000000"))
    report = forget(made.folder, person, BuildOptions(now=made.clock))
    assert report.written
    left = everything(made.folder)
    assert [trace for trace in TRACES if trace.encode() in left] == []
    assert [trace for trace in TRACES if trace.encode("utf-16-le") in left] == []


def test_not_even_a_damaged_generation_keeps_their_writes(made: Made) -> None:
    first = made.directory.manifests()[0].id
    (made.directory.generations_folder / first / "manifest.json").write_text("{")
    forget(made.folder, "Maija Meikäläinen", BuildOptions(now=made.clock))
    left = everything(made.folder)
    assert [trace for trace in TRACES if trace.encode() in left] == []


def test_what_has_nothing_to_do_with_them_stays_written(made: Made) -> None:
    forget(made.folder, "Maija Meikäläinen", BuildOptions(now=made.clock))
    assert made.objects("http://example.fi/c", "http://example.fi/says") == {"aivan muuta"}
    assert any("<n:c>" in str(quad) for quad in made.quads())
    assert made.manifest.writes is not None
    assert made.manifest.writes.number == len(WRITES)
    assert made.manifest.writes.skipped == ()
    assert len(Journal(made.folder).writes(made.manifest.head)) == len(WRITES)


def test_somebody_who_is_only_in_writes_can_be_forgotten(made: Made) -> None:
    made.write("INSERT DATA { :d :says 'Liisa Esimerkki kävi' }")
    assert forget(made.folder, "Liisa Esimerkki", BuildOptions(now=made.clock)).written
    assert b"Esimerkki k" not in everything(made.folder)


def test_the_forgotten_cannot_be_written_again(made: Made) -> None:
    forget(made.folder, "Maija Meikäläinen", BuildOptions(now=made.clock))
    for text in ("Maija Meikäläisen mukaan", r"Maija Meik\u00E4l\u00E4inen"):
        with pytest.raises(WriteRefused, match="forget"):
            made.write(f"INSERT DATA {{ :e :says '{text}' }}")
    assert made.write("INSERT DATA { :e :says 'Matti Meikäläinen' }").inserted == 1


def test_a_build_after_forgetting_goes_on_from_the_masked_writes(made: Made) -> None:
    forget(made.folder, "Maija Meikäläinen", BuildOptions(now=made.clock))
    made.write("INSERT DATA { :e :says 'jotain' }")
    made.build(prune=True)
    assert made.objects("http://example.fi/e", "http://example.fi/says") == {"jotain"}
    assert "Meikäläi".encode() not in everything(made.folder)


def test_a_line_that_the_mask_would_spoil_is_left_out() -> None:
    put = PutGraph(triples=b'<n:a> <n:b> "x" .\n<n:a> <n:b> "y" .\n')
    spoiled = masked(put, lambda text: text.replace('"x"', '"'))
    assert spoiled == PutGraph(triples=b'<n:a> <n:b> "y" .\n')


@pytest.mark.parametrize(
    "what", [Update(text="# Hei"), PutGraph(triples=b"<n:a> <n:b> 'Hei' .\n"), DeleteGraph()]
)
def test_what_needs_no_mask_stays_byte_by_byte(what: Update | PutGraph | DeleteGraph) -> None:
    if isinstance(what, PutGraph):
        what = PutGraph(triples=b'<n:a> <n:b> "H\\u0065i" .\n')
    assert masked(what, lambda text: text) == what
