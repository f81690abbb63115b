"""A run makes anew only what its documents touch, and the warehouse is that which all documents at once would have made."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import duckdb
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines import refresh as refreshing
from pipelines.dictionary import write_dictionary
from pipelines.home import Home
from pipelines.merging import MergeError, note_scope, owner_of, put
from pipelines.ocr import OcrMode
from pipelines.refresh import begin
from pipelines.reports import renew_attendance_reports
from pipelines.run import is_stale
from pipelines.store import Retrieval, Store
from pipelines.warehouse import build_table, columns_of, content_hash, tables
from tests.publishing import keep, refresh
from transforms.identity.scope import Scope
from transforms.samples import Town, extract_sheet, minutes_sheet, town

pytestmark = pytest.mark.timeout(300)  # a warehouse is built several times
AMONT, AVAL = town(7, name="Val-Amont", sessions=3, seats=15), town(8, name="Val-Aval", sessions=3, seats=17)


def minutes(made: Town, *sessions: int) -> list[tuple[str, bytes]]:
    sheets = [minutes_sheet(made, made.sessions[index]) for index in sessions]
    return [(f"{sheet.stem}.pdf", sheet.pdf()) for sheet in sheets]


def hashes(home: Home) -> dict[str, str]:
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        return content_hash(connection)


def same_as_at_once(home: Home, folder: Path) -> None:
    """The snapshot of a home is that which its store, corrections and roster make in one go."""
    other = Home(folder).prepare()
    for name in ("documents", "corrections", "roster"):
        (other.root / name).rmdir()
        (other.root / name).symlink_to(home.root / name)
    (other.root / "cache").rmdir()
    (other.root / "cache").symlink_to(home.cache)
    assert refresh(other).changes.is_full
    at_once = hashes(other)
    assert {name: made for name, made in hashes(home).items() if made != at_once[name]} == {}


def extract(made: Town, session: int) -> tuple[str, bytes]:
    """An extract has a receipt, which tells towns of one name apart."""
    sheet = extract_sheet(made, made.sessions[session], made.sessions[session].items[0])
    return f"{made.siren}-{sheet.stem}.pdf", sheet.pdf()


def fetch(home: Home, name: str, data: bytes, day: int) -> None:
    """Puts a document of a web address into the store; another one of the same address takes its place."""
    store = Store(home.documents)
    url = f"https://val-aval.example/{name}"
    store.record([Retrieval("web", url, store.put(data), len(data), f"2026-01-{day:02}T00:00:00+00:00", url, 200, {})])


def councils_of(home: Home) -> set[str]:
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        return {row[0] for row in connection.execute("select council_id from core.council").fetchall()}


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def test_each_run_makes_anew_what_its_documents_touch_and_nothing_else(home: Home, tmp_path: Path) -> None:
    keep(home, [*minutes(AMONT, 0, 1), extract(AMONT, 1), ("junk.pdf", b"no pdf at all")])
    fetch(home, "pv.pdf", minutes(AVAL, 0)[0][1], 1)
    assert refresh(home).changes.is_full
    assert is_stale(home, OcrMode.NEVER)  # its reports are missing
    renew_attendance_reports(home)
    write_dictionary(home.snapshot, home.dictionary)
    assert not is_stale(home, OcrMode.NEVER)

    keep(home, minutes(AMONT, 2))
    assert is_stale(home, OcrMode.NEVER)
    before = hashes(home)
    begun = refresh(home)
    (scope,) = begun.scopes
    assert (scope.councils, len(begun.changes.new)) == ({"commune-val-amont"}, 1)
    assert len(scope.documents) == 5  # with the unreadable one, which is tried again
    assert before["core.attendance"] != hashes(home)["core.attendance"]
    assert [path.name for path in renew_attendance_reports(home)] == [
        "attendance.html",
        "attendance_commune-val-amont.html",
        "attendance_commune-val-amont.csv",
    ]
    write_dictionary(home.snapshot, home.dictionary)
    assert not is_stale(home, OcrMode.NEVER)

    # the receipt of another town of that name gives the first one another id, though no document of it is new
    twin = town(9, name="Val-Amont", sessions=3, seats=15)
    keep(home, [extract(twin, 2)])
    (scope,) = refresh(home).scopes
    named = {f"commune-val-amont-{made.siren}" for made in (AMONT, twin)}
    assert scope.councils == {"commune-val-amont"} | named
    assert councils_of(home) == {"commune-val-aval"} | named
    renew_attendance_reports(home)
    assert {path.name for path in home.published.glob("attendance_*.html")} == {f"attendance_{one}.html" for one in councils_of(home)}
    same_as_at_once(home, tmp_path / "with a twin")

    # a new version at an address takes the old one with it; a document that the store no longer has leaves the warehouse
    fetch(home, "pv.pdf", minutes(AVAL, 1)[0][1], 2)
    gone = next(one for one in Store(home.documents).retrievals() if one.name == extract(twin, 2)[0])
    log = home.documents / "provenance.jsonl"
    log.write_text("".join(line for line in log.read_text().splitlines(keepends=True) if gone.sha256 not in line))
    begun = refresh(home)
    assert [len(found) for found in (begun.changes.new, begun.changes.changed, begun.changes.gone)] == [1, 1, 1]
    assert councils_of(home) == {"commune-val-aval", "commune-val-amont"}
    same_as_at_once(home, tmp_path / "without")

    before = hashes(home)
    begun = begin(home, 1, OcrMode.NEVER)
    assert (bool(begun.changes), [scope.councils for scope in begun.scopes]) == (False, [frozenset()])

    (home.corrections / "a.csv").write_text("target,field,printed,corrected,reason,author,date\n")
    assert begin(home, 1, OcrMode.NEVER).changes.is_full
    home.snapshot.chmod(0o644)
    home.snapshot.write_bytes(home.snapshot.read_bytes()[:5000])
    assert begin(home, 1, OcrMode.NEVER).changes.is_full


def test_scopes_too_large_to_hold_are_made_one_after_another(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(home, [*minutes(AMONT, 0, 1), *minutes(AVAL, 0, 1), ("junk.pdf", b"no pdf at all")])
    with monkeypatch.context() as patched:
        patched.setattr(refreshing, "MOST_DOCUMENTS", 2)
        assert [len(scope.councils) for scope in refresh(home).scopes] == [0, 1, 1]
    same_as_at_once(home, tmp_path / "other")


def test_corrections_and_roster_rows_of_others_stay(home: Home, tmp_path: Path) -> None:
    """One that finds nothing, one that finds two documents once there are two, a merge of people, a row of a council that comes later."""
    (first,), (second,) = minutes(AMONT, 0), minutes(AVAL, 0)
    rows = [
        "nowhere.pdf,session.stated_present,1,2,x,y,2026-11-26",
        f"{first[0]},session.stated_present,900,901,x,y,2026-11-26",
        "commune-val-amont,councillor[nobody-here],nobody-here,somebody,x,y,2026-11-26",
        "commune-val-aval,councillor[nobody-here],nobody-here,somebody,x,y,2026-11-26",
    ]
    (home.corrections / "a.csv").write_text("target,field,printed,corrected,reason,author,date\n" + "\n".join(rows) + "\n")
    (home.roster / "populations.csv").write_text("council,population\nVal-Amont,800\nVal-Aval,900\n")
    keep(home, [first])
    refresh(home)
    keep(home, [second])
    assert not refresh(home).changes.is_full
    keep(home, [(f"folder/{first[0]}", second[1])])  # the same name once more
    assert not refresh(home).changes.is_full
    same_as_at_once(home, tmp_path / "other")


def test_documents_that_lead_to_no_council_stay_counted(home: Home, tmp_path: Path) -> None:
    """A scan that waits for OCR, and a sitting whose town is nowhere said: a later run about another council makes their row anew."""
    nameless = minutes_sheet(replace(AMONT, name=""), AMONT.sessions[1]).pdf()
    keep(home, [*minutes(AMONT, 0), ("scan.pdf", blank()), ("nameless.pdf", nameless), ("junk.pdf", b"no pdf at all")])
    refresh(home)
    counted = "select documents_needing_ocr, documents_unreadable from marts.coverage where council_id is null"
    for paper in (minutes(AVAL, 0), minutes(AVAL, 1)):
        keep(home, paper)
        assert not refresh(home).changes.is_full
        with duckdb.connect(home.snapshot, read_only=True) as connection:
            assert connection.execute(counted).fetchall() == [(1, 1)]
    same_as_at_once(home, tmp_path / "other")
    with pytest.MonkeyPatch.context() as patched:  # in several parts, of which only the first holds what is nobody's
        patched.setattr(refreshing, "MOST_DOCUMENTS", 1)
        same_as_at_once(home, tmp_path / "parts")
    with duckdb.connect(tmp_path / "parts" / "published" / "registre.duckdb", read_only=True) as connection:
        assert connection.execute(counted).fetchall() == [(1, 1)]


def blank() -> bytes:
    """A page with nothing but a picture."""
    with BytesIO() as picture, BytesIO() as paper:
        Image.new("L", (40, 40), 128).save(picture, "PNG")
        canvas = Canvas(paper)
        canvas.drawImage(ImageReader(picture), 0, 0, 500, 700)
        canvas.save()
        return paper.getvalue()


def test_the_places_of_replaced_rows_stay_empty_until_they_are_too_many(home: Home, tmp_path: Path) -> None:
    keep(home, [*minutes(AMONT, 0), *minutes(AVAL, 0)])
    refresh(home)
    rows, found = ledger_of(home)
    assert rows == found
    spaces = []
    for index in (1, 2):
        keep(home, minutes(AMONT, index))
        refresh(home)
        places, rows = ledger_of(home)
        spaces.append(places > rows)
    assert spaces == [True, False]  # the second time there were too many
    same_as_at_once(home, tmp_path / "other")


def ledger_of(home: Home) -> tuple[int, int]:
    """The places and the rows of the ledger in the published file."""
    with duckdb.connect(home.snapshot, read_only=True) as connection:
        places, rows = connection.execute("select max(rowid) + 1, count(*) from core.attendance").fetchall()[0]
    return places, rows


def test_rows_of_others_are_refused(home: Home, tmp_path: Path) -> None:
    with duckdb.connect(home.scratch(1)) as connection:
        for table in tables():
            build_table(connection, table)
        connection.execute("insert into printed.file_date (document_id) values ('doc-of-another')")
        note_scope(connection, Scope(frozenset(), frozenset({"commune-val-aval"})), is_full=False)
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        with pytest.raises(MergeError, match="doc-of-another, which is none of them"):
            put(connection, [home.scratch(1)])
        assert connection.execute("select * from information_schema.tables where table_schema = 'printed'").fetchall() == []


def test_every_table_has_an_owner_or_is_made_whole() -> None:
    with duckdb.connect() as connection:
        for table in tables():
            build_table(connection, table)
        whole = {table.full_name for table in tables() if owner_of(columns_of(connection, table.full_name)) == "null"}
    assert whole == {"printed.input", "printed.election"}
