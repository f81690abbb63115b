"""Who is who, put right by people: merges, splits, and rows that fit no longer."""

import datetime

import pytest

from tests.making import item, landed, seats, sitting
from transforms.corrections import Correction, CorrectionError, State, Tried, read_corrections
from transforms.identity import resolve
from transforms.identity.corrected import with_corrections
from transforms.model import Resolution

COUNCIL = "commune-ville-essai"
HEADING = "target,field,printed,corrected,reason,author,date\n"
APART = [  # a woman who took another name, and two namesakes of whom a vote names one
    landed(
        "first", sitting("2024-01-10", seats("Anne MARTIN", "Jean ROUX", "Paul ROUX"), [item(named={"against": ("ROUX", "Mme MARTIN")})])
    ),
    landed("second", sitting("2024-03-10", seats("Anne DUPONT", "Jean ROUX", "Paul ROUX"), [item(named={"against": ("ROUX",)})])),
]


def corrected(*rows: tuple[str, str, str, str]) -> tuple[Resolution, tuple[Tried, ...]]:
    corrections = [
        Correction(target, field, printed, value, "Registre d'état civil", "A. Relecteur", datetime.date(2026, 11, 23), "a.csv", line)
        for line, (target, field, printed, value) in enumerate(rows, start=2)
    ]
    return with_corrections(APART, resolve(APART), corrections)


def ids(resolution: Resolution, name: str, document: str | None = None) -> set[tuple[str | None, str]]:
    rows = [row for row in resolution.names if row.name == name and (document is None or row.document_id == landed(document).document_id)]
    return {(row.councillor_id and row.councillor_id.split("/")[1], row.how.value) for row in rows}


def test_two_councillors_who_are_one_are_merged_with_all_that_leads_to_them():
    resolution, (tried,) = corrected((COUNCIL, "councillor[anne-martin]", "anne-martin", "anne-dupont"))
    assert tried.state is State.APPLIED
    assert ids(resolution, "Anne MARTIN") == ids(resolution, "MARTIN") == {("anne-dupont", "correction")}
    assert {row.form_id for row in resolution.names if row.name == "Anne MARTIN"} == {f"{COUNCIL}/anne-martin"}


def test_a_name_is_linked_in_one_document_only():
    resolution, (tried,) = corrected(("first.pdf", "name[ROUX]", "", "jean-roux"))
    assert (tried.state, tried.document_id) == (State.APPLIED, landed("first").document_id)
    assert ids(resolution, "ROUX", "first") == {("jean-roux", "correction")}
    assert ids(resolution, "ROUX", "second") == {(None, "several_found")}


def test_one_councillor_who_is_two_is_split_by_document():
    resolution, _ = corrected(("second.pdf", "name[Jean ROUX]", "jean-roux", "jean-roux-fils"))
    assert ids(resolution, "Jean ROUX", "first") == {("jean-roux", "exact")}
    assert ids(resolution, "Jean ROUX", "second") == {("jean-roux-fils", "correction")}


def test_a_merge_settles_the_names_that_could_be_either():
    resolution, _ = corrected((COUNCIL, "councillor[paul-roux]", "paul-roux", "jean-roux"))
    assert ids(resolution, "ROUX") == {("jean-roux", "correction")}
    assert resolution.candidates == ()


def test_a_link_is_taken_away():
    resolution, _ = corrected((COUNCIL, "name[Mme MARTIN]", "anne-martin", ""))
    assert ids(resolution, "MARTIN") == {(None, "none_found")}


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ((COUNCIL, "councillor[anne-noir]", "anne-noir", "anne-dupont"), State.NO_ROW),
        ((COUNCIL, "name[Anne NOIR]", "", "anne-dupont"), State.NO_ROW),
        ((COUNCIL, "name[Anne MARTIN]", "anne-dupont", "lise-blanc"), State.OTHER_VALUE),
        ((COUNCIL, "name[Anne MARTIN]", "anne-dupont", "anne-martin"), State.ALREADY_SO),
        (("commune-ailleurs", "name[Anne MARTIN]", "anne-martin", "anne-dupont"), State.NO_DOCUMENT),
    ],
)
def test_a_row_that_does_not_fit_changes_nothing_and_says_so(row, state):
    resolution, (tried,) = corrected(row)
    assert tried.state is state
    assert resolution == resolve(APART)


def test_a_merge_that_is_done_already_says_so():
    row = (COUNCIL, "councillor[anne-martin]", "anne-martin", "anne-dupont")
    _, (_, again) = corrected(row, row)
    assert again.state is State.ALREADY_SO


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (f"{COUNCIL},councillor[anne-martin],anne-martin,,x,y,2026-11-23", "a.csv, line 2: councillor[anne-martin] cannot be empty."),
        (f"{COUNCIL},name[ROUX],,{COUNCIL}/jean-roux,x,y,2026-11-23", "a.csv, line 2: name[ROUX] takes a councillor such as jean-roux"),
        (f"{COUNCIL},councillor[a-b],c-d,e-f,x,y,2026-11-23", "a.csv, line 2: printed must be « a-b »"),
    ],
)
def test_an_impossible_row_is_told_with_file_and_line(row, sentence):
    with pytest.raises(CorrectionError) as caught:
        read_corrections(HEADING + row + "\n", "a.csv")
    assert str(caught.value).startswith(sentence)
