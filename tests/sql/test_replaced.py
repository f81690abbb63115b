"""A document replaced at its web address: both versions are kept, the newer counts, and the change is told."""

from dataclasses import replace

from pipelines.warehouse import build_schema
from tests.making import landed, seats, sitting
from tests.sql.conftest import Built, build
from transforms.model import CouncilKind, LandedDocument, SourceCouncil

URL = "https://ville.example/pv.pdf"
OLD = landed("old", sitting(attendance=seats("Jean ROUX")))
NEW = landed("new", sitting(attendance=seats("Luc NOIR")))


def version(
    document: LandedDocument, number: int, *, name: str = URL, is_replaced: bool = False, status: int | None = 200
) -> tuple[object, ...]:
    at = f"2026-03-0{number}T05:00:00+00:00"
    return (document.document_id, "ville", name, number, is_replaced, at, status, name, None, None, None, None)


def replaced(old: LandedDocument, new: LandedDocument, *others: tuple[object, ...]) -> Built:
    warehouse = build([old, new], retrievals=[version(old, 1, is_replaced=True), version(new, 2), *others], marts=True)
    build_schema(warehouse.connection, "quality")
    return warehouse


def reasons(warehouse: Built) -> dict[str, str | None]:
    return dict(warehouse.rows("select document_id, set_aside_reason from core.document"))


def findings_input(warehouse: Built) -> list[tuple[object, ...]]:
    return warehouse.rows("select document_id, session_id, name, versions, retrieved_on, replacement from quality.replaced_documents")


def test_the_newer_version_counts_alone() -> None:
    warehouse = replaced(OLD, NEW)
    assert reasons(warehouse) == {OLD.document_id: "replaced", NEW.document_id: None}
    assert warehouse.rows("select councillor_id from core.session_attendance") == [("commune-ville-essai/luc-noir",)]
    assert warehouse.rows("select count(*) from printed.attendance") == [(2,)]  # what the older one prints is kept
    assert findings_input(warehouse) == [(NEW.document_id, "commune-ville-essai:2025-03-10", URL, 2, "2026-03-02", "newer_counts")]


def test_an_address_that_is_used_again_for_another_session_loses_none() -> None:
    """A town that always publishes its last minutes under one address replaces nothing."""
    new = landed("new", sitting("2025-04-14", attendance=seats("Luc NOIR")))
    warehouse = replaced(OLD, new)
    assert set(reasons(warehouse).values()) == {None}
    assert warehouse.rows("select count(*) from core.session") == [(2,)]
    assert [row[-1] for row in findings_input(warehouse)] == ["both_count"]


def test_until_the_newer_version_is_read_the_older_one_counts() -> None:
    new = landed("new", landing="needs_ocr")
    assert reasons(replaced(OLD, new)) == {OLD.document_id: None, new.document_id: "needs_ocr"}


def test_an_older_version_that_is_still_published_elsewhere_counts() -> None:
    warehouse = replaced(OLD, NEW, version(OLD, 1, name="https://ville.example/copie.pdf"))
    assert set(reasons(warehouse).values()) == {None}


def test_a_version_that_comes_back_counts_again() -> None:
    again = version(OLD, 3)
    rows = [version(OLD, 1), version(NEW, 2, is_replaced=True), again]
    warehouse = build([OLD, NEW], retrievals=rows)
    assert reasons(warehouse) == {OLD.document_id: None, NEW.document_id: "replaced"}


def test_an_address_with_one_version_holds() -> None:
    warehouse = build([NEW], retrievals=[version(NEW, 1)], marts=True)
    assert [row[3:] for row in findings_input(warehouse)] == [(1, "2026-03-01", "newer_counts")]


def test_a_sitting_stands_beside_the_council_of_its_source() -> None:
    document = replace(landed("a", sitting(council="Ville-Esai")), names=(("ville", "a.pdf"),))
    silent = replace(landed("b", sitting("2025-04-14", council=None, kind=None)), names=(("ville", "b.pdf"),))
    warehouse = build([document, silent], source_councils={"ville": SourceCouncil("Ville-Essai", CouncilKind.COMMUNE)}, marts=True)
    query = "select printed_council, source_council, council_agreement, council_link from quality.source_councils order by session_id"
    assert warehouse.rows(query) == [("Ville-Esai", "Ville-Essai", "other", "source"), (None, "Ville-Essai", None, "source")]


def test_a_council_that_no_document_names_has_the_name_of_its_source() -> None:
    silent = replace(landed("b", sitting(council=None, kind=None)), names=(("ville", "b.pdf"),))
    warehouse = build([silent], source_councils={"ville": SourceCouncil("Ville-Essai", CouncilKind.COMMUNE)})
    assert warehouse.rows("select council_id, name, kind from core.council") == [("commune-ville-essai", "Ville-Essai", "commune")]
