"""The charts: what they draw is counted by hand, names are text whatever they look like, and the same report draws the same."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pandas as pd
import pytest

from tests.reporting.conftest import NAMES, councillor_id, session_id
from transforms.reporting.attendance import AttendanceFrames, AttendanceOptions, AttendanceReport, ProxyPair, attendance_report
from transforms.reporting.charts_attendance import (
    COLOURS,
    MOST_PAIRS,
    VARIABLES,
    matrix_drawings,
    network_drawing,
    presence_drawings,
    strongest,
)
from transforms.reporting.drawing import on_page
from transforms.reporting.render import FRENCH, attendance_html

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def report(frames: AttendanceFrames) -> AttendanceReport:
    return attendance_report(frames, {}, AttendanceOptions(sessions_per_block=2))


def texts(svg: str) -> list[str]:
    return ["".join(element.itertext()) for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def heights(svg: str, colour: str) -> list[float]:
    """How high the shapes of a colour are, from left to right; the squares of a legend stand apart."""
    found = re.findall(rf'<path d="M([\d.-]+),([\d.-]+)h([\d.-]+)v([\d.-]+)h[\d.-]+Z" fill="{colour}"', svg)
    return [float(height) for _, _, _, height in found]


def test_each_session_stands_with_its_shares_and_their_denominator(report: AttendanceReport) -> None:
    (drawing,) = presence_drawings(report, FRENCH)
    # 1 present of 3 that count (2 unknown); 1 represented and 1 excused of 2; set aside; 2 present, 1 absent, 1 unknown of 4
    shares = {colour: [round(height / 190, 2) for height in heights(drawing.svg, colour)] for colour in COLOURS.values()}
    assert [shares[COLOURS[state]] for state in ("present", "represented", "excused", "absent", "unknown")] == [
        [0.33, 0.5],
        [0.5],
        [0.5],
        [0.25],
        [0.67, 0.25],
    ]
    assert shares[COLOURS["set_aside"]] == [1.0]
    assert [text for text in texts(drawing.svg) if text in ("2", "3", "4")] == ["3", "2", "4"]
    assert "séance mise à l’écart" in texts(drawing.svg)
    assert drawing.alt.endswith("Présents, des états connus : de 0\u00a0% à 100\u00a0%.")


def test_the_matrix_is_drawn_where_its_table_takes_several_pages(frames: AttendanceFrames, report: AttendanceReport) -> None:
    (drawing,) = matrix_drawings(report, FRENCH)
    assert matrix_drawings(attendance_report(frames, {}), FRENCH) == ()
    rows = {state: len(heights(drawing.svg, COLOURS[state])) for state in ("present", "represented", "excused", "absent", "unknown")}
    assert rows == {"present": 3, "represented": 1, "excused": 1, "absent": 1, "unknown": 3}  # equal neighbours are one
    assert len(heights(drawing.svg, COLOURS["set_aside"])) == 1  # through all rows


def test_the_network_names_giver_and_holder_with_their_sessions(report: AttendanceReport) -> None:
    drawing = network_drawing(report, FRENCH)
    assert drawing
    assert sorted(texts(drawing.svg)) == sorted(["Anne ABADIE", "1", f"1  {NAMES['b']}"])


def test_names_are_text_in_every_drawing(frames: AttendanceFrames) -> None:
    hostile = '</text><script>alert(1)</script> & "datum.row" \x1b'
    named = frames.councillor.assign(name=[f"{hostile} {index}" for index in range(len(frames.councillor))])
    report = attendance_report(replace(frames, councillor=named), {}, AttendanceOptions(sessions_per_block=2))
    page = ElementTree.fromstring(attendance_html(report))
    assert len([element for element in page.iter() if element.tag.endswith("script")]) == 1
    shown = "".join("".join(svg.itertext()) for svg in page.iter(f"{SVG}svg"))
    assert shown.count("</text><script>alert(1)</script> &") == 6  # cut there; four rows of the matrix, a giver and a holder


def test_a_power_of_a_session_set_aside_or_of_two_documents_counts_once_at_most(frames: AttendanceFrames) -> None:
    pairs = [(1, "b"), (1, "b"), (2, "b"), (3, "c"), (3, None)]
    proxy = pd.DataFrame(
        [
            {
                "session_id": session_id(index),
                "giver_id": councillor_id("a"),
                "holder_id": councillor_id(key) if key else None,
                "holder": "M.",
            }
            for index, key in pairs
        ]
    )
    found = attendance_report(replace(frames, proxy=proxy), {}).proxy_pairs
    assert [(pair.holder_id and pair.holder_id[-1], pair.sessions, pair.giver_sessions) for pair in found] == [
        ("c", 1, 2),
        ("b", 1, 2),
        (None, 1, 2),
    ]


def test_many_pairs_are_drawn_as_the_strongest_and_the_caption_says_so(report: AttendanceReport) -> None:
    pairs = tuple(ProxyPair(f"g{index:03}", f"G{index:03}", "h", "H", 1 + index % 5, 9) for index in range(200))
    assert {pair.sessions for pair in strongest(pairs)} == {5}
    assert [pair.giver_id for pair in strongest(pairs)] == sorted(pair.giver_id for pair in strongest(pairs))
    drawing = network_drawing(replace(report, proxy_pairs=pairs), FRENCH)
    assert drawing
    assert f"Seules les {MOST_PAIRS} paires les plus fréquentes des 200" in drawing.caption
    assert "200 des 600 pouvoirs" in drawing.caption
    assert texts(drawing.svg)[-1] == "H"  # without a sum, which would not be all that H held


def test_on_the_page_every_colour_follows_light_and_dark(report: AttendanceReport) -> None:
    page = attendance_html(report)
    drawn = "".join(re.findall(r"<svg.*?</svg>", page, re.DOTALL))
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', drawn)) <= {f"var({name})" for name in VARIABLES.values()} | {"none", "transparent"}
    assert all(f"{name}: #" in page for name in VARIABLES.values())


def test_the_same_report_draws_the_same(report: AttendanceReport) -> None:
    assert presence_drawings(report, FRENCH) == presence_drawings(report, FRENCH)
    assert on_page(network_drawing(report, FRENCH).svg, VARIABLES) == on_page(network_drawing(report, FRENCH).svg, VARIABLES)
