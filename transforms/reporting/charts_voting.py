"""The charts of the voting report as SVG, drawn by Vega-Lite without a browser and without the network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from transforms.reporting.drawing import INKS, MUTED, SCREEN_FONT, drawn
from transforms.reporting.language import Wording, french
from transforms.reporting.phrases import OUTCOMES
from transforms.reporting.records import Row
from transforms.reporting.render import printable
from transforms.reporting.voting import AgreementMatrix

OUTCOME_COLOURS = {
    "adopted": "#bfd2e4",
    "rejected": "#7b2d2b",
    "elected": "#35618a",
    "noted": "#a9aba3",
    "postponed": "#d9b765",
    "unknown": "#f0eee4",
}
CONTESTED = "#1d4f7d"
# Steps of agreement, from the least; each with the share at which it begins.
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
STEP_COLOURS = ("#8c4a1f", "#d69e6b", "#f3e3cf", "#dbe6f0", "#94b6d4", "#2f6496")
BLANK = "#ededea"
MOST_SESSIONS = 80  # bars side by side; beyond, a bar is a year
WIDTH = 860

# What stands for each colour on a page that is light or dark.
VARIABLES: Mapping[str, str] = {
    **INKS,
    **{colour: f"--outcome-{name}" for name, colour in OUTCOME_COLOURS.items()},
    CONTESTED: "--contested",
    **{colour: f"--step-{index}" for index, colour in enumerate(STEP_COLOURS)},
    BLANK: "--blank",
}


def step(share: float) -> int:
    """The step in which a share falls.

    >>> step(0.0), step(0.5), step(1.0)
    (0, 1, 5)
    """
    return max(index for index, least in enumerate(STEPS) if share >= least)


def outcomes_chart(sessions: Sequence[Row], years: Sequence[Row], wording: Wording, font: str = SCREEN_FONT) -> str:
    """Bars of outcomes over time, and below them the share of contested deliberations where it is known; by session, or by year where
    sessions are many."""
    import altair as alt

    by_year = len(sessions) > MOST_SESSIONS
    bars = [(str(row["year"]) if by_year else row["date"].isoformat(), row) for row in (years if by_year else sessions)]
    if len({when for when, _ in bars}) < len(bars):  # two sessions of a day
        bars = [(f"{when} {index}", row) for index, (when, row) in enumerate(bars)]
    names = {code: wording.say(words) for code, words in OUTCOMES.items()}
    counted = [
        {"when": when, "outcome": names[code], "rank": rank, "number": row[f"outcome_{code}" if code == "unknown" else code]}
        for when, row in bars
        for rank, code in enumerate(OUTCOMES)
    ]
    shares = [{"when": when, "share": row["contested_share"]} for when, row in bars if row["contested_share"] is not None]
    unknown = [{"when": when, "share": 0} for when, row in bars if row["contested_share"] is None]
    order = [when for when, _ in bars]
    horizontal = alt.X(
        "when:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=alt.Axis(labelAngle=-90, labelOverlap=True, ticks=False)
    )
    bare = alt.X("when:N", sort=order, scale=alt.Scale(domain=order), title=None, axis=alt.Axis(labels=False, ticks=False))
    outcomes = (
        alt.Chart(alt.NamedData("outcomes"))
        .mark_bar(stroke=MUTED, strokeWidth=0.5)
        .encode(
            x=bare,
            y=alt.Y("number:Q", title=wording.say("délibérations"), axis=alt.Axis(tickMinStep=1, format="d")),
            order=alt.Order("rank:Q"),
            color=alt.Color(
                "outcome:N",
                title=None,
                sort=list(names.values()),
                scale=alt.Scale(domain=list(names.values()), range=list(OUTCOME_COLOURS.values())),
                legend=alt.Legend(orient="top", columns=6, symbolType="square", labelLimit=200),
            ),
        )
        .properties(width=WIDTH - 90, height=200)
    )
    vertical = alt.Y(
        "share:Q",
        title=wording.say("part disputée"),
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(values=[0, 0.5, 1], labelExpr="(datum.value * 100) + ' %'"),
    )
    # what is not known is marked: without a bar it would read as zero
    marks = (
        alt.Chart(alt.NamedData("shares")).mark_bar(color=CONTESTED).encode(x=horizontal, y=vertical),
        alt.Chart(alt.NamedData("unknown")).mark_text(text="?", dy=-8, color=MUTED, font=font).encode(x=horizontal, y=vertical),
    )
    contested = alt.layer(*marks).properties(width=WIDTH - 90, height=90)
    data = {"outcomes": [row for row in counted if row["number"]], "shares": shares, "unknown": unknown}
    return drawn(alt.vconcat(outcomes, contested, spacing=14).resolve_scale(x="independent"), data, font, 12)


def agreement_chart(matrix: AgreementMatrix, names: Mapping[str, str], wording: Wording, font: str = SCREEN_FONT) -> str:
    """The agreement of every pair as a square of colours in the order of the matrix; a pair without a rate is blank."""
    import altair as alt

    labels = _labels(matrix.order, names)
    blank = wording.say("pas de taux")
    steps = [_step_said(index, wording) for index in range(len(STEPS))]
    cells = []
    for one in matrix.order:
        for other in matrix.order:
            if one == other:
                continue
            share = matrix.share(one, other)
            cells.append({"one": labels[one], "other": labels[other], "step": blank if share is None else steps[step(share)]})
    order = [labels[one] for one in matrix.order]
    side = max(9, min(24, (WIDTH - 200) // max(1, len(order))))
    scale = alt.Scale(domain=order, paddingInner=0.06)
    axis: dict[str, Any] = {"labelLimit": 190, "ticks": False, "domain": False, "labelFontSize": min(12, side)}
    chart = (
        alt.Chart(alt.NamedData("cells"))
        .mark_rect(stroke=None)
        .encode(
            x=alt.X("other:N", sort=order, scale=scale, title=None, axis=alt.Axis(orient="top", labelAngle=-90, **axis)),
            y=alt.Y("one:N", sort=order, scale=scale, title=None, axis=alt.Axis(**axis)),
            color=alt.Color(
                "step:N",
                title=None,
                sort=[*steps, blank],
                scale=alt.Scale(domain=[*steps, blank], range=[*STEP_COLOURS, BLANK]),
                legend=alt.Legend(orient="bottom", columns=7, symbolType="square", symbolStrokeColor=MUTED, symbolStrokeWidth=0.5),
            ),
        )
        .properties(width=side * len(order), height=side * len(order))
    )
    return drawn(chart, {"cells": cells}, font, 12)


def _step_said(index: int, wording: Wording) -> str:
    least = round(STEPS[index] * 100)
    if index == 0:
        return wording.say("moins de {most} %", most=round(STEPS[1] * 100))
    if index == len(STEPS) - 1:
        return wording.say("{least} % et plus", least=least)
    return wording.say("{least} à {most} %", least=least, most=round(STEPS[index + 1] * 100))


def _labels(order: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    """The name of each councillor, no two alike: an axis has one place for each."""
    labels: dict[str, str] = {}
    for one in order:
        label = str(printable(names[one]))
        labels[one] = label if label not in labels.values() else f"{label} ({one.rsplit('/', 1)[-1]})"
    return labels


ALT_OUTCOMES = french(
    "Délibérations par issue au fil du temps, et part des délibérations disputées. Les mêmes chiffres sont dans les tableaux qui suivent."
)
ALT_AGREEMENT = french(
    "Accord de chaque paire de membres en couleurs. Les mêmes chiffres sont dans le tableau qui suit et dans le classeur."
)
