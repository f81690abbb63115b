"""Reports from a published snapshot: reads frames, calls ``transforms.reporting``, writes files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.home import Home, file_stem
from pipelines.warehouse import open_snapshot, tables
from pipelines.written_reports import WrittenReport, is_up_to_date, note_reports, versions_of, written_reports
from transforms.cells import table_csv
from transforms.model import CouncilKind
from transforms.quality import RULES
from transforms.reporting.attendance import AttendanceFrames, AttendanceOptions, AttendanceReport, attendance_report, documents_set_aside
from transforms.reporting.divisions import GroupBy
from transforms.reporting.language import Language, Wording, wording
from transforms.reporting.queries import Span, quoted
from transforms.reporting.render import IndexRow, attendance_html, index_html
from transforms.reporting.tables import attendance_json, attendance_tables
from transforms.reporting.voting import VotingFrames, VotingOptions, VotingReport, voting_report
from transforms.reporting.voting_page import voting_html, voting_index_html
from transforms.reporting.voting_tables import deliberations_frame, voting_json
from transforms.text import fold

if TYPE_CHECKING:
    import duckdb
    import pandas as pd


INDEX = "attendance.html"

# What each frame of the report reads. $council_id is the one council; {sessions} stands for its sessions in the days asked for.
SESSIONS = "(select session_id from core.session where council_id = $council_id{condition})"
ATTENDANCE_QUERIES = {
    "council": "from core.council where council_id = $council_id",
    "session": "from core.session where session_id in {sessions}",
    "councillor": "from core.councillor where council_id = $council_id",
    "session_state": "from core.session_state where session_id in {sessions}",
    "proxy": "from core.proxy where session_id in {sessions} order by session_id, giver_id, page, line_from, holder",
    "change": "from core.change where session_id in {sessions}",
    "session_attendance": "from core.session_attendance where session_id in {sessions} order by session_id, position",
    "document": """
        from core.document
        where council_id = $council_id
            or document_id in (select document_id from core.sitting where council_id = $council_id)
    """,
    "quarantine": "from quality.quarantine where scope = 'session' and session_id in {sessions}",
    "term": "from core.term where council_id = $council_id order by starts_on",
    "membership": "from core.membership where council_id = $council_id",
    "finding": "from quality.finding where verdict = 'broken' and deliberation_id is null and session_id in {sessions}",
    "attendance_by_councillor": """
        from {by_councillor} where council_id = $council_id and period_kind = 'all' order by councillor, councillor_id
    """,
    "attendance_by_session": "from marts.attendance_by_session where session_id in {sessions}",
}
BY_COUNCILLOR = "marts.attendance_by_councillor"
# How a mart imports its sessions and what they count in; where one that is named is missing from its text, the report stops.
SESSION_IMPORT, PERIOD_IMPORT = "session as (select * from core.session)", "session_period as (select * from core.session_period)"
ALL_SESSIONS = (SESSION_IMPORT, PERIOD_IMPORT)
NEAR = 60  # likeness, of 100, from which a name of a council is worth proposing
MOST_NAMED = 10  # councils named where none is near


DEFAULT_FORMATS = ("html", "csv")
LOST = "from core.document where set_aside_reason is not null and council_id is null"  # what no report counts
NO_DAY = date(1980, 1, 1)  # of a report about no session


class ReportError(Exception):
    """One clear sentence on why what is asked for cannot be reported."""


class UnknownCouncilError(ReportError):
    """The snapshot holds no council of that id or name; the message names the near ones, or else those that it holds."""


def attendance_workbook(report: AttendanceReport, said: Wording) -> bytes:
    """The report as an Excel workbook; what writes it is loaded only here."""
    from transforms.reporting.workbook import workbook

    return workbook(attendance_tables(report, said), f"{said.say('Présence au conseil')} – {report.council}", last_day(report))


def typeset(report: AttendanceReport, said: Wording) -> bytes:
    """The report as PDF; what sets it is loaded only here."""
    from transforms.reporting.pdf import attendance_pdf

    return attendance_pdf(report, last_day(report), said)


def last_day(report: AttendanceReport) -> date:
    """The day that files carry as theirs: the last session's, so that the same snapshot gives the same bytes."""
    return report.period[1] if report.period else NO_DAY


