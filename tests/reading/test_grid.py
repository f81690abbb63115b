"""The roll call as a grid of crosses."""

from __future__ import annotations

from tests.reading.pages import flow_of
from transforms.reading.grid import read_grid
from transforms.reading.roll_call import read_roll_call

GRID = """
Conseil municipal du 3 mai 2023
Nom et prénom | Présent | Absent | Excusé | Pouvoir à
Mme Léa FONTANEL | X |  |  |
M. Hugo CASTAING |  |  | X | Mme Léa FONTANEL
M. Yves VIAL |  | X |  |
Mme Eve BLANC |  |  |  |
Mme Zoé ROCHE | X |  | X |
Le quorum est atteint
"""


def test_crosses_tell_the_state_and_the_proxy_column_its_holder() -> None:
    rows = read_roll_call(flow_of(GRID)).attendance
    assert [(r.name.text, r.status.value, r.proxy and r.proxy.text, r.doubt) for r in rows] == [
        ("Léa FONTANEL", "present", None, None),
        ("Hugo CASTAING", "represented", "Léa FONTANEL", None),
        ("Yves VIAL", "absent", None, None),
        ("Zoé ROCHE", "present", None, "marked in two columns"),
    ]
    assert rows[1].place.line_from == 4


def test_a_grid_of_votes_is_no_roll_call() -> None:
    assert read_grid(flow_of("Nom | Pour | Contre\nMme ROUX | X | \nM. VIAL | X | \nM. PIC |  | X")).attendance == ()


def test_a_table_of_figures_is_no_roll_call() -> None:
    assert read_grid(flow_of("Poste | Présents | Absents\nÉcole | 12 | 3\nMairie | 4 | 1\nVoirie | 6 | 2")).attendance == ()


def test_states_in_words_on_the_line_of_the_name() -> None:
    text = """Appel nominal
Mme Anne ROUX, maire : présente
M. Luc PETIT – présent
Mme Eve BLANC : absente excusée, pouvoir à M. Luc PETIT
M. Jean NOIR : excusé
Mme Zoé VIAL | Absente
M. Yves PIC représenté par Mme Anne ROUX
Le quorum est atteint, les membres présents peuvent délibérer."""
    assert [(r.name.text, r.status.value, r.proxy and r.proxy.text) for r in read_roll_call(flow_of(text)).attendance] == [
        ("Anne ROUX", "present", None),
        ("Luc PETIT", "present", None),
        ("Eve BLANC", "represented", "Luc PETIT"),
        ("Jean NOIR", "excused", None),
        ("Zoé VIAL", "absent", None),
        ("Yves PIC", "represented", "Anne ROUX"),
    ]


def test_prose_with_names_and_states_is_no_roll_call() -> None:
    text = "M. ROUX présente le budget.\nMme PETIT présente le rapport.\nM. VIAL présente le plan.\nMme PIC présente la motion.\n"
    assert read_roll_call(flow_of(text)).attendance == ()
