"""Records to typed frames and back: one frame a ``printed`` table, empty ones typed as well.

Text is ``string``, whole numbers ``Int64``, truth ``boolean``, dates ``datetime64[s]``: each of them knows "not printed". Record → frame →
warehouse → record is the identity but for what is no fact: the order of ``names``, and a choice with no names, which is a choice not there.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import pandas as pd

from transforms.elections import ELECTIONS
from transforms.file_names import dates_in
from transforms.model import (
    Certainty,
    Choice,
    CouncilKind,
    CouncilLink,
    DocType,
    Doubt,
    Engine,
    Event,
    Extraction,
    LandedDocument,
    Landing,
    Line,
    MandateEvent,
    NameCandidate,
    NameLink,
    NameRole,
    Outcome,
    Page,
    Place,
    PossiblySame,
    PrintedAttendance,
    PrintedChange,
    PrintedDeliberation,
    PrintedDocument,
    PrintedMandate,
    PrintedName,
    PrintedReceipt,
    PrintedSession,
    Resolution,
    ResolvedCouncil,
    ResolvedGroup,
    ResolvedMember,
    ResolvedName,
    Status,
)

TEXT, INTEGER, FLOAT, BOOLEAN, DATE = "string", "Int64", "Float64", "boolean", "datetime64[s]"

_SITTING = {"document_id": TEXT, "part": INTEGER}
_PLACE = {"page": INTEGER, "line_from": INTEGER, "line_to": INTEGER, "quote": TEXT}
_VOTE_PLACE = {f"vote_{column}": dtype for column, dtype in _PLACE.items()}
_CERTAINTY = {"certainty": TEXT, "doubt": TEXT}
_CORRECTED = {"is_corrected": BOOLEAN}
_NAME = {"name": TEXT, "civility": TEXT, "function": TEXT}
_PROXY = {"proxy": TEXT, "proxy_civility": TEXT, "proxy_function": TEXT}
_TOTALS = ("members_in_office", "stated_present", "stated_represented", "stated_excused", "stated_absent", "stated_voters")
_COUNTS = ("votes_for", "votes_against", "votes_abstain", "votes_not_voting")
_STAMPS = ("transmitted_on", "received_on", "published_on")

TABLES: Mapping[str, Mapping[str, str]] = {
    "printed.document": {
        "document_id": TEXT, "sha256": TEXT, "file_name": TEXT, "byte_size": INTEGER, "page_count": INTEGER, "landing": TEXT,
        "reason": TEXT, "engine": TEXT, "doc_type": TEXT, "reader_version": TEXT,
    },
    "printed.document_name": {"document_id": TEXT, "source": TEXT, "name": TEXT},
    "printed.retrieval": {
        "document_id": TEXT, "source": TEXT, "name": TEXT, "version": INTEGER, "is_replaced": BOOLEAN, "retrieved_at": TEXT,
        "status": INTEGER, "url": TEXT, "etag": TEXT, "last_modified": TEXT, "content_type": TEXT, "licence": TEXT,
    },
    "printed.input": {"kind": TEXT, "name": TEXT, "version": TEXT},
    "printed.scdl": {
        "file": TEXT, "line": INTEGER, "council_id": TEXT, "siren": TEXT, "number": TEXT, "date": TEXT, "title": TEXT,
        "members_in_office": TEXT, "votes_for": TEXT, "votes_against": TEXT, "votes_abstain": TEXT, "received_on": TEXT,
    },
    "printed.file_date": {"document_id": TEXT, "name": TEXT, "date": DATE, "is_sure": BOOLEAN},
    "printed.page": {
        "document_id": TEXT, "page": INTEGER, "engine": TEXT, "is_without_text": BOOLEAN, "line_count": INTEGER, "char_count": INTEGER,
    },
    "printed.line": {"document_id": TEXT, "page": INTEGER, "line": INTEGER, "char_from": INTEGER, "char_to": INTEGER, "text": TEXT},
    "printed.session": {
        **_SITTING, "doc_type": TEXT, "council": TEXT, "council_kind": TEXT, "date": DATE, "start_time": TEXT, "convened_on": DATE,
        "president": TEXT, "president_civility": TEXT, "president_function": TEXT,
        "secretary": TEXT, "secretary_civility": TEXT, "secretary_function": TEXT, "is_corrected": BOOLEAN,
        **dict.fromkeys(_TOTALS, INTEGER),
        "is_second_convocation": BOOLEAN,
    },
    "printed.session_fact": {**_SITTING, "field": TEXT, "value": TEXT, **_PLACE},
    "printed.attendance": {**_SITTING, "position": INTEGER, **_NAME, "status": TEXT, **_PROXY, **_PLACE, **_CERTAINTY, **_CORRECTED},
    "printed.change": {
        **_SITTING, "position": INTEGER, **_NAME, "event": TEXT, **_PROXY, "time": TEXT, "item": TEXT, "from_position": INTEGER,
        **_PLACE, **_CERTAINTY, **_CORRECTED,
    },
    "printed.deliberation": {
        **_SITTING, "position": INTEGER, "number": TEXT, "title": TEXT, "subject": TEXT, "outcome": TEXT, "unanimous": BOOLEAN,
        **dict.fromkeys(_COUNTS, INTEGER), "is_secret": BOOLEAN, "has_casting_vote": BOOLEAN, "is_without_chair": BOOLEAN, **_PLACE,
        **_VOTE_PLACE, **_CERTAINTY, **_CORRECTED,
    },
    "printed.vote": {**_SITTING, "deliberation_position": INTEGER, "position": INTEGER, "choice": TEXT, **_NAME},
    "printed.receipt": {
        **_SITTING, "position": INTEGER, "number": TEXT, "department": TEXT, "siren": TEXT, "date": DATE, "act_number": TEXT,
        "nature": TEXT, **dict.fromkeys(_STAMPS, DATE), **_PLACE,
    },
    "printed.mandate": {**_SITTING, "position": INTEGER, **_NAME, "event": TEXT, **_PLACE},
    "printed.roster": {
        "file": TEXT, "line": INTEGER, "council": TEXT, "department": TEXT, "name": TEXT, "civility": TEXT, "starts_on": DATE,
        "function": TEXT, "function_starts_on": DATE, "council_id": TEXT, "councillor_id": TEXT,
    },
    "printed.group_member": {
        "file": TEXT, "line": INTEGER, "council": TEXT, "name": TEXT, "civility": TEXT, "group_name": TEXT, "starts_on": DATE,
        "ends_on": DATE, "council_id": TEXT, "councillor_id": TEXT,
    },
    "printed.population": {"file": TEXT, "line": INTEGER, "council": TEXT, "population": INTEGER, "council_id": TEXT},
    "printed.correction": {
        "file": TEXT, "line": INTEGER, "target": TEXT, "field": TEXT, "printed": TEXT, "corrected": TEXT, "reason": TEXT, "author": TEXT,
        "date": DATE, "state": TEXT, "found": TEXT, "council_id": TEXT, **_SITTING, **_PLACE,
    },
    "printed.resolved_council": {
        **_SITTING, "council_id": TEXT, "name": TEXT, "kind": TEXT, "siren": TEXT, "department": TEXT, "how": TEXT,
        "source_council": TEXT, "agrees_with_source": BOOLEAN,
    },
    "printed.resolved_name": {
        **_SITTING, "role": TEXT, "position": INTEGER, "sub_position": INTEGER, "name": TEXT, "councillor_id": TEXT, "how": TEXT,
        "certainty": TEXT, "form_id": TEXT, "score": FLOAT,
    },
    "printed.resolved_subject": {
        **_SITTING, "position": INTEGER, "code": TEXT, "label": TEXT, "family_code": TEXT, "family_label": TEXT, "basis": TEXT,
        "rule": TEXT, "evidence": TEXT, **_PLACE,
    },
    "printed.name_candidate": {
        **_SITTING, "role": TEXT, "position": INTEGER, "sub_position": INTEGER, "councillor_id": TEXT, "score": FLOAT,
    },
    "printed.possibly_same": {"council_id": TEXT, "councillor_id": TEXT, "other_id": TEXT, "score": FLOAT, "doubt": TEXT},
    "printed.election": {"kind": TEXT, "held_on": DATE},
}  # fmt: skip

_COUNCIL_FACT = "council"  # the field under which a council's place is kept: no field of PrintedSession has this name

Row = tuple[Any, ...]
Record = Mapping[str, Any]
_Enum = TypeVar("_Enum", bound=StrEnum)


def frame_of(table: str, rows: Iterable[Row]) -> pd.DataFrame:
    """The typed frame of a table's rows, their values in the order of ``TABLES[table]``; without rows it is empty and typed."""
    dtypes = TABLES[table]
    columns: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(dtypes)
    pairs = zip(dtypes.items(), columns, strict=True)
    return pd.DataFrame({name: pd.array(list(values), dtype=dtype) for (name, dtype), values in pairs})  # type: ignore[call-overload]