# What each format holds, from the report and the frames it was made from.
WRITERS: Mapping[str, Callable[[AttendanceReport, AttendanceFrames, Wording], str | bytes]] = {
    "html": lambda report, _, said: attendance_html(report, said),
    "csv": lambda _, frames, __: table_csv(frames.attendance_by_councillor),
    "xlsx": lambda report, _, said: attendance_workbook(report, said),
    "pdf": lambda report, _, said: typeset(report, said),
    "json": lambda report, _, said: attendance_json(report, said),
}
Written = tuple[list[Path], IndexRow]  # the files of one council's report and its row of the index
Each = Callable[[Callable[..., Written], Sequence[tuple[Home, str]]], list[Written]]
WITHOUT_WORDS = {"csv"}  # formats that are the same in every language


def load() -> None:
    """Imports what draws the charts, so that a report can be written at once later."""
    import altair  # noqa: F401


def formats_of(asked: str) -> tuple[str, ...]:
    """The formats named between commas, each once. Raises `ReportError` where one is not known.

    >>> formats_of("xlsx, html")
    ('xlsx', 'html')
    """
    names = tuple(dict.fromkeys(name.strip().lower() for name in asked.split(",") if name.strip()))
    strange = [name for name in names if name not in WRITERS]
    if strange or not names:
        raise ReportError(f"There is no format {', '.join(strange) or 'in an empty text'}. A report is written as {', '.join(WRITERS)}.")
    return names


def span_of(first: datetime | None, last: datetime | None) -> Span:
    """The days from ``first`` to ``last``. Raises `ReportError` where they end before they begin."""
    try:
        return Span(first.date() if first else None, last.date() if last else None)
    except ValueError as error:
        raise ReportError(f"--from and --to do not go together: {error}.") from error


def write_attendance_report(
    snapshot: Path,
    out_dir: Path,
    council: str | None = None,
    options: AttendanceOptions | None = None,
    span: Span | None = None,
    formats: Sequence[str] = DEFAULT_FORMATS,
    group_by: GroupBy | None = None,
    language: Language = Language.FRENCH,
) -> list[Path]:
    """Writes ``attendance_<council>`` in each of the formats for one council, or for every council and with an index.

    ``council`` is an id or a name. A report on a part of the sessions, grouped, or in another language than French says so in the
    files' names, so that it never takes the place of the other. Gives the files written, the index first. The same
    snapshot gives the same bytes. Raises `UnknownCouncilError` where the snapshot does not hold ``council``.
    """
    span = span or Span()
    variant = _days(span) + (f"_by-{group_by}" if group_by else "")
    said = wording(language)
    out_dir.mkdir(parents=True, exist_ok=True)
    with open_snapshot(snapshot) as connection:
        written: list[Path] = []
        reports: list[IndexRow] = []
        for council_id in asked_councils(connection, council):
            frames = attendance_frames(connection, council_id, span)
            report = attendance_report(frames, {rule.id: rule.title for rule in RULES}, options, span, group_by)
            stem = f"attendance_{file_stem(council_id)}{variant}"
            reports.append(IndexRow.of(report, _file_name(stem, "html", language)))
            written += [_write(out_dir / _file_name(stem, form, language), WRITERS[form](report, frames, said)) for form in formats]
        if council is None and "html" in formats:
            lost = read_frame(connection, LOST, {})
            index = out_dir / _file_name(f"attendance{variant}", "html", language)
            written.insert(0, _write(index, index_html(reports, documents_set_aside(lost), said)))
    return written


