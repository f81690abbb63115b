"""The documents that a person should look at again: the list, worst first, and a page for each."""

from __future__ import annotations

import csv
import datetime
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.home import Home
from pipelines.store import Store, write_atomically
from transforms.corrections import COLUMNS
from transforms.french_doubts import in_french
from transforms.quality import RULES
from transforms.reporting.review import Listed, Read, Reason, Review, ReviewLine, ReviewPage, Section, review_html, review_index_html

if TYPE_CHECKING:
    import duckdb

RESOLUTION = 110  # dots per inch of a page's picture
Row = Mapping[str, Any]

LISTED = """
with
error as (
    select document_id, count(*) as errors
    from quality.finding where verdict = 'broken' and severity = 'error' group by document_id
),
doubt as (
    select document_id, sum(rows_affected)::bigint as doubts, list(reason order by rows_affected desc, reason) as reasons
    from quality.document_doubt group by document_id
)
select d.document_id, d.sha256, d.file_name, coalesce(e.errors, 0) as errors, doubt.doubts, doubt.reasons
from doubt
inner join printed.document as d using (document_id)
left join error as e using (document_id)
order by coalesce(e.errors, 0) > 0 desc, doubt.doubts desc, d.file_name, d.document_id
limit $1
"""

QUERIES = {
    "finding": """
        from quality.finding where document_id = $1 and verdict = 'broken'
        order by case severity when 'error' then 1 when 'warning' then 2 else 3 end, finding_id
    """,
    "doubt": "from quality.document_doubt where document_id = $1 and not starts_with(reason, 'rule ') order by rows_affected desc, reason",
    "session": "from printed.session where document_id = $1 order by part",
    "fact": "from printed.session_fact where document_id = $1",
    "attendance": "from printed.attendance where document_id = $1 order by part, position",
    "change": "from printed.change where document_id = $1 order by part, position",
    "deliberation": "from printed.deliberation where document_id = $1 order by part, position",
    "line": "from printed.line where document_id = $1 order by page, line",
}
FACTS = {
    "council": "collectivité", "date": "date", "start_time": "ouverture", "convened_on": "convocation", "president": "présidence",
    "secretary": "secrétaire", "members_in_office": "en exercice", "stated_present": "présents", "stated_represented": "représentés",
    "stated_excused": "excusés", "stated_absent": "absents", "stated_voters": "votants",
}  # fmt: skip
VOTES = {
    "outcome": "résultat", "votes_for": "pour", "votes_against": "contre", "votes_abstain": "abstentions",
    "votes_not_voting": "ne prennent pas part",
}  # fmt: skip


def write_review(home: Home, out_dir: Path, most: int) -> list[tuple[Listed, Path]]:
    """Writes ``index.html`` and a page for each of the ``most`` worst documents; gives them with their paths, worst first.

    Pages of an earlier review are taken away: they may speak of what is mended by now.
    """
    from pipelines.warehouse import open_snapshot

    for old in out_dir.glob("doc-*.html"):
        old.unlink()
    written = []
    with open_snapshot(home.snapshot) as connection:
        for document in _asked(connection, LISTED, most):
            name = f"{document['document_id']}.html"
            listed = Listed(document["file_name"], document["errors"], document["doubts"], tuple(document["reasons"]), name)
            page = review_html(_review(connection, Store(home.documents), document))
            write_atomically(out_dir / name, page.encode())
            written.append((listed, out_dir / name))
    write_atomically(out_dir / "index.html", review_index_html([listed for listed, _ in written]).encode())
    return written


def _asked(connection: duckdb.DuckDBPyConnection, query: str, value: object) -> list[dict[str, Any]]:
    answer = connection.execute(query, [value])
    columns = [column[0] for column in answer.description or []]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def _review(connection: duckdb.DuckDBPyConnection, store: Store, document: Row) -> Review:
    rows = {name: _asked(connection, query, document["document_id"]) for name, query in QUERIES.items()}
    targets = {
        session["part"]: document["document_id"] + (f"#{session['part']}" if len(rows["session"]) > 1 else "")
        for session in rows["session"]
    }
    sections = tuple(section for session in rows["session"] for section in _sections(rows, session, targets[session["part"]]))
    reasons = (
        *(_broken(finding, next(iter(targets.values())) if len(targets) == 1 else None) for finding in rows["finding"]),
        *(Reason(None, "doubt", _doubt(doubt), doubt["page"], doubt["line_from"]) for doubt in rows["doubt"]),
    )
    wanted = {1} | {one.page for one in reasons if one.page} | {row.page for section in sections for row in section.rows if row.page}
    sat = " ; ".join(f"{one['council'] or 'collectivité inconnue'}, {one['date'] or 'date inconnue'}" for one in rows["session"])
    pages = tuple(_pages(store.path_of(document["sha256"]), rows["line"], wanted))
    return Review(document["document_id"], document["file_name"], sat, reasons, sections, pages, _row(COLUMNS))


