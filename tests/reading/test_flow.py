"""A document's lines as one running text."""

import re

import pytest

from tests.reading.pages import flow_of, pages_of
from transforms.model import Page
from transforms.reading.flow import Flow
from transforms.text import FEW_SIGNS, LONG, fold


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Mme\u00a0Léa   FONTANEL ,\u202f maire", "Mme Léa FONTANEL , maire"),
        ("  la dé\u00adli\u00adbé\u00adra\u00adtion", "la délibération"),
        ("PRÉ\u00adSENTS : M\u00adme FONTANEL", "PRÉSENTS : Mme FONTANEL"),
        ("à l'una\u00adni\u00admi\u00ad", "à l'unanimi-"),  # what stands at a line's end is printed
        ("Jean\u00adPaul CASTAING dé\u00adcide", "Jean-Paul CASTAING dé-cide"),  # a font without another hyphen
        ("DEL2024\u00ad12 BUDGET", "DEL2024-12 BUDGET"),
        ("zero\u200bwidth", "zerowidth"),
        ("l´élu de l‘île et d'ici, à Saint‑Loup‐le‑Bas – ou l’autre", "l’élu de l’île et d'ici, à Saint-Loup-le-Bas – ou l’autre"),
    ],
)
def test_a_line_comes_in_one_form(printed: str, read: str) -> None:
    assert Flow.of(Page.from_text(1, printed).lines).text == read


def test_a_place_leads_back_to_the_line_of_the_page() -> None:
    flow = flow_of("Ville de Montbel\n  Étaient   présents :\nMme  Léa\u00a0FONTANEL")
    place = flow.place(flow.text.index("présents"), len(flow.text))
    assert (place.page, place.line_from, place.line_to, place.quote) == (1, 2, 3, "présents : Mme Léa FONTANEL")


def test_a_quote_keeps_the_apostrophes_of_the_print() -> None:
    flow = flow_of("à l‘unanimité, Saint‑Loup")
    assert flow.text == "à l’unanimité, Saint-Loup"
    assert flow.place(2, len(flow.text)).quote == "l‘unanimité, Saint‑Loup"


def test_runs_of_empty_lines_part_paragraphs_once() -> None:
    flow = flow_of("un" + "\n" * 50 + "deux\n \ntrois")
    assert flow.text == "un\n\ndeux\n\ntrois"
    assert flow.place(flow.text.index("trois"), len(flow.text)).line_from == 53


def test_a_place_ends_before_furniture_in_its_midst() -> None:
    lines = [line for line in pages_of("le conseil\n7\ndécide")[0].lines if line.number != 2]
    flow = Flow.of(lines)
    assert flow.place(0, len(flow.text)).quote == "le conseil"


@pytest.mark.parametrize("pattern", [r"^[ \t]*\d{1,2}\. .*$", r"^(?:\d\. |UN)\s*[A-Z]+", r"^$", r"^.*\n.*$"])
@pytest.mark.parametrize(("start", "end"), [(0, 99), (3, 99), (0, 20), (10, 25)])
def test_heads_of_lines_are_found_as_re_finds_them(pattern: str, start: int, end: int) -> None:
    flow = flow_of("1. Budget\nun\ndeux\n2. Voirie 3. Divers\n\n4. Fin")
    expected = re.compile(pattern, re.M).finditer(flow.folded, start, end)
    assert [match.span() for match in flow.heads(re.compile(pattern, re.M), start, end)] == [match.span() for match in expected]


def test_a_long_text_is_folded_as_its_signs_one_by_one() -> None:
    for first in range(0x20, 0x3000, FEW_SIGNS):
        text = "Élu à l'œuvre " + "".join(map(chr, range(first, first + FEW_SIGNS - 5))) * LONG
        assert fold(text) == "".join(map(fold, text))


def test_what_is_folded_stays_as_it_is() -> None:
    text = "".join(map(chr, range(0x20, 0x110000)))
    assert fold(fold(text)) == fold(text)


def test_lines_that_hold_a_sign_are_known_and_heads_tries_no_others() -> None:
    flow = Flow.of(Page.from_text(1, "Présents :\nsurface 5 m\nAnne ROUX\nN° ² : x").lines)
    assert [flow.lines[flow.line_index(at)].text for at in flow.starts_with_colon] == ["Présents :", "N° ² : x"]
    assert [flow.lines[flow.line_index(at)].text for at in flow.starts_with_figure] == ["surface 5 m", "N° ² : x"]
    any_line = re.compile("^.", re.M)
    assert [match.start() for match in flow.heads(any_line, 0, len(flow.text), flow.starts_with_figure)] == list(flow.starts_with_figure)
    assert [match.start() for match in flow.heads(any_line, 0, len(flow.text))] == list(flow.starts)


LOST = "L an deux mil douze, le conseil s est réuni à l unanimité d ORNANO. Communauté d Agglomération, l ordre du jour, plan d en bas"


def test_apostrophes_that_a_converter_lost_are_there_for_the_readers() -> None:
    flow = flow_of(LOST)
    assert flow.text == (
        "L’an deux mil douze, le conseil s’est réuni à l’unanimité d ORNANO. Communauté d’Agglomération, l’ordre du jour, plan d’en bas"
    )
    assert flow.place(0, len(flow.text)).quote == LOST


@pytest.mark.parametrize("text", ["lot d en bas, lot s en haut", "l'an deux mil, plan d un étage", "LOT D A CEDER, LOT L ORIENTE"])
def test_single_letters_are_not_taken_for_lost_apostrophes(text: str) -> None:
    assert flow_of(text).printed.replace("'", "’") == flow_of(text).text.replace("'", "’")