def to_frames(documents: Iterable[LandedDocument], resolution: Resolution = Resolution()) -> dict[str, pd.DataFrame]:  # noqa: B008  frozen
    """The frame of every ``printed`` table, rows sorted by document. Raises ``ValueError`` where a document comes twice or has no name."""
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    seen: set[str] = set()
    for document in sorted(documents, key=lambda document: document.document_id):
        if document.document_id in seen or not document.names:
            raise ValueError(f"{document.document_id} {'is landed twice' if document.names else 'has no file name'}.")
        seen.add(document.document_id)
        _add_document(rows, document)
        for part, sitting in enumerate(document.sittings, start=1):
            _add_sitting(rows, (document.document_id, part), sitting)
    rows["printed.resolved_council"] = [_council_row(council) for council in resolution.councils]
    rows["printed.resolved_name"] = [_resolved_name_row(name) for name in resolution.names]
    rows["printed.name_candidate"] = [_candidate_row(candidate) for candidate in resolution.candidates]
    rows["printed.possibly_same"] = [_pair_row(pair) for pair in resolution.possibly_same]
    rows["printed.roster"] = [_roster_row(row) for row in resolution.members]
    rows["printed.group_member"] = [_group_row(row) for row in resolution.groups]
    rows["printed.population"] = [
        (one.file, one.line, one.council, one.population, row.council_id) for row in resolution.populations for one in [row.population]
    ]
    rows["printed.election"] = [(election.kind.value, election.held_on) for election in ELECTIONS]
    return {table: frame_of(table, table_rows) for table, table_rows in rows.items()}


