"""The corrections that people write down: rows of CSV files, applied to what was read before anybody's name is linked.

A correction says in which document, which value is read (``printed``) and what it should be (``corrected``), and why. It only ever
replaces the value that it names: where the reader reads something else by now, it is left alone and told as *stale*. The format stands in
``data/corrections/README.md``.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeVar

from transforms.model import (
    Certainty,
    Choice,
    CouncilKind,
    DocType,
    Event,
    LandedDocument,
    Outcome,
    Page,
    Place,
    PrintedAttendance,
    PrintedChange,
    PrintedDeliberation,
    PrintedDocument,
    PrintedName,
    Status,
)

COLUMNS: Final = ("target", "field", "printed", "corrected", "reason", "author", "date")  # of a file, in any order
MIN_HASH: Final = 8  # fewest hexadecimal digits that name a document


class CorrectionError(ValueError):
    """What is wrong with rows of a corrections file: one sentence each, with file and line."""


class State(StrEnum):
    """What became of a correction. All but ``applied`` are stale: nothing was changed."""

    APPLIED = "applied"
    OTHER_VALUE = "other_value"  # the value read is not the one that the correction was written for
    ALREADY_SO = "already_so"  # the value read is the corrected one
    NO_DOCUMENT = "no_document"
    SEVERAL_DOCUMENTS = "several_documents"
    NO_PART = "no_part"  # the document has no such sitting, or several and the target says none
    NO_ROW = "no_row"
    SEVERAL_ROWS = "several_rows"


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of a corrections file. Values are as written; an empty one stands for "not printed"."""

    target: str  # document, and "#2" for its second sitting: "doc-0123456789abcdef", "pv.pdf#2"
    field: str  # "session.stated_present", "attendance[ROUX].status", "deliberation[12].vote[ROUX]"
    printed: str
    corrected: str
    reason: str
    author: str
    date: datetime.date
    file: str
    line: int  # in the file, from 1, the heading included


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one correction: ``found`` is the value that stands in its place before it, ``None`` where nothing is printed."""

    correction: Correction
    state: State
    document_id: str | None = None
    part: int | None = None
    found: str | None = None
    place: Place | None = None
    council_id: str | None = None  # where it speaks of a council, not of a document


# --- values


class _Kind(NamedTuple):
    """What values a field takes: words for a message, and the value of a text that is not empty."""

    words: str
    parse: Callable[[str], Any]
    can_be_empty: bool = True


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false"):
        raise ValueError(text)
    return text.lower() == "true"


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise ValueError(text)
    return int(text)


def _time(text: str) -> str:
    return datetime.time.fromisoformat(text if re.fullmatch("[0-9]{2}:[0-9]{2}", text) else "").strftime("%H:%M")


def _one_of(vocabulary: type[StrEnum], *, can_be_empty: bool = False) -> _Kind:
    return _Kind(f"one of {', '.join(vocabulary)}", vocabulary, can_be_empty)


_TEXT: Final = _Kind("some words", lambda text: text)
_NEEDED: Final = _TEXT._replace(can_be_empty=False)
_NUMBER: Final = _Kind("a whole number", _whole)
_DATE: Final = _Kind("a date such as 2024-06-27", datetime.date.fromisoformat)
_TIME: Final = _Kind("a time such as 19:30", _time)
_FLAG: Final = _Kind("true or false", _flag)

_TOTALS: Final = ("members_in_office", "stated_present", "stated_represented", "stated_excused", "stated_absent", "stated_voters")
_COUNTS: Final = ("votes_for", "votes_against", "votes_abstain", "votes_not_voting")
_DOCUMENT_FACTS: Final = ("doc_type", "council", "council_kind")  # columns of printed.session that are fields of PrintedDocument
_PRINT_OF_ITEM: Final = ("number", "title", "subject")  # the other fields of an item stand with its vote

# table → column → kind; a row itself stands under None. Tables and columns are those of the schema printed.
FIELDS: Final[Mapping[str, Mapping[str | None, _Kind]]] = {
    "session": {
        "doc_type": _one_of(DocType), "council": _TEXT, "council_kind": _one_of(CouncilKind, can_be_empty=True),
        "date": _DATE, "start_time": _TIME, "convened_on": _DATE,
        "president": _TEXT, "president_civility": _TEXT, "president_function": _TEXT,
        "secretary": _TEXT, "secretary_civility": _TEXT, "secretary_function": _TEXT, **dict.fromkeys(_TOTALS, _NUMBER),
        "is_second_convocation": _FLAG,
    },
    "attendance": {
        None: _one_of(Status, can_be_empty=True), "name": _NEEDED, "civility": _TEXT, "function": _TEXT, "status": _one_of(Status),
        "proxy": _TEXT, "proxy_civility": _TEXT, "proxy_function": _TEXT,
    },
    "change": {
        None: _one_of(Event, can_be_empty=True), "name": _NEEDED, "civility": _TEXT, "function": _TEXT, "event": _one_of(Event),
        "proxy": _TEXT, "proxy_civility": _TEXT, "proxy_function": _TEXT, "time": _TIME, "item": _TEXT, "from_position": _NUMBER,
    },
    "deliberation": {
        "number": _TEXT, "title": _TEXT, "subject": _TEXT, "outcome": _one_of(Outcome), "unanimous": _FLAG,
        **dict.fromkeys(_COUNTS, _NUMBER), "is_secret": _FLAG, "has_casting_vote": _FLAG, "is_without_chair": _FLAG,
    },
    "vote": {None: _one_of(Choice, can_be_empty=True)},
}  # fmt: skip
_OF_A_NAME: Final = {
    "name": ("name", "text"), "civility": ("name", "civility"), "function": ("name", "function"),
    **{
        f"{role}{suffix}": (role, attribute)
        for role in ("proxy", "president", "secretary")
        for suffix, attribute in (("", "text"), ("_civility", "civility"), ("_function", "function"))
    },
}  # fmt: skip


def _spaced(text: str) -> str:
    """White space folded."""
    return " ".join(text.split())


def _value(kind: _Kind, text: str) -> Any:
    """The value of a text; ``None`` where it is empty. Raises ``ValueError``."""
    return kind.parse(_spaced(text)) if text.strip() else None


def _text(value: Any) -> str | None:
    """A value as people write it in a file."""
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)


# --- paths


@dataclass(frozen=True, slots=True)
class _Path:
    """A field taken apart: the table, which of its rows, and the column; the rows of table vote are those of one item."""

    table: str
    column: str | None
    key: str | None = None
    voter: str | None = None  # whose vote on the item ``key``

    @property
    def kind(self) -> _Kind:
        return _TEXT if self.table in PEOPLE else FIELDS[self.table][self.column]


PEOPLE: Final = ("councillor", "name")  # fields that say who is who: their values are councillors without the council's id

_PATH: Final = re.compile(
    r"(?P<people>councillor|name)\[(?P<person>[^\[\]]+)\]|session\.(?P<fact>\w+)|(?P<table>attendance|change|deliberation)\[(?P<key>[^\[\]]+)\]"
    r"(?:\.(?P<column>(?!vote\[)\w+)|\.vote\[(?P<voter>[^\[\]]+)\])?"
)


def _path(field: str) -> _Path:
    """Raises ``ValueError`` with a clause that says what is wrong."""
    match = _PATH.fullmatch(_spaced(field))
    if not match:
        raise ValueError(
            f"the field « {field} » is none like session.stated_present, attendance[NAME].status, deliberation[NUMBER].title or name[NAME]"
        )
    if match["people"]:
        return _Path(match["people"], None, match["person"])
    if match["voter"] and match["table"] != "deliberation":
        raise ValueError(f"only a deliberation has votes, not « {field} »")
    if match["fact"]:
        path = _Path("session", match["fact"])
    elif match["voter"]:
        path = _Path("vote", None, match["key"], match["voter"])
    else:
        path = _Path(match["table"], match["column"], match["key"])
    known = FIELDS[path.table]
    if path.column not in known:
        what = f"printed.{path.table} has no column « {path.column} »" if path.column else f"« {field} » says no column"
        raise ValueError(f"{what}; it takes {', '.join(column for column in known if column)}")
    return path


_KEY: Final = re.compile(r"(?P<words>.*?)(?:#(?P<rank>[1-9][0-9]*))?")


def _rows(keys: Sequence[Collection[str | None]], key: str) -> list[int]:
    """The indexes of the rows that a key names: ``ROUX``, ``ROUX#2`` for the second of them, ``#3`` for the third row of all.

    ``keys`` holds for each row the texts by which it can be named.
    """
    match = _KEY.fullmatch(_spaced(key))
    words, rank = (match["words"].strip().casefold(), match["rank"]) if match else ("", None)
    found = [index for index, names in enumerate(keys) if not words or words in {_spaced(name).casefold() for name in names if name}]
    if rank is None:
        return found
    return found[int(rank) - 1 : int(rank)]


# --- files


def delimiter_of(text: str) -> str:
    """What parts the fields of a file, by its heading: French spreadsheets write semicolons."""
    heading = text.split("\n", 1)[0]
    return ";" if heading.count(";") > heading.count(",") else ","


def read_corrections(text: str, file: str) -> tuple[Correction, ...]:
    """The rows of one file, fields parted by commas or semicolons.

    :raises CorrectionError: with a sentence for each faulty row
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    corrections, faults = [], []
    try:
        columns = [name.strip() for name in next(rows, [])]
        if sorted(columns) != sorted(COLUMNS):
            raise CorrectionError(f"{file}, line 1: the columns must be {', '.join(COLUMNS)}.")
        for cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                corrections.append(_correction(columns, cells, file, rows.line_num))
            except ValueError as error:
                faults.append(f"{file}, line {rows.line_num}: {error}.")
    except csv.Error as error:
        faults.append(f"{file}, line {rows.line_num}: it is no CSV: {error}.")
    if faults:
        raise CorrectionError(" ".join(faults))
    return tuple(corrections)


