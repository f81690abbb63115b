"""The site of each council: every fact leads to its line, every link leads somewhere, nothing of a document runs, the rest is said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import duckdb
import pandas as pd
import pytest
from click.testing import CliRunner

from pipelines import warehouse
from pipelines.command import main
from pipelines.home import Home
from pipelines.reports import ReportError, UnknownCouncilError
from pipelines.site import MARK, WrittenSite, write_site
from pipelines.store import Store
from tests.making import change, item, landed, seat, sitting
from tests.pages import dead_links, faults, leads, links_of, pages_of
from transforms.frames import frame_of, to_frames
from transforms.identity import resolve
from transforms.model import Certainty
from transforms.reporting.language import Language
from transforms.subjects import subject_rows

FICTIF, VOISIN = "commune-val-fictif", "commune-val-voisin"
HOSTILE = '</script><script>alert("1")</script> \u2028 & l\'été\x0b'
ROUX, PETIT, BLANC, NOIR = "Mme Anne ROUX", "M. Paul PETIT", "M. Luc BLANC", "Mme Eva NOIR"
PDF = b"%PDF-1.4 of a2"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Val-Fictif met on five days; Val-Voisin on one.

    2025-03-10 has a named dissenter, so that the other votes are inferred; a power; a departure; a printed number that is no file's name.
    2025-04-14 has a title that would run, two items without a number and a deliberation that a rule sets aside. 2025-05-12 is
    quarantined, 2025-06-16 has no roll call. On 2025-07-07 nobody names M. BLANC.
    """
    roll_call = (seat(ROUX), seat(PETIT), seat(BLANC, "represented", ROUX), seat(NOIR))
    documents = [
        landed(
            "a1",
            sitting(
                "2025-03-10",
                roll_call,
                [
                    item(
                        1,
                        "DEL/2025 7",
                        "Subvention à l'école",
                        votes_for=3,
                        votes_against=1,
                        votes_abstain=0,
                        named={"against": ("Mme NOIR",)},
                    ),
                    item(2, "del/2025 7", "Rapport d'activité", outcome="noted"),
                ],
                [change(NOIR, "departure", 2, PETIT)],
                council="Val-Fictif",
                start_time="20:00",
            ),
        ),
        landed(
            "a2",
            sitting(
                "2025-04-14",
                (*roll_call, seat(f"M. Max {HOSTILE}", "excused")),
                [
                    item(1, None, HOSTILE),
                    item(2, None, None, outcome="unknown", certainty=Certainty.DOUBTFUL, doubt="Deux <titres> se touchent."),
                    item(3, "2025-9", "Bail", votes_for=9, votes_against=0),
                ],
                council="Val-Fictif",
                president="Mme Anne ROUX",
            ),
        ),
        landed("a3", sitting("2025-05-12", roll_call, [item(1, "2025-12", "À l'écart", unanimous=True)], council="Val-Fictif")),
        landed("a4", sitting("2025-06-16", (), [item(1, "2025-13", "Sans appel")], council="Val-Fictif")),
        landed("a5", sitting("2025-07-07", (seat(ROUX), seat(PETIT), seat("Mme NOIR")), council="Val-Fictif", members_in_office=5)),
        landed("a6", sitting("2025-09-08", roll_call, council="Val-Fictif")),
        landed("b1", sitting("2025-03-20", [seat("Mme Lise VERT")], [item(1, None, "Sans numéro")], council="Val-Voisin")),
        landed("ordre <du> jour", sitting("2025-08-04", doc_type="agenda", council="Val-Fictif")),
    ]
    folder = tmp_path_factory.mktemp("site")
    broken = {"severity": "error", "verdict": "broken", "page": 1, "line_from": 9, "line_to": 9, "quote": "<b>9 voix</b>"}
    names = {document.names[0][1]: document.document_id for document in documents}
    a2, bail = {"session_id": f"{FICTIF}:2025-04-14", "document_id": names["a2.pdf"]}, f"{FICTIF}:2025-04-14#2025-9"
    a3 = {"session_id": f"{FICTIF}:2025-05-12", "document_id": names["a3.pdf"]}
    undecidable = {"severity": "warning", "verdict": "undecidable"}
    findings = [
        {**broken, **a3, "finding_id": "1", "rule": "C1", "sentence": "Vingt-deux, <et> vingt et un."},
        {**broken, **a2, "finding_id": "2", "rule": "C7", "deliberation_id": bail, "sentence": "Neuf voix."},
        {**undecidable, **a2, "finding_id": "3", "rule": "C10b", "deliberation_id": bail, "sentence": "Inconnu."},
    ]
    with duckdb.connect(folder / "work.duckdb") as connection:
        subjects = {"printed.resolved_subject": frame_of("printed.resolved_subject", subject_rows(documents))}
        warehouse.land(connection, to_frames(documents, resolve(documents)) | subjects)
        warehouse.build_schema(connection, "core")
        warehouse.create_schemas(connection)
        columns = list(warehouse.descriptions()["quality.finding"].columns)
        rows = [{column: finding.get(column) for column in columns} for finding in findings]
        warehouse.land(connection, {"quality.finding": pd.DataFrame(rows).convert_dtypes()})
        warehouse.build_schema(connection, "quality")
        warehouse.build_schema(connection, "marts")
    warehouse.publish(folder / "work.duckdb", folder / "home" / "published" / "registre.duckdb")
    return folder / "home" / "published" / "registre.duckdb"


