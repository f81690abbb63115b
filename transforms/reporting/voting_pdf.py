"""The voting report typeset as PDF: the same sections as on the page, in fonts that come with Typst."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from transforms.reporting.language import Wording
from transforms.reporting.pdf import typeset
from transforms.reporting.voting import VotingReport
from transforms.reporting.voting_page import voting_page

TEMPLATE = "voting.typ"
CHART_FONT = "Libertinus Serif"  # Typst brings it; a font that it lacks would leave a chart without words


def voting_pdf(report: VotingReport, day: date, wording: Wording) -> bytes:
    """The report as a tagged PDF. ``day`` is the document's date."""
    words = asdict(voting_page(report, wording, CHART_FONT, is_paper=True))
    return typeset(TEMPLATE, words | {"date": [day.year, day.month, day.day]}, day)