def _correction(columns: Sequence[str], cells: Sequence[str], file: str, line: int) -> Correction:
    if len(cells) != len(columns):
        raise ValueError(f"it has {len(cells)} values for {len(columns)} columns")
    row = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
    for column in ("target", "field", "reason", "author", "date"):
        if not row[column]:
            raise ValueError(f"it has no {column}")
    try:
        date = datetime.date.fromisoformat(row.pop("date"))
    except ValueError as error:
        raise ValueError("its date is none such as 2024-06-27") from error
    return checked(Correction(**row, date=date, file=file, line=line))


def checked(correction: Correction) -> Correction:
    """The correction itself where its field and values are possible.

    :raises ValueError: with a clause that says what is wrong
    """
    path = _path(correction.field)
    values = []
    for text in (correction.printed, correction.corrected):
        try:
            values.append(_value(path.kind, text))
        except ValueError as error:
            raise ValueError(f"{correction.field} takes {path.kind.words}, not « {text} »") from error
    printed, corrected = values
    if printed == corrected:
        raise ValueError("printed and corrected are the same")
    if corrected is None and (path.table == "councillor" or not path.kind.can_be_empty):
        raise ValueError(f"{correction.field} cannot be empty")
    if path.table in PEOPLE:
        for text in (correction.printed, correction.corrected):
            if not re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", text):
                raise ValueError(f"{correction.field} takes a councillor such as jean-roux, without the council, not « {text} »")
        if path.table == "councillor" and path.key != correction.printed:
            raise ValueError(f"printed must be « {path.key} », the councillor of the field")
    return correction


