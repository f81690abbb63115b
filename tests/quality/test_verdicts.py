"""The verdicts of Great Expectations are those of a plain computation, row by row, whatever the figures."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.checks import run_rules
from tests.quality.rows import HOLDING, frames, row
from transforms.corrections import State
from transforms.quality import RULES, TABLES, Rule, columns_of

COUNT = st.none() | st.integers(0, 4)
STATE = st.sampled_from([None, "present", "represented", "excused", "absent", "arrived", "departed", "withdrawn"])
FIGURES: Mapping[str, st.SearchStrategy[Any]] = {
    "outcome": st.sampled_from(["adopted", "rejected", "noted", "postponed", "elected", "unknown"]),
    "is_put_to_vote": st.booleans(),
    "needs_quorum": st.booleans(),
    **dict.fromkeys(("printed_outcome", "lawful_outcome"), st.sampled_from([None, "adopted", "rejected"])),
    **dict.fromkeys(("giver_state", "holder_state", "voter_state"), STATE),
    "plain_name": st.sampled_from([None, "Lise BLANC", "Mme BLANC", "PRESENTS", "Jean MAIRE"]),
    **dict.fromkeys(
        ("session_date", "receipt_date", "first_stamp", "file_date", "convened_on", "session_before"),
        st.sampled_from([None, "2023-12-31", "2024-03-14", "2024-10-02"]),
    ),
    **dict.fromkeys(("weekday", "printed_weekday"), st.sampled_from([None, "lundi", "mardi"])),
    "name_role": st.sampled_from(["vote", "proxy"]),
    "link": st.sampled_from(["exact", "none_found", "several_found"]),
    **dict.fromkeys(("number", "number_before", "lead_quote", "contradiction"), st.just("2024-007")),
    **dict.fromkeys(("name", "giver", "holder", "voter"), st.just("Lise BLANC")),
    "correction_state": st.sampled_from([None, *State]),
    **dict.fromkeys(("target", "field", "file"), st.just("pv.pdf")),
}
KEYS = {"subject", "document_id", "part", "session_id", "deliberation_id", "page", "line_from", "line_to", "quote"}


def rows_of(table: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    figures = {column: FIGURES.get(column, COUNT) for column in columns_of(table) - KEYS}
    return st.lists(st.fixed_dictionaries(figures), min_size=8, max_size=40)


def plain_verdict(rule: str, row: Mapping[str, Any]) -> str | None:
    """The verdict on a row by the words of the rule; ``None`` where the rule has no say."""

    def total(group: str, *conventions: tuple[str, ...]) -> str:
        stated = row[f"stated_{group}"]
        sums = [
            sum(row[column] or 0 for column in columns) if any(row[column] is not None for column in columns) else None
            for columns in conventions
        ]
        if stated is None:
            return "undecidable"
        return "holds" if stated in sums else "undecidable" if sums[0] is None else "broken"

    def compare(*figures: str) -> str:
        values = [row[figure] for figure in figures]
        if None in values:
            return "undecidable"
        return "holds" if TESTS[rule](*values) else "broken"

    match rule:
        case "C1":
            return total("present", ("listed_present",))
        case "C2":
            return total("represented", ("listed_represented",))
        case "C3":
            return total("excused", ("listed_excused",), ("listed_excused", "listed_represented"))
        case "C4":
            others = ("listed_absent", "listed_excused", "listed_represented")
            return total("absent", others[:1], others[:2], others)
        case "C7" | "C8" if not row["is_put_to_vote"]:
            return None
        case "C10a" | "C10b" if not row["needs_quorum"]:
            return None
        case "C9" if row["outcome"] not in ("adopted", "rejected", "unknown"):
            return None
    return compare(*FIGURES_OF[rule])


FIGURES_OF = {
    "C5a": ("listed_names", "members_in_office"),
    "C5b": ("names_of_all_groups", "members_in_office"),
    "C5c": ("listed_names", "members_in_office"),
    "C5d": ("seats_named", "members_in_office"),
    "C6": ("voters", "listed_voters"),
    "C7": ("votes_counted", "voters_possible"),
    "C8": ("dissent_beside_unanimity",),
    "C9": ("printed_outcome", "lawful_outcome"),
    "C10a": ("seats_at_opening", "quorum"),
    "C10b": ("seats_taken", "quorum"),
    "C11": ("members_in_office", "legal_size"),
    "N1": ("states_of_councillor",),
    "N2a": ("holder_state",),
    "N2b": ("proxies_held", "proxies_allowed"),
    "N3": ("giver_state",),
    "N4a": ("voter_state",),
    "N4b": ("mentions",),
    "N5": ("possible_councillors",),
    "N6": ("plain_name",),
    "K2": ("correction_state",),
    "N7": ("sessions_running",),
    "D1a": ("printed_weekday", "weekday"),
    "D1b": ("days_of_notice",),
    "D2a": ("session_date", "file_date"),
    "D2b": ("receipt_date", "session_date"),
    "D3": ("first_stamp", "session_date"),
    "D4": ("contradictions",),
    "D5": ("council_agreement",),
    "D6": ("versions",),
    "S1": ("deliberations_found",),
    "S2": ("lines_found",),
    "S3": ("in_file", "accepted"),
    "K1a": ("numbers_missing",),
    "K1b": ("quarters_without",),
}
TESTS = {
    "C5a": lambda names, members: names <= members,
    "C5b": lambda names, members: names == members,
    "C5c": lambda names, members: names >= members,
    "C5d": lambda named, members: named <= members,
    "C6": lambda voters, listed: voters == listed,
    "C7": lambda votes, possible: votes <= possible,
    "C8": lambda dissent: dissent == 0,
    "C9": lambda printed, lawful: printed == lawful,
    "C10a": lambda seats, quorum: seats >= quorum,
    "C10b": lambda seats, quorum: seats >= quorum,
    "C11": lambda members, size: members <= size,
    "N1": lambda states: states <= 1,
    "N2a": lambda holder: holder in ("present", "arrived"),
    "N2b": lambda held, allowed: held <= allowed,
    "N3": lambda giver: giver != "present",
    "N4a": lambda voter: voter in ("present", "represented", "withdrawn"),
    "N4b": lambda mentions: mentions <= 1,
    "N5": lambda councillors: councillors == 1,
    "N7": lambda sessions: sessions <= 3,
    "D1a": lambda printed, weekday: printed == weekday,
    "D1b": lambda days: 1 <= days <= 60,
    "D2a": lambda session, file: session == file,
    "D2b": lambda receipt, session: receipt == session,
    "D3": lambda stamp, session: stamp >= session,
    "D4": lambda contradictions: contradictions == 0,
    "D5": lambda agreement: agreement == "same",
    "D6": lambda versions: versions <= 1,
    "S1": lambda found: found >= 1,
    "S2": lambda found: found >= 1,
    "S3": lambda in_file, accepted: in_file == accepted,
    "K1a": lambda missing: missing == 0,
    "K1b": lambda without: without == 0,
    "N6": lambda name: name not in ("Mme BLANC", "PRESENTS"),
    "K2": lambda state: state == "applied",
}


def plain_findings(rule: Rule, rows: list[Mapping[str, Any]]) -> dict[str, str]:
    """Finding id → verdict by the plain computation; the rows of a table are of one roll call here."""
    verdicts = {f"{rule.id}|{row['subject']}": plain_verdict(rule.id, row) for row in rows}
    said = {finding: verdict for finding, verdict in verdicts.items() if verdict}
    if not rule.holds_together:
        return said
    others = {finding: verdict for finding, verdict in said.items() if verdict != "holds"}
    return others or dict([*said.items()][:1])


@settings(max_examples=4, deadline=None, derandomize=True)
@given(st.fixed_dictionaries({table: rows_of(table) for table in TABLES}))
def test_verdicts_are_those_of_a_plain_computation(figures: dict[str, list[dict[str, Any]]]) -> None:
    rows = {
        table: [
            row(table, subject=f"{table}-0"),
            *(row(table, subject=f"{table}-{n}", **one) for n, one in enumerate(figures[table], start=1)),
        ]
        for table in TABLES
    }
    found = run_rules(frames(*((table, one) for table in TABLES for one in rows[table][1:])))
    expected = {finding: verdict for rule in RULES for finding, verdict in plain_findings(rule, rows[rule.table]).items()}
    assert dict(zip(found["finding_id"], found["verdict"], strict=True)) == expected
    assert not found["sentence"].isna().any()


def test_the_plain_computation_knows_every_rule_and_column() -> None:
    assert {*FIGURES_OF, "C1", "C2", "C3", "C4"} == {rule.id for rule in RULES}
    assert {table: {*columns_of(table)} - KEYS - {*HOLDING[table]} for table in TABLES} == {table: set() for table in TABLES}
