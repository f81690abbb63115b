"""Sittings merged into sessions and items into deliberations: which document says what where several speak."""

import pytest

from tests.making import item, landed, place, seat, seats, sitting
from tests.sql.conftest import build
from transforms.model import Certainty, PrintedReceipt

SESSION = "commune-ville-essai:2025-03-10"


def test_documents_of_one_council_and_date_are_one_session(built):
    warehouse = built(sitting(), sitting(doc_type="extract"), sitting("2025-04-10"), sitting(council="Autreville"))
    assert warehouse.rows("select session_id, document_count from core.session order by session_id") == [
        ("commune-autreville:2025-03-10", 1),
        (SESSION, 2),
        ("commune-ville-essai:2025-04-10", 1),
    ]


def test_header_facts_come_from_the_first_document_that_prints_them(built):
    warehouse = built(
        sitting(deliberations=[item()], doc_type="other", start_time="20:00", stated_voters=7, members_in_office=9),
        sitting(doc_type="decision_list", start_time="19:30", stated_present=5),
        sitting(doc_type="extract", start_time="19:00", members_in_office=11),
        sitting(doc_type="minutes", start_time=None, members_in_office=15),
    )
    facts = warehouse.row(
        "select start_time, members_in_office, stated_present, stated_voters, stated_absent, convened_on from core.session"
    )
    assert facts == {
        "start_time": "19:00",
        "members_in_office": 15,
        "stated_present": 5,
        "stated_voters": 7,
        "stated_absent": None,
        "convened_on": None,
    }


def test_president_and_link_come_from_one_document(built):
    minutes = sitting(president="Mme GRIS")
    extract = sitting(attendance=seats("Jean ROUX"), doc_type="extract", president="Jean ROUX", secretary="Jean ROUX")
    assert built(minutes, extract).row("select president, president_id, secretary, secretary_id from core.session") == {
        "president": "GRIS",
        "president_id": None,
        "secretary": "Jean ROUX",
        "secretary_id": "commune-ville-essai/jean-roux",
    }


def test_the_roll_call_of_record_is_taken_whole_from_the_first_that_has_one(built):
    minutes = sitting(doc_type="minutes")
    extract_10 = sitting(attendance=seats("Anne PETIT"), deliberations=[item(1, "10")], doc_type="extract")
    extract_9 = sitting(attendance=seats("Jean ROUX", "Luc NOIR"), deliberations=[item(1, "9")], doc_type="extract")
    warehouse = built(minutes, extract_10, extract_9)
    assert warehouse.row("select roll_call_document_id, roll_call_part, listed_present, listed_absent from core.session") == {
        "roll_call_document_id": landed("2").document_id,
        "roll_call_part": 1,
        "listed_present": 2,
        "listed_absent": 0,
    }
    assert set(warehouse.pairs("select councillor_id, state from core.session_attendance")) == {"jean-roux", "luc-noir"}


@pytest.mark.parametrize(
    ("document", "landing", "reason"),
    [
        pytest.param([sitting()], "read", None, id="a sitting"),
        pytest.param([sitting(doc_type="agenda", attendance=seats("Jean ROUX"))], "read", "agenda", id="an agenda"),
        pytest.param([sitting(doc_type="other")], "read", "not_a_sitting", id="a document without names and items"),
        pytest.param([sitting(doc_type="other", deliberations=[item()])], "read", None, id="an odd document of a sitting"),
        pytest.param([sitting(council=None)], "read", "no_council", id="no council"),
        pytest.param([sitting(None)], "read", "no_date", id="no date"),
        pytest.param([sitting(None), sitting()], "read", None, id="a second part that is a sitting"),
        pytest.param([], "needs_ocr", "needs_ocr", id="a scan"),
        pytest.param([], "unreadable", "unreadable", id="a broken file"),
    ],
)
def test_a_document_is_part_of_a_session_or_set_aside_for_a_reason(document, landing, reason):
    warehouse = build([landed("a", *document, landing=landing)])
    assert warehouse.row("select session_id is null as aside, set_aside_reason from core.document") == {
        "aside": reason is not None,
        "set_aside_reason": reason,
    }
    assert warehouse.rows("select count(*) from core.session") == [(0 if reason else 1,)]


def test_every_part_of_a_document_is_accounted_for():
    warehouse = build([landed("a", sitting(), sitting(None), sitting("2025-04-10"))])
    assert warehouse.rows("select part, session_id, set_aside_reason from core.sitting order by part") == [
        (1, SESSION, None),
        (2, None, "no_date"),
        (3, "commune-ville-essai:2025-04-10", None),
    ]
    assert warehouse.rows("select sitting_count, session_id from core.document") == [(3, SESSION)]