def person_of(correction: Correction) -> tuple[str, str] | None:
    """Of a correction that says who is who its kind (councillor or name) and whom it means; ``None`` for one of what is printed."""
    path = _path(correction.field)
    return (path.table, str(path.key)) if path.table in PEOPLE else None


# --- documents


class DocumentIndex:
    """Finds documents by what a target calls them: ``doc-`` and hexadecimal digits, those digits alone, or a file name."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """``names`` holds (sha256, file name); a document may have several, and may be found by the last part of each too."""
        self._by_hash: defaultdict[str, set[str]] = defaultdict(set)
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        for sha256, name in names:
            self._by_hash[sha256[:MIN_HASH]].add(sha256)
            for called in {name, name.rsplit("/", 1)[-1]}:
                self._by_name[called].add(sha256)

    def find(self, target: str) -> list[str]:
        """The hashes of the documents that a target may mean, sorted."""
        document, _ = target_of(target)
        digits = document.removeprefix("doc-").lower()
        if re.fullmatch(f"[0-9a-f]{{{MIN_HASH},64}}", digits):
            return sorted(sha256 for sha256 in self._by_hash.get(digits[:MIN_HASH], ()) if sha256.startswith(digits))
        return sorted(self._by_name.get(document, ()))


def index_of(documents: Iterable[LandedDocument]) -> DocumentIndex:
    return DocumentIndex((document.sha256, name) for document in documents for _, name in document.names)


def target_of(target: str) -> tuple[str, int | None]:
    """Document and part."""
    document, mark, part = target.rpartition("#")
    return (document, int(part)) if mark and part.isdecimal() else (target, None)


def subject_of(correction: Correction, index: DocumentIndex, councils: Collection[str]) -> str | None:
    """The id of the council or the hash of the one document that a correction speaks of; None where it finds none or several."""
    if person_of(correction) and correction.target in councils:
        return correction.target
    hashes = index.find(correction.target)
    return hashes[0] if len(hashes) == 1 else None


def apply(
    documents: Sequence[LandedDocument], corrections: Iterable[Correction], index: DocumentIndex | None = None
) -> tuple[tuple[LandedDocument, ...], tuple[Tried, ...]]:
    """The documents with the corrections applied, in the order of files and lines, and what became of each correction.

    A correction sees what those before it have made. Corrected rows are marked ``is_corrected`` and no longer doubtful. ``index`` knows
    documents that are not at hand too; no correction may speak of one of those.
    """
    found = {document.sha256: document for document in documents}
    index = index or index_of(documents)
    tried = []
    for correction in sorted(corrections, key=lambda one: (one.file, one.line)):
        if person_of(correction):
            continue  # names are not linked yet: transforms.identity.corrected
        hashes = index.find(correction.target)
        if len(hashes) != 1:
            tried.append(Tried(correction, State.SEVERAL_DOCUMENTS if hashes else State.NO_DOCUMENT))
            continue
        found[hashes[0]], outcome = _try(found[hashes[0]], correction)
        tried.append(outcome)
    return tuple(found.values()), tuple(tried)


def _try(document: LandedDocument, correction: Correction) -> tuple[LandedDocument, Tried]:
    """The document after a correction of it was tried."""
    _, part = target_of(correction.target)
    sittings = document.sittings
    if part is None and len(sittings) == 1:
        part = 1
    if part is None or not 1 <= part <= len(sittings):
        return document, Tried(correction, State.NO_PART, document.document_id)
    path = _path(correction.field)
    spot = _spot(sittings[part - 1], path)
    where = (document.document_id, part)
    if isinstance(spot, State):
        return document, Tried(correction, spot, *where)
    printed, corrected = _value(path.kind, correction.printed), _value(path.kind, correction.corrected)
    if _folded(spot.value) != _folded(printed):
        state = State.ALREADY_SO if _folded(spot.value) == _folded(corrected) else State.OTHER_VALUE
        return document, Tried(correction, state, *where, _text(spot.value), spot.place)
    place = spot.place or (_searched(document, sittings[part - 1], path) if path.table in ("attendance", "change") else None)
    mended = spot.put(corrected, place)
    changed = replace(document, sittings=(*sittings[: part - 1], mended, *sittings[part:]))
    return changed, Tried(correction, State.APPLIED, *where, _text(spot.value), place)


def _folded(value: Any) -> Any:
    return _spaced(value) if isinstance(value, str) else value


def _searched(document: LandedDocument, sitting: PrintedDocument, path: _Path) -> Place | None:
    """Where a name that the reader missed stands: the first line of the sitting's pages that holds its words, else the whole roll call."""
    words = set(_person(str(path.key)).text.casefold().split())
    first = min((seat.place.page for seat in sitting.attendance), default=1)
    pages = [page for page in document.extraction.pages if page.number >= first] or list(document.extraction.pages)
    for page in pages:
        for line in page.lines:
            if words <= set(re.findall(r"[\w’'-]+", line.text.casefold())):
                return Place(page.number, line.number, line.number, _spaced(line.text))
    return _extent(pages[0], sitting) if pages and pages[0].lines else None


