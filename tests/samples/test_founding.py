"""The founding document: the act's facts, whole."""

import json
from collections import Counter

import pypdfium2
import pytest

from tests.conftest import SHARED
from transforms.samples import founding_sheet
from transforms.samples.founding import RECEIPT
from transforms.text import squeeze

LABELLED = SHARED / "corpus" / "truth" / "ivry-2024-06-27-16A.json"


def test_totals_equal_the_names_listed() -> None:
    truth = founding_sheet().truth
    listed = Counter(row["status"] for row in truth["attendance"])
    assert listed == {"present": 32, "represented": 9, "excused": 5, "absent": 3}
    assert {status: truth["session"][f"stated_{status}"] for status in listed} == dict(listed)
    assert truth["session"]["members_in_office"] == len(truth["attendance"]) == 49


def test_three_pages_print_the_facts() -> None:
    document = pypdfium2.PdfDocument(founding_sheet().pdf())
    assert len(document) == 3
    text = squeeze(" ".join(page.get_textpage().get_text_range() for page in document))
    for words in (RECEIPT, "ETAT DE PRESENCE POINT 16", "par 32 voix pour, 9 abstentions", "LE - 4 JUIL 2024", "OBJET : ENVIRONNEMENT"):
        assert words in text
    for row in founding_sheet().truth["attendance"]:
        assert row["name"] in text


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled corpus is not at hand")
def test_truth_is_that_of_the_labelled_document() -> None:
    assert founding_sheet().truth == json.loads(LABELLED.read_text(encoding="utf-8"))
