"""The versioned samples are what the generator makes."""

from pathlib import Path

import pytest

from pipelines.samples import write_samples
from tests.conftest import PROJECT

SAMPLES = PROJECT / "data" / "samples"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    write_samples(folder)
    return folder


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for suffix in ("pdf", "json") for path in folder.rglob(f"*.{suffix}")}


def test_the_same_files_stand_in_the_folder(made: Path) -> None:
    assert names(SAMPLES) == names(made)
    assert len(list(SAMPLES.glob("*.pdf"))) == 61


def test_each_file_has_the_same_bytes(made: Path) -> None:
    differing = [name for name in sorted(names(made)) if (SAMPLES / name).read_bytes() != (made / name).read_bytes()]
    assert differing == [], "run `python -m pipelines.samples data/samples` and look at what changed"
