"""The bytes of a page become lines of text, or are refused in one clear line."""

import hashlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import PageRefused
from graph.extract.source import LIMIT, read_bytes, read_text

TEXT = "Tiivistelmä\nPäättynyt – 5 €\u00a0\nYhteyshenkilöt Åsa Meikäläinen\n"


def test_utf_8_is_read_as_it_is() -> None:
    page = read_text(TEXT.encode(), "a.txt")
    assert page.lines == tuple(TEXT.split("\n"))
    assert page.source.encoding == "utf-8"
    assert page.source.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_what_has_no_shape_leaves_no_trace_but_a_space() -> None:
    page = read_text(
        (f"Hanke\x07 A\x0cB\ufffe \u202eC\u202c\u2066D\u2069\n{TEXT * 20}").encode(), "a.txt"
    )
    assert page.lines[0] == "Hanke  A B  CD"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_another_encoding_is_detected(encoding: str) -> None:
    page = read_text(TEXT.encode(encoding), "a.txt")
    assert page.lines == tuple(TEXT.split("\n"))
    assert page.remark == ""


@pytest.mark.parametrize("encoding", ["iso8859-15", "mac_roman", "cp850"])
def test_an_old_encoding_is_told_from_its_neighbours(encoding: str) -> None:
    text = TEXT.replace("–", "-").replace("€", "e")
    assert read_text(text.encode(encoding), "a.txt").lines == tuple(text.split("\n"))


def test_a_character_cut_at_the_end_does_not_change_the_encoding() -> None:
    page = read_text("Käsittelyvaihe Päättynyt ä".encode()[:-1], "a.txt")
    assert page.source.encoding == "utf-8"
    assert page.lines[0].startswith("Käsittelyvaihe Päättynyt")
    assert page.remark == "the last character of the file is cut"


def test_a_few_broken_characters_do_not_change_the_encoding() -> None:
    page = read_text("Käsittelyvaihe ".encode() * 10 + b"\xff", "a.txt")
    assert page.source.encoding == "utf-8"
    assert page.remark == "1 characters of the file could not be decoded"


def test_text_encoded_twice_is_read_as_meant_and_said() -> None:
    page = read_text(TEXT.encode().decode("cp1252").encode(), "a.txt")
    assert page.lines[1] == "Päättynyt – 5 €\u00a0"
    assert "encoded twice" in page.remark


def test_every_kind_of_line_end_ends_a_line() -> None:
    assert read_text(b"a\r\nb\rc\nd", "a.txt").lines == ("a", "b", "c", "d")


def test_invisible_characters_and_split_letters_are_put_right() -> None:
    assert read_text("han\u00adke\u200b a\u0308".encode(), "a.txt").lines == ("hanke ä",)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.4 text",
        b"PK\x03\x04page",
        bytes(range(256)) * 20,
        b"\x89PNG\r\n",
        b"ab\0cd\0\0" * 9,
    ],
)
def test_a_binary_is_refused(data: bytes) -> None:
    with pytest.raises(PageRefused, match=r"a\.txt:1: the file is no text"):
        read_text(data, "a.txt")


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"<html><body></body></html>", b"\xef\xbb\xbf"])
def test_an_empty_page_is_refused(data: bytes) -> None:
    with pytest.raises(PageRefused, match=r"a\.txt:1: the page is empty"):
        read_text(data, "a.txt")


def test_a_page_of_a_hundred_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(PageRefused, match=r"huge\.txt:1: the page is larger than 5,000,000 bytes"):
        read_bytes(huge)
    with pytest.raises(PageRefused, match="larger than"):
        read_text(b"a" * (LIMIT + 1), "a.txt")


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PageRefused, match=r"none\.txt:1: cannot be opened: No such file"):
        read_bytes(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("file_name", "key"),
    [
        ("000_dc03.txt", "000_dc03"),
        ("sivut\\Päivä 1.txt", "Paiva-1"),
        ("sivut/x.tar.html", "x.tar"),
        ("äö/.txt", "txt"),
        ("漢字.txt", "page"),
    ],
)
def test_a_page_without_an_address_takes_its_key_from_its_file(file_name: str, key: str) -> None:
    assert read_text(b"a", file_name).key == key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://example.fi/nayta.asp?kieli=fi&hankeId=412", "412"),
        ("https://example.fi/nayta.asp?n=7", "7"),
        ("https://example.fi/hankkeet/uusi-koulu.html", "uusi-koulu"),
        ("https://example.fi/hankkeet/18419609/", "18419609"),
    ],
)
def test_an_address_gives_the_key(address: str, key: str) -> None:
    html = f'<html><head><link rel="canonical" href="{address}"></head><body>a</body></html>'
    page = read_text(html.encode(), "a.html")
    assert (page.key, page.source.address) == (key, address)


def test_the_registers_address_pattern_gives_key_and_address() -> None:
    pattern = "https://example.fi/hanke/{key}/nayta"
    saved = "<!-- saved from url=(0031)https://example.fi/hanke/x-9/nayta -->"
    html = f"<html>{saved}<body>a</body></html>"
    assert read_text(html.encode(), "a.html", pattern).key == "x-9"
    assert read_text(b"a", "12.txt", pattern).source.address == "https://example.fi/hanke/12/nayta"


def test_html_keeps_its_links_and_its_blanks() -> None:
    html = """<html><head><base href="https://example.fi/a/"></head><body>
      <table><tr><td>Liitteet</td><td><a href="r.pdf">Raportti
      1</a></td><td>774&nbsp;kt</td></tr></table></body></html>"""
    page = read_text(html.encode(), "a.txt")
    assert page.lines == ("Liitteet \u00a0 Raportti 1 \u00a0 774\u00a0kt",)
    assert page.anchors == (("Raportti 1", "https://example.fi/a/r.pdf"),)


def test_links_are_joined_with_the_registers_address_of_the_page() -> None:
    html = b'<html><body><a href="r.pdf">Raportti</a></body></html>'
    page = read_text(html, "12.html", "https://example.fi/hanke/{key}/nayta")
    assert page.source.address == "https://example.fi/hanke/12/nayta"
    assert page.anchors[0].target == "https://example.fi/hanke/12/r.pdf"


def test_deeply_nested_html_ends() -> None:
    html = b"<html>" + b"<div>" * 20_000 + b"Hankkeen nimi" + b"</div>" * 20_000
    with pytest.raises(PageRefused):
        read_text(html, "a.html")


@given(st.binary(max_size=300))
def test_no_bytes_end_in_another_error(data: bytes) -> None:
    with suppress(PageRefused):
        assert any(line.strip() for line in read_text(data, "a.txt").lines)


@given(st.text("abcåäöÅÄÖé –€\u00a0\n1.,", min_size=1).filter(str.strip))
def test_utf_8_text_loses_nothing(text: str) -> None:
    page = read_text(text.encode(), "a.txt")
    assert "\n".join(page.lines) == text
    assert (page.source.encoding, page.remark) == ("utf-8", "")