@pytest.fixture(scope="module")
def out(snapshot: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out") / "site"
    write_site(snapshot, folder)
    return folder


def text_of(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def read(out: Path, page: str) -> tuple[Element, str]:
    """The page and its text."""
    root = ElementTree.parse(out / FICTIF / page).getroot()
    return root, text_of(root.find("body/main"))


def by_id(page: Element, name: str) -> Element:
    (found,) = [element for element in page.iter() if element.get("id") == name]
    return found


def section(page: Element, name: str) -> Element:
    """The section that has the heading of that id."""
    return next(one for one in page.iter("section") if any(child.get("id") == name for child in one))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- links and places


def test_no_link_leads_nowhere_and_none_leaves_the_site(out: Path) -> None:
    pages = pages_of(out)
    assert {path.relative_to(out).parts[0] for path in pages} == {"index.html", FICTIF, VOISIN}
    assert dead_links(pages, out) == []
    for council in (FICTIF, VOISIN):  # each council's folder stands on its own, too
        assert dead_links(pages_of(out / council), out / council) == []
    assert sum(1 for page in pages.values() for _ in links_of(page)) > 500


@pytest.mark.parametrize(
    ("link", "is_good"),
    [
        ("b.html#x", True),
        ("b.html#y", False),
        ("c.html", False),
        ("../a.html", False),
        ("http://exemple.invalid", False),
        ("//exemple.invalid/b.html", False),
        ("/b.html", False),
        ("#x", False),
    ],
)
def test_a_dead_link_is_seen(tmp_path: Path, link: str, is_good: bool) -> None:
    site = tmp_path / "site"
    site.mkdir()
    for path in (tmp_path / "a.html", site / "a.html", site / "b.html"):
        path.write_text("")
    assert leads(site / "a.html", link, {(site / "b.html").resolve(): {"x"}, (site / "a.html").resolve(): set()}, site) is is_good


def test_pages_are_well_formed_and_a_screen_reader_finds_its_way(out: Path) -> None:
    for path, page in pages_of(out).items():
        assert (path.name, faults(page)) == (path.name, [])
        assert page.get("lang") == "fr"


def test_every_fact_with_a_place_is_quoted_on_its_documents_page(out: Path, snapshot: Path) -> None:
    """Each place that the warehouse cites for the council has its line on the page of its document, with the printed words."""
    with duckdb.connect(snapshot, read_only=True) as connection:
        cited = connection.execute(f"""
            select document_id, page, line_from, quote from core.session_attendance where council_id = '{FICTIF}'
            union select document_id, page, line_from, quote from core.change where council_id = '{FICTIF}'
            union select document_id, page, line_from, quote from core.proxy where council_id = '{FICTIF}'
            union select document_id, page, line_from, quote from core.deliberation where council_id = '{FICTIF}'
            union select vote_document_id, vote_page, vote_line_from, vote_quote from core.deliberation
                where council_id = '{FICTIF}' and vote_page is not null
            union select document_id, page, line_from, quote from quality.finding where verdict = 'broken'
        """).fetchall()
    assert len(cited) > 15
    for document_id, page, line, quote in cited:
        shown = by_id(read(out, f"documents/{document_id}.html")[0], f"p{page}-l{line}")
        assert quote.replace("\x0b", "\ufffd") in [element.text for element in shown.iter("blockquote")]


def test_two_deliberations_whose_numbers_make_one_file_name_have_a_page_each(out: Path) -> None:
    names = [path.name for path in (out / FICTIF / "deliberations").iterdir() if path.name.startswith("2025-03-10")]
    assert len(names) == 2
    assert all(re.fullmatch(r"2025-03-10-del-20257(-2)?-[0-9a-f]{8}\.html", name) for name in names)
    assert len({name.lower() for name in names}) == 2


# --- what the pages say


def test_the_first_page_counts_what_is_covered_and_says_what_is_not(out: Path) -> None:
    page, _ = read(out, "index.html")
    figures = {
        text_of(one.find("dt")): text_of(one.find("dd")) for one in section(page, "chiffres").iter("div") if one.find("dt") is not None
    }
    assert figures["séances retenues, sur les séances connues"] == "4 / 6"
    assert figures["délibérations retenues, sur les délibérations connues"] == "5 / 7"
    assert figures["documents exploités, sur les documents reçus"] == "6 / 7"
    assert figures["votes imprimés avec un nom, dans les délibérations retenues"] == "1"
    assert figures["votes déduits de ce qui est imprimé, dans les délibérations retenues"] == "3"
    # present: Anne ROUX, Paul PETIT and Eva NOIR at 4 of 4, Luc BLANC at 0 of 3, Max at 0 of 1. Unknown: Luc BLANC once, all four on 06-16
    presence = next(value for label, value in figures.items() if label.startswith("de présence"))
    assert presence.endswith("12 / 16")
    assert any(label.startswith("de présence") and "5 états inconnus" in label for label in figures)
    aside = text_of(section(page, "ecart"))
    assert "1 séance mise à l’écart" in aside
    assert "Vingt-deux, <et> vingt et un." in aside
    assert "1 délibération mise à l’écart" in aside
    assert "Neuf voix." in aside
    assert "ordre <du> jour.pdf ordre du jour : annonce une séance, n’en rend pas compte" in aside


def test_what_is_quarantined_is_shown_and_marked_everywhere(out: Path) -> None:
    for page in ("sessions/2025-05-12.html", "deliberations/2025-05-12-2025-12.html", "deliberations/2025-04-14-2025-9.html"):
        root, text = read(out, page)
        assert [one for one in root.iter("div") if one.get("class") == "banner"], page
        assert "elle ne compte dans aucun chiffre" in text
    assert "12 mai 2025 mise à l’écart" in read(out, "councillors/blanc-luc.html")[1]
    assert "mise à l’écart" in text_of(section(read(out, "sessions/2025-04-14.html")[0], "deliberations"))
    assert "elle ne compte dans aucun chiffre" not in read(out, "sessions/2025-04-14.html")[1]


def test_stated_votes_stand_apart_from_inferred_ones(out: Path) -> None:
    (name,) = [path.name for path in (out / FICTIF / "deliberations").glob("2025-03-10-*") if "Subvention" in path.read_text()]
    page, _ = read(out, f"deliberations/{name}")
    votes = section(page, "voix")
    headings = [element for element in votes if element.tag in ("h3", "h4", "p", "ul")]
    text = " | ".join(text_of(element) for element in headings)
    assert "Votes imprimés | contre 1 | Eva NOIR | Votes déduits | pour, déduit du reste" in text
    assert "Luc BLANC (par son pouvoir : Anne ROUX)" in text
    assert "Votes imprimés 1" in read(out, "councillors/eva-noir.html")[1]
    assert "Votes déduits 0 + à l’écart : 1" in read(out, "councillors/eva-noir.html")[1]
    assert "Votes imprimés 0" in read(out, "councillors/blanc-luc.html")[1]


def test_what_is_unknown_reads_as_unknown(out: Path) -> None:
    seats = {text_of(row[0]): text_of(row[2]) for row in section(read(out, "sessions/2025-07-07.html")[0], "appel").iter("tr")}
    assert (seats["Luc BLANC"], seats["Anne ROUX"]) == ("inconnu", "présent")
    assert "l’état des membres est inconnu" in read(out, "sessions/2025-06-16.html")[1]
    without_roll_call, text = read(out, "deliberations/2025-06-16-2025-13.html")
    assert "Inconnu : aucun document disponible ne donne l’appel." in text
    assert "issue inconnue" in text_of(section(read(out, "sessions/2025-04-14.html")[0], "deliberations"))
    counts = {text_of(row[0]): text_of(row[1]) for row in section(without_roll_call, "voix").iter("tr")}
    assert set(counts.values()) == {"Nombre imprimé", "non imprimé"}


def test_a_member_who_leaves_has_another_state_in_the_ledger_with_its_source(out: Path) -> None:
    (name,) = [path.name for path in (out / FICTIF / "deliberations").glob("2025-03-10-*") if "Rapport" in path.read_text()]
    page, _ = read(out, f"deliberations/{name}")
    rows = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in section(page, "registre").iter("tr")}
    assert rows["Eva NOIR"] == ["représenté", "appel, puis arrivées et départs imprimés", "Paul PETIT", "p. 1, l. 1"]
    assert rows["Anne ROUX"] == ["présent", "appel d’ouverture", "", "p. 1, l. 1"]
    assert "départ, à partir du point 2, pouvoir à Paul PETIT" in read(out, "sessions/2025-03-10.html")[1]


def test_a_printed_name_says_how_it_is_linked(out: Path) -> None:
    rows = [[text_of(cell) for cell in row] for row in section(read(out, "councillors/eva-noir.html")[0], "noms").iter("tr")]
    assert ["Eva NOIR", "même nom", "certain", "1,00", "5"] in rows
    assert any(row[:3] == ["NOIR", "sans le prénom, ou avec une partie d’un nom double", "certain"] for row in rows)


def test_rules_that_cannot_be_decided_are_listed(out: Path) -> None:
    checks = text_of(section(read(out, "deliberations/2025-04-14-2025-9.html")[0], "controles"))
    assert "C7 Neuf voix." in checks
    assert "1 règle : indécidable C10b Le quorum est atteint à chaque délibération" in checks


def test_no_code_of_the_warehouse_stands_where_people_read(out: Path) -> None:
    """A new value of a closed vocabulary needs its words: the codes are English, so that they would be seen in a French page."""
    codes = {
        "present",
        "represented",
        "roll_call",
        "own_roll_call",
        "adopted",
        "noted",
        "set_aside",
        "council",
        "start_time",
        "opening",
        "extract",
    }
    for path, page in pages_of(out).items():
        shown = {text for element in page.iter() if element.tag != "blockquote" and (text := (element.text or "").strip())}
        assert (path.name, shown & codes, [text for text in shown if text.endswith(" : council")]) == (path.name, set(), [])


# --- text from documents is data


def test_text_from_documents_is_escaped_and_cannot_end_a_script(out: Path) -> None:
    index = (out / FICTIF / "assets" / "search-index.js").read_text(encoding="utf-8")
    assert not set("<>&\u2028\x0b") & set(index)
    entries = json.loads(re.sub(r"^var registreIndex = |;\s*$", "", index))
    assert HOSTILE.replace("\x0b", "\ufffd") in [text for _, _, text, *_ in entries]
    assert all((out / FICTIF / href).is_file() for _, href, *_ in entries)
    for page in pages_of(out).values():
        assert all(script.get("src") and not script.text for script in page.iter("script"))
        assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]


