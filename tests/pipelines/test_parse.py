"""What ``registre parse`` loads and hands over: no more than it prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pipelines.parse import _objects, printed_objects
from pipelines.workers import read_documents
from tests.extraction.pdfs import LONG_TEXT, scan_pdf, text_pdf


def papers(folder: Path) -> list[Path]:
    documents = {"a.pdf": text_pdf(LONG_TEXT), "b.pdf": b"", "c.pdf": scan_pdf(()), "d.pdf": text_pdf(LONG_TEXT)}
    for name, data in documents.items():
        (folder / name).write_bytes(data)
    return [folder / name for name in documents]


def test_two_processes_print_what_one_prints(tmp_path: Path) -> None:
    files = papers(tmp_path)
    assert list(printed_objects(files, 2)) == list(printed_objects(files, 1)) != []


def test_other_processes_hand_over_the_summary_without_pages(tmp_path: Path) -> None:
    files = papers(tmp_path)
    whole = list(read_documents(files, 2))
    light = list(read_documents(files, 2, summarise=_objects))
    assert [reading.summary for reading in light] == [_objects(reading) for reading in whole]
    assert [reading.extraction.pages for reading in light] == [()] * len(files)
    assert [reading.extraction.landing for reading in light] == [reading.extraction.landing for reading in whole]


def test_one_page_is_read_without_what_other_commands_need(tmp_path: Path) -> None:
    path = papers(tmp_path)[0]
    code = (
        "import sys; from pipelines.command import main\n"
        f"try: main(['parse', '--ocr', 'never', {str(path)!r}])\n"
        "except SystemExit: print(*{'pandas', 'duckdb', 'dagster', 'pydantic', 'pdfplumber', 'rich', 'email', 'PIL'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1:] == [""]