def _extent(page: Page, sitting: PrintedDocument) -> Place:
    """The lines of a page from its first to its last that the roll call cites; its first line where it cites none."""
    cited = [n for seat in sitting.attendance if seat.place.page == page.number for n in (seat.place.line_from, seat.place.line_to)]
    first, last = (min(cited), max(cited)) if cited else (page.lines[0].number, page.lines[0].number)
    return Place(page.number, first, last, _spaced(" ".join(line.text for line in page.lines if first <= line.number <= last)))


# --- sittings


class _Spot(NamedTuple):
    """The one value that a path means in a sitting, and how to put another in its place."""

    value: Any
    place: Place | None
    put: Callable[[Any, Place | None], PrintedDocument]


Record = TypeVar("Record", PrintedAttendance, PrintedChange, PrintedDeliberation)


def _spot(sitting: PrintedDocument, path: _Path) -> _Spot | State:
    match path.table:
        case "session":
            return _session_spot(sitting, str(path.column))
        case "attendance":
            return _person_spot(sitting, sitting.attendance, path, PrintedAttendance, "status")
        case "change":
            return _person_spot(sitting, sitting.changes, path, PrintedChange, "event")
    keys: Sequence[Collection[str | None]] = [(item.number,) for item in sitting.deliberations]
    found = _rows(keys, str(path.key)) or _rows([(item.title,) for item in sitting.deliberations], str(path.key))
    if len(found) != 1:
        return State.SEVERAL_ROWS if found else State.NO_ROW
    return _vote_spot(sitting, found[0], str(path.voter)) if path.voter else _item_spot(sitting, found[0], str(path.column))


