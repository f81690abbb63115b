"""Open-data files from a published snapshot: reads frames, calls ``transforms.exchange``, writes files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.dictionary import table_facts
from pipelines.home import SetupError, file_stem
from pipelines.store import write_atomically
from pipelines.warehouse import open_snapshot, tables
from transforms.exchange.package import FileFacts, TableFacts, data_package, package_csv, package_json
from transforms.exchange.popolo import PopoloFrames, popolo, popolo_json
from transforms.exchange.scdl import ScdlExport, counted, is_siret, scdl_export

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

# What scdl_export reads. A document's address is its own only where it is an extract: minutes and lists hold other items too.
SCDL_QUERY = """
    select
        deliberation.council_id, council.name as council, council.siren, deliberation.session_id, deliberation.deliberation_id,
        session.date, deliberation.number, deliberation.title, deliberation.subject,
        deliberation.subject_code, deliberation.subject_basis, deliberation.outcome, deliberation.unanimous_printed,
        deliberation.receipt_number, deliberation.received_on, deliberation.certainty, deliberation.doubt,
        session.members_in_office, voting.votes_for, voting.votes_against, voting.votes_abstain,
        quarantine.rules as quarantine_rules, document.file_name, deliberation.page, deliberation.line_from, deliberation.quote,
        if(document.doc_type = 'extract', address.url, null) as url
    from core.deliberation as deliberation
    inner join core.session as session using (session_id)
    inner join core.council as council on deliberation.council_id = council.council_id
    left join core.document as document on deliberation.document_id = document.document_id
    left join marts.voting_by_deliberation as voting on deliberation.deliberation_id = voting.deliberation_id
    left join (
        select session_id, deliberation_id, string_agg(rules, ',' order by rules) as rules from quality.quarantine group by all
    ) as quarantine
        on deliberation.session_id = quarantine.session_id
        and coalesce(quarantine.deliberation_id, deliberation.deliberation_id) = deliberation.deliberation_id
    left join (
        select document_id, min(name) as url from printed.document_name where regexp_matches(name, '^https?://') group by document_id
    ) as address on deliberation.document_id = address.document_id
    where deliberation.council_id = $council_id
    qualify row_number() over (partition by deliberation.deliberation_id order by quarantine.rules) = 1
    order by session.date, deliberation.position, deliberation.deliberation_id
"""

_KEPT_SESSION = "session_id not in (select session_id from quality.quarantine where scope = 'session')"
_KEPT_DELIBERATION = "deliberation_id in (select deliberation_id from marts.voting_by_deliberation)"
_NAMED = f"""
    (
        select councillor_id from core.session_attendance where {_KEPT_SESSION}
        union
        select councillor_id from core.vote where {_KEPT_DELIBERATION}
    )
"""

# What each frame of PopoloFrames reads; nothing that is quarantined comes through.
POPOLO_QUERIES = {
    "council": "select council_id, name, kind, siren from core.council where council_id = $council_id",
    "councillor": f"""
        select councillor_id, council_id, name, surname, civility from core.councillor
        where council_id = $council_id and councillor_id in {_NAMED} order by councillor_id
    """,
    "councillor_name": f"""
        select councillor_id, name, how, certainty, mention_count from core.councillor_name
        where council_id = $council_id and councillor_id in {_NAMED} order by all
    """,
    "session": f"""
        select session_id, council_id, date, start_time, members_in_office from core.session
        where council_id = $council_id and {_KEPT_SESSION} order by session_id
    """,
    "attendance": f"""
        select seat.*, session.date, councillor.name
        from core.session_attendance as seat
        inner join core.session using (session_id)
        inner join core.councillor using (councillor_id)
        where seat.council_id = $council_id and seat.{_KEPT_SESSION} order by session_id, seat.position, councillor_id
    """,
    "deliberation": f"""
        select * from core.deliberation
        where council_id = $council_id and {_KEPT_DELIBERATION} order by session_id, position, deliberation_id
    """,
    "vote_count": f"""
        select deliberation_id, choice, votes from core.vote_count
        where council_id = $council_id and {_KEPT_DELIBERATION} order by all
    """,
    "vote": f"""
        select deliberation_id, councillor_id, choice, basis, is_by_proxy, cast_by_id from core.vote
        where council_id = $council_id and {_KEPT_DELIBERATION} order by all
    """,
    "document": """
        select document_id, file_name, sha256, (
            select min(name) from printed.document_name as came
            where came.document_id = document.document_id and regexp_matches(name, '^https?://')
        ) as url
        from core.document as document
        where document_id in (select document_id from core.sitting where council_id = $council_id) order by document_id
    """,
}

SOURCES_QUERY = """
    select file_name, (
        select min(name) from printed.document_name as came
        where came.document_id = document.document_id and regexp_matches(name, '^https?://')
    ) as url
    from core.document as document order by all
