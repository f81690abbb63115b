"""What is known of each council and what is missing, from a snapshot."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from transforms.reporting.status import Coverage, Gap, quarters_between

if TYPE_CHECKING:
    import duckdb

COUNCILS = """
select
    c.council_id, c.council, c.sessions, c.sessions_quarantined, s.first_session, s.last_session, c.quarters,
    c.sessions_without_roll_call, c.sessions_without_deliberation, c.sessions_announced_only, c.deliberations, c.numbers_missing,
    c.agenda_items, c.agenda_items_without_deliberation, c.documents_without_date
from marts.coverage as c
left join (
    select council_id, min(date) as first_session, max(date) as last_session from core.session group by council_id
) as s on s.council_id = c.council_id
where c.period_kind = 'all' and c.council_id is not null
order by c.council_id
"""

QUARTERS = "select council_id, period from marts.coverage where period_kind = 'quarter' and sessions = 0 order by council_id, period"

GAPS = """
select d.council_id, n.number_before, n.number, n.numbers_missing
from quality.numbering as n
inner join core.deliberation as d on n.deliberation_id = d.deliberation_id
inner join core.session as s on d.session_id = s.session_id
where n.numbers_missing > 0
order by d.council_id, s.date desc, n.deliberation_id
"""


def coverage_of(connection: duckdb.DuckDBPyConnection, today: date) -> tuple[Coverage, ...]:
    """The coverage of each council by its id; gaps of the latest sessions first. A snapshot of before there was such a mart has none."""
    (is_there,) = connection.execute(
        "select count(*) > 0 from information_schema.tables where table_schema = 'marts' and table_name = 'coverage'"
    ).fetchall()[0]
    if not is_there:
        return ()
    quarters: defaultdict[str, list[str]] = defaultdict(list)
    for council_id, quarter in connection.execute(QUARTERS).fetchall():
        quarters[council_id].append(quarter)
    gaps: defaultdict[str, list[Gap]] = defaultdict(list)
    for council_id, *gap in connection.execute(GAPS).fetchall():
        gaps[council_id].append(Gap(*gap))
    found = []
    cursor = connection.execute(COUNCILS)
    columns = [str(column[0]) for column in cursor.description or []]
    for row in cursor.fetchall():
        known = dict(zip(columns, row, strict=True))
        last = known["last_session"]
        since = quarters_between(last, today) if last else 0
        council_id = known["council_id"]
        missing = {"quarters_without_session": tuple(quarters[council_id]), "quarters_since": since, "gaps": tuple(gaps[council_id])}
        counts = {name: known[name] or 0 for name in columns if name.startswith(("sessions", "quarters", "deliberations", "documents"))}
        found.append(Coverage(**{**known, **counts, **missing}))
    return tuple(found)