def _add_document(rows: dict[str, list[Row]], document: LandedDocument) -> None:
    key, extraction = document.document_id, document.extraction
    engines = "+".join(sorted({page.engine.value for page in extraction.pages})) or None
    doc_type = document.sittings[0].doc_type.value if document.sittings else None
    file_name = min(name for _, name in document.names)
    landing = (extraction.page_count, extraction.landing.value, extraction.reason, engines)
    rows["printed.document"].append((key, document.sha256, file_name, document.byte_size, *landing, doc_type, document.reader_version))
    rows["printed.document_name"] += [(key, source, name) for source, name in sorted(set(document.names))]
    names = sorted({name for _, name in document.names})
    rows["printed.file_date"] += [(key, name, day, is_sure) for name in names for day, is_sure in dates_in(name).items()]
    without_text = set(extraction.pages_without_text)
    for page in extraction.pages:
        text = page.text
        rows["printed.page"].append((key, page.number, page.engine.value, page.number in without_text, len(page.lines), len(text)))
        rows["printed.line"] += [(key, page.number, line.number, line.start, line.end, line.text) for line in page.lines]
    unread = without_text - {page.number for page in extraction.pages}
    rows["printed.page"] += [(key, number, None, True, 0, 0) for number in sorted(unread)]


def _add_sitting(rows: dict[str, list[Row]], key: tuple[str, int], sitting: PrintedDocument) -> None:
    rows["printed.session"].append((*key, *_session_values(sitting)))
    rows["printed.session_fact"] += [(*key, *values) for values in _facts(sitting)]
    for position, seat in enumerate(sitting.attendance, start=1):
        rows["printed.attendance"].append((*key, position, *_attendance_values(seat)))
    for position, change in enumerate(sitting.changes, start=1):
        rows["printed.change"].append((*key, position, *_change_values(change)))
    for position, mandate in enumerate(sitting.mandates, start=1):
        rows["printed.mandate"].append((*key, position, *_name(mandate.name), mandate.event.value, *_place(mandate.place)))
    for item in sitting.deliberations:
        rows["printed.deliberation"].append((*key, item.position, *_deliberation_values(item)))
        rows["printed.vote"] += [(*key, item.position, rank, choice.value, *_name(name)) for rank, choice, name in item.named_votes()]
    for position, receipt in enumerate(sitting.receipts, start=1):
        rows["printed.receipt"].append((*key, position, *_receipt_values(receipt)))


