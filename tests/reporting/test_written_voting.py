"""The voting report as files: every format, both languages, hostile names, a real browser; and the corpus where it is at hand."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import duckdb
import pypdfium2
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from pipelines import warehouse
from pipelines.command import main
from pipelines.home import Home
from pipelines.reports import UnknownCouncilError, write_voting_report
from pipelines.workers import read_documents
from tests.conftest import SHARED
from tests.making import item, landed, seats, sitting
from tests.reporting.comparing import compare_voting
from tests.sql.conftest import build, findings
from transforms.frames import frame_of, to_frames
from transforms.identity import resolve
from transforms.model import LandedDocument
from transforms.reporting.language import Language
from transforms.reporting.queries import Span
from transforms.subjects import subject_rows

AMONT, AVAL = "commune-amont", "commune-aval"
FORMULA, SCRIPT = '=HYPERLINK("http://exemple.invalid")', "<script>alert(1)</script> #panic[x] $x$ *y*"
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SYMBOLS = "\uf0d7 Vœu → 漢字"  # a bullet of a symbol font, and letters that no font of the paper holds
FORMATS = ("html", "csv", "xlsx", "pdf", "json")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In Amont three and two vote apart for twelve deliberations, one of them under a hostile name; Aval names nobody."""
    left, right = ("Mme Anne ROUX", "M. Paul PETIT", f"M. {SCRIPT}"), ("Mme Lise NOIR", "M. Jean BRUN")
    items = [
        item(
            number,
            f"2025-{number}",
            title=FORMULA if number == 1 else f"Objet {number}",
            votes_for=3,
            votes_against=2,
            named={"for": left, "against": right},
        )
        for number in range(1, 13)
    ]
    documents = [
        landed("a1 & <b>", sitting("2025-01-13", seats(*left, *right), items, council="Amont")),
        landed("a2", sitting("2025-02-10", seats(*left, *right), [item(1, "1", title=SYMBOLS, unanimous=True)], council="Amont")),
        landed("b1", sitting("2025-01-20", seats("Mme Lise NOIR"), [item(1, "1", votes_for=1)], council="Aval")),
        landed("scan", landing="needs_ocr"),
    ]
    broken = [{"rule": "C1", "session_id": f"{AMONT}:2025-02-10", "sentence": f"Total ? {FORMULA}"}]
    folder = tmp_path_factory.mktemp("voting")
    with duckdb.connect(folder / "work.duckdb") as connection:
        frames = to_frames(documents, resolve(documents))
        warehouse.land(connection, frames | {"printed.resolved_subject": frame_of("printed.resolved_subject", subject_rows(documents))})
        warehouse.build_schema(connection, "core")
        warehouse.land(connection, {"quality.finding": findings(connection, broken)})
        warehouse.build_schema(connection, "quality")
        warehouse.build_schema(connection, "marts")
    warehouse.publish(folder / "work.duckdb", folder / "registre.duckdb")
    return folder / "registre.duckdb"


@pytest.fixture(scope="module")
def files(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    written = write_voting_report(snapshot, tmp_path_factory.mktemp("files"), AMONT, formats=FORMATS)
    return {path.suffix[1:]: path for path in written}


def pages(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def records(book: Any, sheet: str) -> list[dict[str, Any]]:
    heads, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_every_council_gets_its_files_and_the_index_leads_to_them(snapshot: Path, tmp_path: Path) -> None:
    written = write_voting_report(snapshot, tmp_path)
    stems = [f"voting_{council}" for council in (AMONT, AVAL)]
    assert [path.name for path in written] == ["voting.html", *(f"{stem}.{form}" for stem in stems for form in ("html", "csv"))]
    index = ElementTree.parse(tmp_path / "voting.html")
    assert [link.get("href") for link in index.iter("a")] == [f"{stem}.html" for stem in stems]


def test_the_same_snapshot_gives_the_same_bytes(snapshot: Path, tmp_path: Path, files: dict[str, Path]) -> None:
    again = write_voting_report(snapshot, tmp_path, AMONT, formats=FORMATS)
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in files.values()]


def test_a_part_of_the_days_and_another_language_are_in_the_files_names(snapshot: Path, tmp_path: Path) -> None:
    span = Span(date(2025, 1, 1), date(2025, 1, 31))
    (page,) = write_voting_report(snapshot, tmp_path, "Amont", span=span, formats=("html",), language=Language.ENGLISH)
    assert page.name == f"voting_{AMONT}_from-2025-01-01_to-2025-01-31_en.html"
    text = page.read_text()
    assert 'lang="en"' in text
    assert "Period asked for: from 1\u00a0January\u00a02025 to 31\u00a0January\u00a02025" in text
    assert "Session of 13\u00a0January\u00a02025" in text
    assert not [word for word in ("Séance", "Délibération", "Membre", "aucun") if f">{word}" in text]


def test_a_report_in_english_stands_beside_the_french_one_and_shares_its_csv(snapshot: Path, tmp_path: Path) -> None:
    for language in (Language.FRENCH, Language.ENGLISH):
        write_voting_report(snapshot, tmp_path, AMONT, formats=("html", "csv"), language=language)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"voting_{AMONT}{end}" for end in (".csv", ".html", "_en.html")]


