"""One correction, tried on what is read now before it is written down."""

from __future__ import annotations

import csv
import datetime
import getpass
import io
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.corrections import corrections_of
from pipelines.home import Home, SetupError
from pipelines.landing import corrected_documents, landed_documents
from pipelines.roster import roster_of
from pipelines.store import Store, id_of, write_atomically
from transforms.corrections import COLUMNS, PEOPLE, Correction, DocumentIndex, State, Tried, apply, checked, delimiter_of
from transforms.model import LandedDocument

_WHY_NOT = {
    State.NO_PART: "holds no such sitting, or several: say which as in {target}#2",
    State.NO_ROW: "has nothing that is called {field}",
    State.SEVERAL_ROWS: "has several rows that are called {field}: say which as in [NAME#2]",
    State.ALREADY_SO: "already reads so in {field}",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """A correction that would be applied: what it changes, and the content of its file once it is written."""

    document: LandedDocument  # as read
    tried: Tried
    file: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class Relinked:
    """A printed name that would mean somebody else: the councillors' ids before and after, ``None`` for nobody."""

    file_name: str
    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class PeopleProposal:
    """A correction of who is who that would be applied: the names that it links anew, and the content of its file once it is written."""

    tried: Tried
    relinked: tuple[Relinked, ...]
    file: Path
    content: bytes


def is_of_people(field: str) -> bool:
    """Whether a field says who is who: "councillor[jean-roux]", "name[M. ROUX]"."""
    return field.startswith(tuple(f"{kind}[" for kind in PEOPLE))


def propose_person(home: Home, target: str, field: str, value: str, reason: str, author: str | None, file_name: str) -> PeopleProposal:
    """The merge, split or link of people, tried on the names of all documents. Raises SetupError where it would not fit."""
    from transforms.identity import resolve
    from transforms.identity.corrected import with_corrections

    sheet = _sheet_at(home, file_name)
    documents, corrections = landed_documents(home), corrections_of(home)
    corrected, _ = corrected_documents(documents, corrections)
    linked = resolve(corrected, roster_of(home))
    before, stood = with_corrections(corrected, linked, corrections)
    _, _, key = field.partition("[")
    printed = key.removesuffix("]") if field.startswith("councillor[") else ""
    draft = Correction(target, field, printed, value, reason, author or _login(), datetime.date.today(), file_name, sheet.next_line)
    try:
        after, tried = with_corrections(corrected, linked, [*corrections, draft if printed == value else checked(draft)])
        mine = next(one for one in tried if one.correction.line == draft.line and one.correction.file == file_name)
        if mine.state is State.OTHER_VALUE and mine.found and ", " not in mine.found:
            draft = checked(replace(draft, printed=mine.found))
            after, tried = with_corrections(corrected, linked, [*corrections, draft])
            mine = next(one for one in tried if one.correction == draft)
    except ValueError as error:
        raise SetupError(f"It cannot be written: {error}.") from error
    if mine.state is not State.APPLIED:
        raise SetupError(_why_not_people(mine, target, field))
    states = {one.correction: one.state for one in stood}
    if upset := next((one.correction for one in tried if states.get(one.correction, one.state) is not one.state), None):
        raise SetupError(_upsets(upset))
    names = {document.document_id: document.names[0][1] for document in documents}
    relinked = tuple(
        Relinked(names[row.document_id], row.name, row.councillor_id, now.councillor_id)
        for row, now in zip(before.names, after.names, strict=True)
        if row.councillor_id != now.councillor_id
    )
    return PeopleProposal(mine, relinked, sheet.path, sheet.with_row(mine.correction))


def _why_not_people(tried: Tried, target: str, field: str) -> str:
    """Why a correction of people does not fit, in one sentence."""
    match tried.state:
        case State.NO_DOCUMENT:
            return f"{target} is neither a council nor a document that was ever read."
        case State.SEVERAL_DOCUMENTS:
            return f"{target} may be several documents."
        case State.OTHER_VALUE:
            return f"{field} means several councillors in {target}: {tried.found}. Name one document as the target."
        case State.ALREADY_SO:
            return f"{target} already reads so in {field}."
        case _:
            return f"{target} has nothing that is called {field}."


def propose(home: Home, target: str, field: str, value: str, reason: str, author: str | None, file_name: str) -> Proposal:
    """The correction of one value of one document; the value that is read now is looked up. Raises SetupError where it would not fit."""
    sheet = _sheet_at(home, file_name)
    index = DocumentIndex((one.sha256, one.name) for one in Store(home.documents).retrievals())
    hashes = index.find(target)
    if len(hashes) != 1:
        ids = ", ".join(map(id_of, hashes))
        raise SetupError(f"{target} may be several documents: {ids}." if hashes else f"No document that was ever read is called {target}.")
    (document,) = landed_documents(home, jobs=1, only=hashes)
    others = [one for one in corrections_of(home) if index.find(one.target) == hashes]
    _, mark, part = target.rpartition("#")
    stable = document.document_id + (f"#{part}" if mark and part.isdecimal() else "")
    draft = Correction(stable, field, "", value, reason, author or _login(), datetime.date.today(), file_name, sheet.next_line)
    try:
        if value:
            checked(draft)
        tried = _tried(document, [*others, draft])  # only for the value that stands there now
        if tried.state in (State.APPLIED, State.OTHER_VALUE) and (tried.found or "") != value:
            tried = _tried(document, [*others, checked(replace(draft, printed=tried.found or ""))])
    except ValueError as error:
        raise SetupError(f"It cannot be written: {error}.") from error
    if tried.state is not State.APPLIED or (tried.found or "") == value:
        why = _WHY_NOT.get(tried.state, _WHY_NOT[State.ALREADY_SO])
        raise SetupError(f"{document.names[0][1]} {why.format(target=document.document_id, field=field)}.")
    upset = _upset(document, others, tried.correction)
    if upset:
        raise SetupError(_upsets(upset))
    return Proposal(document, tried, sheet.path, sheet.with_row(tried.correction))


def _upsets(upset: Correction) -> str:
    return f"It would come before the correction in {upset.file}, line {upset.line}, which then fits no longer: --file {upset.file}."


def _sheet_at(home: Home, file_name: str) -> _Sheet:
    if Path(file_name).name != file_name or not file_name.endswith(".csv"):
        raise SetupError(f"The file must be one of {home.corrections}, such as corrections.csv, not {file_name}.")
    return _Sheet.at(home.corrections / file_name)


def _upset(document: LandedDocument, others: list[Correction], added: Correction) -> Correction | None:
    """The first of the other corrections that would no longer be applied beside the added one."""
    states = {one.correction: one.state for one in apply([document], others)[1]}
    after = apply([document], [*others, added])[1]
    return next((one.correction for one in after if states.get(one.correction, one.state) is not one.state), None)


def write(proposal: Proposal | PeopleProposal) -> None:
    """Puts the file with the new row in place, whole or not at all."""
    write_atomically(proposal.file, proposal.content)


def _tried(document: LandedDocument, corrections: list[Correction]) -> Tried:
    """What becomes of the last of the corrections when all of them are applied."""
    _, tried = apply([document], corrections)
    return next(one for one in tried if one.correction is corrections[-1])


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        raise SetupError("Say who corrects with --author.") from error


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A corrections file as it stands; one that is not there has its heading only."""

    path: Path
    content: bytes
    columns: tuple[str, ...]
    delimiter: str
    next_line: int  # of a row that is added

    @classmethod
    def at(cls, path: Path) -> _Sheet:
        content = path.read_bytes() if path.exists() else f"{','.join(COLUMNS)}\n".encode()
        if not content.endswith(b"\n"):
            content += b"\n"
        text = content.decode("utf-8-sig")
        delimiter = delimiter_of(text)
        columns = next(csv.reader(io.StringIO(text), delimiter=delimiter))
        return cls(path, content, tuple(column.strip() for column in columns), delimiter, len(text.splitlines()) + 1)

    def with_row(self, correction: Correction) -> bytes:
        row = io.StringIO()
        csv.writer(row, delimiter=self.delimiter, lineterminator="\n").writerow(str(getattr(correction, name)) for name in self.columns)
        return self.content + row.getvalue().encode()