def _session_values(sitting: PrintedDocument) -> Row:
    session = sitting.session
    header = (session.date, session.start_time, session.convened_on, *_name(session.president), *_name(session.secretary))
    kind = sitting.council_kind.value if sitting.council_kind else None
    totals = (getattr(session, total) for total in _TOTALS)
    facts = (*header, session.is_corrected, *totals, session.is_second_convocation)
    return (sitting.doc_type.value, sitting.council, kind, *facts)


def _facts(sitting: PrintedDocument) -> Iterator[Row]:
    places = dict(sitting.session.places)
    if sitting.council_place:
        places[_COUNCIL_FACT] = sitting.council_place
    for field in sorted(places):
        value = sitting.council if field == _COUNCIL_FACT else getattr(sitting.session, field, None)
        if isinstance(value, PrintedName):
            value = value.text
        yield (field, None if value is None else str(value), *_place(places[field]))


def _attendance_values(seat: PrintedAttendance) -> Row:
    return (*_name(seat.name), seat.status.value, *_name(seat.proxy), *_place(seat.place), *_judged(seat))


def _change_values(change: PrintedChange) -> Row:
    who = (*_name(change.name), change.event.value, *_name(change.proxy))
    return (*who, change.time, change.item, change.from_position, *_place(change.place), *_judged(change))


def _deliberation_values(item: PrintedDeliberation) -> Row:
    flags = (item.is_secret, item.has_casting_vote, item.is_without_chair)
    vote = (item.outcome.value, item.unanimous, *(getattr(item, count) for count in _COUNTS), *flags)
    places = (*_place(item.place), *_place(item.vote_place))
    return (item.number, item.title, item.subject, *vote, *places, *_judged(item))


def _judged(row: PrintedAttendance | PrintedChange | PrintedDeliberation) -> Row:
    return (row.certainty.value, row.doubt, row.is_corrected)


def _receipt_values(receipt: PrintedReceipt) -> Row:
    act = (receipt.number, receipt.department, receipt.siren, receipt.date, receipt.act_number, receipt.nature)
    return (*act, *(getattr(receipt, stamp) for stamp in _STAMPS), *_place(receipt.place))


def _name(name: PrintedName | None) -> tuple[str | None, str | None, str | None]:
    return (name.text, name.civility, name.function) if name else (None, None, None)


def _place(place: Place | None) -> tuple[int | None, int | None, int | None, str | None]:
    return (place.page, place.line_from, place.line_to, place.quote) if place else (None, None, None, None)


def _council_row(council: ResolvedCouncil) -> Row:
    kind = council.kind.value if council.kind else None
    facts = (council.council_id, council.name, kind, council.siren, council.department)
    return (council.document_id, council.part, *facts, council.how.value, council.source_council, council.agrees_with_source)


def _resolved_name_row(name: ResolvedName) -> Row:
    where = (name.document_id, name.part, name.role.value, name.position, name.sub_position)
    return (*where, name.name, name.councillor_id, name.how.value, name.certainty.value, name.form_id, name.score)


def _roster_row(row: ResolvedMember) -> Row:
    one = row.member
    since = (one.starts_on, one.function, one.function_starts_on)
    return (one.file, one.line, one.council, one.department, one.name.text, one.name.civility, *since, row.council_id, row.councillor_id)


def _group_row(row: ResolvedGroup) -> Row:
    one = row.member
    what = (one.name.text, one.name.civility, one.group, one.starts_on, one.ends_on)
    return (one.file, one.line, one.council, *what, row.council_id, row.councillor_id)


