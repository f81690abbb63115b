"""The charts of the attendance report as SVG, drawn by Vega-Lite without a browser and without the network.

Names of documents reach a chart as data alone, never as a part of an expression; Vega escapes them where it writes SVG.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from transforms.reporting import phrases
from transforms.reporting.attendance import AttendanceReport, Cell, Councillor, ProxyPair, Session, Standing, State
from transforms.reporting.drawing import INK, INKS, MUTED, RULE, SCREEN_FONT, drawn
from transforms.reporting.french import alphabetical
from transforms.reporting.language import Wording, french
from transforms.reporting.printable import printable

if TYPE_CHECKING:
    import altair as alt

PAPER = "#fdfdfb"
COLOURS: Mapping[str, str] = {
    State.PRESENT: "#e6edf4",
    State.REPRESENTED: "#bfd2e4",
    State.EXCUSED: "#f2e2bd",
    State.ABSENT: "#7b2d2b",
    State.UNKNOWN: PAPER,
    State.SET_ASIDE: "#dddeda",
    Standing.NO_ROLL_CALL: "#efefec",
}
# What stands for each colour on a page that is light or dark.
VARIABLES: Mapping[str, str] = {
    **{COLOURS[state]: f"--{state}" for state in (State.PRESENT, State.REPRESENTED, State.EXCUSED, State.ABSENT)},
    **INKS,
    PAPER: "--paper",
    COLOURS[State.SET_ASIDE]: "--idle",
    COLOURS[Standing.NO_ROLL_CALL]: "--idler",
}
WIDTH = 860  # of a drawing, in pixels
MOST_SESSIONS = 80  # side by side in one drawing, so that each bar stays wide enough for its figure
MOST_PAIRS = 40  # lines of the network that can still be followed
NAME_WIDTH = 190  # pixels for a name; a longer one is cut
ROW = 16  # pixels between two lines of the network


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart with what it shows in words, for whoever does not see it, and its caption."""

    svg: str
    alt: str
    caption: str


def presence_drawings(report: AttendanceReport, said: Wording, font: str = SCREEN_FONT) -> tuple[Drawing, ...]:
    """How many of the members stood in each state at each session's opening, as shares; as many drawings as the sessions need."""
    return tuple(_presence(part, said, font) for part in _parts(report.sessions))


def matrix_drawings(report: AttendanceReport, said: Wording, font: str = SCREEN_FONT) -> tuple[Drawing, ...]:
    """Every member's states over the sessions as colours; none where the table of letters is short enough to be seen at a glance."""
    if len(report.blocks) < 2:
        return ()
    starts = range(0, len(report.sessions), MOST_SESSIONS)
    return tuple(_matrix(report.sessions[at : at + MOST_SESSIONS], report.matrix, at, said, font) for at in starts)


def network_drawing(report: AttendanceReport, said: Wording, font: str = SCREEN_FONT) -> Drawing | None:
    """Who gives powers to whom, the most frequent pairs where there are many."""
    return _network(report.proxy_pairs, said, font) if report.proxy_pairs else None


def strongest(pairs: Sequence[ProxyPair], most: int = MOST_PAIRS) -> tuple[ProxyPair, ...]:
    """The pairs of most sessions, in the order in which they stand."""
    kept = sorted(range(len(pairs)), key=lambda index: (-pairs[index].sessions, index))[:most]
    return tuple(pairs[index] for index in sorted(kept))


def _parts(sessions: Sequence[Session]) -> Iterator[Sequence[Session]]:
    return (sessions[at : at + MOST_SESSIONS] for at in range(0, len(sessions), MOST_SESSIONS))


SAID = {
    State.PRESENT: french("présent"),
    State.REPRESENTED: french("représenté"),
    State.EXCUSED: french("excusé"),
    State.ABSENT: french("absent"),
    State.UNKNOWN: french("inconnu"),
    State.SET_ASIDE: french("séance mise à l’écart"),
    Standing.NO_ROLL_CALL: french("aucun appel lisible"),
}
_SHARES = (State.PRESENT, State.REPRESENTED, State.EXCUSED, State.ABSENT, State.UNKNOWN)


