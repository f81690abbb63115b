"""The pages: well-formed, self-contained, readable without colour, and harmless whatever a document says."""

import csv
import io
import re
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest

from transforms.cells import table_csv
from transforms.reporting.attendance import AttendanceFrames, AttendanceOptions, SetAsideDocument, attendance_report
from transforms.reporting.render import IndexRow, attendance_html, index_html

TITLES = {"C6": "Les votants sont les présents et les représentés"}


@pytest.fixture
def html(frames: AttendanceFrames) -> str:
    return attendance_html(attendance_report(frames, TITLES))


@pytest.fixture
def page(html: str) -> ElementTree.Element:
    """The page's tree; raises where a tag is left open, crossed or badly quoted, since the templates keep to XML syntax too."""
    return ElementTree.fromstring(html)


def text(element: ElementTree.Element) -> str:
    """Its words; every kind of space is one space."""
    return " ".join("".join(element.itertext()).split())


def row(page: ElementTree.Element, table: str, start: str) -> ElementTree.Element:
    return next(row for row in page.findall(f".//table[@class='{table}']//tr") if text(row).startswith(start))


def test_the_page_needs_no_network_and_no_other_file(html: str, page: ElementTree.Element) -> None:
    assert not [element.tag for element in page.iter() if {"src", "srcset", "data", "action"} & set(element.attrib)]
    places = {f"#{element.get('id')}" for element in page.iter() if element.get("id")}
    links = {element.get("href") for element in page.iter() if element.get("href")}
    assert links
    assert links <= places
    assert not {"link", "img", "iframe", "object", "embed"} & {element.tag for element in page.iter()}
    assert not re.search(r"url\(|@import|@font-face|fetch\(|XMLHttpRequest|import\(", html)


def test_each_session_leads_to_where_its_roll_call_is_printed(page: ElementTree.Element) -> None:
    link = row(page, "sessions", "5 février").find(".//a")
    source = page.find(f".//tr[@id='{link.get('href')[1:]}']")
    assert text(source) == "5 février 2024 séance & annexes.pdf procès-verbal, doc-1 p. 1 Présents : Mme ABADIE & M. <script>"


def test_long_tables_can_be_searched(page: ElementTree.Element) -> None:
    sections = page.findall(".//section[@data-search]")
    assert [section.find("h2").get("id") for section in sections] == ["membres", "tableau", "seances", "pouvoirs", "sources"]
    assert all(section.findall(".//tbody/tr") for section in sections)


def test_text_from_documents_never_becomes_markup(html: str, page: ElementTree.Element) -> None:
    assert len(page.findall(".//script")) == 1
    assert "<script>alert" not in html
    assert text(row(page, "sortable members", "Bruno")).startswith("Bruno <script>alert(1)</script>")
    assert "Présents : Mme ABADIE & M. <script>" in text(page)


def test_attributes_cannot_be_broken_out_of(frames: AttendanceFrames) -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    page = ElementTree.fromstring(
        attendance_html(attendance_report(replace(frames, councillor=frames.councillor.assign(name=hostile)), {}))
    )
    assert not page.findall(".//img")
    assert page.find(".//td[@class='represented']").get("title") == f"pouvoir à {hostile}"


def test_characters_that_no_page_may_hold_are_replaced(frames: AttendanceFrames) -> None:
    named = frames.councillor.assign(name=["A\x00B", "C\x1bD", "E\ufffeF", "G"])
    page = ElementTree.fromstring(attendance_html(attendance_report(replace(frames, councillor=named), {})))
    assert "A\ufffdB" in text(page)


def test_a_rate_stands_with_its_fraction(page: ElementTree.Element) -> None:
    cells = [text(cell) for cell in row(page, "sortable members", "Mme Anne")]
    assert cells == ["Mme Anne ABADIE", "3", "2", "1", "0", "0", "0", "66,7 % 2 / 3", "100 % 3 / 3", "1", "1", "1", "0", "1", "1", "0"]


def test_where_there_is_no_rate_a_dash_and_the_reason_stand(page: ElementTree.Element) -> None:
    rates = row(page, "sortable members", "=HYPERLINK").findall("td[@class='rate']")
    assert [text(rate) for rate in rates] == ["–état inconnu à toutes les séances"] * 2
    assert [rate.get("data-value") for rate in rates] == ["", ""]


def test_a_figure_that_nobody_knows_is_a_dash(page: ElementTree.Element) -> None:
    assert [text(cell) for cell in row(page, "sessions", "5 février")][:7] == ["5 février 2024", "4", "0", "1", "1", "0", "–"]