def in_turn(function: Callable[..., Written], arguments: Sequence[tuple[Home, str]]) -> list[Written]:
    return [function(*one) for one in arguments]


def renew_attendance_reports(home: Home, each: Each = in_turn) -> list[Path]:
    """Brings the attendance reports beside the snapshot up to date: those of councils refreshed since they were written, and the index.

    ``each`` has the reports written, here one after the other. Gives the files written, the index first.
    """
    earlier, versions = written_reports(home), versions_of(home)
    kept = {council: one for council, one in earlier.items() if council in versions and is_up_to_date(home, one, versions[council])}
    written: list[Path] = []
    stale = sorted(versions.keys() - kept.keys())
    for council, (files, row) in zip(stale, each(_one_report, [(home, council) for council in stale]), strict=True):
        kept[council] = WrittenReport(versions[council], tuple(path.name for path in files), asdict(row))
        written += files
    wanted = {name for one in kept.values() for name in one.files}
    for name in sorted({name for one in earlier.values() for name in one.files} - wanted):
        (home.published / name).unlink(missing_ok=True)
    with open_snapshot(home.snapshot) as connection:
        lost = documents_set_aside(read_frame(connection, LOST, {}))
    rows = [IndexRow(**{**one.row, **{end: _day(one.row[end]) for end in ("first", "last")}}) for one in kept.values()]  # type: ignore[arg-type]
    index = _write(home.report, index_html(rows, lost))
    note_reports(home, kept)
    return [index, *written]


def _one_report(home: Home, council: str) -> Written:
    with open_snapshot(home.snapshot) as connection:
        frames = attendance_frames(connection, council)
    report, said = attendance_report(frames, {rule.id: rule.title for rule in RULES}), wording(Language.FRENCH)
    stem = f"attendance_{file_stem(council)}"
    files = [_write(home.published / f"{stem}.{form}", WRITERS[form](report, frames, said)) for form in DEFAULT_FORMATS]
    return files, IndexRow.of(report, f"{stem}.html")


def _day(told: object) -> date | None:
    return date.fromisoformat(str(told)) if told else None


def asked_councils(connection: duckdb.DuckDBPyConnection, asked: str | None) -> list[str]:
    """The ids of every council, or the one that is called so by its id or, where only one is, by its name."""
    known = {str(council_id): str(name or "") for council_id, name in connection.execute(COUNCILS).fetchall()}
    if asked is None:
        return list(known)
    if asked in known:
        return [asked]
    named = [council_id for council_id, name in known.items() if fold(name) == fold(asked)]
    if len(named) == 1:
        return named
    if named:
        raise UnknownCouncilError(f"Several councils are called {asked}: {', '.join(named)}. Ask by one of these ids.")
    raise UnknownCouncilError(f"No council is called {asked}. {_proposal(asked, known)}")


COUNCILS = "select council_id, name from core.council order by council_id"


def _proposal(asked: str, known: Mapping[str, str]) -> str:
    """The councils that are spelled nearly so, or else the first that there are."""
    from rapidfuzz import fuzz

    likeness = {
        council_id: max(fuzz.ratio(_bare(asked), _bare(council_id)), fuzz.ratio(_bare(asked), _bare(name)))
        for council_id, name in known.items()
    }
    near = sorted((council_id for council_id in known if likeness[council_id] >= NEAR), key=lambda one: (-likeness[one], one))
    if near:
        return f"Did you mean {' or '.join(near[:3])}?"
    others = f" and {len(known) - MOST_NAMED} more" if len(known) > MOST_NAMED else ""
    return f"The snapshot holds: {', '.join(list(known)[:MOST_NAMED]) or 'none'}{others}."


def _bare(council: str) -> str:
    """An id or a name without what every council of its kind has in common."""
    text = fold(council)
    for kind in CouncilKind:
        text = text.removeprefix(fold(f"{kind}-"))
    return text