def _presence(sessions: Sequence[Session], said: Wording, font: str) -> Drawing:
    import altair as alt

    bars, totals = [], []
    labels = {str(state): said.say(words) for state, words in SAID.items()}
    for index, session in enumerate(sessions):
        if session.counts is None:  # its whole column says why there is no figure
            bars.append({"x": index, "from": 0, "to": 1, "state": labels[session.standing]})
            continue
        counts = session.counts
        numbers = (counts.present, counts.represented, counts.excused, counts.absent, session.unknown or 0)
        total, below = sum(numbers), 0
        for state, number in zip(_SHARES, numbers, strict=True):
            if number:
                bars.append({"x": index, "from": below / total, "to": (below + number) / total, "state": labels[state]})
                below += number
        totals.append({"x": index, "total": said.whole(total)})
    used = {bar["state"] for bar in bars}
    step = min(44.0, (WIDTH - 110) / len(sessions))
    x = alt.X("x:Q", axis=_days(alt, sessions, step), scale=alt.Scale(domain=[-0.5, len(sessions) - 0.5], nice=False, zero=False))
    stacked = (
        alt.Chart(alt.NamedData("bars"))
        .mark_bar(size=max(3.0, step - 2), stroke=RULE, strokeWidth=0.5)
        .encode(
            x=x,
            y=alt.Y(
                "from:Q",
                title=said.say("part des membres"),
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(values=[0, 0.25, 0.5, 0.75, 1], labelExpr=_percents(said), grid=False),
            ),
            y2="to:Q",
            color=_colours(alt, [(label, COLOURS[state]) for state, label in labels.items() if label in used], columns=7),
        )
    )
    upright = step < 18
    figures = (
        alt.Chart(alt.NamedData("totals"))
        .mark_text(
            align="left" if upright else "center",
            baseline="middle" if upright else "bottom",
            angle=270 if upright else 0,
            dy=0 if upright else -4,
            dx=4 if upright else 0,
            fontSize=10,
            color=MUTED,
        )
        .encode(x=x, y=alt.datum(1), text="total:N")
    )
    chart = (stacked + figures).properties(width=step * len(sessions), height=190)
    rates = [session.rate.value for session in sessions if session.rate.value is not None]
    days = phrases.period(said, (sessions[0].date, sessions[-1].date))
    alternative = said.say(
        "Une barre par séance, {days} : part des membres présents, représentés, excusés, absents et inconnus à l’appel d’ouverture.",
        days=days,
    )
    if rates:
        alternative += " " + said.say(
            "Présents, des états connus : de {least} à {most}.", least=said.percent(min(rates)), most=said.percent(max(rates))
        )
    caption = said.say(
        "Chaque séance à l’appel d’ouverture ; au-dessus de la barre, le nombre de membres dont elle montre les parts. Une colonne grise "
        "n’a pas de chiffre : la séance est mise à l’écart ou sans appel lisible. Les nombres sont dans le tableau qui suit."
    )
    return Drawing(drawn(chart, {"bars": bars, "totals": totals}, font), alternative, caption)