# --- files


def test_the_same_snapshot_gives_the_same_bytes_and_takes_the_place_of_the_old_site(out: Path, snapshot: Path, tmp_path: Path) -> None:
    first = contents(out)
    assert set(contents(out)) >= {"index.html", f"{FICTIF}/index.html", f"{FICTIF}/assets/site.js", f"{FICTIF}/{MARK}"}
    folder = tmp_path / "site"
    write_site(snapshot, folder)
    (folder / FICTIF / "sessions" / "1999-01-01.html").write_text("of an earlier site")
    (folder / "commune-partie").mkdir()
    (folder / "commune-partie" / MARK).write_text("")
    (folder / "CNAME").write_text("kept: not ours")
    write_site(snapshot, folder)
    assert contents(folder) == first | {"CNAME": b"kept: not ours"}


def test_one_council_is_written_alone_and_leaves_the_others(snapshot: Path, tmp_path: Path) -> None:
    written = write_site(snapshot, tmp_path / "site", "Val-Voisin")
    assert written.first_page == tmp_path / "site" / VOISIN / "index.html"
    assert [path.name for path in (tmp_path / "site").iterdir()] == [VOISIN]
    with pytest.raises(UnknownCouncilError):
        write_site(snapshot, tmp_path / "site", "commune-x")


