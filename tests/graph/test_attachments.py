"""A line of attachments is a title with a file or with a link."""

import pytest

from graph.extract.attachments import read_attachments
from graph.extract.html import Anchor
from graph.extract.lines import numbered
from graph.records import Attachment


def one(text: str, *anchors: Anchor) -> Attachment:
    (found,) = read_attachments(numbered([text]), anchors).attachments
    return found


@pytest.mark.parametrize("gap", [" \u00a0 ", "   ", "\t", "\u00a0\u00a0", " \u202f "])
@pytest.mark.parametrize("title", ["Liite 5. Raportti", "Esite 2010", ""])
@pytest.mark.parametrize(
    "name", ["raportti.pdf", "Raportti 1.1.-31.12.pdf", "v 2.0 lopullinen.docx"]
)
@pytest.mark.parametrize(
    "size", ["774 kt", "1 887 kt", "1\u00a0887 kt", "2,5 Mt", "12 kB", "4096 MB"]
)
def test_title_file_and_size_stand_apart(gap: str, title: str, name: str, size: str) -> None:
    found = one(gap.join((title, name, size)))
    assert (found.kind, found.title, found.file_name) == ("file", title, name)
    assert found.size_as_printed == size.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "title", "file_name", "media_type"),
    [
        ("Loppuraportti raportti.pdf 774 kt", "Loppuraportti", "raportti.pdf", "application/pdf"),
        ("raportti.PDF", "", "raportti.PDF", "application/pdf"),
        ("Raportti: raportti v2.pdf (1,2 Mt)", "Raportti", "raportti v2.pdf", "application/pdf"),
        ("Esite (pdf, 350 kt)", "Esite", "", ""),
        (
            "Esitys   esitys.pptx",
            "Esitys",
            "esitys.pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        ("Kuva   kuva.jpg   3 Mt", "Kuva", "kuva.jpg", "image/jpeg"),
        ("Arkisto   a.xyz   3 Mt", "Arkisto", "a.xyz", ""),
    ],
)
def test_a_file_has_the_media_type_of_its_name(
    text: str, title: str, file_name: str, media_type: str
) -> None:
    found = one(text)
    assert (found.title, found.file_name, found.media_type) == (title, file_name, media_type)


@pytest.mark.parametrize(
    ("text", "title", "url"),
    [
        ("Nettisivut ouka.example.fi \u00a0 Linkki \u00a0 ", "Nettisivut ouka.example.fi", ""),
        ("Nettisivut Linkki", "Nettisivut", ""),
        ("Linkki", "", ""),
        (
            "Katso https://example.fi/a.   Linkki",
            "Katso https://example.fi/a.",
            "https://example.fi/a",
        ),
        ("www.example.fi/hanke   Linkki", "www.example.fi/hanke", "http://www.example.fi/hanke"),
        ("https://example.fi/hanke", "https://example.fi/hanke", "https://example.fi/hanke"),
        ("www.example.fi", "www.example.fi", "http://www.example.fi"),
    ],
)
def test_a_link_has_an_address_only_where_it_is_printed(text: str, title: str, url: str) -> None:
    found = one(text)
    assert (found.kind, found.title, found.url) == ("link", title, url)


def test_links_of_one_word_lead_where_the_anchors_say_in_order() -> None:
    anchors = [Anchor("Linkki", "https://example.fi/1"), Anchor("Linkki", "https://example.fi/2")]
    found = read_attachments(numbered(["A   Linkki", "B   Linkki", "C   Linkki"]), anchors)
    assert [one.url for one in found.attachments] == [
        "https://example.fi/1",
        "https://example.fi/2",
        "",
    ]


def test_an_anchor_on_the_title_tells_the_file() -> None:
    found = one(
        "Loppuraportti", Anchor("Loppuraportti", "https://example.fi/a/loppu%20raportti.pdf")
    )
    assert (found.kind, found.file_name) == ("file", "loppu raportti.pdf")


def test_a_dash_may_part_title_file_and_size() -> None:
    found = one("Esite - esite.pdf - 1 Mt")
    assert (found.title, found.file_name, found.size_as_printed) == ("Esite", "esite.pdf", "1 Mt")


@pytest.mark.parametrize("text", ["-", "ei tiedossa", "Ei liitteitä"])
def test_nothing_attached_is_no_finding(text: str) -> None:
    assert read_attachments(numbered([text])) == ((), ())


def test_a_mailbox_is_no_file() -> None:
    assert read_attachments(numbered(["hanke@example.fi"])).attachments == ()


def test_a_title_alone_is_a_finding() -> None:
    found = read_attachments(numbered(["A   Linkki", "Raportti"]))
    assert len(found.attachments) == 1
    assert [(one.kind, one.what, one.line) for one in found.findings] == [
        ("unread", "attachment", 2)
    ]


def test_a_target_without_an_address_tells_the_file_alone() -> None:
    found = one("Loppuraportti", Anchor("Loppuraportti", "liitteet/loppu.pdf"))
    assert (found.kind, found.file_name, found.url) == ("file", "loppu.pdf", "")


def test_an_address_behind_a_title_is_where_it_leads() -> None:
    found = one("Hankkeen sivut: www.example.fi/liiku")
    assert (found.kind, found.url) == ("link", "http://www.example.fi/liiku")


def test_files_listed_in_one_line_are_an_attachment_each() -> None:
    found = read_attachments(numbered(["Suunnitelma.doc, Raportti.pdf (12 kt)"])).attachments
    assert [(one.file_name, one.size_as_printed) for one in found] == [
        ("Suunnitelma.doc", ""),
        ("Raportti.pdf", "12 kt"),
    ]
