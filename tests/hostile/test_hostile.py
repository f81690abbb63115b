"""A run over the first files of each hostile family: nothing breaks, escapes or is lost. All of them: ``python -m benchmarks.hostile``."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.hostile import corpus, siege
from tests.hostile.corpus import FAMILIES, Hostile
from tests.hostile.siege import HOME, PAPERS, Siege
from tests.hostile.writing import ACT, unicode_act

pytestmark = pytest.mark.long
MOST = 3  # files of a family
SLOW = {"many_pages": 1, "bombs": 2}  # the first are small
MORE = {"printed_codes": 20, "look_alikes": 6, "file_names": 8}
PEAK = 1_000_000_000  # bytes that the process of the run may hold


def few() -> Iterator[Hostile]:
    for name in FAMILIES:
        yield from corpus.corpus_of(name, MORE.get(name, SLOW.get(name, MOST)))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[bytes, Hostile], dict[str, str]]:
    folder = tmp_path_factory.mktemp("siege")
    return folder, corpus.write(few(), folder / PAPERS), corpus.write_special(folder / PAPERS / "special")


@pytest.fixture(scope="module")
def besieged(written: tuple[Path, dict[bytes, Hostile], dict[str, str]]) -> Siege:
    return siege.run(written[0], seconds=4, memory="300MB")


@pytest.mark.timeout(300)
def test_a_run_over_hostile_files_ends_well(besieged: Siege) -> None:
    assert (besieged.code, besieged.errors) == (0, "")
    assert besieged.peak < PEAK


def test_each_hostile_file_has_the_fate_that_it_may_have(
    besieged: Siege, written: tuple[Path, dict[bytes, Hostile], dict[str, str]]
) -> None:
    wrong = []
    for file, kind, sentence in siege.fates(besieged, written[1]):
        is_told = kind not in ("unreadable", "needs_ocr") or (file.says in sentence and sentence.endswith(".") and "\n" not in sentence)
        if kind not in file.may_be or not is_told:
            wrong.append((file.family, file.name, kind, sentence))
    assert wrong == []


def test_links_pipes_and_folders_are_told_and_not_followed_for_ever(
    besieged: Siege, written: tuple[Path, dict[bytes, Hostile], dict[str, str]]
) -> None:
    kinds = besieged.kinds()
    for name, kind in written[2].items():
        assert kinds.get(f"special/{name}", ("", ""))[0] == kind, name


def test_every_hostile_file_is_accounted_for(besieged: Siege, written: tuple[Path, dict[bytes, Hostile], dict[str, str]]) -> None:
    status = besieged.status
    assert sum(status["fates"].values()) == status["documents"]
    is_told = [kind for kind in written[2].values() if kind]
    assert status["names"] + status["not_retrieved"] == len(written[1]) + len(is_told)
    assert {path.read_bytes() for path in (besieged.folder / HOME / "documents").glob("*/*.pdf")} >= {
        file.data for file in written[1].values()
    }


def test_nothing_is_executed_or_written_outside_the_home(besieged: Siege) -> None:
    assert besieged.strangers == ()
    # the only program that a run starts: Python asks what it was built for
    assert [
        deed for deed in besieged.deeds if not re.match(r"subprocess.Popen \('file', \['file', '-b', '[^']*python[^']*'\]\)$", deed)
    ] == []
    assert not [path for path in besieged.folder.rglob("*canary*") if PAPERS not in path.parts]


def test_what_the_watch_is_for_it_sees(tmp_path: Path) -> None:
    """The audit that proves that nothing happened tells what does."""
    deeds = siege.watched(tmp_path, "import os, subprocess; open('note', 'w'); subprocess.run(['true']); os.system('true')")
    assert [deed.split()[0] for deed in deeds] == ["open", "os.system", "subprocess.Popen"]


def test_names_of_code_stay_text_in_tables_and_reports(besieged: Siege) -> None:
    published = besieged.folder / HOME / "published"
    with duckdb.connect(published / "registre.duckdb", read_only=True) as connection:
        titles = {str(title) for (title,) in connection.execute("select title from printed.deliberation").fetchall()}
        assert connection.execute("select count(*) from printed.document").fetchall() == [(besieged.status["documents"],)]
    assert any("DROP TABLE" in title for title in titles)
    assert any("<script>" in title for title in titles)
    pages = [path.read_text() for path in published.glob("*.html")]
    assert pages
    for page in pages:
        assert not re.search(r"<script>(alert|fetch)|<img src=x|<svg onload", page)
    for path in published.glob("*.csv"):
        with path.open(newline="", encoding="utf-8-sig") as file:
            cells = [cell for row in csv.reader(file) for cell in row]
        assert not [cell for cell in cells if re.match(r"[=@+\t\r]|-(?![\d,.]*$)", cell)], path.name


# --- names that deceive the eye


def roll_call(name: str) -> dict[str, tuple[str, str | None]]:
    from transforms.extraction import extract
    from transforms.reading import read

    (sitting,) = read(extract(unicode_act([line.replace("Noé GARRIGUE", name) for line in ACT])).pages)
    return {row.name.text: (row.certainty.value, row.doubt) for row in sitting.attendance}


@pytest.mark.parametrize(
    "name",
    [
        "Noé GAR\u200bRIGUE",
        "\u2060Noé GARRIGUE",
        "Noé GAR\u200dRIGUE",
        "Noé GAR\ufe0fRIGUE",
        "\u200fNoé GARRIGUE\u200f",
        "Noé GARRIGUE\U000e0041",
    ],
    ids=["zero width", "word joiner", "joiner", "variation", "marks", "tag"],
)
def test_what_is_not_printed_is_no_part_of_a_name(name: str) -> None:
    assert roll_call(name)["Noé GARRIGUE"] == ("certain", None)


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        pytest.param("Noé GАRRIGUЕ", "Noé GАRRIGUЕ", id="Cyrillic letters"),
        pytest.param("Noé ＧＡＲＲＩＧＵＥ", "Noé ＧＡＲＲＩＧＵＥ", id="full width"),
        pytest.param("Noé \u202eEUGIRRAG", "Noé EUGIRRAG", id="turned round"),
        pytest.param("Noé \u2066GARRIGUE\u2069", "Noé GARRIGUE", id="isolated"),
    ],
)
def test_a_name_that_deceives_the_eye_is_doubtful(name: str, printed: str) -> None:
    certainty, doubt = roll_call(name)[printed]
    assert certainty == "doubtful"
    assert (doubt or "").startswith("the name is printed with ")
    assert roll_call("Noé GARRIGUE")["Noé GARRIGUE"] == ("certain", None)


def test_two_names_that_look_alike_are_one_person() -> None:
    from transforms.text import words

    assert words("Noé GАRRIGUЕ") == words("NOÉ ＧＡＲＲＩＧＵＥ") == words("Noé GARRIGUE")


def test_a_council_whose_name_is_turned_round_is_not_known() -> None:
    from transforms.extraction import extract
    from transforms.reading import read

    turned = [line.replace("VILLE-TÉMOIN", "\u202eNIOMÉT-ELLIV") for line in ACT]
    (sitting,) = read(extract(unicode_act(turned)).pages)
    assert sitting.council is None


def test_families_are_many_and_hold_what_the_whole_needs() -> None:
    counts: defaultdict[str, int] = defaultdict(int)
    for name in FAMILIES:
        counts[name] = sum(1 for _ in corpus.corpus_of(name, 1))
    assert len(counts) >= 24
    assert all(counts.values())
