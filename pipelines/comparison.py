"""A council's own SCDL file beside the published snapshot."""

from __future__ import annotations

from pathlib import Path

from pipelines.exchange import SCDL_QUERY, councils, frame_of
from pipelines.home import SetupError
from pipelines.query import Answer
from pipelines.warehouse import open_snapshot
from transforms.cells import spreadsheet_safe
from transforms.exchange.compare import HEADER, ScdlLine, compare_scdl, compared, read_scdl


def compare_file(snapshot: Path, path: Path, council_id: str | None = None) -> tuple[Answer, str]:
    """Where the file and the documents disagree, a row each, and one line that counts them.

    A line belongs to the council whose receipts print its SIREN; where none does, ``council_id`` says whose the file is. Raises
    SetupError where the file cannot be read, or is nobody's that the snapshot holds.
    """
    lines = _lines_of(path)
    with open_snapshot(snapshot) as connection:
        if council_id is None:
            by_siren = dict(
                connection.execute("select siren, min(council_id) from core.council where siren is not null group by siren").fetchall()
            )
            owners = [by_siren.get(line.siren) for line in lines]
            if lines and not any(owners):
                raise SetupError(f"No council of the snapshot has a SIREN of {path}: --council says whose file it is.")
        else:
            councils(connection, council_id)
            owners = [council_id] * len(lines)
        comparisons = [
            compare_scdl(
                council,
                [line for line, owner in zip(lines, owners, strict=True) if owner == council],
                frame_of(connection, SCDL_QUERY, {"council_id": council}),
            )
            for council in sorted({owner for owner in owners if owner})
        ]
    rows = [difference.row() for comparison in comparisons for difference in comparison.differences]
    return Answer(HEADER, rows), compared(comparisons, owners.count(None))


def harmless(answer: Answer) -> Answer:
    """The same answer without a cell that a spreadsheet would take for a formula."""
    return Answer(answer.columns, [tuple(spreadsheet_safe(value) for value in row) for row in answer.rows])


def _lines_of(path: Path) -> list[ScdlLine]:
    try:
        return read_scdl(path.read_bytes())
    except OSError as error:
        raise SetupError(f"The file {path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise SetupError(f"{path} is no SCDL file of deliberations: {error}.") from error
