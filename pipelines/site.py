"""A static site a council from a published snapshot: reads frames, calls ``transforms.reporting``, writes a folder and puts it in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.reports import ReportError, asked_councils, read_frame
from pipelines.store import Store
from pipelines.warehouse import open_snapshot
from transforms.quality import RULES
from transforms.reporting.language import Language
from transforms.reporting.site import COLUMNS, CouncilSite, SiteFrames, file_stem
from transforms.reporting.site_render import assets, site_files, sites_index

if TYPE_CHECKING:
    import duckdb

MARK = ".registre-site"  # stands in each folder that this module may replace
FOLDER = "site"

SESSIONS = "(select session_id from core.session where council_id = $council_id)"
DELIBERATIONS = "(select deliberation_id from core.deliberation where council_id = $council_id)"
OF_COUNCIL = "where council_id = $council_id"
# What each frame of the site reads beside its columns; sorted, so that the same snapshot gives the same bytes.
SOURCES: Mapping[str, str] = {
    "council": f"core.council {OF_COUNCIL}",
    "document": f"core.document {OF_COUNCIL} or document_id in (select document_id from core.sitting {OF_COUNCIL})",
    "councillor": f"core.councillor {OF_COUNCIL}",
    "councillor_name": f"core.councillor_name {OF_COUNCIL}",
    "membership": f"core.membership {OF_COUNCIL}",
    "session": f"core.session {OF_COUNCIL}",
    "session_fact": f"""(
        from printed.session_fact
        inner join core.session_document using (document_id, part)
        where value is not null and session_id in {SESSIONS}
        qualify row_number() over (partition by session_id, field order by session_rank, page, line_from) = 1
    )""",  # the first of a session's documents that prints a fact gives it, as in core.session
    "session_document": f"core.session_document where session_id in {SESSIONS}",
    "session_attendance": f"core.session_attendance {OF_COUNCIL}",
    "session_state": f"core.session_state {OF_COUNCIL}",
    "change": f"core.change {OF_COUNCIL}",
    "proxy": f"core.proxy {OF_COUNCIL}",
    "deliberation": f"core.deliberation {OF_COUNCIL}",
    "deliberation_document": f"core.deliberation_document {OF_COUNCIL}",
    "ballot": f"core.ballot {OF_COUNCIL}",
    "vote_tally": f"core.vote_tally where deliberation_id in {DELIBERATIONS}",
    # the ledger with the place where the roll call that a state starts from names the councillor
    "attendance": """(
        select ledger.*, roll_call.page, roll_call.line_from, roll_call.line_to, roll_call.quote
        from core.attendance as ledger
        left join core.roll_call as roll_call using (document_id, part, councillor_id)
        where ledger.council_id = $council_id
    )""",
    "vote": f"core.vote {OF_COUNCIL}",
    "quarantine": f"quality.quarantine where session_id in {SESSIONS}",
    "finding": f"quality.finding where session_id in {SESSIONS}",
    "unresolved_name": f"quality.unresolved_name {OF_COUNCIL}",
    "attendance_by_councillor": f"marts.attendance_by_councillor {OF_COUNCIL} and period_kind = 'all'",
    "voting_by_deliberation": f"marts.voting_by_deliberation {OF_COUNCIL}",
    "coverage": f"marts.coverage {OF_COUNCIL} and period_kind = 'all'",
}


@dataclass(frozen=True, slots=True)
class WrittenSite:
    """The first page of what was written, the pages by council, and what was copied into the sites."""

    first_page: Path
    councils: tuple[Path, ...]
    pages: int
    pdfs: int
    pdf_bytes: int


def write_site(
    snapshot: Path,
    out_dir: Path,
    council: str | None = None,
    language: Language = Language.FRENCH,
    store: Store | None = None,
) -> WrittenSite:
    """Writes a folder a council into ``out_dir``, and without ``council`` an index of all of them.

    Each folder is written beside its place and put there whole. PDFs are copied from ``store`` where one is given. The same snapshot
    gives the same bytes. Raises `ReportError` where a folder that is in the way is no site of ours.
    """
    written: list[tuple[str, str, int, int, int]] = []
    pages = pdfs = pdf_bytes = 0
    with open_snapshot(snapshot) as connection:
        asked = asked_councils(connection, council)
        for folder in (out_dir / file_stem(one) for one in asked):
            _refuse_strange(folder)
        if council is None:
            _refuse_strange(out_dir / "assets")
        out_dir.mkdir(parents=True, exist_ok=True)
        for council_id in asked:
            frames = site_frames(connection, council_id)
            copied = _at_hand(frames, store) if store else {}
            site = CouncilSite(frames, {rule.id: rule.title for rule in RULES}, {key: f"files/{key}.pdf" for key in copied})
            folder = out_dir / file_stem(council_id)
            with _replacing(folder) as fresh:
                pages += _write_files(fresh, site_files(site, language))
                for key, path in copied.items():
                    pdf_bytes += _copy(path, fresh / "files" / f"{key}.pdf")
            pdfs += len(copied)
            written.append((folder.name, site.name, len(site.session_links), len(site.deliberation_links), len(site.people)))
    folders = tuple(out_dir / name for name, *_ in written)
    if council is not None:
        return WrittenSite(folders[0] / "index.html", folders, pages, pdfs, pdf_bytes)
    with _replacing(out_dir / "assets") as fresh:
        _write_files(fresh, ((path.removeprefix("assets/"), text) for path, text in assets(language)))
    for gone in out_dir.iterdir():
        if gone.is_dir() and (gone / MARK).exists() and gone not in folders and gone.name != "assets":
            shutil.rmtree(gone)  # the site of a council that the snapshot no longer holds
    index = out_dir / "index.html"
    draft = index.with_name(".index.html.part")
    draft.write_text(sites_index(written, language), encoding="utf-8")
    return WrittenSite(draft.replace(index), folders, pages + 1, pdfs, pdf_bytes)


def site_frames(connection: duckdb.DuckDBPyConnection, council_id: str) -> SiteFrames:
    """What the snapshot holds for the site of one council, in a fixed order."""
    return SiteFrames(
        **{
            name: read_frame(connection, f"select {', '.join(COLUMNS[name])} from {source} order by all", {"council_id": council_id})
            for name, source in SOURCES.items()
        }
    )


def _at_hand(frames: SiteFrames, store: Store) -> dict[str, Path]:
    """The documents whose PDF is in the store, with its path."""
    rows = zip(frames.document["document_id"], frames.document["sha256"], strict=True)
    return {str(document_id): store.path_of(str(sha256)) for document_id, sha256 in rows if store.holds(str(sha256))}


def _refuse_strange(folder: Path) -> None:
    """Raises `ReportError` where something is in the way that no site was written over."""
    if folder.exists() and not (folder / MARK).exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ReportError(f"{folder} is there already and was not written by `registre report site`; name another folder with --out.")


class _replacing:
    """A fresh folder beside its place, put there when all is written; what stood there before goes only then."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._fresh, self._old = (place.with_name(f".{place.name}.{word}") for word in ("new", "old"))

    def __enter__(self) -> Path:
        for left in (self._fresh, self._old):
            shutil.rmtree(left, ignore_errors=True)
        self._fresh.mkdir()
        (self._fresh / MARK).write_text("", encoding="ascii")
        return self._fresh

    def __exit__(self, failed: object, *_: object) -> None:
        if failed is None:
            if self._place.exists():
                self._place.rename(self._old)
            self._fresh.rename(self._place)
            shutil.rmtree(self._old, ignore_errors=True)
        else:
            shutil.rmtree(self._fresh, ignore_errors=True)


def _write_files(folder: Path, files: Iterable[tuple[str, str]]) -> int:
    """Writes each file; gives the number of pages among them."""
    made: set[Path] = set()
    pages = 0
    for name, text in files:
        path = folder / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        with path.open("xb") as file:  # two pages of one name would be one page lost
            file.write(text.encode("utf-8"))
        pages += path.suffix == ".html"
    return pages


def _copy(source: Path, target: Path) -> int:
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(source, target)
    return target.stat().st_size