def _session_spot(sitting: PrintedDocument, column: str) -> _Spot | State:
    marked = replace(sitting.session, is_corrected=True)
    if column in _DOCUMENT_FACTS:
        place = sitting.council_place if column != "doc_type" else None
        facts: Mapping[str, Any] = {"session": marked}
        return _Spot(getattr(sitting, column), place, lambda value, _: replace(sitting, **facts, **{column: value}))
    if not _can_set(marked, column):
        return State.NO_ROW
    attribute, _ = _OF_A_NAME.get(column, (column, ""))
    return _Spot(_get(marked, column), marked.places.get(attribute), lambda value, _: replace(sitting, session=_set(marked, column, value)))


def _person_spot(
    sitting: PrintedDocument, rows: Sequence[Any], path: _Path, kind: type[PrintedAttendance] | type[PrintedChange], state: str
) -> _Spot | State:
    """A row of the roll call or a movement, whole or one of its columns."""

    def with_rows(changed: PrintedDocument, kept: tuple[Any, ...]) -> PrintedDocument:
        return replace(changed, attendance=kept) if kind is PrintedAttendance else replace(changed, changes=kept)

    found = _rows([called(row.name) for row in rows], str(path.key))
    if len(found) > 1:
        return State.SEVERAL_ROWS
    if not found:
        if path.column or str(path.key).startswith("#"):
            return State.NO_ROW

        def added(value: Any, place: Place | None) -> PrintedDocument:
            row = kind(_person(str(path.key)), value, place or Place(1, 1, 1, ""), is_corrected=True)
            return with_rows(sitting, (*rows, row))

        return _Spot(None, None, added)
    index, row = found[0], rows[found[0]]
    column = path.column or state
    if not _can_set(row, column):
        return State.NO_ROW

    def put(value: Any, _: Place | None) -> PrintedDocument:
        if value is None and path.column is None:
            marked = replace(sitting.session, is_corrected=True)  # the row that could say so is gone
            return with_rows(replace(sitting, session=marked), (*rows[:index], *rows[index + 1 :]))
        return with_rows(sitting, _with(rows, index, _set(_looked_at(row), column, value)))

    return _Spot(_get(row, column), row.place, put)