def _candidate_row(one: NameCandidate) -> Row:
    return (one.document_id, one.part, one.role.value, one.position, one.sub_position, one.councillor_id, one.score)


def _pair_row(pair: PossiblySame) -> Row:
    return (pair.council_id, pair.councillor_id, pair.other_id, pair.score, pair.doubt.value)


def from_frames(frames: Mapping[str, pd.DataFrame]) -> tuple[tuple[LandedDocument, ...], Resolution]:
    """The records that ``to_frames`` was given, sorted by document. Every ``printed`` table must be there."""
    by_sitting = {table: _grouped(frames[table], "document_id", "part") for table, columns in TABLES.items() if "part" in columns}
    by_document = {
        table: _grouped(frames[table], "document_id")
        for table, columns in TABLES.items()
        if {"document_id", "part"} & set(columns) == {"document_id"}
    }
    sittings = _grouped(frames["printed.session"], "document_id")
    documents = tuple(
        _document(records[0], by_document, [_sitting(record, by_sitting, len(parts)) for record in parts])
        for key, records in by_document["printed.document"].items()
        for parts in [sittings[key]]
    )
    resolution = Resolution(
        tuple(_council(record) for record in _records(frames["printed.resolved_council"])),
        tuple(_resolved_name(record) for record in _records(frames["printed.resolved_name"])),
        tuple(NameCandidate(**{**record, "role": NameRole(record["role"])}) for record in _records(frames["printed.name_candidate"])),
        tuple(PossiblySame(**{**record, "doubt": Doubt(record["doubt"])}) for record in _records(frames["printed.possibly_same"])),
    )
    return documents, resolution


def _records(frame: pd.DataFrame) -> Iterator[Record]:
    """Each row as a mapping of plain Python values, ``None`` where nothing stands."""
    columns = {str(name): [_plain(value) for value in frame[name].astype(object)] for name in frame.columns}
    return (dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True))


def _plain(value: Any) -> Any:
    if value is None or pd.isna(value):
        return None
    return value.date() if isinstance(value, datetime.datetime) else value


def _grouped(frame: pd.DataFrame, *keys: str) -> defaultdict[Row, list[Record]]:
    groups: defaultdict[Row, list[Record]] = defaultdict(list)
    order = [column for column in ("position", "page", "line") if column in frame.columns]
    for record in _records(frame.sort_values([*keys, *order])):
        groups[tuple(record[key] for key in keys)].append(record)
    return groups


def _document(record: Record, tables: Mapping[str, Mapping[Row, list[Record]]], sittings: list[PrintedDocument]) -> LandedDocument:
    key = (record["document_id"],)
    lines: defaultdict[int, list[Line]] = defaultdict(list)
    for line in tables["printed.line"][key]:
        lines[line["page"]].append(Line(line["page"], line["line"], line["char_from"], line["char_to"], line["text"]))
    pages = tables["printed.page"][key]
    extraction = Extraction(
        landing=Landing(record["landing"]),
        pages=tuple(Page(page["page"], Engine(page["engine"]), tuple(lines[page["page"]])) for page in pages if page["engine"]),
        page_count=record["page_count"],
        reason=record["reason"],
        pages_without_text=tuple(page["page"] for page in pages if page["is_without_text"]),
    )
    names = tuple(sorted((name["source"], name["name"]) for name in tables["printed.document_name"][key]))
    facts = (record["document_id"], record["sha256"], names, record["byte_size"], extraction)
    return LandedDocument(*facts, tuple(sittings), record["reader_version"])


