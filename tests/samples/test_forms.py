"""Each form prints what its truth says."""

import re
from functools import cache

import pypdfium2
import pytest

from transforms.samples import SessionFacts, Sheet, decision_list_sheet, extract_sheet, minutes_sheet, receipt_number, town
from transforms.text import fold, squeeze

VILLE = town()


@cache
def sheets_of(index: int) -> tuple[Sheet, ...]:
    """A sitting in all three forms."""
    session = VILLE.sessions[index]
    return (
        *(extract_sheet(VILLE, session, item) for item in session.items),
        minutes_sheet(VILLE, session),
        decision_list_sheet(VILLE, session),
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return squeeze(" ".join(page.get_textpage().get_text_range() for page in document)).replace("\u2019", "'")


@pytest.fixture(params=range(12), ids=lambda index: f"sitting-{index + 1}")
def index(request: pytest.FixtureRequest) -> int:
    return request.param  # type: ignore[no-any-return]


def test_every_printed_fact_stands_in_the_text_that_pdfium_reads(index: int) -> None:
    for sheet in sheets_of(index):
        text = text_of(sheet.pdf())
        truth = sheet.truth
        names = [row["name"] for row in truth["attendance"]] + [row["proxy"] for row in truth["attendance"] if row["proxy"]]
        names += [change["name"] for change in truth["changes"]]
        for deliberation in truth["deliberations"]:
            names += [deliberation["title"], deliberation["number"]]
            names += [name for people in deliberation["named"].values() for name in people]
        for name in names:
            assert name.replace("\u2019", "'") in text, (sheet.stem, name)
        assert truth["council"] in text


def test_truth_is_well_formed(index: int) -> None:
    for sheet in sheets_of(index):
        truth = sheet.truth
        assert set(truth) == {"file", "doc_type", "council", "session", "attendance", "changes", "deliberations"}
        assert truth["file"] == f"{sheet.stem}.pdf"
        assert set(truth["session"]) == {
            "date", "start_time", "convened_on", "president", "secretary", "members_in_office", "stated_present", "stated_represented",
            "stated_excused", "stated_absent", "stated_voters",
        }  # fmt: skip
        assert truth["session"]["date"] == VILLE.sessions[index].date.isoformat()
        for deliberation in truth["deliberations"]:
            assert set(deliberation) == {"number", "title", "outcome", "unanimous", "for", "against", "abstain", "not_voting", "named"}
            assert set(deliberation["named"]) == {"for", "against", "abstain", "not_voting"}


def test_printed_totals_add_up_except_where_the_error_is_planted(index: int) -> None:
    for sheet in sheets_of(index):
        stated, rows = sheet.truth["session"], sheet.truth["attendance"]
        for status in ("present", "represented", "excused", "absent"):
            listed = sum(row["status"] == status for row in rows)
            error = 1 if VILLE.sessions[index].planted == "C1" and status == "present" else 0
            assert stated[f"stated_{status}"] in (None, listed + error), (sheet.stem, status)
        if stated["stated_voters"] is not None:
            assert stated["stated_voters"] == stated["stated_present"] + stated["stated_represented"]
        if rows:
            assert len(rows) == VILLE.seats
            assert stated["members_in_office"] in (None, VILLE.seats)


def test_the_planted_total_is_printed_in_extracts_and_minutes() -> None:
    (session,) = (session for session in VILLE.sessions if session.planted == "C1")
    for sheet in sheets_of(session.index)[:-1]:
        listed = sum(row["status"] == "present" for row in sheet.truth["attendance"])
        assert sheet.truth["session"]["stated_present"] == listed + 1


def test_a_proxy_is_printed_as_given_to_somebody_present_except_where_the_error_is_planted(index: int) -> None:
    for sheet in sheets_of(index)[:-1]:
        status = {row["name"]: row["status"] for row in sheet.truth["attendance"]}
        away = [row["proxy"] for row in sheet.truth["attendance"] if row["proxy"] and status[row["proxy"]] != "present"]
        assert len(away) == (1 if VILLE.sessions[index].planted == "N2" else 0)


def test_printed_votes_never_exceed_those_who_may_vote(index: int) -> None:
    for sheet in sheets_of(index)[:-2]:
        voters = sum(row["status"] in ("present", "represented") for row in sheet.truth["attendance"])
        (deliberation,) = sheet.truth["deliberations"]
        counted = sum(deliberation[choice] or 0 for choice in ("for", "against", "abstain", "not_voting"))
        assert counted <= voters
        for choice, people in deliberation["named"].items():
            assert deliberation[choice] in (None, len(people)) or not people


def test_the_three_forms_agree_on_numbers_titles_and_outcomes(index: int) -> None:
    *extracts, minutes, decisions = sheets_of(index)
    key = [[(d["number"], d["title"], d["outcome"]) for d in sheet.truth["deliberations"]] for sheet in (minutes, decisions)]
    key.append([(d["number"], d["title"], d["outcome"]) for sheet in extracts for d in sheet.truth["deliberations"]])
    assert key[0] == key[1] == key[2]


def test_receipt_is_printed_on_each_extract(index: int) -> None:
    session: SessionFacts = VILLE.sessions[index]
    for item, sheet in zip(session.items, sheets_of(index), strict=False):
        number = receipt_number(VILLE, session, item)
        assert re.fullmatch(r"099-\d{9}-\d{8}-DEL\d{4}_\d{3}-DE", number)
        assert number in text_of(sheet.pdf())


def test_movements_stand_before_the_item_from_which_they_hold(index: int) -> None:
    session = VILLE.sessions[index]
    sheet = minutes_sheet(VILLE, session)
    lines = [squeeze(block.text) for block in sheet.blocks]
    at = [
        next(
            i
            for i, line in enumerate(lines)
            if fold(line).startswith(("ARRIVEE", "DEPART")) and m.time.replace(":", "h").lstrip("0") in line
        )
        for m in session.movements
    ]
    headings = [
        max(i for i, line in enumerate(lines) if d["title"] in line and d["number"] in line and i > 0) for d in sheet.truth["deliberations"]
    ]
    for movement, line in zip(session.movements, at, strict=True):
        assert line < headings[movement.position - 1]
        assert movement.position == 1 or line > headings[movement.position - 2]
    assert len(sheet.truth["changes"]) == len(session.movements)


def test_same_sheet_gives_same_bytes() -> None:
    session = VILLE.sessions[4]
    assert minutes_sheet(VILLE, session).pdf() == minutes_sheet(town(), town().sessions[4]).pdf()


def test_every_page_is_numbered() -> None:
    document = pypdfium2.PdfDocument(minutes_sheet(VILLE, VILLE.sessions[4]).pdf())
    for number, page in enumerate(document, start=1):
        assert f"Page {number} / {len(document)}" in page.get_textpage().get_text_range()
