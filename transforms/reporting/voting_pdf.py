"""The voting report typeset as PDF: the same sections as on the page, in fonts that come with Typst."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from transforms.reporting.language import Wording
from transforms.reporting.pdf import typeset, words_of
from transforms.reporting.voting import VotingReport
from transforms.reporting.voting_page import voting_page

TEMPLATE = "voting.typ"
CHART_FONT = "Libertinus Serif"  # Typst brings it; a font that it lacks would leave a chart without words


def voting_pdf(report: VotingReport, day: date, wording: Wording) -> bytes:
    """The report as a tagged PDF. ``day`` is the document's date."""
    # the text alone is kept while it is set: the tree that it is made from takes as much memory again
    words = words_of(asdict(voting_page(report, wording, CHART_FONT, is_paper=True)) | {"date": [day.year, day.month, day.day]})
    return typeset(TEMPLATE, words, day)
