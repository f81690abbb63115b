"""Rows of the quality input tables in which every rule holds, to be poisoned one figure at a time."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from transforms.quality import FACTS, PLACE, TABLES, columns_of

SESSION = "commune-ville-temoin:2024-03-14"
DELIBERATION = f"{SESSION}#7"
_KEYS = {"document_id": "doc-0011223344556677", "part": 1, "session_id": SESSION, "deliberation_id": None}
_PLACE = {"page": 1, "line_from": 4, "line_to": 5, "quote": "Mme Lise BLANC"}

HOLDING: Mapping[str, Mapping[str, Any]] = {
    "session_counts": {
        "members_in_office": 29, "listed_names": 29, "names_of_all_groups": 29,
        "stated_present": 23, "stated_represented": 3, "stated_excused": 2, "stated_absent": 1,
        "listed_present": 23, "listed_represented": 3, "listed_excused": 2, "listed_absent": 1, "listed_voters": 26, "voters": 26,
        "needs_quorum": True, "quorum": 15, "seats_at_opening": 23,
    },
    "deliberation_counts": {
        "deliberation_id": DELIBERATION, "outcome": "adopted", "is_put_to_vote": True, "votes_for": 20, "votes_against": 4,
        "votes_counted": 26, "voters_possible": 26, "dissent_beside_unanimity": 0,
        "printed_outcome": "adopted", "lawful_outcome": "adopted", "needs_quorum": True, "quorum": 15, "seats_taken": 23,
    },
    "attendance_names": {"name": "Lise BLANC", "plain_name": "Lise BLANC", "states_of_councillor": 1},
    "proxies": {
        "giver": "Paul PETIT", "holder": "Lise BLANC", "giver_state": "represented", "holder_state": "present", "proxies_held": 1,
        "proxies_allowed": 1,
    },
    "named_votes": {"deliberation_id": DELIBERATION, "voter": "Lise BLANC", "voter_state": "present", "mentions": 1},
    "corrections": {
        "correction_state": "applied", "target": "pv.pdf", "field": "session.stated_present", "file": "relu.csv", "line": 3,
    },
    "session_dates": {
        "session_date": "2024-03-14", "printed_weekday": "jeudi", "weekday": "jeudi", "convened_on": "2024-03-07", "days_of_notice": 7,
        "file_date": "2024-03-14",
    },
    "receipts": {
        "number": "094-219400413-20240314-7-DE", "session_date": "2024-03-14", "receipt_date": "2024-03-14", "first_stamp": "2024-03-18",
    },
    "repeated_prints": {
        "deliberation_id": DELIBERATION, "contradictions": 0, "contradiction": "pour 20 / 21", "lead_quote": "Pour : 20",
    },
    "source_councils": {
        "printed_council": "Ville-Témoin", "source_council": "Ville-Témoin", "council_agreement": "same", "council_link": "source",
    },
    "replaced_documents": {
        "name": "https://ville.example/pv.pdf", "versions": 1, "retrieved_on": "2024-03-20", "replacement": "newer_counts",
    },
    "scdl_lines": {
        "scdl_file": "scdl/ville.csv", "scdl_line": 2, "scdl_number": "2024-007", "scdl_date": "2024-03-14", "deliberations_found": 1,
    },
    "scdl_deliberations": {
        "deliberation_id": DELIBERATION, "title": "Tarifs", "session_date": "2024-03-14", "scdl_file": "scdl/ville.csv",
        "scdl_from": "2024-01-01", "scdl_to": "2024-12-31", "lines_found": 1,
    },
    "scdl_values": {
        "deliberation_id": DELIBERATION, "scdl_file": "scdl/ville.csv", "scdl_line": 2, "scdl_field": "votes_for", "in_file": "20",
        "accepted": "20",
    },
    "printed_names": {"name": "BLANC", "name_role": "vote", "link": "given_name", "possible_councillors": 1},
    "proxy_runs": {"giver": "Paul PETIT", "sessions_running": 3},
    "numbering": {"deliberation_id": DELIBERATION, "number": "2024-007", "number_before": "2024-006", "numbers_missing": 0},
    "seat_conservation": {"deliberation_id": DELIBERATION, "members_in_office": 29, "seats_named": 27, "seats_unnamed": 2},
    "council_size": {"members_in_office": 29, "legal_size": 29, "population": 8650},
    "session_gaps": {"session_date": "2024-03-14", "session_before": "2023-12-12", "quarters_without": 0},
}  # fmt: skip


def row(table: str, **figures: Any) -> dict[str, Any]:
    """A row of a table in which every rule holds but for ``figures``."""
    return {**_KEYS, **_PLACE, **HOLDING[table], **figures}


def frame(table: str, *rows: Mapping[str, Any]) -> pd.DataFrame:
    """A typed frame of a table; a row without a subject gets one of its own."""
    columns = ["subject", *sorted(columns_of(table) - {"subject"})]
    records = [{"subject": f"{table}-{number}", **one} for number, one in enumerate(rows)]
    return pd.DataFrame(records, columns=columns).convert_dtypes(dtype_backend="numpy_nullable")


def frames(*rows: tuple[str, Mapping[str, Any]]) -> dict[str, pd.DataFrame]:
    """All input tables, with one holding row each before the given ``(table, row)``."""
    made = {table: frame(table, row(table), *(one for name, one in rows if name == table)) for table in TABLES}
    facts = pd.DataFrame(columns=["document_id", "part", "field", *PLACE]).astype({"part": "Int64", "page": "Int64"})
    return {**made, FACTS: facts}