def attendance_frames(connection: duckdb.DuckDBPyConnection, council_id: str, span: Span | None = None) -> AttendanceFrames:
    """What the snapshot holds for the attendance report of one council, over the sessions of ``span``."""
    span = span or Span()
    parts = {"sessions": SESSIONS.format(condition=span.condition()), "by_councillor": _narrowed(BY_COUNCILLOR, council_id, span)}
    queries = {name: query.format(**parts) for name, query in ATTENDANCE_QUERIES.items()}
    return AttendanceFrames(**{name: read_frame(connection, query, {"council_id": council_id}) for name, query in queries.items()})


def _narrowed(name: str, council_id: str, span: Span, imports: Sequence[str] = ALL_SESSIONS) -> str:
    """The mart; for a part of the sessions its own SELECT over those alone, so that a definition stands in one place."""
    if span.is_open:
        return name
    (mart,) = (table for table in tables() if table.full_name == name)
    chosen = f"where council_id = {quoted(council_id)}{span.condition()}"
    select = mart.select
    for import_of_all in imports:
        if select.count(import_of_all) != 1:
            raise AssertionError(f"{name} no longer imports its sessions as {import_of_all}")
        narrowed = f"where session_id in (select session_id from core.session {chosen})"
        select = select.replace(import_of_all, f"{import_of_all[:-1]} {narrowed})")
    return f"({select})"


def read_frame(connection: duckdb.DuckDBPyConnection, query: str, parameters: dict[str, str]) -> pd.DataFrame:
    """A frame with DuckDB's own types: whole numbers stay whole beside missing ones."""
    import pandas as pd

    return connection.execute(query, parameters).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)


def _file_name(stem: str, form: str, language: Language) -> str:
    """What a report's file is called: another language than French is named, but for formats that hold none of its words.

    >>> _file_name("voting", "html", Language.ENGLISH), _file_name("voting", "csv", Language.ENGLISH)
    ('voting_en.html', 'voting.csv')
    """
    tongue = "" if language is Language.FRENCH or form in WITHOUT_WORDS else f"_{language}"
    return f"{stem}{tongue}.{form}"


def _days(span: Span) -> str:
    """The days asked for as a part of a file's name; nothing where every session is.

    >>> from datetime import date
    >>> _days(Span(date(2024, 1, 1), None)), _days(Span())
    ('_from-2024-01-01', '')
    """
    return "".join(f"_{word}-{day}" for word, day in (("from", span.first), ("to", span.last)) if day is not None)


def _write(path: Path, content: str | bytes) -> Path:
    """Whole or not at all: a reader never meets half a report."""
    draft = path.with_name(f".{path.name}.part")
    draft.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return draft.replace(path)


# --- the voting report

VOTING_QUERIES = {
    "council": "from core.council where council_id = $council_id",
    "minimum_size": "from core.minimum_size where council_id = $council_id",
    "session": "from core.session where session_id in {sessions}",
    "deliberation": """
        select
            item.*,
            votes_for,
            votes_against,
            votes_abstain,
            votes_not_voting,
            stated_for + stated_against + stated_abstain as stated_votes,
            stated_for + stated_against + stated_abstain + inferred_for as known_votes
        from core.deliberation as item
        inner join core.vote_tally using (deliberation_id)
        where session_id in {sessions}
    """,
    "ballot": "from core.ballot where session_id in {sessions}",
    "vote": """
        select basis, choice, count(*) as votes, count(distinct deliberation_id) as deliberations
        from core.vote
        semi join marts.voting_by_deliberation using (deliberation_id)
        where session_id in {sessions}
        group by basis, choice
    """,
    "document": ATTENDANCE_QUERIES["document"],
    "quarantine": "from quality.quarantine where session_id in {sessions}",
    "finding": "from quality.finding where verdict = 'broken' and severity = 'error' and session_id in {sessions}",
    "voting_by_deliberation": "from marts.voting_by_deliberation where session_id in {sessions}",
    "voting_by_session": "from marts.voting_by_session where session_id in {sessions}",
    "voting_by_subject": "from {voting_by_subject} where council_id = $council_id and period_kind = 'all'",
    "councillor_voting": "from {councillor_voting} where council_id = $council_id and period_kind = 'all'",
    "councillor_agreement": """
        from {councillor_agreement} where council_id = $council_id and period_kind = 'all' order by scope, councillor_id, other_id
    """,
    "group_cohesion": "from {group_cohesion} where council_id = $council_id and period_kind = 'all'",
}
# The marts of a whole period, with the imports by which a part of it is taken.
VOTING_MARTS = {
    "voting_by_subject": (SESSION_IMPORT,),
    "councillor_voting": (PERIOD_IMPORT,),
    "councillor_agreement": (PERIOD_IMPORT,),
    "group_cohesion": (SESSION_IMPORT, PERIOD_IMPORT),
}