def _item_spot(sitting: PrintedDocument, index: int, column: str) -> _Spot:
    item = sitting.deliberations[index]
    place = item.place if column in _PRINT_OF_ITEM else item.vote_place or item.place
    return _Spot(getattr(item, column), place, lambda value, _: _with_item(sitting, index, replace(_looked_at(item), **{column: value})))


def _vote_spot(sitting: PrintedDocument, index: int, voter: str) -> _Spot | State:
    """A name beside the vote of an item; its value is what they chose."""
    item = sitting.deliberations[index]
    rows = [(choice, name) for _, choice, name in item.named_votes()]
    found = _rows([called(name) for _, name in rows], voter)
    if len(found) > 1:
        return State.SEVERAL_ROWS
    place = item.vote_place or item.place

    def put(value: Any, _: Place | None) -> PrintedDocument:
        kept = [row for rank, row in enumerate(rows) if rank not in found]
        if value is not None:
            kept.append((value, rows[found[0]][1] if found else _person(voter)))
        named = {choice: tuple(name for chosen, name in kept if chosen is choice) for choice in Choice}
        return _with_item(sitting, index, replace(_looked_at(item), named={choice: names for choice, names in named.items() if names}))

    return _Spot(rows[found[0]][0] if found else None, place, put)


def called(name: PrintedName) -> tuple[str, ...]:
    """How a key may name a person: as printed, with or without the civility."""
    return (name.text, f"{name.civility} {name.text}") if name.civility else (name.text,)


_CIVILITY: Final = re.compile(r"(M\.|Mme|Mlle|Monsieur|Madame|Mademoiselle) +(.+)")


def _person(key: str) -> PrintedName:
    """The name of a row that is added: "Mme ROUX" has a civility, "ROUX#2" is a second ROUX."""
    name = _spaced(re.sub("#[0-9]+$", "", key))
    match = _CIVILITY.fullmatch(name)
    return PrintedName(match[2], match[1]) if match else PrintedName(name)


def _looked_at(row: Record) -> Record:
    """A row that a person has looked at."""
    return replace(row, is_corrected=True, certainty=Certainty.CERTAIN, doubt=None)


def _with_item(sitting: PrintedDocument, index: int, item: PrintedDeliberation) -> PrintedDocument:
    return replace(sitting, deliberations=_with(sitting.deliberations, index, item))


def _with(rows: Sequence[Any], index: int, row: Any) -> tuple[Any, ...]:
    return (*rows[:index], row, *rows[index + 1 :])


def _get(record: Any, column: str) -> Any:
    attribute, part = _OF_A_NAME.get(column, (column, ""))
    value = getattr(record, attribute)
    return getattr(value, part, None) if part else value


def _can_set(record: Any, column: str) -> bool:
    """Not a civility or an office of nobody."""
    attribute, part = _OF_A_NAME.get(column, (column, ""))
    return part in ("", "text") or getattr(record, attribute) is not None


def _set(record: Any, column: str, value: Any) -> Any:
    attribute, part = _OF_A_NAME.get(column, (column, ""))
    name: PrintedName | None = getattr(record, attribute) if part else None
    if part == "text":
        value = None if value is None else replace(name, text=value) if name else PrintedName(value)
    elif part:
        value = replace(name or PrintedName(""), **{part: value})
    return replace(record, **{attribute: value})


def row_of(tried: Tried) -> tuple[Any, ...]:
    """The row of ``printed.correction``."""
    one, place = tried.correction, tried.place
    words = (one.target, one.field, one.printed or None, one.corrected or None, one.reason, one.author, one.date)
    cited = (place.page, place.line_from, place.line_to, place.quote) if place else (None,) * 4
    return (one.file, one.line, *words, tried.state.value, tried.found, tried.council_id, tried.document_id, tried.part, *cited)