def _sitting(record: Record, tables: Mapping[str, Mapping[Row, list[Record]]], of: int) -> PrintedDocument:
    key = (record["document_id"], record["part"])
    places = {fact["field"]: _place_of(fact) for fact in tables["printed.session_fact"][key]}
    council_place = places.pop(_COUNCIL_FACT, None)
    session = PrintedSession(
        date=record["date"],
        start_time=record["start_time"],
        convened_on=record["convened_on"],
        president=_optional_name(record, "president", "president_"),
        secretary=_optional_name(record, "secretary", "secretary_"),
        places={field: place for field, place in places.items() if place},
        is_corrected=record["is_corrected"],
        **{total: record[total] for total in _TOTALS},
        is_second_convocation=record["is_second_convocation"],
    )
    named: defaultdict[int, defaultdict[Choice, list[PrintedName]]] = defaultdict(lambda: defaultdict(list))
    for vote in tables["printed.vote"][key]:
        named[vote["deliberation_position"]][Choice(vote["choice"])].append(_name_of(vote))
    return PrintedDocument(
        doc_type=DocType(record["doc_type"]),
        council=record["council"],
        council_kind=_optional(CouncilKind, record["council_kind"]),
        session=session,
        attendance=tuple(_attendance(row) for row in tables["printed.attendance"][key]),
        changes=tuple(_change(row) for row in tables["printed.change"][key]),
        deliberations=tuple(_deliberation(row, named[row["position"]]) for row in tables["printed.deliberation"][key]),
        receipts=tuple(_receipt(row) for row in tables["printed.receipt"][key]),
        part=record["part"] if of > 1 else None,
        council_place=council_place,
        mandates=tuple(
            PrintedMandate(_name_of(row), MandateEvent(row["event"]), _required_place(row)) for row in tables["printed.mandate"][key]
        ),
    )


def _attendance(row: Record) -> PrintedAttendance:
    return PrintedAttendance(
        name=_name_of(row),
        status=Status(row["status"]),
        place=_required_place(row),
        proxy=_optional_name(row, "proxy", "proxy_"),
        certainty=Certainty(row["certainty"]),
        doubt=row["doubt"],
        is_corrected=row["is_corrected"],
    )


def _change(row: Record) -> PrintedChange:
    return PrintedChange(
        name=_name_of(row),
        event=Event(row["event"]),
        place=_required_place(row),
        proxy=_optional_name(row, "proxy", "proxy_"),
        time=row["time"],
        item=row["item"],
        from_position=row["from_position"],
        certainty=Certainty(row["certainty"]),
        doubt=row["doubt"],
        is_corrected=row["is_corrected"],
    )


def _deliberation(row: Record, named: Mapping[Choice, list[PrintedName]]) -> PrintedDeliberation:
    return PrintedDeliberation(
        position=row["position"],
        title=row["title"],
        place=_required_place(row),
        number=row["number"],
        subject=row["subject"],
        outcome=Outcome(row["outcome"]),
        unanimous=row["unanimous"],
        named={choice: tuple(names) for choice, names in named.items()},
        is_secret=row["is_secret"],
        has_casting_vote=row["has_casting_vote"],
        is_without_chair=row["is_without_chair"],
        vote_place=_place_of(row, "vote_"),
        certainty=Certainty(row["certainty"]),
        doubt=row["doubt"],
        is_corrected=row["is_corrected"],
        **{count: row[count] for count in _COUNTS},
    )


def _receipt(row: Record) -> PrintedReceipt:
    act = {field: row[field] for field in ("number", "department", "siren", "date", "act_number", "nature", *_STAMPS)}
    return PrintedReceipt(place=_required_place(row), **act)


def _council(record: Record) -> ResolvedCouncil:
    return ResolvedCouncil(**{**record, "kind": _optional(CouncilKind, record["kind"]), "how": CouncilLink(record["how"])})


def _resolved_name(record: Record) -> ResolvedName:
    words = {"role": NameRole(record["role"]), "how": NameLink(record["how"]), "certainty": Certainty(record["certainty"])}
    return ResolvedName(**{**record, **words})


def _name_of(row: Record) -> PrintedName:
    return PrintedName(row["name"], row["civility"], row["function"])


def _optional_name(row: Record, column: str, prefix: str) -> PrintedName | None:
    return None if row[column] is None else PrintedName(row[column], row[f"{prefix}civility"], row[f"{prefix}function"])


def _place_of(row: Record, prefix: str = "") -> Place | None:
    values = [row[prefix + column] for column in _PLACE]
    return None if values[0] is None else Place(*values)


def _required_place(row: Record) -> Place:
    place = _place_of(row)
    if place is None:
        raise ValueError(f"a row of {row['document_id']} has no place")
    return place


def _optional(enum: type[_Enum], value: str | None) -> _Enum | None:
    return None if value is None else enum(value)
