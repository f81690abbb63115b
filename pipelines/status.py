"""What became of every document: figures that add up, and one clear line for each that is not fully used.

Every document has exactly one ``fate``: ``used``, ``quarantined``, one of the reasons for which it is set aside, or ``waiting`` where it
has come in since the last snapshot.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.coverage import coverage_of
from pipelines.home import Home
from pipelines.lake import is_published
from pipelines.sources.standing import standings
from pipelines.store import Clock, Missed, Retrieval, Store, now
from transforms.reporting.status import Coverage, SourceStanding

if TYPE_CHECKING:
    import duckdb

USED, QUARANTINED, WAITING = "used", "quarantined", "waiting"
NOT_RETRIEVED, SAME_BYTES, PARTLY_READ, PARTLY_USED = "not_retrieved", "same_bytes", "partly_read", "partly_used"

# Fates of documents in the order in which they are listed, as people read them.
FATES: Mapping[str, str] = {
    USED: "used",
    QUARANTINED: "quarantined",
    "needs_ocr": "needs OCR",
    "unreadable": "unreadable",
    "no_council": "no council",
    "no_date": "no date",
    "agenda": "agenda",
    "not_a_sitting": "not a sitting",
    "replaced": "replaced",
    WAITING: "waiting",
}
SET_ASIDE = ("no_council", "no_date", "agenda", "not_a_sitting", "replaced")  # read, but with no session to speak of
LABELS: Mapping[str, str] = {
    **FATES,
    NOT_RETRIEVED: "not retrieved",
    SAME_BYTES: "same bytes",
    PARTLY_READ: "partly read",
    PARTLY_USED: "partly used",
}
SENTENCES: Mapping[str, str] = {
    "no_council": "It was read, but it does not say which council sat.",
    "no_date": "It was read, but it does not say when the council sat.",
    "agenda": "It is an agenda: what was to be decided, not what was.",
    "not_a_sitting": "It was read, but it is no document of a council's sitting.",
    "replaced": "A newer version at the same address speaks of the same session and counts in its place.",
    WAITING: "It came in after the last snapshot was made; `registre run` takes it in.",
}


@dataclass(frozen=True, slots=True)
class Note:
    """One clear line on a document that is not fully used, or on a name under which it came."""

    kind: str  # a key of LABELS
    name: str
    source: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A printed name that is linked to nobody, or a councillor who may be another one, and who may be meant, the nearest first."""

    council_id: str
    name: str
    outcome: str  # none_found, several_found or possibly_same
    mentions: int | None
    candidates: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Status:
    """The state of a home. ``fates`` sums to ``documents``; ``names`` counts the names under which those came."""

    documents: int
    names: int
    fates: Mapping[str, int]
    not_retrieved: int
    sessions: int
    sessions_quarantined: int
    deliberations: int
    deliberations_quarantined: int
    attendance_rows: int
    vote_rows: int
    names_printed: int  # in all roles, in documents of sessions
    names_linked: int  # to exactly one councillor
    unresolved: tuple[Unresolved, ...]
    findings: Mapping[str, int]  # broken findings by severity
    notes: tuple[Note, ...]
    sources: tuple[SourceStanding, ...]  # those that are configured, in their order
    coverage: tuple[Coverage, ...]  # of each council, by id


@dataclass(frozen=True, slots=True)
class _Known:
    """What the snapshot says of one document."""

    fate: str
    reason: str | None  # of the extraction
    kept_out: str | None  # what of it is kept out of the marts, and by which rule
    sittings: int
    sittings_set_aside: str | None


