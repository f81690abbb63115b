"""The PDF: typeset, tagged, with the report's words as words, whatever they look like."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from tests.reporting.conftest import NAMES
from transforms.reporting.attendance import AttendanceFrames, AttendanceOptions, AttendanceReport, attendance_report
from transforms.reporting.pdf import attendance_pdf

DAY = date(2024, 6, 3)


@pytest.fixture
def report(frames: AttendanceFrames) -> AttendanceReport:
    return attendance_report(frames, {"C6": "Les votants sont les présents et les représentés"})


def pages(pdf: bytes) -> list[str]:
    """The words of each page, one space between them."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def test_the_pages_say_what_the_report_says(report: AttendanceReport) -> None:
    first, *others = pages(attendance_pdf(report, DAY))
    rest = " ".join((first, *others))
    assert "Val-Fictif" in first
    assert "Séances du 11 décembre 2023 au 3 juin 2024" in first
    assert "50,0 % de présence, sur les états connus 3 / 6" in first  # over all members
    assert "Le total imprimé des présents n’est pas le nombre de noms." in first
    assert "66,7 % (2/3)" in rest
    assert "– (état inconnu à toutes les séances)" in rest
    assert "Art. L. 2121-20" in rest
    assert "séance & annexes.pdf" in rest
    assert "from core.session_state" in rest


def test_text_from_documents_never_becomes_markup(frames: AttendanceFrames) -> None:
    hostile = '#panic("x") *gras* _i_ $x$ <label> @ref `raw` \\ // "'
    report = attendance_report(replace(frames, councillor=frames.councillor.assign(name=hostile)), {})
    assert "".join(hostile.split()) in "".join("".join(pages(attendance_pdf(report, DAY))).split())


def test_names_with_markup_and_characters_that_no_page_may_hold(frames: AttendanceFrames) -> None:
    named = frames.councillor.assign(name=["A\x00B", "C\x1bD", NAMES["c"], NAMES["b"]])
    text = "".join("".join(pages(attendance_pdf(attendance_report(replace(frames, councillor=named), {}), DAY))).split())
    assert '=HYPERLINK("http://exemple.invalid")' in text
    assert "<script>alert(1)</script>" in text


def test_the_same_report_makes_the_same_bytes(report: AttendanceReport) -> None:
    assert attendance_pdf(report, DAY) == attendance_pdf(report, DAY)


def test_a_council_without_any_session_and_a_matrix_of_several_pages(frames: AttendanceFrames) -> None:
    kept = {"council", "councillor", "document"}
    empty = {name: getattr(frames, name).head(0) for name in frames.__dataclass_fields__ if name not in kept}
    assert "ne contient aucun chiffre" in pages(attendance_pdf(attendance_report(replace(frames, **empty), {}), DAY))[0]
    cut = attendance_report(frames, {}, AttendanceOptions(sessions_per_block=1))
    assert sum(text.count("Denis ÉTIENNE") for text in pages(attendance_pdf(cut, DAY))) == 6  # with figures, in the overview, in each block


def test_two_parts_of_the_matrix_of_a_middling_council_stand_on_one_page(frames: AttendanceFrames) -> None:
    cut = attendance_report(frames, {}, AttendanceOptions(sessions_per_block=1))
    many = replace(cut, blocks=tuple(replace(block, rows=block.rows * 9) for block in cut.blocks))  # 36 members
    assert len(many.blocks) == 4
    in_parts = [text.count("Denis ÉTIENNE") for text in pages(attendance_pdf(many, DAY))]
    assert 18 in in_parts