def voting_frames(connection: duckdb.DuckDBPyConnection, council_id: str, span: Span | None = None) -> VotingFrames:
    """What the snapshot holds for the voting report of one council, over the sessions of ``span``."""
    span = span or Span()
    marts = {name: _narrowed(f"marts.{name}", council_id, span, imports) for name, imports in VOTING_MARTS.items()}
    queries = {name: query.format(sessions=SESSIONS.format(condition=span.condition()), **marts) for name, query in VOTING_QUERIES.items()}
    return VotingFrames(**{name: read_frame(connection, query, {"council_id": council_id}) for name, query in queries.items()})


def voting_workbook(report: VotingReport, wording: Wording) -> bytes:
    """The report as an Excel workbook; what writes it is loaded only here."""
    from transforms.reporting.voting_tables import voting_tables
    from transforms.reporting.workbook import workbook

    return workbook(
        voting_tables(report, wording), wording.say("Votes du conseil – {council}", council=report.council), _voting_day(report)
    )


def voting_typeset(report: VotingReport, wording: Wording) -> bytes:
    """The report as PDF; what sets it is loaded only here."""
    from transforms.reporting.voting_pdf import voting_pdf

    return voting_pdf(report, _voting_day(report), wording)


def _voting_day(report: VotingReport) -> date:
    """The last session's day, so that the same snapshot gives the same bytes."""
    return report.period[1] if report.period else NO_DAY


# What each format holds; the CSV is the table that each figure leads back to.
VOTING_WRITERS: Mapping[str, Callable[[VotingReport, Wording], str | bytes]] = {
    "html": voting_html,
    "csv": lambda report, _: table_csv(deliberations_frame(report)),
    "xlsx": voting_workbook,
    "pdf": voting_typeset,
    "json": voting_json,
}


def write_voting_report(
    snapshot: Path,
    out_dir: Path,
    council: str | None = None,
    options: VotingOptions | None = None,
    span: Span | None = None,
    formats: Sequence[str] = DEFAULT_FORMATS,
    language: Language = Language.FRENCH,
) -> list[Path]:
    """Writes ``voting_<council>`` in each of the formats for one council, or for every council and with an index.

    As `write_attendance_report` does it, and under names made by the same rule.
    """
    span = span or Span()
    said = wording(language)
    variant = _days(span)
    out_dir.mkdir(parents=True, exist_ok=True)
    with open_snapshot(snapshot) as connection:
        written: list[Path] = []
        reports: list[tuple[VotingReport, str]] = []
        for council_id in asked_councils(connection, council):
            report = voting_report(voting_frames(connection, council_id, span), options, span)
            stem = f"voting_{file_stem(council_id)}{variant}"
            reports.append((report, _file_name(stem, "html", language)))
            written += [_write(out_dir / _file_name(stem, form, language), VOTING_WRITERS[form](report, said)) for form in formats]
        if council is None and "html" in formats:
            index = out_dir / _file_name(f"voting{variant}", "html", language)
            written.insert(0, _write(index, voting_index_html(reports, said)))
    return written