def _doubt(doubt: Row) -> str:
    times = f" (× {doubt['rows_affected']})" if doubt["rows_affected"] > 1 else ""
    return f"{in_french(doubt['reason'])}{times}" + (f" : « {doubt['quote']} »" if doubt["quote"] else "")


def _broken(finding: Row, target: str | None) -> Reason:
    """A broken rule; where it sets a printed total against what is listed, with the row that would put the total right."""
    rule = next((rule for rule in RULES if rule.id == finding["rule"]), None)
    is_total = rule is not None and rule.cites == rule.observed and finding["deliberation_id"] is None
    row = (
        _correction(target, f"session.{rule.observed}", finding["observed"], finding["expected"]) if rule and is_total and target else None
    )
    return Reason(finding["rule"], finding["severity"], finding["sentence"], finding["page"], finding["line_from"], row)


def _sections(rows: Mapping[str, Sequence[Row]], session: Row, target: str) -> Iterator[Section]:
    """What was read of one sitting."""
    part = session["part"]
    facts = {fact["field"]: fact for fact in rows["fact"] if fact["part"] == part}
    title = f"séance {part}" if "#" in target else "la séance"
    yield Section(f"En-tête de {title}", tuple(_fact(session, facts.get(field), field, target) for field in FACTS))
    for table, heading, state in (("attendance", "Appel", "status"), ("change", "Arrivées et départs", "event")):
        people = [row for row in rows[table] if row["part"] == part]
        if people:
            keys = _keys(row["name"] for row in people)
            yield Section(heading, tuple(_person(row, f"{table}[{key}]", state, target) for row, key in zip(people, keys, strict=True)))
    items = [row for row in rows["deliberation"] if row["part"] == part]
    for item, key in zip(items, _keys(item["number"] for item in items), strict=True):
        yield Section(" – ".join(filter(None, (item["number"], item["title"]))) or "Délibération", tuple(_item(item, key, target)))


def _keys(names: Iterable[str | None]) -> list[str]:
    """How a correction calls each row: its name, with its rank where several have it, or its rank alone."""
    seen: defaultdict[str, int] = defaultdict(int)
    keys = []
    for position, name in enumerate(names, start=1):
        if not name or "[" in name or "]" in name or "#" in name:
            keys.append(f"#{position}")
            continue
        seen[name.casefold()] += 1
        keys.append(f"{name}#{seen[name.casefold()]}" if seen[name.casefold()] > 1 else name)
    return [f"{key}#1" if "#" not in key and seen[key.casefold()] > 1 else key for key in keys]


def _fact(session: Row, fact: Row | None, field: str, target: str) -> Read:
    value = _text(session[field])
    page, line = (fact["page"], fact["line_from"]) if fact else (None, None)
    return Read(FACTS[field], value or "–", page, line, _correction(target, f"session.{field}", value, value))


def _person(row: Row, field: str, state: str, target: str) -> Read:
    proxy = f" → {row['proxy']}" if row["proxy"] else ""
    name = " ".join(filter(None, (row["civility"], row["name"])))
    correction = _correction(target, f"{field}.{state}", row[state], row[state])
    return Read(name, f"{row[state]}{proxy}", row["page"], row["line_from"], correction, row["doubt"], row["is_corrected"])


def _item(item: Row, key: str, target: str) -> Iterator[Read]:
    for field, label in VOTES.items():
        value = _text(item[field])
        if value is not None:
            page, line = (item["vote_page"] or item["page"]), (item["vote_line_from"] or item["line_from"])
            row = _correction(target, f"deliberation[{key}].{field}", value, value)
            yield Read(label, value, page, line, row, item["doubt"] if field == "outcome" else None, item["is_corrected"])


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _correction(target: str | None, field: str, printed: str | None, corrected: str | None) -> str:
    """A row to be filled in: without a reason and an author it is refused, and so it is where nothing is changed."""
    return _row((target, field, printed, corrected, "", "", datetime.date.today().isoformat()))


def _row(values: Iterable[str | None]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(value or "" for value in values)
    return line.getvalue()


def _pages(path: Path, lines: Sequence[Row], wanted: set[int]) -> Iterator[ReviewPage]:
    """The pictures of the wanted pages, each with the lines that were read from it."""
    from transforms.extraction.boxes import line_boxes
    from transforms.extraction.pdfium import CannotOpenError, opened, picture

    by_page = defaultdict(list)
    for line in lines:
        by_page[line["page"]].append(line)
    try:
        with opened(path.read_bytes()) as document:
            for number in sorted(number for number in wanted if number <= len(document)):
                page = document[number - 1]
                png = io.BytesIO()
                picture(page, RESOLUTION).save(png, "PNG", optimize=True)
                boxes = line_boxes(page, [line["text"] for line in by_page[number]])
                read = zip(by_page[number], boxes, strict=True)
                yield ReviewPage(number, png.getvalue(), tuple(ReviewLine(line["line"], line["text"], box) for line, box in read))
    except (CannotOpenError, OSError):
        return
