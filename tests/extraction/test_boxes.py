"""The rectangles of lines on the picture of their page."""

from __future__ import annotations

import pytest
from reportlab.lib.pagesizes import A4

from tests.extraction.pdfs import ROLL_CALL, scan_pdf, text_pdf
from transforms.extraction import extract
from transforms.extraction.boxes import line_boxes
from transforms.extraction.pdfium import opened

WIDTH, HEIGHT = A4


def test_a_line_stands_where_it_is_drawn() -> None:
    with opened(text_pdf(ROLL_CALL)) as document:
        boxes = line_boxes(document[0], ROLL_CALL)
    for index, box in enumerate(boxes):
        assert box is not None
        baseline = (80 + 16 * index) / HEIGHT
        assert box.left == pytest.approx(60 / WIDTH, abs=0.002)
        assert box.top < baseline < box.bottom
        assert box.bottom - box.top < 16 / HEIGHT


def test_lines_as_read_are_found_whatever_spaces_and_accents_they_have() -> None:
    data = text_pdf(ROLL_CALL, ROLL_CALL[:2])
    lines = [line.text for line in extract(data).pages[1].lines]
    with opened(data) as document:
        assert None not in line_boxes(document[1], lines)
        read = line_boxes(document[1], ["COMMUNE  DE VILLE-TEMOIN", "autre chose", "—", "Extrait du registre"])
    assert [box is not None for box in read] == [True, False, False, True]


def test_of_two_equal_lines_each_has_its_own_place() -> None:
    with opened(text_pdf(["Adopté", "M. ROUX", "Adopté"])) as document:
        first, _, second = line_boxes(document[0], ["Adopté", "M. ROUX", "Adopté"])
    assert first
    assert second
    assert first.bottom < second.top


def test_a_turned_page_is_measured_as_it_is_shown() -> None:
    with opened(text_pdf(["Adopté"])) as document:
        page = document[0]
        page.set_rotation(90)
        (box,) = line_boxes(page, ["Adopté"])
    assert box
    assert box.bottom - box.top > box.right - box.left
    assert box.right > 0.85


def test_a_scan_has_no_places() -> None:
    with opened(scan_pdf(())) as document:
        assert line_boxes(document[0], ["Adopté"]) == [None]
