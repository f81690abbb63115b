"""The voting report: cases computed by hand, from printed records to what the report says, and against its own queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.making import item, landed, name, seat, seats, sitting
from tests.reporting.comparing import compare_voting
from tests.sql.conftest import Built, build
from transforms.model import GroupMember, PrintedDocument, Roster
from transforms.reporting.charts_voting import outcomes_chart
from transforms.reporting.language import Language, wording
from transforms.reporting.queries import Span
from transforms.reporting.voting import COLUMNS, VotingFrames, VotingReport, voting_report
from transforms.reporting.voting_page import Drawing, PageTable, Paragraph, Section, voting_page

COUNCIL = "commune-ville-essai"
SIX = ("Jean ROUX", "Anne PETIT", "Luc NOIR", "Eva BLANC", "Max BRUN", "Ida VERT")
FRENCH = wording(Language.FRENCH)


def roll_call(number: int, voters_for: tuple[str, ...], voters_against: tuple[str, ...] = (), abstain: tuple[str, ...] = ()):
    """An adopted item of which every voter is named."""
    named = {"for": voters_for, "against": voters_against, "abstain": abstain}
    counts = {f"votes_{choice}": len(names) for choice, names in named.items()}
    return item(number, str(number), named={choice: names for choice, names in named.items() if names}, **counts)


@pytest.fixture
def reported() -> Iterator[object]:
    """The report of some sittings of one council, every figure of which its own queries give."""
    made: list[Built] = []

    def report(*sittings: PrintedDocument, span: Span | None = None, roster: Roster | None = None, **choices: object) -> VotingReport:
        documents = [landed(str(index), one) for index, one in enumerate(sittings)]
        made.append(build(documents, marts=True, roster=roster or Roster(), **choices))
        return compare_voting(made[-1].connection, COUNCIL, span or Span())

    yield report
    for one in made:
        one.connection.close()


def councillor(report: VotingReport, key: str, scope: str = "all") -> dict[str, object]:
    (row,) = [row for row in report.tables["councillors"] if (row["councillor_id"], row["scope"]) == (f"{COUNCIL}/{key}", scope)]
    return dict(row)


def section(report: VotingReport, anchor: str) -> Section:
    (found,) = [one for one in voting_page(report, FRENCH).sections if one.anchor == anchor]
    return found


def paragraphs(report: VotingReport, anchor: str) -> str:
    return " ".join(part.text for part in section(report, anchor).parts if isinstance(part, Paragraph))


# --- definitions


def test_a_tie_is_the_closest_vote_and_its_proxies_are_pivotal(reported):
    attendance = [*seats(*SIX[:5]), seat(SIX[5], "represented", SIX[0])]
    items = [
        item(1, "1", title="Égalité", votes_for=3, votes_against=3, has_casting_vote=True),
        item(2, "2", title="Large", votes_for=5, votes_against=1),
        item(3, "3", title="Sans écart", votes_for=5, votes_abstain=None, named={"against": ("Ida VERT",)}),
    ]
    report = reported(sitting(attendance=attendance, deliberations=items))
    closest = [(row["title"], row["margin"], row["members_represented"], row["has_pivotal_proxies"]) for row in report.tables["closest"]]
    assert closest == [("Égalité", 0, 1, True), ("Large", 4, 1, False)]
    table = section(report, "serres").parts[0]
    assert isinstance(table, PageTable)
    assert [cell.text for cell in table.rows[0][3:]] == ["adoptée", "3", "3", "–", "0", "1", "oui", "oui"]
    assert table.rows[0][0].link == "d1"  # the row of its source
    assert (report.summary["margin_known"], report.summary["pivotal_proxies"]) == (2, 1)


def test_a_tie_without_proxies_is_decided_by_nobodys_proxy(reported):
    report = reported(sitting(attendance=seats(*SIX), deliberations=[item(1, "1", votes_for=3, votes_against=3)]))
    assert [(row["margin"], row["has_pivotal_proxies"]) for row in report.tables["closest"]] == [(0, False)]
    assert (report.summary["pivotal_proxies"], report.summary["pivotal_known"]) == (0, 1)
    assert "Des pouvoirs auraient pu décider de 0, sur 1\u00a0délibération" in paragraphs(report, "serres")


def test_without_a_roll_call_nobody_knows_whether_proxies_were_pivotal(reported):
    items = [item(1, "1", votes_for=4, votes_against=2)]
    report = reported(sitting(attendance=[], deliberations=items))
    assert [(row["margin"], row["has_pivotal_proxies"]) for row in report.tables["closest"]] == [(2, None)]
    for table_name in ("summary", "years", "sessions", "subjects"):
        (row,) = report.tables[table_name]
        assert (row["margin_known"], row["pivotal_known"], row["pivotal_proxies"]) == (1, 0, None), table_name
    table = section(report, "serres").parts[0]
    assert isinstance(table, PageTable)
    assert [cell.text for cell in table.rows[0][-3:]] == ["–", "–", "–"]
    said = paragraphs(report, "serres")
    assert "connu de 1\u00a0délibération sur 1." in said
    assert "on ignore si des pouvoirs auraient pu décider" in said


def test_a_secret_ballot_counts_among_the_deliberations_and_in_no_rate_by_member(reported):
    items = [
        item(1, "1", is_secret=True, votes_for=4, votes_against=2),
        item(2, "2", outcome="elected"),
        item(3, "3", outcome="noted"),
        item(4, "4", outcome="unknown"),
    ]
    report = reported(sitting(attendance=seats(*SIX), deliberations=items))
    counted = {row["ballot"]: (row["deliberations"], row["with_inferred"], row["nobody_named"]) for row in report.tables["ballots"]}
    assert counted == {"secret": (1, 0, 1), "election": (1, 0, 1), "none": (1, 0, 1), "unknown": (1, 0, 1)}
    jean = councillor(report, "jean-roux")
    assert (jean["votes_possible"], jean["deliberations_secret"], jean["deliberations_elections"]) == (0, 1, 1)
    assert (jean["deliberations_without_vote"], jean["deliberations_outcome_unknown"]) == (1, 1)
    assert (jean["participation_stated"], jean["no_participation_reason"]) == (None, "no_vote_possible")
    assert report.summary["secret_ballots"] == 1
    assert report.tables["closest"][0]["margin"] == 2  # its counts are printed


def test_a_unanimous_vote_with_abstentions_is_unanimous_as_printed_and_contested(reported):
    items = [
        item(1, "1", title="Avec abstention", unanimous=True, votes_for=5, votes_abstain=1),
        item(2, "2", title="Sans", unanimous=True),
        item(3, "3", title="Avec un nom", unanimous=True, named={"abstain": ("Ida VERT",)}),
    ]
    report = reported(sitting(attendance=seats(*SIX), deliberations=items))
    summary = report.summary
    assert (summary["unanimous_printed"], summary["unanimous_printed_known"]) == (3, 3)
    assert (summary["unanimous_strict"], summary["unanimous_strict_known"]) == (1, 3)
    assert (summary["contested"], summary["contested_known"]) == (2, 3)
    assert [(row["title"], row["votes_abstain"], row["stated_abstain"]) for row in report.tables["unanimity"]] == [
        ("Avec abstention", 1, 0),
        ("Avec un nom", None, 1),
    ]
    assert "Unanimité imprimée : 100\u00a0% (3 / 3)." in paragraphs(report, "unanimite")
    assert "Unanimité stricte : 33,3\u00a0% (1 / 3)." in paragraphs(report, "unanimite")


def test_a_group_of_two_has_no_index_and_a_group_of_three_has(reported):
    groups = [(SIX[0], "Grand"), (SIX[1], "Grand"), (SIX[2], "Grand"), (SIX[3], "Petit"), (SIX[4], "Petit")]
    rows = [GroupMember("Ville-Essai", name(who), group, None, None, "g.csv", line) for line, (who, group) in enumerate(groups, 2)]
    roster = Roster(groups=tuple(rows))
    items = [roll_call(number, SIX[:2], SIX[2:]) for number in range(1, 11)]
    report = reported(sitting(attendance=seats(*SIX), deliberations=items), roster=roster)
    shown = {
        row["group_name"]: (row["members"], row["rice_votes_stated"], row["rice_index_stated"], row["no_index_reason_stated"])
        for row in report.tables["groups"]
        if row["scope"] == "all"
    }
    assert shown == {"Grand": (3, 10, pytest.approx(1 / 3), None), "Petit": (2, 10, None, "too_few_members")}
    (table,) = section(report, "groupes").parts
    assert isinstance(table, PageTable)
    large, small = (row for row in table.rows if row[1].text == "tous les scrutins ouverts")
    assert (large[4].text, large[4].note) == ("0,33", "10\u00a0votes")
    assert (small[4].text, small[4].note) == ("–", "moins de 3 membres (10)")


def test_where_only_the_dissenters_are_named_nobody_has_a_rate_of_dissent_on_names_alone(reported):
    items = [item(number, str(number), votes_for=5, votes_against=1, named={"against": ("Ida VERT",)}) for number in range(1, 13)]
    report = reported(sitting(attendance=seats(*SIX), deliberations=items))
    ida = councillor(report, "ida-vert")
    assert (ida["dissent_rate_stated"], ida["votes_one_sided_stated"], ida["no_dissent_reason_stated"]) == (None, 12, "one_side_named")
    assert (ida["dissents_with_inferred"], ida["votes_cast_with_inferred"], ida["dissent_rate_with_inferred"]) == (12, 12, 1.0)
    by_name = {matrix.basis: matrix for matrix in report.matrices if matrix.scope == "all"}
    assert by_name["stated"].order == ()
    assert by_name["with_inferred"].share(f"{COUNCIL}/ida-vert", f"{COUNCIL}/brun-max") == 0.0
    assert by_name["with_inferred"].share(f"{COUNCIL}/blanc-eva", f"{COUNCIL}/brun-max") == 1.0
    table = next(part for part in section(report, "membres").parts if isinstance(part, PageTable))
    (row,) = [row for row in table.rows if row[0].text == "Ida VERT"]
    assert [(cell.text, cell.note) for cell in row[2:6]] == [
        ("100\u00a0%", "12 / 12"),
        ("100\u00a0%", "12 / 12"),
        ("–", "un seul camp nommé"),
        ("100\u00a0%", "12 / 12"),
    ]


def test_where_nobody_is_named_the_report_says_so_and_gives_outcomes_and_counts(reported):
    items = [item(1, "1", votes_for=4, votes_against=2), item(2, "2", outcome="rejected", votes_for=1, votes_against=5)]
    report = reported(sitting(attendance=seats(*SIX), deliberations=items))
    assert not report.knows_votes
    assert "Les documents n’impriment le nom d’aucun votant, et aucun vote ne s’en déduit" in paragraphs(report, "noms")
    assert paragraphs(report, "membres") == "Aucun vote n’est connu de quelqu’un : il n’y a pas de chiffre par membre."
    assert not any(isinstance(part, PageTable) for part in section(report, "membres").parts)
    assert (report.summary["adopted"], report.summary["rejected"], report.summary["contested_share"]) == (1, 1, 1.0)
    assert [row["margin"] for row in report.tables["closest"]] == [2, -4]


def test_where_all_follows_from_unanimity_the_report_says_that_it_shows_no_disagreement(reported):
    report = reported(sitting(attendance=seats(*SIX), deliberations=[item(1, "1", unanimous=True)]))
    assert (report.names_voters, report.knows_votes) == (False, True)
    assert "ils ne montrent aucun désaccord" in paragraphs(report, "noms")


def test_a_pair_below_the_minimum_is_blank_with_a_reason_and_never_zero(reported):
    absent = [*seats(*SIX[:5]), seat(SIX[5], "absent")]
    first = sitting("2025-01-10", seats(*SIX), [roll_call(number, SIX[:4], SIX[4:]) for number in range(1, 10)])
    second = sitting("2025-02-10", absent, [roll_call(number, SIX[:4], SIX[4:5]) for number in range(1, 3)])
    report = reported(first, second)
    matrix = next(one for one in report.matrices if (one.scope, one.basis) == ("all", "stated"))
    ida, max_, jean = (f"{COUNCIL}/{key}" for key in ("ida-vert", "brun-max", "jean-roux"))
    assert matrix.pair(ida, max_) == (9, 9, "too_few_votes")
    assert matrix.share(ida, max_) is None
    assert matrix.pair(jean, max_) == (0, 11, None)
    assert matrix.hidden == (ida,)
    assert matrix.hidden_reasons == {"too_few_votes": 5}
    assert matrix.order[0] == max_ or matrix.order[-1] == max_  # who votes unlike all the others stands at an end
    captions = [part.caption for part in section(report, "accords").parts if isinstance(part, Drawing)]
    assert captions[-1].endswith("Sans aucun taux, et donc pas dans le tableau : Ida VERT.")


def test_a_share_that_is_not_known_is_marked_in_the_chart_and_is_no_zero(reported):
    known = sitting("2025-01-10", seats(*SIX), [item(1, "1", unanimous=True)])
    unknown = sitting("2025-02-10", seats(*SIX), [item(1, "1", outcome="noted")])
    report = reported(known, unknown)
    assert [row["contested_share"] for row in report.tables["sessions"]] == [0.0, None]
    chart = outcomes_chart(report.tables["sessions"], report.tables["years"], FRENCH)
    assert chart.count(">?<") == 1


# --- what is set aside, and the days asked for


def test_what_is_set_aside_counts_nowhere_and_stands_among_the_sources(reported):
    broken = [
        {"rule": "C9", "session_id": f"{COUNCIL}:2025-01-10", "deliberation_id": f"{COUNCIL}:2025-01-10#2", "sentence": "Issue ?"},
        {"rule": "C1", "session_id": f"{COUNCIL}:2025-02-10", "sentence": "Total ?"},
    ]
    report = reported(
        sitting("2025-01-10", seats(*SIX), [item(1, "1", unanimous=True), item(2, "2", unanimous=True)]),
        sitting("2025-02-10", seats(*SIX), [item(1, "1", unanimous=True)]),
        broken=broken,
    )
    summary = report.summary
    assert (summary["sessions"], summary["sessions_set_aside"], summary["deliberations"], summary["deliberations_set_aside"]) == (
        2,
        1,
        1,
        2,
    )
    assert [(row["rule"], row["deliberation_id"]) for row in report.tables["set_aside"]] == [
        ("C9", f"{COUNCIL}:2025-01-10#2"),
        ("C1", None),
    ]
    assert [row["ballot"] for row in report.tables["deliberations"]] == ["open", "quarantined", "quarantined"]
    assert summary["inferred_votes"] == 6
    assert report.tables["years"][0]["deliberations_set_aside"] == 2


def test_only_the_days_asked_for_count(reported):
    sittings = [sitting(f"2025-0{month}-10", seats(*SIX), [item(1, "1", unanimous=True)]) for month in range(1, 5)]
    report = reported(*sittings, span=Span(date(2025, 2, 1), date(2025, 3, 31)))
    assert [str(row["date"]) for row in report.tables["sessions"]] == ["2025-02-10", "2025-03-10"]
    assert councillor(report, "jean-roux")["deliberations"] == 2
    assert councillor(report, "jean-roux")["deliberations_out_of_membership"] == 0
    assert "Période demandée : du 1er\u00a0février\u00a02025 au 31\u00a0mars\u00a02025" in (voting_page(report, FRENCH).asked or "")


def test_days_without_any_session_make_a_report_that_says_so(reported):
    report = reported(sitting("2025-01-10", seats(*SIX), [item(1, "1")]), span=Span(date(2030, 1, 1)))
    assert report.summary["deliberations"] == 0
    assert "Aucune délibération de ce conseil dans cette période" in paragraphs(report, "ecart")
    assert [one.anchor for one in voting_page(report, FRENCH).sections] == ["noms", "ecart"]


def test_each_deliberation_leads_to_document_page_lines_and_words_of_its_vote(reported):
    report = reported(sitting(attendance=seats(*SIX), deliberations=[item(1, "1", title="Budget", unanimous=True)]))
    (row,) = report.tables["deliberations"]
    assert (row["file_name"], row["page"], row["line_from"], row["line_to"], row["quote"]) == ("0.pdf", 1, 9, 9, "…")
    assert row["is_place_of_vote"]


# --- input that is not as it should be


def test_a_frame_that_lacks_a_column_is_told(reported):
    import pandas as pd

    frames = {name: pd.DataFrame(columns=list(columns)) for name, columns in COLUMNS.items()}
    with pytest.raises(ValueError, match="about one council, not 0"):
        voting_report(VotingFrames(**frames))
    with pytest.raises(ValueError, match="session lacks the columns date"):
        voting_report(VotingFrames(**frames | {"session": frames["session"].drop(columns="date")}))
