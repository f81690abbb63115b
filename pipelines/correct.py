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
from pipelines.landing import landed_documents
from pipelines.store import Store, write_atomically
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


def propose(home: Home, target: str, field: str, value: str, reason: str, author: str | None, file_name: str) -> Proposal:
    """The correction of one value of one document; the value that is read now is looked up. Raises SetupError where it would not fit."""
    if Path(file_name).name != file_name or not file_name.endswith(".csv"):
        raise SetupError(f"The file must be one of {home.corrections}, such as corrections.csv, not {file_name}.")
    if field.startswith(tuple(f"{kind}[" for kind in PEOPLE)):
        raise SetupError(
            f"{field} says who is who: such a row is written into {home.corrections / file_name} by hand, see README.md there."
        )
    index = DocumentIndex((one.sha256, one.name) for one in Store(home.documents).retrievals())
    hashes = index.find(target)
    if len(hashes) != 1:
        ids = ", ".join(f"doc-{sha256[:16]}" for sha256 in hashes)
        raise SetupError(f"{target} may be several documents: {ids}." if hashes else f"No document that was ever read is called {target}.")
    (document,) = landed_documents(home, jobs=1, only=hashes)
    others = [one for one in corrections_of(home) if index.find(one.target) == hashes]
    sheet = _Sheet.at(home.corrections / file_name)
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
        raise SetupError(
            f"It would come before the correction in {upset.file}, line {upset.line}, which then fits no longer: --file {upset.file}."
        )
    return Proposal(document, tried, sheet.path, sheet.with_row(tried.correction))


def _upset(document: LandedDocument, others: list[Correction], added: Correction) -> Correction | None:
    """The first of the other corrections that would no longer be applied beside the added one."""
    states = {one.correction: one.state for one in apply([document], others)[1]}
    after = apply([document], [*others, added])[1]
    return next((one.correction for one in after if states.get(one.correction, one.state) is not one.state), None)


def write(proposal: Proposal) -> None:
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