def _matrix(sessions: Sequence[Session], rows: Sequence[tuple[Councillor, tuple[Cell, ...]]], at: int, said: Wording, font: str) -> Drawing:
    import altair as alt

    labels = {str(state): said.say(words) for state, words in SAID.items()}
    runs, names = [], []
    for row, (councillor, cells) in enumerate(rows):
        names.append({"row": row, "name": _name(councillor.name)})
        start = 0
        for state, group in groupby(cell.state for cell in cells[at : at + len(sessions)]):
            end = start + len(list(group))
            if state not in (State.NOT_A_MEMBER, State.SET_ASIDE):  # equal neighbours are one rectangle
                runs.append({"from": start, "to": end, "top": row, "bottom": row + 0.88, "state": labels[state]})
            start = end
    for index, session in enumerate(sessions):
        if session.standing == Standing.SET_ASIDE:
            runs.append({"from": index, "to": index + 1, "top": 0, "bottom": len(rows), "state": labels[State.SET_ASIDE]})
    used = {run["state"] for run in runs}
    step = min(28.0, (WIDTH - NAME_WIDTH - 10) / len(sessions))
    height = 13 if len(rows) > 25 else 16
    x = alt.X("from:Q", axis=_days(alt, sessions, step, 0.5), scale=alt.Scale(domain=[0, len(sessions)], nice=False))
    scale = alt.Scale(domain=[0, len(rows)], reverse=True, nice=False)
    cells_of = (
        alt.Chart(alt.NamedData("runs"))
        .mark_rect(stroke=PAPER, strokeWidth=0.4)
        .encode(
            x=x,
            x2="to:Q",
            y=alt.Y("top:Q", axis=None, scale=scale),
            y2="bottom:Q",
            color=_colours(alt, [(label, COLOURS[state]) for state, label in labels.items() if label in used], columns=7),
            stroke=alt.condition(alt.datum.state == labels[State.UNKNOWN], alt.value(MUTED), alt.value(PAPER)),
        )
    )
    named = (
        alt.Chart(alt.NamedData("names"))
        .transform_calculate(middle="datum.row + 0.45")
        .mark_text(align="right", baseline="middle", fontSize=min(11, height - 2), color=INK, limit=NAME_WIDTH - 8)
        .encode(x=alt.value(-6), y=alt.Y("middle:Q", axis=None, scale=scale), text="name:N")
    )
    chart = (cells_of + named).properties(width=step * len(sessions), height=height * len(rows))
    days = phrases.period(said, (sessions[0].date, sessions[-1].date))
    alternative = said.say(
        "Une ligne pour chacun des {members} membres, une colonne pour chacune des {sessions} séances {days} ; la couleur dit l’état.",
        members=said.whole(len(rows)),
        sessions=said.whole(len(sessions)),
        days=days,
    )
    caption = said.say(
        "Vue d’ensemble ; les lettres du tableau qui suit disent la même chose, séance par séance. Sans couleur : hors mandat."
    )
    return Drawing(drawn(chart, {"runs": runs, "names": names}, font), alternative, caption)


