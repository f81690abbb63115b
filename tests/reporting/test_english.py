"""The report in English: no French sentence is left but the words of documents and rules, which say that they are French."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree import ElementTree

import pypdfium2
import pytest
from openpyxl import load_workbook

from tests.reporting.conftest import DATES
from transforms.reporting.attendance import AttendanceFrames, AttendanceOptions, AttendanceReport, SetAsideDocument, attendance_report
from transforms.reporting.divisions import GroupBy
from transforms.reporting.language import Language, wording
from transforms.reporting.pdf import attendance_pdf
from transforms.reporting.render import IndexRow, attendance_html, index_html
from transforms.reporting.tables import attendance_tables, attendance_tree
from transforms.reporting.workbook import workbook

ENGLISH = wording(Language.ENGLISH)
OF_DOCUMENTS = (  # and of rules: French by nature
    "séance & annexes.pdf",
    "Groupe =1+1",
    "Présents : Mme ABADIE & M. <script>",
    "Le total imprimé des présents n’est pas le nombre de noms.",
    "Les votants sont les présents et les représentés",
)
SAME_LETTERS = 6  # shorter French words are English ones too, or parts of them


@pytest.fixture(params=list(GroupBy))
def report(frames: AttendanceFrames, request: pytest.FixtureRequest) -> AttendanceReport:
    options = AttendanceOptions(min_sessions_for_rate=2)
    return attendance_report(frames, {"C6": "Les votants sont les présents et les représentés"}, options, group_by=request.param)


def own_words(element: ElementTree.Element) -> Iterator[str]:
    """What the page says in its own language: text and attributes that are read out, but for parts in French, code and style."""
    if element.get("lang") == "fr" or element.tag in ("code", "script", "style"):
        return
    yield from (element.get(name, "") for name in ("aria-label", "title", "alt", "data-search"))
    yield element.text or ""
    for child in element:
        yield from own_words(child)
        yield child.tail or ""


def french_left(words: str) -> list[str]:
    for kept in OF_DOCUMENTS:
        words = words.replace(kept, "")
    keys = [key for sentence in ENGLISH.catalogue for key in ([sentence] if isinstance(sentence, str) else sentence)]
    translated = " ".join(str(text) for text in ENGLISH.catalogue.values())
    return [key for key in keys if len(key) >= SAME_LETTERS and key in words and key not in translated]


def test_the_page_is_in_english_and_marks_what_stays_french(report: AttendanceReport) -> None:
    page = ElementTree.fromstring(attendance_html(report, ENGLISH))
    words = " ".join(own_words(page))
    assert page.get("lang") == "en"
    assert french_left(words) == []
    assert "Sessions from 11\u00a0December\u00a02023 to 3\u00a0June\u00a02024" in words
    assert "fewer than 2 known sessions" in words
    assert "66.7%" in words
    marked = {element.text for element in page.iter() if element.get("lang") == "fr"}
    assert {"Val-Fictif", "Le total imprimé des présents n’est pas le nombre de noms.", "Présents : Mme ABADIE & M. <script>"} <= marked


def test_a_french_sentence_that_is_left_is_seen() -> None:
    assert french_left("Membre par membre") == ["Membre par membre", "Membre"]


def test_the_index_is_in_english(report: AttendanceReport) -> None:
    page = ElementTree.fromstring(index_html([IndexRow.of(report, "a.html")], [SetAsideDocument("b.pdf", "unreadable")], ENGLISH))
    words = " ".join(own_words(page))
    assert (page.get("lang"), french_left(words)) == ("en", [])
    assert "unreadable file" in words


def test_the_workbook_and_the_json_are_in_english(report: AttendanceReport) -> None:
    book = load_workbook(io.BytesIO(workbook(attendance_tables(report, ENGLISH), "Attendance", DATES[-1])))
    assert book.sheetnames[:2] == ["Summary", "Members"]
    assert book.sheetnames[-7:] == ["Sessions", "Proxies", "Set aside", "Definitions", "Sources", "Roll calls", "Queries"]
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if sheet.title != "Queries" and cell.value]
    assert french_left(" ".join(said)) == []
    tree = attendance_tree(report, ENGLISH)
    assert tree["language"] == "en"
    assert tree["documents_set_aside"] == [{"name": "scan.pdf", "reason": "the date of the session could not be read"}]
    assert set(tree) == set(attendance_tree(report, wording(Language.FRENCH)))


def test_the_pdf_is_in_english_and_says_so(report: AttendanceReport) -> None:
    pdf = attendance_pdf(report, DATES[-1], ENGLISH)
    with pypdfium2.PdfDocument(pdf) as document:
        words = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "Sessions from 11 December 2023 to 3 June 2024" in words
    assert french_left(words) == []
    assert b"en-GB" in pdf
