"""Frames as records."""

import pandas as pd
import pyarrow as pa

from transforms.reporting.records import column


def test_a_ledger_that_repeats_few_texts_holds_each_once() -> None:
    ledger = pd.Series(["Mme ROUX", "Mme ROUX", None, "M. PIC"], dtype=pd.ArrowDtype(pa.string()))
    first, again, missing, other = column(ledger)
    assert (first, missing, other) == ("Mme ROUX", None, "M. PIC")
    assert first is again


def test_numbers_stay_numbers() -> None:
    assert column(pd.Series([1, None, 2], dtype=pd.ArrowDtype(pa.int64()))) == [1, None, 2]
