"""Are more members there when a vote is contested? A worked analysis on the published snapshot: ``marimo edit notebooks/attendance.py``."""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    from pathlib import Path

    import altair as alt
    import duckdb
    import marimo as mo

    return Path, alt, duckdb, mo


@app.cell
def _(Path, mo):
    # Another snapshot or council: marimo edit notebooks/attendance.py -- --snapshot FILE --council ID
    _asked = mo.cli_args()
    snapshot = Path(_asked.get("snapshot") or Path(__file__).resolve().parent.parent / "data" / "published" / "registre.duckdb")
    council = _asked.get("council") or "commune-ville-temoin"
    return council, snapshot


@app.cell
def _(mo):
    mo.md(
        """
        # Are more members there when a vote is contested?

        A deliberation is *contested* where the documents print or name at least one vote against or abstention. For some nobody knows:
        they make a row of their own and count on neither side. What a rule set aside is in none of the rows; the last line of this page
        says how much that is.

        The rate is *present* ÷ *(present + represented + excused + absent)*, seat by seat and deliberation by deliberation. Seats whose
        state the documents leave open, and members who took no part in the vote, are in no denominator and stand beside it.
        """
    )
    return


@app.cell
def _(council, duckdb, snapshot):
    question = """
        select
            case when is_contested then 'contested' when not is_contested then 'not contested' else 'unknown' end as vote,
            count(distinct deliberation_id)::int as deliberations,
            (count(*) filter (where state = 'present'))::int as present,
            (count(*) filter (where state in ('present', 'represented', 'excused', 'absent')))::int as known,
            (count(*) filter (where state = 'unknown'))::int as unknown,
            (count(*) filter (where state = 'withdrawn'))::int as withdrawn,
            present / nullif(known, 0) as rate
        from marts.voting_by_deliberation
        left join core.attendance using (council_id, deliberation_id)
        where council_id = $council
        group by all
        order by vote
    """
    left_out = """
        select (count(*) - count(counted.deliberation_id))::int, count(*)::int
        from core.deliberation
        left join marts.voting_by_deliberation as counted using (council_id, deliberation_id)
        where council_id = $council
    """
    with duckdb.connect(snapshot, read_only=True) as connection:
        figures = connection.execute(question, {"council": council}).df()
        set_aside, deliberations = connection.execute(left_out, {"council": council}).fetchone()
    return deliberations, figures, set_aside


@app.cell
def _(figures, mo):
    mo.ui.table(figures, selection=None)
    return


@app.cell
def _(figures):
    by_vote = figures.set_index("vote")
    compared = [by_vote.loc[vote] for vote in ("contested", "not contested") if vote in by_vote.index and by_vote.loc[vote, "known"] > 0]
    difference = float(compared[0]["rate"] - compared[1]["rate"]) if len(compared) == 2 else None
    return (difference,)


@app.cell
def _(deliberations, difference, mo, set_aside):
    answer = (
        "There is nothing to compare: one of the two kinds of votes is not known here."
        if difference is None
        else f"At contested votes the rate is {difference * 100:+.1f} percentage points against the others."
    )
    mo.md(
        f"""
        **{answer}** The members who are there for one item of an evening are mostly there for the next, so these votes are no independent
        draws: the figure describes this council and proves nothing about others.

        Set aside by a rule and not counted: {set_aside} of {deliberations} known deliberations.
        """
    )
    return (answer,)


@app.cell
def _(alt, figures):
    labelled = figures.assign(
        fraction=[f"{row.present} / {row.known} ({row.deliberations} votes)" for row in figures.itertuples()],
    ).dropna(subset=["rate"])
    bars = alt.Chart(labelled, title="Seats present, of the seats whose state is known").encode(
        x=alt.X("rate:Q", axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]), title=None),
        y=alt.Y("vote:N", sort=["contested", "not contested", "unknown"], title="vote"),
    )
    chart = bars.mark_bar() + bars.mark_text(align="right", dx=-6, color="white").encode(text="fraction:N")
    chart  # noqa: B018  the last expression of a cell is what it shows
    return (chart,)


if __name__ == "__main__":
    app.run()