def test_a_threshold_is_told_in_the_definitions(frames: AttendanceFrames) -> None:
    html = attendance_html(attendance_report(frames, TITLES, AttendanceOptions(min_sessions_for_rate=3)))
    assert "Il faut au moins 3 séances connues" in html


def test_a_session_set_aside_stands_with_the_sentence_of_its_rule(page: ElementTree.Element) -> None:
    assert "Le total imprimé des présents n’est pas le nombre de noms. Contrôle C1 · séance & annexes.pdf, p.\u00a01" in "".join(
        page.itertext()
    )
    assert text(row(page, "sessions", "8 avril 2024")) == "8 avril 2024 4 séance mise à l’écart"


def test_more_broken_checks_than_a_reader_wants_are_counted(frames: AttendanceFrames) -> None:
    html = attendance_html(attendance_report(replace(frames, finding=pd.concat([frames.finding] * 8)), TITLES))
    assert "Et 3\u00a0autres contrôles." in html


def test_the_matrix_does_not_rest_on_colour_alone(page: ElementTree.Element) -> None:
    cells = page.findall(".//table[@class='matrix']/tbody//td")
    assert len(cells) == 16
    assert all(text(cell) for cell in cells)
    legend = [text(item) for item in page.findall(".//ul[@class='key']/li")]
    assert legend[0] == "P P : présent"
    assert len(legend) == 7


def test_every_table_has_a_caption_and_every_heading_a_scope(page: ElementTree.Element) -> None:
    assert page.get("lang") == "fr"
    tables = page.findall(".//table")
    assert len(tables) == 5
    assert all(table.find("caption") is not None for table in tables)
    assert {heading.get("scope") for heading in page.iter("th")} <= {"col", "row", "colgroup"}
    assert [heading.tag for heading in page.iter() if re.fullmatch("h[1-6]", heading.tag)][:2] == ["h1", "h2"]


def test_every_sortable_column_has_a_value_in_every_row(page: ElementTree.Element) -> None:
    table = page.find(".//table[@class='sortable members']")
    assert table is not None
    columns = {int(heading.get("data-column", -1)) for heading in table.findall(".//th[@data-column]")}
    rows = table.findall("tbody/tr")
    assert columns == set(range(16))
    assert all([cell.get("data-value") is not None for cell in row] == [True] * 16 for row in rows)


def luminance(colour: str) -> float:
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [("ink", "paper"), ("muted", "paper"), ("accent", "paper"), ("ink", "raised")]
    + [(f"{state}-ink", state) for state in ("present", "represented", "excused", "absent")],
)
def test_colours_have_the_contrast_of_wcag_aa(html: str, scheme: int, ink: str, ground: str) -> None:
    palette = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", html.split(":root {")[1 + scheme].split("}")[0]))
    darker, lighter = sorted((luminance(palette[ink]), luminance(palette[ground])))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_a_table_as_csv_keeps_its_columns_and_disarms_formulas() -> None:
    names = ['=HYPERLINK("http://exemple.invalid")', "+1", "-1", "@x", "\tx", "<script>", "Anne, dite « A »", None]
    frame = pd.DataFrame({"councillor": names, "sessions": pd.array([3, None, *range(6)], dtype="Int64"), "rate": [0.5, None, *[1.0] * 6]})
    header, *rows = csv.reader(io.StringIO(table_csv(frame)))
    assert header == ["councillor", "sessions", "rate"]
    assert [row[0] for row in rows] == ["'" + names[0], "'+1", "'-1", "'@x", "'\tx", "<script>", "Anne, dite « A »", ""]
    assert [row[1:] for row in rows[:3]] == [["3", "0.5"], ["", ""], ["0", "1.0"]]


def test_the_index_leads_to_each_council_and_lists_what_no_report_counts(frames: AttendanceFrames) -> None:
    report = attendance_report(frames, TITLES)
    other = attendance_report(replace(frames, council=frames.council.assign(name="Aval")), TITLES)
    page = ElementTree.fromstring(
        index_html([IndexRow.of(report, "b.html"), IndexRow.of(other, "a.html")], [SetAsideDocument("<b>.pdf", "unreadable")])
    )
    assert [(link.get("href"), link.text) for link in page.iter("a")] == [("a.html", "Aval"), ("b.html", "Val-Fictif")]
    assert "<b>.pdf fichier illisible" in " ".join(
        "".join(cell.itertext()) for cell in page.find(".//section[2]").iter("tr") for cell in cell
    )
