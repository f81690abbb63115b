"""Deliberations of an invented council as the snapshot gives them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from pipelines import warehouse
from tests.making import item, landed, place, seat, sitting
from transforms.frames import frame_of, to_frames
from transforms.identity import resolve
from transforms.model import Certainty, PrintedReceipt
from transforms.subjects import subject_rows

COUNCIL = "commune-val-fictif"
SIREN, SIRET = "219900123", "21990012300015"


def fact(**changes: Any) -> dict[str, Any]:
    """A deliberation that complies with SCDL; ``changes`` spoil it."""
    return {
        "council_id": COUNCIL,
        "council": "Val-Fictif",
        "siren": SIREN,
        "session_id": f"{COUNCIL}:2025-03-10",
        "deliberation_id": f"{COUNCIL}:2025-03-10#2025-007",
        "date": datetime.date(2025, 3, 10),
        "number": "2025-007",
        "title": "Subvention à l'école de musique",
        "subject": "7.5 Subventions",
        "subject_code": "7.5",
        "subject_basis": "printed",
        "outcome": "adopted",
        "unanimous_printed": False,
        "receipt_number": None,
        "received_on": datetime.date(2025, 3, 12),
        "certainty": "certain",
        "doubt": None,
        "members_in_office": 19,
        "votes_for": 14,
        "votes_against": 2,
        "votes_abstain": 1,
        "quarantine_rules": None,
        "file_name": "val-fictif-2025-007.pdf",
        "page": 1,
        "line_from": 12,
        "quote": "N° 2025-007 : Subvention à l'école de musique",
        "url": None,
    } | changes


def frame(*facts: dict[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(list(facts), columns=list(fact())).convert_dtypes()


HOSTILE = '=HYPERLINK("http://exemple.invalid") <script>alert(1)</script>'
ROUX, PETIT, BLANC, NOIR = "Mme Anne ROUX", "M. Paul PETIT", "M. Luc BLANC", "Mme Eva NOIR"
ROLL_CALL = (seat(ROUX), seat(PETIT), seat(BLANC, "represented", ROUX), seat(NOIR))


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Val-Fictif met on three days, the third of which is quarantined; Val-Voisin met once. A last document is a scan.

    2025-03-10: an extract with a receipt, its dissenter named, so that the others' votes are inferred. 2025-04-14: minutes with an
    unanimous vote, a rejected one by secret ballot, an item of which nothing but the title is known, and one that is doubtful.
    """
    receipt = PrintedReceipt(
        place(), "099-219900123-20250310-2025007-DE", "099", SIREN, datetime.date(2025, 3, 10), received_on=datetime.date(2025, 3, 12)
    )
    first = item(
        1, "2025-007", "Subvention à l'école de musique", subject="7.5 Subventions",
        votes_for=3, votes_against=1, votes_abstain=0, named={"against": ("Mme NOIR",)},
    )  # fmt: skip
    minutes = (
        item(1, "2025-008", "Tarifs de la cantine", unanimous=True, subject="8.1 Enseignement"),
        item(
            2, "2025-009", HOSTILE, outcome="rejected", is_secret=True, votes_for=1, votes_against=3, votes_abstain=0, subject="8.3 Voirie"
        ),
        item(3, "2025-010", "Questions diverses", outcome="unknown", vote_place=None),
        item(
            4, "2025-011", "Vente d'un terrain", certainty=Certainty.DOUBTFUL, doubt="Deux titres se touchent.", subject="3.2 Aliénations"
        ),
    )
    fictif = {"council": "Val-Fictif", "siren": SIREN}
    documents = [
        landed("a1", sitting("2025-03-10", ROLL_CALL, [first], doc_type="extract", receipts=[receipt], members_in_office=4, **fictif)),
        landed("a2", sitting("2025-04-14", (*ROLL_CALL, seat(f"M. Max {HOSTILE}", "absent")), minutes, **fictif)),
        landed("a3", sitting("2025-05-12", (*ROLL_CALL, seat("M. Seul QUARANTAINE")), [item(1, "2025-012", "Mise à l'écart")], **fictif)),
        landed("b1", sitting("2025-03-20", [seat("Mme Lise VERT")], [item(1, None, "Sans numéro")], council="Val-Voisin")),
        landed("scan <1>", landing="needs_ocr"),
    ]
    finding = {"finding_id": "C1 x", "rule": "C1", "severity": "error", "verdict": "broken", "session_id": f"{COUNCIL}:2025-05-12"}
    folder = tmp_path_factory.mktemp("exchange")
    with duckdb.connect(folder / "work.duckdb") as connection:
        subjects = {"printed.resolved_subject": frame_of("printed.resolved_subject", subject_rows(documents))}
        warehouse.land(connection, to_frames(documents, resolve(documents)) | subjects)
        warehouse.build_schema(connection, "core")
        warehouse.create_schemas(connection)
        columns = list(warehouse.descriptions()["quality.finding"].columns)
        warehouse.land(connection, {"quality.finding": pd.DataFrame([{column: finding.get(column) for column in columns}])})
        warehouse.build_schema(connection, "quality")
        warehouse.build_schema(connection, "marts")
        warehouse.apply_comments(connection)
    warehouse.publish(folder / "work.duckdb", folder / "home" / "published" / "registre.duckdb")
    return folder / "home" / "published" / "registre.duckdb"
