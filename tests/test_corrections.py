"""Corrections: what a file may say, what is changed, and what is stale."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Any

import pytest

from tests.conftest import PROJECT
from tests.making import change, item, landed, name, place, seat, sitting
from transforms.corrections import (
    COLUMNS,
    FIELDS,
    Correction,
    CorrectionError,
    DocumentIndex,
    State,
    Tried,
    apply,
    person_of,
    read_corrections,
)
from transforms.frames import TABLES
from transforms.model import Certainty, Choice, Event, LandedDocument, Outcome, Page, PrintedDocument, Status

HEADING = ",".join(COLUMNS)


def correction(field: str, printed: str, corrected: str, target: str = "pv.pdf", line: int = 2) -> Correction:
    return Correction(target, field, printed, corrected, "Lu à la loupe", "A. Relecteur", datetime.date(2026, 11, 23), "c.csv", line)


def minutes(**session: Any) -> PrintedDocument:
    session.setdefault("stated_present", 3)
    return sitting(
        "2025-03-10",
        (
            seat("M. Jean ROUX", certainty=Certainty.DOUBTFUL, doubt="3 printed as present, 2 names read"),
            seat("Mme Lise BLANC"),
            seat("Mme Anne PETIT", "represented", "Mme BLANC"),
        ),
        (item(1, "2025-01", "Budget", votes_for=2, named={"against": ("M. ROUX",)}), item(2, "2025-02", "Voirie")),
        (change("M. Jean ROUX", "departure", 2),),
        president="Mme Lise BLANC",
        **session,
    )


def mended(*corrections: Correction, sitting_: PrintedDocument | None = None) -> tuple[PrintedDocument, list[State]]:
    (document,), tried = apply([landed("pv", sitting_ or minutes())], corrections)
    return document.sittings[0], [one.state for one in tried]


# --- files


def test_a_row_is_read_with_its_file_and_line() -> None:
    text = f'{HEADING}\n\ndoc-0123456789abcdef,session.stated_present,22,21,"Une ligne, deux noms",A. Relecteur,2026-11-23\n'
    assert read_corrections(text, "mars.csv") == (
        Correction(
            "doc-0123456789abcdef",
            "session.stated_present",
            "22",
            "21",
            "Une ligne, deux noms",
            "A. Relecteur",
            datetime.date(2026, 11, 23),
            "mars.csv",
            3,
        ),
    )


def test_columns_may_come_in_another_order_and_be_parted_by_semicolons() -> None:
    text = f"{';'.join(reversed(COLUMNS))}\r\n2026-11-23;A. R.;Relu, deux fois;21;22;session.stated_present;pv.pdf\r\n"
    (row,) = read_corrections(text, "c.csv")
    assert (row.target, row.printed, row.corrected, row.reason) == ("pv.pdf", "22", "21", "Relu, deux fois")


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ("pv.pdf,session.stated_present,22,21,vu,moi", "it has 6 values for 7 columns"),
        (",session.stated_present,22,21,vu,moi,2026-11-23", "it has no target"),
        ("pv.pdf,session.stated_present,22,21,,moi,2026-11-23", "it has no reason"),
        ("pv.pdf,session.stated_present,22,21,vu,moi,23/11/2026", "its date is none such as 2024-06-27"),
        ("pv.pdf,session.stated_present,22,vingt,vu,moi,2026-11-23", "session.stated_present takes a whole number, not « vingt »"),
        ("pv.pdf,session.start_time,,19h30,vu,moi,2026-11-23", "session.start_time takes a time such as 19:30, not « 19h30 »"),
        ("pv.pdf,attendance[ROUX].status,absent,là,vu,moi,2026-11-23", "takes one of present, represented, excused, absent, not « là »"),
        ("pv.pdf,attendance[ROUX].status,absent,,vu,moi,2026-11-23", "attendance[ROUX].status cannot be empty"),
        ("pv.pdf,deliberation[1].unanimous,,oui,vu,moi,2026-11-23", "takes true or false, not « oui »"),
        ("pv.pdf,session.stated_present,21,21,vu,moi,2026-11-23", "printed and corrected are the same"),
        ("pv.pdf,session.mayor,,ROUX,vu,moi,2026-11-23", "printed.session has no column « mayor »; it takes doc_type, council"),
        ("pv.pdf,deliberation[1],adopted,,vu,moi,2026-11-23", "« deliberation[1] » says no column; it takes number, title"),
        ("pv.pdf,change[ROUX].vote[PETIT],,for,vu,moi,2026-11-23", "only a deliberation has votes"),
        ("pv.pdf,presents,22,21,vu,moi,2026-11-23", "the field « presents » is none like session.stated_present"),
        ('pv.pdf,session.council,A,B,"vu,moi,2026-11-23', "it is no CSV"),
    ],
)
def test_a_faulty_row_is_named_by_file_and_line(cells: str, fault: str) -> None:
    good = "pv.pdf,session.stated_present,22,21,vu,moi,2026-11-23"
    with pytest.raises(CorrectionError, match=rf"^mars\.csv, line 3: .*{re.escape(fault)}.*\.$"):
        read_corrections(f"{HEADING}\n{good}\n{cells}\n", "mars.csv")


def test_every_faulty_row_is_told() -> None:
    with pytest.raises(CorrectionError, match=r"line 2: .* line 3: ") as error:
        read_corrections(f"{HEADING}\na,b,c,d,e,f,2026-01-01\na,b\n", "mars.csv")
    assert str(error.value).count("mars.csv") == 2


def test_other_columns_are_refused() -> None:
    with pytest.raises(CorrectionError, match=r"^c\.csv, line 1: the columns must be target, field, printed"):
        read_corrections("target,field\n", "c.csv")


def test_the_example_of_the_readme_can_be_read() -> None:
    text = (PROJECT / "data" / "corrections" / "README.md").read_text(encoding="utf-8")
    of_prints, of_people = re.findall(r"(?s)```csv\n(.*?)```", text)
    assert len(read_corrections(of_prints, "example.csv")) >= 6
    assert all(map(person_of, read_corrections(of_people, "people.csv")))
    for table in FIELDS:
        assert f"`{table}" in text or table == "vote"


def test_fields_are_columns_of_the_printed_tables() -> None:
    for table, columns in FIELDS.items():
        assert {column for column in columns if column} <= set(TABLES[f"printed.{table}"])


# --- documents


def test_a_document_is_found_by_its_id_its_hash_or_a_name() -> None:
    one, other = "0123456789abcdef" * 4, "01234567ffffffff" * 4
    index = DocumentIndex([(one, "2025/pv.pdf"), (one, "copie.pdf"), (other, "2024/pv.pdf")])
    assert index.find("doc-0123456789abcdef") == index.find("0123456789AB") == index.find("copie.pdf#2") == [one]
    assert index.find("2024/pv.pdf") == [other]
    assert index.find("pv.pdf") == index.find("01234567") == [one, other]
    assert index.find("0123456") == index.find("autre.pdf") == []


# --- what is changed


@pytest.mark.parametrize(
    ("field", "printed", "corrected", "found"),
    [
        ("session.stated_present", "3", "2", lambda s: s.session.stated_present == 2),
        ("session.date", "2025-03-10", "2025-03-11", lambda s: s.session.date == datetime.date(2025, 3, 11)),
        ("session.start_time", "", "19:30", lambda s: s.session.start_time == "19:30"),
        ("session.president", "Lise  BLANC", "Anne PETIT", lambda s: s.session.president == name("Mme Anne PETIT")),
        ("session.secretary", "", "Jean ROUX", lambda s: s.session.secretary == name("Jean ROUX")),
        ("session.president", "Lise BLANC", "", lambda s: s.session.president is None),
        ("session.council", "Ville-Essai", "Ville-Témoin", lambda s: s.council == "Ville-Témoin" and s.session.is_corrected),
        ("attendance[jean roux].status", "present", "absent", lambda s: s.attendance[0].status is Status.ABSENT),
        ("attendance[M. Jean ROUX].name", "Jean ROUX", "Jean RAOUX", lambda s: s.attendance[0].name == name("M. Jean RAOUX")),
        ("attendance[#3].proxy", "BLANC", "ROUX", lambda s: s.attendance[2].proxy == name("Mme ROUX")),
        ("attendance[Lise BLANC]", "present", "excused", lambda s: s.attendance[1].status is Status.EXCUSED),
        ("change[Jean ROUX].event", "departure", "arrival", lambda s: s.changes[0].event is Event.ARRIVAL),
        ("change[Jean ROUX]", "departure", "", lambda s: s.changes == () and s.session.is_corrected),
        ("deliberation[2025-01].votes_for", "2", "1", lambda s: s.deliberations[0].votes_for == 1),
        ("deliberation[Voirie].outcome", "adopted", "rejected", lambda s: s.deliberations[1].outcome is Outcome.REJECTED),
        ("deliberation[#2].unanimous", "", "true", lambda s: s.deliberations[1].unanimous is True),
        (
            "deliberation[2025-01].vote[ROUX]",
            "against",
            "abstain",
            lambda s: s.deliberations[0].named == {Choice.ABSTAIN: (name("M. ROUX"),)},
        ),
        ("deliberation[2025-01].vote[ROUX]", "against", "", lambda s: s.deliberations[0].named == {}),
        (
            "deliberation[2025-01].vote[Mme PETIT]",
            "",
            "against",
            lambda s: s.deliberations[0].named[Choice.AGAINST] == (name("M. ROUX"), name("Mme PETIT")),
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_correction_changes_the_value_that_it_names(field: str, printed: str, corrected: str, found: Any) -> None:
    after, states = mended(correction(field, printed, corrected))
    assert states == [State.APPLIED]
    assert found(after)
    marks = [after.session, *after.attendance, *after.changes, *after.deliberations]
    assert [mark.is_corrected for mark in marks].count(True) == 1


def test_a_corrected_row_is_no_longer_doubtful_and_the_others_stay_as_they_were() -> None:
    before = minutes()
    after, _ = mended(correction("attendance[Jean ROUX].status", "present", "absent"), sitting_=before)
    assert (after.attendance[0].certainty, after.attendance[0].doubt) == (Certainty.CERTAIN, None)
    restored = replace(before.attendance[0], status=Status.ABSENT, is_corrected=True, certainty=Certainty.CERTAIN, doubt=None)
    assert after == replace(before, attendance=(restored, *before.attendance[1:]))


def test_a_missed_name_is_added_at_the_line_that_prints_it_and_can_be_given_a_holder() -> None:
    after, states = mended(
        correction("attendance[Mme deux]", "", "represented", line=2), correction("attendance[deux].proxy", "", "Jean ROUX", line=3)
    )
    assert states == [State.APPLIED, State.APPLIED]
    added = after.attendance[-1]
    assert (added.name, added.status, added.proxy, added.is_corrected) == (name("Mme deux"), Status.REPRESENTED, name("Jean ROUX"), True)
    assert added.place == place(line=2, quote="deux")  # tests.making prints "un", "deux" on page 1


def test_a_name_that_no_line_holds_cites_the_roll_call() -> None:
    document = landed("pv", minutes())
    page = Page.from_text(1, "PRESENTS  :\nM. R0UX\nABSENTS")
    seats = tuple(replace(one, place=replace(one.place, line_from=1, line_to=2)) for one in document.sittings[0].attendance)
    shown = replace(
        document, extraction=replace(document.extraction, pages=(page,)), sittings=(replace(document.sittings[0], attendance=seats),)
    )
    (after,), _ = apply([shown], [correction("attendance[Paul MOREL]", "", "absent")])
    cited = after.sittings[0].attendance[-1].place
    assert (cited.line_from, cited.line_to, cited.quote) == (1, 2, "PRESENTS : M. R0UX")


def test_a_false_name_is_taken_away_and_the_session_says_so() -> None:
    after, states = mended(correction("attendance[Jean ROUX]", "present", ""))
    assert states == [State.APPLIED]
    assert [one.name.text for one in after.attendance] == ["Lise BLANC", "Anne PETIT"]
    assert after.session.is_corrected


def test_of_two_rows_with_one_name_the_rank_says_which() -> None:
    twice = sitting(attendance=(seat("ROUX"), seat("PETIT"), seat("ROUX", "absent")))
    after, states = mended(correction("attendance[ROUX#2]", "absent", ""), sitting_=twice)
    assert (states, after.attendance) == ([State.APPLIED], twice.attendance[:2])
    again, states = mended(correction("attendance[PETIT#2]", "", "absent"), sitting_=twice)
    assert (states, again.attendance[-1].name) == ([State.APPLIED], name("PETIT"))


def test_a_part_is_named_where_a_document_holds_several_sittings() -> None:
    document = landed("pv", minutes(), minutes())
    (after,), tried = apply([document], [correction("session.stated_present", "3", "2", "pv.pdf#2")])
    assert [one.session.stated_present for one in after.sittings] == [3, 2]
    assert (tried[0].document_id, tried[0].part, tried[0].found) == (document.document_id, 2, "3")


def test_the_order_of_documents_and_corrections_makes_no_difference() -> None:
    documents = [landed("pv", minutes()), landed("autre", minutes())]
    rows = [correction("session.stated_present", "3", "2", line=2), correction("session.stated_present", "2", "1", line=3)]
    forwards, tried = apply(documents, rows)
    backwards, tried_backwards = apply(documents[::-1], rows[::-1])
    assert (forwards, tried) == (backwards[::-1], tried_backwards)
    assert forwards[0].sittings[0].session.stated_present == 1
    assert forwards[1] == documents[1]


# --- what is stale


@pytest.mark.parametrize(
    ("field", "printed", "corrected", "target", "state"),
    [
        ("session.stated_present", "4", "2", "pv.pdf", State.OTHER_VALUE),
        ("session.stated_present", "4", "3", "pv.pdf", State.ALREADY_SO),
        ("session.stated_present", "", "2", "pv.pdf", State.OTHER_VALUE),
        ("attendance[Jean ROUX]", "", "absent", "pv.pdf", State.OTHER_VALUE),
        ("attendance[Paul MOREL]", "present", "", "pv.pdf", State.ALREADY_SO),
        ("attendance[Paul MOREL].status", "present", "absent", "pv.pdf", State.NO_ROW),
        ("attendance[#9]", "", "absent", "pv.pdf", State.NO_ROW),
        ("attendance[Jean ROUX].proxy_civility", "", "Mme", "pv.pdf", State.NO_ROW),
        ("session.secretary_civility", "", "Mme", "pv.pdf", State.NO_ROW),
        ("deliberation[2025-09].votes_for", "", "1", "pv.pdf", State.NO_ROW),
        ("session.stated_present", "3", "2", "autre.pdf", State.NO_DOCUMENT),
        ("session.stated_present", "3", "2", "pv.pdf#2", State.NO_PART),
    ],
)
def test_a_correction_that_no_longer_fits_changes_nothing_and_says_why(
    field: str, printed: str, corrected: str, target: str, state: State
) -> None:
    before = minutes()
    after, states = mended(correction(field, printed, corrected, target), sitting_=before)
    assert (after, states) == (before, [state])


def test_what_may_mean_several_things_is_not_applied() -> None:
    documents = [landed("pv", sitting(attendance=(seat("ROUX"), seat("ROUX")))), landed("deux", minutes(), minutes())]
    twin = replace(landed("twin", minutes()), names=(("web", "ailleurs/pv.pdf"),))
    tried = [
        apply(chosen, [one])[1][0].state
        for chosen, one in (
            (documents, correction("attendance[ROUX]", "present", "")),
            (documents, correction("session.stated_present", "3", "2", "deux.pdf")),
            ([*documents, twin], correction("session.date", "2025-03-10", "", "pv.pdf")),
        )
    ]
    assert tried == [State.SEVERAL_ROWS, State.NO_PART, State.SEVERAL_DOCUMENTS]


def test_a_document_without_sittings_takes_no_correction() -> None:
    unread = landed("pv", landing="needs_ocr")
    row = correction("session.stated_present", "", "2")
    assert apply([unread], [row]) == ((unread,), (Tried(row, State.NO_PART, unread.document_id),))


def test_what_is_told_of_an_applied_correction_is_the_value_before_and_its_place() -> None:
    before = minutes(places={"stated_present": place(2, 7, "Présents : 3")})
    documents: list[LandedDocument] = [landed("pv", before)]
    row = correction("session.stated_present", "3", "2")
    assert apply(documents, [row])[1] == (Tried(row, State.APPLIED, documents[0].document_id, 1, "3", place(2, 7, "Présents : 3")),)
