"""The review: what is listed first, and a page that shows the print beside what was read, without network or mouse."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from pipelines.command import main
from pipelines.home import Home
from pipelines.ingestion import FolderSource
from pipelines.landing import landed_documents
from pipelines.review import _keys
from pipelines.run import run
from tests.extraction.pdfs import text_pdf
from transforms.corrections import COLUMNS, apply, read_corrections
from transforms.samples import decision_list_sheet, minutes_sheet, town

VILLE = town()
(PLANTED,) = [session for session in VILLE.sessions if session.planted == "C1"]
SHEET, LIST = minutes_sheet(VILLE, PLANTED), decision_list_sheet(VILLE, PLANTED)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("review")
    papers = folder / "papers"
    papers.mkdir()
    for sheet in (SHEET, LIST):
        (papers / f"{sheet.stem}.pdf").write_bytes(sheet.pdf())
    extract = ("Extrait du registre des délibérations du conseil municipal", "Commune de Ville-Essai", "N° 1", "OBJET : Voirie")
    (papers / "sans-date.pdf").write_bytes(text_pdf(extract))
    home = Home(folder / "home")
    run(home, [FolderSource.at(papers, home)], jobs=1)
    return home


@pytest.fixture(scope="module")
def reviewed(home: Home) -> Result:
    folder = home.published / "review"
    folder.mkdir()
    (folder / "doc-0000000000000000.html").write_text("of an earlier review")
    return CliRunner().invoke(main, ["review", "--home", str(home.root)])


@pytest.fixture(scope="module")
def page(home: Home, reviewed: Result) -> Path:
    assert reviewed.exit_code == 0, reviewed.output
    (document_id,) = documents(home, SHEET.stem)
    return home.published / "review" / f"{document_id}.html"


def documents(home: Home, name: str) -> list[str]:
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        return [
            row[0] for row in connection.execute("select document_id from core.document where contains(file_name, $1)", [name]).fetchall()
        ]


def rows_of(text: str) -> list[str]:
    return [unescape(value) for value in re.findall(r'<input class="row" readonly="readonly" value="([^"]*)"', text)]


def test_the_quarantined_document_is_listed_first(home: Home, reviewed: Result, page: Path) -> None:
    first = reviewed.stdout.splitlines()[0]
    assert first.startswith(f"{SHEET.stem}.pdf: 1 error, ")
    index = (page.parent / "index.html").read_text(encoding="utf-8")
    assert str(page.parent / "index.html") in reviewed.stdout
    links = re.findall(r'<li><a href="(doc-[0-9a-f]{16}\.html)">', index)
    assert links[0] == page.name
    assert f"{documents(home, 'sans-date')[0]}.html" in links
    assert {path.name for path in page.parent.glob("doc-*.html")} == set(links)


def test_only_the_worst_are_written_when_few_are_asked_for(home: Home, tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["review", "--home", str(home.root), "--most", "1", "--out", str(tmp_path)])
    assert told.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{documents(home, SHEET.stem)[0]}.html", "index.html"]


def test_a_page_says_which_rule_broke_and_cites_an_outlined_line(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    (reason,) = re.findall(r'(?s)<li class="error"><strong>C1</strong> (.*?)</li>', text)
    assert "Le total imprimé des présents est" in reason
    (anchor,) = re.findall(r'href="#(p1l\d+)"', reason)
    assert len(re.findall(rf'<rect id="{anchor}" x="0\.\d+" y="0\.\d+"', text)) == 1
    for name in ("Ulysse ABADROUX", PLANTED.items[0].number):
        assert name in text


def test_every_link_leads_somewhere_and_nothing_is_fetched(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    anchors = re.findall(r'\bid="([^"]+)"', text)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(anchors)
    assert {link for link in re.findall(r'(?:href|src)="([^"#]+)"', text) if not link.startswith("data:image/png;base64,")} == {
        "index.html"
    }
    assert "http" not in re.sub(r"data:image/png;base64,[^\"]+", "", text)
    HTMLParser().feed(text)


def test_the_row_beside_the_broken_rule_mends_it(page: Path) -> None:
    rows = rows_of(page.read_text(encoding="utf-8"))
    assert rows[0].split(",")[1] == "session.stated_present"
    assert ",".join(COLUMNS) in rows
    (target, field, printed, corrected, *_) = rows[0].split(",")
    assert (target, field, int(printed) - int(corrected)) == (page.stem, "session.stated_present", 1)


def test_every_row_fits_what_is_read_once_it_is_filled_in(home: Home, page: Path) -> None:
    proposed = [next(csv.reader([row])) for row in rows_of(page.read_text(encoding="utf-8")) if row != ",".join(COLUMNS)]
    assert len(proposed) > 40
    landed = landed_documents(home, jobs=1)
    others = {
        "status": ("excused", "absent"), "event": ("arrival", "departure"), "outcome": ("noted", "adopted"),
        "date": ("2001-01-01",), "convened_on": ("2001-01-01",), "start_time": ("01:01",),
    }  # fmt: skip
    for target, field, printed, *_ in proposed:
        corrected = next(word for word in others.get(field.rsplit(".", 1)[-1], ("77",)) if word != printed)
        text = io.StringIO()
        csv.writer(text).writerows([COLUMNS, (target, field, printed, corrected, "Relu", "A. R.", "2026-11-23")])
        (tried,) = apply(landed, read_corrections(text.getvalue(), "c.csv"))[1]
        assert tried.state == "applied", field


@pytest.mark.parametrize(
    ("names", "keys"),
    [
        (["ROUX", "PETIT", "Roux"], ["ROUX#1", "PETIT", "Roux#2"]),
        ([None, "A[1]", "B"], ["#1", "#2", "B"]),
    ],
)
def test_each_row_is_called_by_a_key_of_its_own(names: list[str | None], keys: list[str]) -> None:
    assert _keys(names) == keys