def test_a_folder_that_is_not_a_site_is_never_replaced(snapshot: Path, tmp_path: Path) -> None:
    (tmp_path / FICTIF).mkdir()
    (tmp_path / FICTIF / "thesis.odt").write_text("years of work")
    with pytest.raises(ReportError, match="was not written by `registre report site`"):
        write_site(snapshot, tmp_path, FICTIF)
    assert (tmp_path / FICTIF / "thesis.odt").read_text() == "years of work"


def test_a_failure_leaves_the_old_site_whole(snapshot: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_site(snapshot, tmp_path, VOISIN)
    before = contents(tmp_path)

    def torn(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("pipelines.site.site_files", torn)
    with pytest.raises(OSError, match="disk full"):
        write_site(snapshot, tmp_path, VOISIN)
    assert contents(tmp_path) == before


def test_pdfs_are_copied_only_when_asked_for_and_only_those_at_hand(snapshot: Path, tmp_path: Path) -> None:
    with duckdb.connect(snapshot, read_only=True) as connection:
        row = connection.execute("select document_id, sha256 from core.document where file_name = 'a2.pdf'").fetchone()
    assert row
    document_id, sha256 = row
    store = Store(tmp_path / "documents")
    path = store.path_of(sha256)
    path.parent.mkdir(parents=True)
    path.write_bytes(PDF)
    written = write_site(snapshot, tmp_path / "with", FICTIF, store=store)
    assert (written.pdfs, written.pdf_bytes) == (1, len(PDF))
    assert (tmp_path / "with" / FICTIF / "files" / f"{document_id}.pdf").read_bytes() == PDF
    pages = pages_of(tmp_path / "with")
    assert dead_links(pages, tmp_path / "with") == []
    document = pages[tmp_path / "with" / FICTIF / "documents" / f"{document_id}.html"]
    assert f"../files/{document_id}.pdf#page=1" in list(links_of(document))
    without = write_site(snapshot, tmp_path / "without", FICTIF)
    assert (without.pdfs, list((tmp_path / "without").rglob("*.pdf"))) == (0, [])


def test_the_pages_are_there_in_english_with_the_printed_words_marked_as_french(snapshot: Path, tmp_path: Path) -> None:
    write_site(snapshot, tmp_path, language=Language.ENGLISH)
    pages = pages_of(tmp_path)
    assert dead_links(pages, tmp_path) == []
    assert {page.get("lang") for page in pages.values()} == {"en"}
    session = pages[tmp_path / FICTIF / "sessions" / "2025-03-10.html"]
    assert "Session of 10 March 2025" in text_of(session.find("body/main/h1"))
    assert {quote.get("lang") for page in pages.values() for quote in page.iter("q")} == {"fr"}
    text = " ".join(text_of(page.find("body")) for page in pages.values())
    for word in ("Séance du", "Aucun n’est", "inconnu :", "mise à l’écart"):
        assert word not in text


def test_the_command_prints_the_first_page_and_says_what_it_copied(snapshot: Path, tmp_path: Path) -> None:
    home = Home(snapshot.parent.parent)
    told = CliRunner().invoke(main, ["report", "site", "--home", str(home.root), "--out", str(tmp_path / "site"), "--lang", "en"])
    assert (told.exit_code, told.stdout) == (0, f"{tmp_path / 'site' / 'index.html'}\n")
    assert re.fullmatch(r"registre: 2 councils, \d+ pages; no PDF copied\.\n", told.stderr)
    refused = CliRunner().invoke(main, ["report", "site", "--home", str(home.root), "--council", "nulle part"])
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("registre: No council is called nulle part.")


def test_a_number_of_pages_is_a_number_of_files(out: Path, snapshot: Path, tmp_path: Path) -> None:
    written: WrittenSite = write_site(snapshot, tmp_path)
    assert written.pages == len(list(tmp_path.rglob("*.html"))) == len(pages_of(out))