def test_words_of_documents_and_of_the_nomenclature_say_that_they_are_french(snapshot: Path, tmp_path: Path) -> None:
    english, french = (
        ElementTree.parse(write_voting_report(snapshot, tmp_path, AMONT, formats=("html",), language=language)[0])
        for language in (Language.ENGLISH, Language.FRENCH)
    )
    marked = {"".join(one.itertext()) for one in english.iter() if one.get("lang") == "fr"}
    assert {"Amont", "Objet 2", f"Total ? {FORMULA}"} <= marked  # council, title and the sentence of a rule
    assert {one.text for one in english.iter("th") if one.get("scope") == "row" and one.get("lang") == "fr"} == set()
    assert [one.get("lang") for one in french.iter() if one.get("lang")] == ["fr"]  # the page's own, and no more


def test_where_nothing_is_counted_no_nought_stands_large(snapshot: Path, tmp_path: Path) -> None:
    def figures(first: date) -> list[str | None]:
        (page, pdf) = write_voting_report(snapshot, tmp_path, AMONT, span=Span(first), formats=("html", "pdf"))
        assert pages(pdf)
        (figures,) = [one for one in ElementTree.parse(page).iter("dl") if one.get("class") == "figures"] or [ElementTree.Element("dl")]
        return [one.text for one in figures.iter("dd")]

    assert figures(date(2030, 1, 1)) == []
    assert figures(date(2025, 2, 1)) == ["1"]  # a deliberation that is set aside
    assert figures(date(2025, 1, 1))[:2] == ["12", "1"]


def test_a_council_that_is_not_there_is_told(snapshot: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownCouncilError, match="Did you mean commune-amont"):
        write_voting_report(snapshot, tmp_path, "Amot")


def test_the_command_writes_what_is_asked_for(snapshot: Path, tmp_path: Path) -> None:
    home = Home(tmp_path / "home").prepare()
    shutil.copy(snapshot, home.snapshot)
    asked = ["report", "voting", "--home", str(home.root), "--council", "Amont", "--format", "json", "--lang", "en", "--to", "2025-01-31"]
    result = CliRunner().invoke(main, asked)
    assert result.exit_code == 0, result.output
    tree = json.loads(Path(result.output.strip()).read_bytes())
    assert (tree["report"], tree["language"], tree["summary"][0]["deliberations"]) == ("voting", "en", 12)
    assert CliRunner().invoke(main, [*asked, "--format", "docx"]).exit_code == 2


def test_the_workbook_has_typed_cells_filters_and_heads_in_sight(files: dict[str, Path]) -> None:
    book = load_workbook(files["xlsx"])
    assert book.sheetnames[:3] == ["Synthèse", "Années", "Séances"]
    assert {sheet.freeze_panes for sheet in book} == {"B2"}
    assert all(sheet.auto_filter.ref == sheet.dimensions for sheet in book if sheet.max_row > 1)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}  # no formula
    assert [cell for cell in cells if cell.hyperlink] == []
    (session,) = records(book, "Séances")
    assert (session["Séance"], session["Délibérations retenues"], session["Disputées"]) == (datetime(2025, 1, 13), 12, 1.0)
    lise = next(row for row in records(book, "Membres") if row["Membre"] == "Lise NOIR")
    assert (lise["Dissidence, noms imprimés"], lise["Dissidence, noms imprimés : nombre"], lise["Dissidence, noms imprimés : sur"]) == (
        1.0,
        12,
        12,
    )
    first = records(book, "Sources")[0]
    assert (first["Délibération"], first["Document"], first["Page"], first["Ligne, de"]) == (FORMULA, "a1 & <b>.pdf", 1, 9)


def test_what_is_not_known_is_an_empty_cell_with_its_reason_beside(snapshot: Path, tmp_path: Path) -> None:
    (path,) = write_voting_report(snapshot, tmp_path, AVAL, formats=("xlsx",))
    (lise, _) = (row for row in records(load_workbook(path), "Membres"))
    assert (lise["Participation, noms imprimés"], lise["Participation, noms imprimés : raison sans chiffre"]) == (None, "moins de 10 votes")


