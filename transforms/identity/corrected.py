"""What people put right about who is who: two councillors who are one, a name that means somebody else.

Applied after names are linked, so that a row of the corrections says what it found. Corrections of what documents print are applied
before, in ``transforms.corrections``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from transforms.corrections import Correction, DocumentIndex, State, Tried, called, index_of, person_of, target_of
from transforms.identity.names import mentions_of
from transforms.model import Certainty, LandedDocument, NameCandidate, NameLink, PrintedName, Resolution, ResolvedName

Place = tuple[str, int, str, int, int | None]


def with_corrections(
    documents: Sequence[LandedDocument],
    resolution: Resolution,
    corrections: Iterable[Correction],
    index: DocumentIndex | None = None,
) -> tuple[Resolution, tuple[Tried, ...]]:
    """The links with the corrections of people applied, in the order of files and lines, and what became of each correction.

    ``index`` knows documents that are not at hand too; no correction may speak of one of those.
    """
    people = sorted((one for one in corrections if person_of(one)), key=lambda one: (one.file, one.line))
    if not people:
        return resolution, ()
    index = index or index_of(documents)
    ids = {document.sha256: document.document_id for document in documents}
    council_of = {(council.document_id, council.part): council.council_id for council in resolution.councils}
    printed = {
        (document.document_id, part, mention.role.value, mention.position, mention.sub_position): mention.name
        for document in documents
        for part, sitting in enumerate(document.sittings, start=1)
        for mention in mentions_of(sitting)
    }
    tried = []
    for correction in people:
        councils = {council for council in council_of.values() if council == correction.target}
        hashes = [] if councils else index.find(correction.target)
        if not councils and len(hashes) != 1:
            tried.append(Tried(correction, State.SEVERAL_DOCUMENTS if hashes else State.NO_DOCUMENT))
            continue
        document_id, part = (ids[hashes[0]], target_of(correction.target)[1]) if hashes else (None, None)
        scope = _scope(correction, council_of, document_id, part)
        resolution, outcome = _try(correction, resolution, scope, council_of, printed)
        council_id = next(iter(councils), None)
        tried.append(replace(outcome, council_id=council_id, document_id=document_id, part=part or (1 if document_id else None)))
    return resolution, tuple(tried)


def _scope(
    correction: Correction, council_of: Mapping[tuple[str, int], str | None], document_id: str | None, part: int | None
) -> set[tuple[str, int]]:
    """The sittings that a correction speaks of."""
    if document_id is None:
        return {where for where, council in council_of.items() if council == correction.target}
    return {where for where in council_of if where[0] == document_id and part in (None, where[1])}


def _try(
    correction: Correction,
    resolution: Resolution,
    scope: set[tuple[str, int]],
    council_of: Mapping[tuple[str, int], str | None],
    printed: Mapping[Place, PrintedName],
) -> tuple[Resolution, Tried]:
    kind, key = person_of(correction) or ("", "")
    mine = [row for row in resolution.names if (row.document_id, row.part) in scope and council_of[row.document_id, row.part]]
    if kind == "councillor":
        meant = [row for row in mine if _key(row.councillor_id) == key]
        if not meant:
            is_done = any(_key(row.form_id) == key and _key(row.councillor_id) == correction.corrected for row in mine)
            return resolution, Tried(
                correction, State.ALREADY_SO if is_done else State.NO_ROW, found=correction.corrected if is_done else None
            )
    else:
        meant = [row for row in mine if key.casefold() in {text.casefold() for text in called(printed[_place(row)])}]
        if not meant:
            return resolution, Tried(correction, State.NO_ROW)
    found = sorted({_key(row.councillor_id) or "" for row in meant})
    if found != [correction.printed]:
        state = State.ALREADY_SO if found == [correction.corrected] else State.OTHER_VALUE
        return resolution, Tried(correction, state, found=", ".join(found) or None)
    council_id = council_of[meant[0].document_id, meant[0].part]
    new_id = f"{council_id}/{correction.corrected}" if correction.corrected else None
    changed = {_place(row): _linked(row, new_id) for row in meant}
    names = tuple(changed.get(_place(row), row) for row in resolution.names)
    corrected = replace(
        resolution, names=names, candidates=tuple(one for one in resolution.candidates if _place(one) not in changed or new_id is None)
    )
    if kind == "councillor" and new_id:
        corrected = _merged(corrected, f"{council_id}/{key}", new_id)
    return corrected, Tried(correction, State.APPLIED, found=correction.printed or None)


def _merged(resolution: Resolution, old_id: str, new_id: str) -> Resolution:
    """The rest of what is known with one id in place of the other; a name that could be either of the two is linked."""
    put: Callable[[str | None], str | None] = lambda found: new_id if found == old_id else found  # noqa: E731
    best: dict[tuple[Place, str], NameCandidate] = {}
    for one in resolution.candidates:
        moved = replace(one, councillor_id=put(one.councillor_id) or new_id)
        known = best.get((_place(one), moved.councillor_id))
        best[_place(one), moved.councillor_id] = moved if known is None or moved.score > known.score else known
    left: defaultdict[Place, list[str]] = defaultdict(list)
    for place, councillor_id in best:
        left[place].append(councillor_id)
    settled = {place for place, ids in left.items() if ids == [new_id]}
    names = tuple(_linked(row, new_id) if row.how is NameLink.SEVERAL_FOUND and _place(row) in settled else row for row in resolution.names)
    linked = {_place(row) for row in names if row.councillor_id}
    pairs = (
        replace(pair, councillor_id=first, other_id=second)
        for pair in resolution.possibly_same
        for first, second in [sorted((put(pair.councillor_id) or "", put(pair.other_id) or ""))]
        if first != second
    )
    return replace(
        resolution,
        names=names,
        candidates=tuple(one for (place, _), one in best.items() if place not in linked),
        possibly_same=tuple({(pair.councillor_id, pair.other_id): pair for pair in pairs}.values()),
        members=tuple(replace(row, councillor_id=put(row.councillor_id)) for row in resolution.members),
        groups=tuple(replace(row, councillor_id=put(row.councillor_id)) for row in resolution.groups),
    )


def _linked(row: ResolvedName, councillor_id: str | None) -> ResolvedName:
    if councillor_id is None:
        return replace(row, councillor_id=None, how=NameLink.NONE_FOUND, certainty=Certainty.DOUBTFUL, score=None)
    return replace(row, councillor_id=councillor_id, how=NameLink.CORRECTION, certainty=Certainty.CERTAIN, score=1.0)


def _key(councillor_id: str | None) -> str | None:
    return councillor_id and councillor_id.split("/", 1)[1]


def _place(row: ResolvedName | NameCandidate) -> Place:
    return (row.document_id, row.part, row.role.value, row.position, row.sub_position)