def _network(pairs: Sequence[ProxyPair], said: Wording, font: str) -> Drawing:
    """Givers stand on the left with a line for each of their holders, holders on the right where their lines cross least."""
    import altair as alt

    shown = strongest(pairs)
    nobody = said.say("non identifié")
    rows: dict[str | None, list[int]] = defaultdict(list)
    for row, pair in enumerate(shown):
        rows[pair.holder_id].append(row)
    holders = {pair.holder_id: pair.holder for pair in shown}
    order = sorted(rows, key=lambda one: (sum(rows[one]) / len(rows[one]), alphabetical(holders[one] or "~"), one or ""))
    spread = len(shown) / len(order)
    right = {one: (index + 0.5) * spread - 0.5 for index, one in enumerate(order)}
    lines = [{"x": 0, "y": row, "x2": 1, "y2": right[pair.holder_id], "sessions": pair.sessions} for row, pair in enumerate(shown)]
    counts = [{"x": 0, "y": row, "count": said.whole(pair.sessions)} for row, pair in enumerate(shown)]
    givers = [
        {"x": 0, "y": row, "name": _name(pair.giver)}
        for row, pair in enumerate(shown)
        if not row or shown[row - 1].giver_id != pair.giver_id
    ]
    is_whole = len(shown) == len(pairs)  # else a sum would not be all that somebody held
    held = [
        {"x": 1, "y": right[one], "name": f"{_held(shown, rows[one], said)}  {name}" if is_whole else name}
        for one in order
        for name in [_name(holders[one] or nobody)]
    ]
    height = ROW * len(shown)
    x = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, 1]))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.5, len(shown) - 0.5], reverse=True, nice=False))
    width = alt.StrokeWidth("sessions:Q", scale=alt.Scale(domain=[0, max(pair.sessions for pair in shown)], range=[0.4, 5]), legend=None)
    text: dict[str, Any] = {"baseline": "middle", "fontSize": 11, "limit": NAME_WIDTH}

    def written(data: str, **settings: Any) -> Any:
        return (
            alt.Chart(alt.NamedData(data)).mark_text(**text, **settings).encode(x=x, y=y, text="name:N" if data != "counts" else "count:N")
        )

    links = alt.Chart(alt.NamedData("lines")).mark_rule(color=MUTED, opacity=0.75).encode(x=x, x2="x2:Q", y=y, y2="y2:Q", strokeWidth=width)
    chart = alt.layer(
        links,
        written("givers", align="right", dx=-26, color=INK),
        written("counts", align="right", dx=-5, color=MUTED),
        written("held", align="left", dx=6, color=INK),
    ).properties(width=WIDTH - 2 * NAME_WIDTH - 40, height=height)
    all_powers, shown_powers = sum(pair.sessions for pair in pairs), sum(pair.sessions for pair in shown)
    alternative = said.say(
        "Réseau des pouvoirs : à gauche qui donne, à droite qui reçoit, un trait pour chacune des {pairs} paires.",
        pairs=said.whole(len(shown)),
    )
    caption = said.say(
        "À gauche qui donne pouvoir, à droite qui le reçoit ; les nombres sont des séances, l’épaisseur du trait aussi. Séances mises à "
        "l’écart non comprises."
    )
    if not is_whole:
        caption += " " + said.say(
            "Seules les {shown} paires les plus fréquentes des {pairs} sont dessinées : {powers} des {all} pouvoirs. Toutes sont dans le "
            "tableau.",
            shown=said.whole(len(shown)),
            pairs=said.whole(len(pairs)),
            powers=said.whole(shown_powers),
            all=said.whole(all_powers),
        )
    return Drawing(drawn(chart, {"lines": lines, "counts": counts, "givers": givers, "held": held}, font), alternative, caption)


def _held(pairs: Sequence[ProxyPair], rows: Sequence[int], said: Wording) -> str:
    return said.whole(sum(pairs[row].sessions for row in rows))


def _name(name: str) -> str:
    return str(printable(name))


def _days(altair: Any, sessions: Sequence[Session], step: float, middle: float = 0.0) -> alt.Axis:
    """An axis that writes each session's day below its column. The days are ours: an expression may hold them."""
    days = ",".join(f"'{session.date:%d/%m/%Y}'" for session in sessions)
    return altair.Axis(  # type: ignore[no-any-return]
        values=[index + middle for index in range(len(sessions))],
        labelExpr=f"[{days}][floor(datum.value)]",
        labelAngle=-90,
        labelFontSize=min(11, max(7, int(step) - 1)),
        labelAlign="right",
        labelBaseline="middle",
        labelOverlap=False,
        grid=False,
        ticks=False,
        title=None,
    )


def _percents(said: Wording) -> str:
    return f"datum.value == 0 ? '{said.percent(0)}' : datum.value == 1 ? '{said.percent(1)}' : ''"


def _colours(altair: Any, entries: Sequence[tuple[str, str]], columns: int) -> alt.Color:
    names = [name for name, _ in entries]
    return altair.Color(  # type: ignore[no-any-return]
        "state:N",
        title=None,
        sort=names,
        scale=altair.Scale(domain=names, range=[colour for _, colour in entries]),
        legend=altair.Legend(
            orient="top", columns=columns, symbolType="square", symbolStrokeColor=MUTED, symbolStrokeWidth=0.5, labelLimit=260
        ),
    )
