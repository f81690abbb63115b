"""What the charts of all reports have in common: the ink, the spec's configuration, and how a drawing comes onto a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

INK, MUTED, RULE = "#1c2128", "#565d67", "#d5d6cf"
INKS: Mapping[str, str] = {INK: "--ink", MUTED: "--muted", RULE: "--rule"}  # what stands for them on a page that is light or dark
SCREEN_FONT, PAPER_FONT = "sans-serif", "Libertinus Serif"
# A reader's letters may be wider than those that Vega measures.
PADDING: Mapping[str, int] = {"left": 8, "top": 8, "bottom": 8, "right": 32}


def drawn(chart: Any, data: Mapping[str, Sequence[Mapping[str, Any]]], font: str, size: int = 11) -> str:
    """The chart of the data by name, as SVG with letters of ``size`` pixels. Nothing that runs: Vega writes text and shapes only."""
    import vl_convert

    text = {"labelColor": MUTED, "titleColor": MUTED, "labelFont": font, "titleFont": font, "titleFontWeight": "normal"}
    spec = chart.to_dict() | {"datasets": data}  # not within the chart: Altair checks each row against its schema
    spec["config"] = {
        "font": font,
        "aria": False,
        "background": "transparent",
        "padding": PADDING,
        "view": {"stroke": None},
        "text": {"font": font},
        "axis": {**text, "gridColor": RULE, "domainColor": RULE, "tickColor": RULE, "labelFontSize": size, "titleFontSize": size},
        "legend": {**text, "labelColor": INK, "labelFontSize": size},
    }
    return str(vl_convert.vegalite_to_svg(spec))


def on_page(svg: str, variables: Mapping[str, str]) -> str:
    """The chart with the page's own colours, so that it follows light and dark; its text alternative stands around it."""
    for colour, variable in variables.items():
        svg = svg.replace(f'="{colour}"', f'="var({variable})"')
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