"""


@dataclass(frozen=True, slots=True)
class Written:
    """The files that an export wrote, and one line on what stands in them."""

    files: tuple[Path, ...]
    closing: str


def export_scdl(
    snapshot: Path,
    out: Path,
    council_id: str | None = None,
    sirets: Mapping[str, str] | None = None,
    *,
    inferred_matters: bool = False,
) -> Written:
    """Writes ``scdl_<council>.csv`` and ``scdl_<council>_left_out.csv`` for one council or for every one.

    Raises SetupError for a council that the snapshot does not hold, a SIRET with a wrong key, or one of another body than the receipts'.
    """
    given = dict(sirets or {})
    files: list[Path] = []
    exports: list[ScdlExport] = []
    with open_snapshot(snapshot) as connection:
        sirens = dict(connection.execute("select council_id, siren from core.council").fetchall())
        for council, siret in given.items():
            _refuse_siret(council, siret, sirens)
        for council in councils(connection, council_id):
            facts = frame_of(connection, SCDL_QUERY, {"council_id": council})
            export = scdl_export(facts, given.get(council), inferred_matters=inferred_matters)
            exports.append(export)
            stem = f"scdl_{file_stem(council)}"
            files += [write(out / f"{stem}.csv", export.csv()), write(out / f"{stem}_left_out.csv", export.left_out_csv())]
    return Written(tuple(files), counted(exports))


def export_popolo(snapshot: Path, out: Path, council_id: str | None = None) -> Written:
    """Writes ``popolo_<council>.json`` for one council or for every one. Raises SetupError for one that the snapshot does not hold."""
    files, motions, events = [], 0, 0
    with open_snapshot(snapshot) as connection:
        for council in councils(connection, council_id):
            objects = popolo(popolo_frames(connection, council))
            motions, events = motions + len(objects["motions"]), events + len(objects["vote_events"])
            files.append(write(out / f"popolo_{file_stem(council)}.json", popolo_json(objects)))
    return Written(tuple(files), f"{motions} motions and {events} vote events written; what is quarantined is left out.")


def popolo_frames(connection: duckdb.DuckDBPyConnection, council_id: str) -> PopoloFrames:
    """What the snapshot holds of one council for Popolo."""
    return PopoloFrames(**{name: frame_of(connection, query, {"council_id": council_id}) for name, query in POPOLO_QUERIES.items()})


EXPORTED = ("core", "marts")  # schemas, and with them what the tables of core do not say of themselves:
EXPORTED_TABLES = ("quality.finding", "quality.quarantine")


def export_tables(snapshot: Path, out: Path, form: str, licence: str | None = None) -> Written:
    """Writes every table of core and marts, the findings and the quarantine as ``csv`` or ``parquet``, with ``datapackage.json``."""
    with open_snapshot(snapshot) as connection:
        kept = sorted(
            (table for table in tables() if table.schema in EXPORTED or table.full_name in EXPORTED_TABLES),
            key=lambda table: table.full_name,
        )
        described = []
        for table in kept:
            facts = table_facts(connection, table)
            content = _TABLE_AS[form](connection, facts)
            path = write(out / f"{facts.name}.{form}", content)
            described.append((facts, FileFacts(path.name, len(content), sha256(content).hexdigest())))
        package = data_package(form, described, connection.execute(SOURCES_QUERY).fetchall(), licence)
    files = (write(out / "datapackage.json", package_json(package)), *(out / file.path for _, file in described))
    rows = sum(facts.rows for facts, _ in described)
    said = "" if licence else " No licence is named: --licence does."
    return Written(files, f"{len(described)} tables with {rows:,} rows written, and datapackage.json.{said}")


def _as_csv(connection: duckdb.DuckDBPyConnection, facts: TableFacts) -> bytes:
    rows = connection.execute(f"select * from {facts.name} order by all").fetchall()
    return package_csv([name for name, *_ in facts.columns], rows).encode()


def _as_parquet(connection: duckdb.DuckDBPyConnection, facts: TableFacts) -> bytes:
    """With what each column means in the field's metadata."""
    import pyarrow as pa
    from pyarrow import parquet

    table = connection.execute(f"select * from {facts.name} order by all").to_arrow_table()
    sentences = {name: sentence for name, _, sentence in facts.columns}
    schema = pa.schema([field.with_metadata({"description": sentences[field.name]}) for field in table.schema])
    target = pa.BufferOutputStream()
    parquet.write_table(table.cast(schema.with_metadata({"description": facts.sentence})), target, compression="zstd")
    return bytes(target.getvalue())


_TABLE_AS = {"csv": _as_csv, "parquet": _as_parquet}


def parsed_sirets(given: Sequence[str]) -> dict[str, str]:
    """``COUNCIL=SIRET`` as given on the command line. Raises SetupError for what is no such pair."""
    pairs = [text.partition("=") for text in given]
    for text, (council, _, siret) in zip(given, pairs, strict=True):
        if not council or not siret:
            raise SetupError(f"--siret takes COUNCIL=SIRET, such as commune-ville-temoin=21860194600013; it got {text}.")
    return {council: re.sub(r"\s", "", siret) for council, _, siret in pairs}


def _refuse_siret(council: str, siret: str, sirens: Mapping[str, str | None]) -> None:
    if council not in sirens:
        raise SetupError(_unknown(council, list(sirens)))
    if not is_siret(siret):
        raise SetupError(f"{siret} is no SIRET: it takes 14 digits with the right key.")
    printed = sirens[council]
    if printed and not siret.startswith(printed):
        raise SetupError(f"The SIRET {siret} is another body's: the receipts of {council} print the SIREN {printed}.")


def councils(connection: duckdb.DuckDBPyConnection, council_id: str | None) -> list[str]:
    known = [str(row[0]) for row in connection.execute("select council_id from core.council order by council_id").fetchall()]
    if council_id is not None and council_id not in known:
        raise SetupError(_unknown(council_id, known))
    return known if council_id is None else [council_id]


def _unknown(council_id: str, known: Sequence[str]) -> str:
    return f"No council is called {council_id}. The snapshot holds: {', '.join(sorted(known)) or 'none'}."


def frame_of(connection: duckdb.DuckDBPyConnection, query: str, parameters: Mapping[str, str] | None = None) -> pd.DataFrame:
    """A frame with DuckDB's own types: whole numbers stay whole beside missing ones."""
    import pandas as pd

    return connection.execute(query, dict(parameters or {})).to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)


def write(path: Path, content: str | bytes) -> Path:
    """Whole or not at all: a reader never meets half a file."""
    write_atomically(path, content.encode() if isinstance(content, str) else content)
    return path
