"""Ville-Témoin comes back exactly as its truth says, in all three forms; so does the founding document."""

from typing import Any

import pytest

from transforms.extraction import extract
from transforms.reading import read
from transforms.reading.truth import to_truth
from transforms.samples import Sheet, decision_list_sheet, extract_sheet, founding_sheet, minutes_sheet, town

VILLE = town()
SHEETS = [
    founding_sheet(),
    *(
        sheet
        for s in VILLE.sessions
        for sheet in (*(extract_sheet(VILLE, s, item) for item in s.items), minutes_sheet(VILLE, s), decision_list_sheet(VILLE, s))
    ),
]


def shaped(truth: Any, parsed: Any) -> Any:
    """``parsed`` without what a truth file does not hold (places, certainty)."""
    if isinstance(truth, dict):
        return {key: shaped(value, parsed.get(key)) for key, value in truth.items()} if isinstance(parsed, dict) else parsed
    if isinstance(truth, list) and isinstance(parsed, list) and truth and isinstance(truth[0], dict):
        return [shaped(truth[0], row) for row in parsed]
    return parsed


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_what_is_read_is_what_is_printed(sheet: Sheet) -> None:
    (parsed,) = to_truth(f"{sheet.stem}.pdf", read(extract(sheet.pdf()).pages))
    assert shaped(sheet.truth, parsed) == sheet.truth