def status_of(home: Home, clock: Clock = now) -> Status:
    """The status of ``home``: its store beside its snapshot. A home without either has nothing, and says so.

    Raises SetupError where the sources file is faulty.
    """
    store = Store(home.documents)
    retrievals, missed = store.retrievals(), store.missed()
    known: Mapping[str, _Known] = {}
    figures: Mapping[str, int] = {}
    findings: Mapping[str, int] = {}
    unresolved: tuple[Unresolved, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    if is_published(home.snapshot):
        from pipelines.warehouse import open_snapshot

        with open_snapshot(home.snapshot) as connection:
            known, figures, findings = _documents(connection), _figures(connection), _findings(connection)
            unresolved = _unresolved(connection)
            coverage = coverage_of(connection, clock().date())
    hashes = {r.sha256 for r in retrievals}
    fates = Counter(known[sha256].fate if sha256 in known else WAITING for sha256 in hashes)
    return Status(
        documents=len(hashes),
        names=len({(r.source, r.name, r.sha256) for r in retrievals}),
        fates={fate: fates[fate] for fate in FATES},
        not_retrieved=len(missed),
        **{name: figures.get(name, 0) for name in FIGURES},
        unresolved=unresolved,
        findings={severity: findings.get(severity, 0) for severity in ("error", "warning", "info")},
        notes=tuple(_notes(retrievals, known, missed)),
        sources=standings(home, store, {sha256 for sha256 in hashes if sha256 in known and known[sha256].fate == "needs_ocr"}, clock()),
        coverage=coverage,
    )


def _notes(retrievals: Sequence[Retrieval], known: Mapping[str, _Known], missed: Sequence[Missed]) -> Iterator[Note]:
    """The lines, by kind in the order of LABELS, then by name."""
    order = list(LABELS)
    notes = [Note(NOT_RETRIEVED, m.name, m.source, m.reason) for m in missed]
    first: dict[str, Retrieval] = {}
    for retrieval in sorted(retrievals, key=lambda r: (r.name, r.source)):
        if retrieval.sha256 in first:
            other = first[retrieval.sha256]
            where = "" if other.source == retrieval.source else f" ({other.source})"
            notes.append(
                Note(SAME_BYTES, retrieval.name, retrieval.source, f"It holds the same bytes as {other.name}{where}: one document.")
            )
            continue
        first[retrieval.sha256] = retrieval
        kind, sentence = _verdict(known.get(retrieval.sha256))
        if kind != USED:
            notes.append(Note(kind, retrieval.name, retrieval.source, sentence))
    yield from sorted(notes, key=lambda note: (order.index(note.kind), note.name, note.source))


def _verdict(document: _Known | None) -> tuple[str, str]:
    """The kind of line that a document deserves and what it says; ``used`` where it deserves none."""
    match document:
        case None:
            return WAITING, SENTENCES[WAITING]
        case _Known(fate="quarantined", kept_out=str(sentence)):
            return QUARANTINED, sentence
        case _Known(fate="used", reason=str(reason)):
            return PARTLY_READ, reason
        case _Known(fate="used", sittings_set_aside=str(reasons), sittings=sittings):
            return PARTLY_USED, f"Of its {sittings} sittings some are set aside: {reasons}."
        case _Known(fate=fate, reason=reason):
            return fate, SENTENCES.get(fate) or reason or ""


DOCUMENTS = """
with
broken as (
    select session_id, deliberation_id, min_by(sentence, finding_id) as sentence
    from quality.finding where verdict = 'broken' and severity = 'error' group by session_id, deliberation_id
),
kept_out as (
    select sd.document_id, 1 as rank, 'Its session is' as what, q.rules || ': ' || b.sentence as why
    from quality.quarantine as q
    inner join broken as b on b.session_id = q.session_id and b.deliberation_id is null
    inner join core.session_document as sd on sd.session_id = q.session_id
    where q.scope = 'session'
    union all
    select dd.document_id, 2, 'A deliberation is', q.rules || ': ' || b.sentence
    from quality.quarantine as q
    inner join broken as b on b.deliberation_id = q.deliberation_id
    inner join core.deliberation_document as dd on dd.deliberation_id = q.deliberation_id
    where q.scope = 'deliberation'
),
worst as (select document_id, min({'rank': rank, 'what': what, 'why': why}) as first from kept_out group by document_id),
aside as (
    select document_id, string_agg(part || ' (' || set_aside_reason || ')', ', ' order by part) as parts
    from core.sitting where set_aside_reason is not null group by document_id
)
select
    d.sha256, d.set_aside_reason, d.reason, worst.first.what || ' kept out of the marts by ' || worst.first.why, d.sitting_count,
    aside.parts
from core.document as d
left join worst using (document_id)
left join aside using (document_id)
"""

FIGURES: Mapping[str, str] = {
    "sessions": "select count(*) from core.session",
    "sessions_quarantined": "select count(*) from quality.quarantine where scope = 'session'",
    "deliberations": "select count(*) from core.deliberation",
    "deliberations_quarantined": """
        select count(*) from core.deliberation as d where exists (
            select 1 from quality.quarantine as q
            where q.session_id = d.session_id and (q.scope = 'session' or q.deliberation_id = d.deliberation_id)
        )
    """,
    "attendance_rows": "select count(*) from core.attendance",
    "vote_rows": "select count(*) from core.vote",
    "names_printed": "select count(*) from printed.resolved_name semi join core.session_document using (document_id, part)",
    "names_linked": """
        select count(councillor_id) from printed.resolved_name semi join core.session_document using (document_id, part)
    """,
}

UNRESOLVED = """
with
by_role as (
    select
        council_id, name, outcome, councillor_id, role, max(mention_count) as mentions,
        list({'candidate': candidate, 'score': score}) filter (where candidate is not null) as candidates
    from quality.unresolved_name group by all
)
select council_id, name, outcome, sum(mentions)::bigint, flatten(list(candidates) filter (where candidates is not null))
from by_role group by council_id, name, outcome, councillor_id
order by council_id, outcome, name, councillor_id
"""


def _documents(connection: duckdb.DuckDBPyConnection) -> dict[str, _Known]:
    rows = connection.execute(DOCUMENTS).fetchall()
    return {
        sha256: _Known(set_aside or (QUARANTINED if kept_out else USED), reason, kept_out, sittings, parts)
        for sha256, set_aside, reason, kept_out, sittings, parts in rows
    }


def _figures(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    return {name: connection.execute(query).fetchall()[0][0] for name, query in FIGURES.items()}


def _findings(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    rows = connection.execute("select severity, count(*) from quality.finding where verdict = 'broken' group by severity").fetchall()
    return dict(rows)


def _unresolved(connection: duckdb.DuckDBPyConnection) -> tuple[Unresolved, ...]:
    rows = connection.execute(UNRESOLVED).fetchall()
    return tuple(Unresolved(*row, _ranked(candidates or [])) for *row, candidates in rows)


def _ranked(candidates: list[dict[str, Any]]) -> tuple[tuple[str, float], ...]:
    """Each candidate once with the best score, the nearest first."""
    best: dict[str, float] = {}
    for one in candidates:
        best[one["candidate"]] = max(one["score"], best.get(one["candidate"], 0.0))
    return tuple(sorted(best.items(), key=lambda pair: (-pair[1], pair[0])))


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A document that deserves a second look, with its reasons and how many rows each concerns, worst first."""

    file_name: str
    rows: int
    reasons: tuple[tuple[str, int], ...]


DOUBTS = """
select file_name, sum(rows_affected)::bigint, list((reason, rows_affected) order by rows_affected desc, reason)
from quality.document_doubt
group by document_id, file_name
order by 2 desc, file_name
limit $1
"""


def doubtful_documents(home: Home, most: int) -> list[Doubtful]:
    """The documents with the most doubtful rows, missing facts and broken rules; none where there is no snapshot yet."""
    if not is_published(home.snapshot):
        return []
    from pipelines.warehouse import open_snapshot

    with open_snapshot(home.snapshot) as connection:
        rows = connection.execute(DOUBTS, [most]).fetchall()
    return [Doubtful(name, count, tuple((reason, times) for reason, times in reasons)) for name, count, reasons in rows]


# --- as people read it


def figure_rows(status: Status, remark: str) -> Iterator[tuple[str, int, str]]:
    """Label, number and remark of each row; the indented rows under the documents sum to them."""
    fates = status.fates
    aside = {fate: fates[fate] for fate in SET_ASIDE}
    yield "Documents", status.documents, remark
    yield "  used", fates[USED], ""
    yield "  needing OCR", fates["needs_ocr"], ""
    yield "  unreadable", fates["unreadable"], ""
    yield "  set aside", sum(aside.values()), ", ".join(f"{FATES[fate]} {number:,}" for fate, number in aside.items() if number)
    yield "  quarantined", fates[QUARANTINED], "read, but a rule keeps something of them out of the marts" if fates[QUARANTINED] else ""
    if fates[WAITING]:
        yield "  waiting", fates[WAITING], "for the next run"
    if status.not_retrieved:
        yield "Files not retrieved", status.not_retrieved, "found, but gone or not readable"
    yield "Sessions", status.sessions, f"{status.sessions_quarantined:,} quarantined"
    yield "Deliberations", status.deliberations, f"{status.deliberations_quarantined:,} quarantined"
    yield "Attendance rows", status.attendance_rows, "a deliberation and councillor each"
    yield "Vote rows", status.vote_rows, "a deliberation and councillor each"
    share = f"{status.names_linked / status.names_printed:.2%} linked to exactly one councillor" if status.names_printed else ""
    yield "Printed names", status.names_printed, share
    severities = ", ".join(counted(number, severity) for severity, number in status.findings.items())
    yield "Findings", sum(status.findings.values()), severities


def unresolved_line(name: Unresolved) -> str:
    """A name that is not linked, or a councillor who may be another one, with whom it may mean."""
    meant = ", ".join(f"{candidate} ({score:.2f})" for candidate, score in name.candidates)
    if name.outcome == "possibly_same":
        return f"{name.council_id}: « {name.name} » is kept apart from {meant}, but may be the same person."
    times = "" if name.mentions in (None, 1) else f", {name.mentions:,} times"
    return f"{name.council_id}: « {name.name} »{times}: {f'it may mean {meant}' if meant else 'nobody of the council has this name'}."


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where it takes that."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