def test_no_csv_cell_is_a_formula(files: dict[str, Path]) -> None:
    with files["csv"].open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (rows[0]["title"], rows[0]["file_name"], rows[0]["page"]) == ("'" + FORMULA, "a1 & <b>.pdf", "1")
    assert [row["ballot"] for row in rows] == ["open"] * 12 + ["quarantined"]


def test_the_page_is_well_formed_and_holds_hostile_text_as_text(files: dict[str, Path]) -> None:
    page = ElementTree.parse(files["html"])  # XML reads it, so every text was escaped, those within the charts too
    assert any(SCRIPT in (node.text or "") for node in page.iter())
    assert len(list(page.iter("script"))) == 1
    assert len(list(page.iter("{http://www.w3.org/2000/svg}svg"))) == 1 + 4  # outcomes; all and contested, stated and with inferred


def test_the_paper_says_what_the_page_says(files: dict[str, Path]) -> None:
    text = pages(files["pdf"])
    for words in ("Rapport de vote · Conseil municipal", "Amont", "Total ?", "12 / 12", "Art. L. 2121-21", "a1 & <b>.pdf, p. 1, l. 9"):
        assert words in text
    assert "".join(SCRIPT.split()) in "".join(text.split())
    assert "\ufffd Vœu → \ufffd\ufffd" in text


def test_json_holds_each_table_under_the_name_of_its_query(files: dict[str, Path]) -> None:
    tree = json.loads(files["json"].read_bytes())
    assert set(tree["queries"]) <= set(tree)
    assert [row["ballot"] for row in tree["ballots"]] == ["open", "quarantined"]
    assert tree["minimum_sizes"] == {"minimum_votes": 10, "minimum_members": 3, "minimum_voters": 2}
    (order,) = [one["order"] for one in tree["agreement_orders"] if (one["scope"], one["basis"]) == ("all", "stated")]
    sides = ["noir" in one or "brun" in one for one in order]
    assert sides in ([True, True, False, False, False], [False, False, False, True, True])  # those who vote alike side by side


# --- in a browser


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_the_page_is_accessible_quiet_and_no_wider_than_the_screen(browser: Any, files: dict[str, Path], scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(files["html"].as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")] == []
    assert said == []
    assert asked == [files["html"].as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    twice = "(() => { const ids = [...document.querySelectorAll('[id]')].map((one) => one.id); return ids.length - new Set(ids).size; })()"
    assert page.evaluate(twice) == 0
    page.close()


def test_a_reader_sorts_searches_and_follows_a_vote_to_its_source(browser: Any, files: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(files["html"].as_uri())
    members = page.locator("section", has=page.locator("#membres"))
    table = members.locator("table").first
    table.get_by_role("button", name="Dissidence, noms imprimés").press("Enter")
    assert table.locator("tbody th").all_inner_texts()[:2] in (["Jean BRUN", "Lise NOIR"], ["Lise NOIR", "Jean BRUN"])
    members.get_by_label("Chercher un membre").fill("roux")
    assert table.locator("tbody tr:visible th").all_inner_texts() == ["Anne ROUX"]
    page.locator("section", has=page.locator("#serres")).locator("tbody a").first.click()
    assert "a1 & <b>.pdf, p. 1, l. 9" in page.locator(":target").inner_text()
    page.close()


# --- the corpus


@pytest.mark.skipif(not SHARED.exists(), reason="needs the shared corpus")
def test_every_figure_of_every_council_of_the_corpus_comes_from_a_query() -> None:
    readings = read_documents(sorted((SHARED / "corpus" / "pdf").glob("*.pdf")), 2)
    documents = [
        LandedDocument(f"doc-{one.sha256[:16]}", one.sha256, (("corpus", one.path.name),), 1, one.extraction, one.documents, "test")
        for one in readings
    ]
    made = build(documents, marts=True)
    (busiest,) = made.rows("select deliberation_id, session_id from core.vote group by all order by count(*) desc, deliberation_id limit 1")
    made.connection.close()
    # no check blocks anything in the corpus: one is broken here, so that what is set aside is compared too
    made = build(documents, marts=True, broken=[{"rule": "C9", "deliberation_id": busiest[0], "session_id": busiest[1]}])
    councils = [council for (council,) in made.rows("select council_id from core.council order by all")]
    reports = [compare_voting(made.connection, council, span) for council in councils for span in (Span(), Span(date(2020, 1, 1)))]
    assert sum(report.summary["deliberations"] for report in reports) > 200
    assert sum(report.summary["stated_votes"] for report in reports) > 0
    assert sum(report.summary["deliberations_set_aside"] for report in reports) >= 1
    made.connection.close()
