"""A council's own SCDL file beside its documents: each disagreement is a finding with the line of the file and the place of the print."""

from __future__ import annotations

import pandas as pd
import pytest

from pipelines import checks, warehouse
from pipelines.scdl import land_comparisons
from tests.exchange.conftest import SIREN, SIRET
from tests.making import item, landed, sitting
from tests.sql.conftest import build
from transforms.exchange.compare import read_scdl
from transforms.exchange.scdl_files import ScdlFile, scdl_rows
from transforms.frames import frame_of
from transforms.identity import resolve

HEADER = "COLL_SIRET,DELIB_ID,DELIB_DATE,DELIB_OBJET,VOTE_POUR,VOTE_CONTRE"
COUNCIL = "commune-ville-essai"
SESSION = f"{COUNCIL}:2025-03-10"
TOWN = sitting(
    "2025-03-10",
    deliberations=[
        item(1, "2025-007", "Tarifs de la cantine", votes_for=14, votes_against=2),
        item(2, "2025-008", "Vente d'un terrain", outcome="rejected", votes_for=2, votes_against=14),
        item(3, "2025-009", "Création d'un poste"),
    ],
    siren=SIREN,
)


def found_in(*lines: str, name: str = "scdl/ville.csv", siren: str | None = None) -> pd.DataFrame:
    """The findings of S1 to S3, in order, on the file with these lines."""
    documents = [landed("pv", TOWN)]
    files = [ScdlFile(name, tuple(read_scdl("\n".join([HEADER, *lines]))), siren)]
    built = build(documents)
    warehouse.land(built.connection, {"printed.scdl": frame_of("printed.scdl", scdl_rows(files, resolve(documents).councils))})
    land_comparisons(built.connection)
    for table in warehouse.tables():
        if table.schema == "quality" and not table.is_landed and "quality.finding" not in table.depends_on:
            warehouse.build_table(built.connection, table)
    found = checks.run_rules({table: warehouse.frame(built.connection, f"quality.{table}") for table in checks.INPUTS})
    built.connection.close()
    return found[found["rule"].isin(["S1", "S2", "S3"])].reset_index(drop=True)


def told(found: pd.DataFrame, verdict: str = "broken") -> list[tuple[str, str]]:
    return [(row["rule"], row["sentence"]) for _, row in found[found["verdict"] == verdict].iterrows()]


def test_a_file_that_agrees_holds() -> None:
    found = found_in(f"{SIRET},2025-007,2025-03-10,TARIFS DE LA CANTINE,014,2", f"{SIRET},DEL2025-9,10/03/2025,Création d'un poste,,")
    assert told(found) == []
    assert told(found, "holds") == [
        ("S1", "scdl/ville.csv, ligne 2 : la délibération 2025-007 du 2025-03-10 est dans les documents."),
        ("S1", "scdl/ville.csv, ligne 3 : la délibération DEL2025-9 du 10/03/2025 est dans les documents."),
        ("S2", "« Tarifs de la cantine » (2025-03-10) est dans scdl/ville.csv."),
        ("S2", "« Création d'un poste » (2025-03-10) est dans scdl/ville.csv."),
        ("S3", "scdl/ville.csv, ligne 2 : le fichier et le document s’accordent (données comparées : 6)."),
        ("S3", "scdl/ville.csv, ligne 3 : le fichier et le document s’accordent (données comparées : 4)."),
    ]


def test_a_disagreement_is_a_finding_with_both_values_and_the_place() -> None:
    found = found_in(f"{SIRET},2025-007,2025-03-10,Tarifs de la cantine,15,2", f"{SIRET},2025-008,2025-03-10,Vente d'un terrain,2,14")
    assert [one for one in told(found) if one[0] == "S3"] == [
        ("S3", "scdl/ville.csv, ligne 2 : voix pour, « 15 » dans le fichier, « 14 » dans le document."),
        ("S3", "scdl/ville.csv, ligne 3 : issue, « adoptée » dans le fichier, « rejetée » dans le document."),
    ]
    (first, _) = found[(found["rule"] == "S3") & (found["verdict"] == "broken")].to_dict("records")
    assert (first["observed"], first["expected"], first["severity"]) == ("15", "14", "warning")
    assert (first["session_id"], first["deliberation_id"]) == (SESSION, f"{SESSION}#2025-007")
    assert (first["document_id"], first["page"], first["line_from"]) == (landed("pv", TOWN).document_id, 1, 1)


def test_what_only_one_side_holds_is_a_finding() -> None:
    found = found_in(f"{SIRET},2025-007,2025-03-10,Tarifs de la cantine,14,2", f"{SIRET},2025-050,2025-03-10,Inconnue,,")
    assert told(found) == [
        ("S1", "scdl/ville.csv, ligne 3 : la délibération 2025-050 n’est dans aucun document de la séance du 2025-03-10."),
        ("S2", "« Création d'un poste » (2025-03-10) n’est à aucune ligne de scdl/ville.csv, qui va du 2025-03-10 au 2025-03-10."),
    ]  # the rejected one need not be listed
    (missing,) = found[(found["rule"] == "S1") & (found["verdict"] == "broken")].to_dict("records")
    assert (missing["session_id"], missing["observed"], missing["expected"]) == (SESSION, "0", "1")
    assert pd.isna(missing["document_id"])


def test_a_session_without_a_document_is_no_disagreement() -> None:
    found = found_in(f"{SIRET},2025-050,2025-04-14,Inconnue,,")
    assert told(found) == []
    assert told(found, "undecidable") == [("S1", "scdl/ville.csv, ligne 2 : aucun document de la séance du 2025-04-14 n’est connu.")]


LINE = "2025-007,2025-03-10,Tarifs de la cantine,15,2"


@pytest.mark.parametrize(
    ("line", "name", "siren", "rules"),
    [
        pytest.param(f"{SIRET},{LINE}", "scdl/a.csv", None, {"S2", "S3"}, id="its SIRET"),
        pytest.param(f",{LINE}", "documents/scdl/a.csv", SIREN, {"S2", "S3"}, id="the SIREN of its source"),
        pytest.param(f",{LINE}", f"scdl/scdl_{COUNCIL}.csv", None, {"S2", "S3"}, id="the name of its file"),
        pytest.param(f",{LINE}", "scdl/a.csv", None, set(), id="nobody's"),
        pytest.param(f"21860194600013,{LINE}", "scdl/a.csv", None, set(), id="another body's"),
    ],
)
def test_whose_a_line_is(line: str, name: str, siren: str | None, rules: set[str]) -> None:
    found = found_in(line, name=name, siren=siren)
    assert {rule for rule, _ in told(found)} == rules
    assert (len(told(found, "undecidable")) == 1) == (not rules)