def test_items_are_merged_by_number(built):
    minutes = sitting(deliberations=[item(1, "12", "Budget", "unknown"), item(2, "13a", "Voirie")])
    extract = sitting(deliberations=[item(1, "13 A", "Travaux de voirie", subject="VOIRIE")], doc_type="extract")
    warehouse = built(extract, minutes)
    assert warehouse.rows("select deliberation_id, position, number, title, subject, outcome from core.deliberation order by position") == [
        (f"{SESSION}#12", 1, "12", "Budget", None, "unknown"),
        (f"{SESSION}#13A", 2, "13a", "Voirie", "VOIRIE", "adopted"),
    ]
    assert warehouse.rows("select count(*) from core.deliberation_document") == [(3,)]


def test_an_item_without_number_joins_the_one_number_of_its_title(built):
    minutes = sitting(deliberations=[item(1, None, "Vote du budget"), item(2, None, "Voirie : travaux"), item(3, None, "Divers")])
    extract = sitting(deliberations=[item(1, "2025-7", "VOTE DU BUDGET")], doc_type="extract")
    decisions = sitting(deliberations=[item(1, None, "Voirie - travaux")], doc_type="decision_list")
    warehouse = built(minutes, extract, decisions)
    prints = warehouse.rows(
        "select number, title, count(*) from core.deliberation inner join core.deliberation_document using (deliberation_id) "
        "group by all order by min(core.deliberation.position)"
    )
    assert prints == [("2025-7", "Vote du budget", 2), (None, "Voirie : travaux", 2), (None, "Divers", 1)]


def test_two_items_of_one_document_stay_two(built):
    minutes = sitting(deliberations=[item(1, "5", "Ouverture"), item(2, "5", "Clôture"), item(3), item(4)])
    ids = [row[0] for row in built(minutes).rows("select deliberation_id from core.deliberation order by position")]
    first = landed("0").document_id
    assert ids == [f"{SESSION}#5", f"{SESSION}#5~2", f"{SESSION}#p-{first}-1-3", f"{SESSION}#p-{first}-1-4"]


def test_deliberations_of_single_extracts_stand_in_natural_order(built):
    extracts = [sitting(deliberations=[item(1, number)], doc_type="extract") for number in ("16B", "9", "16A", "10")]
    numbers = built(*extracts).rows("select number from core.deliberation order by position")
    assert numbers == [("9",), ("10",), ("16A",), ("16B",)]


def test_a_receipt_belongs_to_the_deliberation_of_a_single_extract(built):
    receipt = PrintedReceipt(place(), "094-219400413-20250310-7-DE", transmitted_on=None, received_on=None)
    single = sitting(deliberations=[item(1, "7")], doc_type="extract", receipts=[receipt])
    several = sitting("2025-04-10", deliberations=[item(1, "8"), item(2, "9")], doc_type="extract", receipts=[receipt])
    warehouse = built(single, several)
    assert warehouse.rows("select number, receipt_number from core.deliberation order by number") == [
        ("7", receipt.number),
        ("8", None),
        ("9", None),
    ]


def test_a_doubtful_print_makes_its_deliberation_doubtful(built):
    doubt = {"certainty": Certainty.DOUBTFUL, "doubt": "Le décompte est coupé."}
    minutes = sitting(deliberations=[item(1, "1", vote_place=None, outcome="unknown"), item(2, "2", votes_for=3)])
    extract = sitting(deliberations=[item(1, "1", votes_for=3, **doubt)], doc_type="extract")
    warehouse = built(minutes, extract)
    assert warehouse.rows("select certainty, doubt from core.deliberation order by position") == [
        ("doubtful", "Le décompte est coupé."),
        ("certain", None),
    ]


def test_a_council_is_called_as_most_documents_print_it(built):
    warehouse = built(
        sitting(council="VILLE-ESSAI"), sitting("2025-04-10", council="Ville-Essai"), sitting("2025-05-10", council="VILLE ESSAI")
    )
    assert warehouse.rows("select name, kind from core.council") == [("Ville-Essai", "commune")]


def test_a_hyphen_makes_no_name_fuller(built):
    days = {"2025-03-10": "ROUX-NOIR", "2025-04-10": "ROUX NOIR", "2025-05-10": "ROUX-NOIR"}
    warehouse = built(*(sitting(day, [seat(f"M. Jean {surname}")]) for day, surname in days.items()))
    assert warehouse.rows("select name from core.councillor") == [("Jean ROUX-NOIR",)]


def test_a_councillor_is_shown_under_the_fullest_name(built):
    march = sitting(attendance=[seat("M. Jean ROUX"), seat("Mme PETIT")], president="M. ROUX")
    april = sitting("2025-04-10", [seat("ROUX Jean"), seat("Mme PETIT")])
    may = sitting("2025-05-10", [seat("M. Jean ROUX")])
    warehouse = built(march, april, may)
    assert warehouse.rows("select name, surname, civility from core.councillor order by name") == [
        ("Jean ROUX", "ROUX", "m"),
        ("PETIT", "PETIT", "f"),
    ]
    assert warehouse.rows(
        "select name, how, mention_count from core.councillor_name where councillor_id like '%/jean-roux' order by name"
    ) == [
        ("Jean ROUX", "exact", 2),
        ("ROUX", "given_name", 1),
        ("ROUX Jean", "exact", 1),
    ]
