"""Writes the versioned samples: ``python -m pipelines.samples data/samples``."""

from __future__ import annotations

import json
import sys
from pathlib import Path


def write_samples(folder: Path) -> int:
    """Write the fictional town's papers and the founding document into ``folder``, truth files into its ``truth/``; yields their number.

    Files of the same names are replaced, others left alone. The same code writes the same bytes.
    """
    from transforms.samples import founding_sheet, sheets, town

    truths = folder / "truth"
    truths.mkdir(parents=True, exist_ok=True)
    written = 0
    for sheet in (founding_sheet(), *sheets(town())):
        (folder / f"{sheet.stem}.pdf").write_bytes(sheet.pdf())
        (truths / f"{sheet.stem}.json").write_text(json.dumps(sheet.truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        written += 1
    return written


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m pipelines.samples FOLDER")
    print(f"{write_samples(Path(sys.argv[1]))} documents with their truth files in {sys.argv[1]}")
