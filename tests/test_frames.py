"""Records to frames and back."""

import datetime
import string

import duckdb
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import warehouse
from tests.making import item, landed, seat, sitting
from transforms.frames import DATE, TABLES, frame_of, from_frames, to_frames
from transforms.identity import resolve
from transforms.model import (
    Certainty,
    Choice,
    CouncilKind,
    DocType,
    Engine,
    Event,
    Extraction,
    LandedDocument,
    Landing,
    Outcome,
    Page,
    Place,
    PrintedAttendance,
    PrintedChange,
    PrintedDeliberation,
    PrintedDocument,
    PrintedName,
    PrintedReceipt,
    PrintedSession,
    Resolution,
    Status,
)

SESSION_FIELDS = ("date", "start_time", "president", "stated_present", "members_in_office", "heading")

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\x00"), max_size=12)
printed = texts.filter(lambda text: bool(text))
counts = st.none() | st.integers(0, 10**6)
flags = st.none() | st.booleans()
dates = st.none() | st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
places = st.builds(Place, st.integers(1, 99), st.integers(1, 99), st.integers(1, 99), texts)
names = st.builds(PrintedName, texts, st.none() | printed, st.none() | printed)
doubts = {"certainty": st.sampled_from(Certainty), "doubt": st.none() | texts}
sessions = st.builds(
    PrintedSession,
    date=dates,
    start_time=st.none() | texts,
    convened_on=dates,
    president=st.none() | names,
    secretary=st.none() | names,
    members_in_office=counts,
    stated_present=counts,
    stated_represented=counts,
    stated_excused=counts,
    stated_absent=counts,
    stated_voters=counts,
    places=st.dictionaries(st.sampled_from(SESSION_FIELDS), places),
)
attendance = st.builds(PrintedAttendance, names, st.sampled_from(Status), places, st.none() | names, **doubts)
changes = st.builds(
    PrintedChange, names, st.sampled_from(Event), places, st.none() | names, st.none() | texts, st.none() | texts, counts, **doubts
)
receipts = st.builds(
    PrintedReceipt,
    places,
    number=st.none() | texts,
    department=st.none() | texts,
    siren=st.none() | texts,
    date=dates,
    act_number=st.none() | texts,
    nature=st.none() | texts,
    transmitted_on=dates,
    received_on=dates,
    published_on=dates,
)


@st.composite
def deliberations(draw: st.DrawFn) -> tuple[PrintedDeliberation, ...]:
    positions = range(1, draw(st.integers(0, 3)) + 1)
    item_ = st.builds(
        PrintedDeliberation,
        position=st.just(0),
        title=st.none() | texts,
        place=places,
        number=st.none() | texts,
        subject=st.none() | texts,
        outcome=st.sampled_from(Outcome),
        unanimous=flags,
        votes_for=counts,
        votes_against=counts,
        votes_abstain=counts,
        votes_not_voting=counts,
        named=st.dictionaries(st.sampled_from(Choice), st.lists(names, min_size=1, max_size=2).map(tuple)),
        is_secret=flags,
        has_casting_vote=flags,
        is_without_chair=flags,
        vote_place=st.none() | places,
        **doubts,
    )
    return tuple(PrintedDeliberation(**{**_fields(draw(item_)), "position": position}) for position in positions)


def _fields(record: PrintedDeliberation) -> dict[str, object]:
    return {name: getattr(record, name) for name in PrintedDeliberation.__dataclass_fields__}


@st.composite
def documents(draw: st.DrawFn) -> LandedDocument:
    count = draw(st.integers(0, 2))
    sittings = tuple(
        PrintedDocument(
            doc_type=draw(st.sampled_from(DocType)),
            council=draw(st.none() | texts),
            council_kind=draw(st.none() | st.sampled_from(CouncilKind)),
            session=draw(sessions),
            attendance=tuple(draw(st.lists(attendance, max_size=3))),
            changes=tuple(draw(st.lists(changes, max_size=2))),
            deliberations=draw(deliberations()),
            receipts=tuple(draw(st.lists(receipts, max_size=2))),
            part=part if count > 1 else None,
            council_place=draw(st.none() | places),
        )
        for part in range(1, count + 1)
    )
    pages = tuple(Page.from_text(number, draw(texts), draw(st.sampled_from(Engine))) for number in range(1, draw(st.integers(0, 2)) + 1))
    extraction = Extraction(
        landing=draw(st.sampled_from(Landing)),
        pages=pages,
        page_count=draw(counts),
        reason=draw(st.none() | texts),
        pages_without_text=tuple(sorted(draw(st.sets(st.integers(1, 4))))),
    )
    sha256 = draw(st.text(string.hexdigits[:16], min_size=64, max_size=64))
    file_names = tuple(sorted(draw(st.sets(st.tuples(texts, printed), min_size=1, max_size=2))))
    return LandedDocument(
        f"doc-{sha256[:16]}", sha256, file_names, draw(st.integers(0, 10**12)), extraction, sittings, draw(st.none() | texts)
    )


def through_duckdb(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    with duckdb.connect(config={"threads": 1}) as connection:
        warehouse.land(connection, frames)
        return {table: warehouse.frame(connection, table) for table in frames}


@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(documents(), max_size=3, unique_by=lambda document: document.document_id))
def test_records_come_back_from_the_warehouse_as_they_went_in(landed_documents):
    resolution = resolve(landed_documents)
    found, found_resolution = from_frames(through_duckdb(to_frames(landed_documents, resolution)))
    assert found == tuple(sorted(landed_documents, key=lambda document: document.document_id))
    assert set(found_resolution.councils) == set(resolution.councils)
    assert set(found_resolution.names) == set(resolution.names)


def test_empty_frames_keep_their_types():
    empty, full = to_frames([]), to_frames([landed("a", sitting(attendance=[seat("Jean ROUX")], deliberations=[item()]))])
    for table, columns in TABLES.items():
        assert dict(empty[table].dtypes.astype(str)) == dict(columns) == dict(full[table].dtypes.astype(str))
    assert from_frames(empty) == ((), Resolution())


def test_a_frame_keeps_what_is_not_printed_apart_from_nought_and_nothing():
    rows = [("doc-1", 1, "a", None, 1, 1, 1, ""), ("doc-1", 1, "b", "", 1, 1, 1, "x")]
    frame = frame_of("printed.session_fact", rows)
    assert [value is pd.NA for value in frame["value"]] == [True, False]


def test_the_document_frame_sums_up_its_pages_and_names():
    document = landed("b", sitting(doc_type="extract"), sitting(doc_type="minutes"))
    twice_named = LandedDocument(
        document.document_id,
        document.sha256,
        (("inbox", "z.pdf"), ("web", "a.pdf")),
        10,
        Extraction(Landing.READ, (Page.from_text(1, "un", Engine.PDFPLUMBER), Page.from_text(2, "deux\n", Engine.PDFIUM)), 4, None, (2, 4)),
        document.sittings,
    )
    frames = to_frames([twice_named])
    row = frames["printed.document"].iloc[0]
    assert (row["file_name"], row["engine"], row["doc_type"]) == ("a.pdf", "pdfium+pdfplumber", "extract")
    pages = frames["printed.page"][["page", "engine", "is_without_text", "line_count", "char_count"]]
    assert [tuple(page) for page in pages.astype(object).where(pages.notna(), None).itertuples(index=False)] == [
        (1, "pdfplumber", False, 1, 2),
        (2, "pdfium", True, 2, 5),
        (4, None, True, 0, 0),
    ]


def test_header_facts_stand_with_their_value_and_place():
    where = Place(2, 3, 4, "sous la présidence de Mme Anne PETIT")
    session = PrintedSession(
        president=PrintedName("Anne PETIT", "Mme"), stated_present=12, places={"president": where, "stated_present": where}
    )
    document = PrintedDocument(DocType.MINUTES, "Ville-Essai", None, session, council_place=where)
    facts = to_frames([landed("a", document)])["printed.session_fact"]
    assert dict(zip(facts["field"], facts["value"], strict=True)) == {
        "council": "Ville-Essai",
        "president": "Anne PETIT",
        "stated_present": "12",
    }


@pytest.mark.parametrize(
    ("documents_", "sentence"),
    [
        pytest.param([landed("a"), landed("a")], "is landed twice", id="twice"),
        pytest.param([LandedDocument("doc-1", "1", (), 1, Extraction(Landing.READ))], "doc-1 has no file name", id="nameless"),
    ],
)
def test_a_document_is_landed_once_and_under_a_name(documents_, sentence):
    with pytest.raises(ValueError, match=sentence):
        to_frames(documents_)


def test_the_sql_files_give_the_same_columns_and_types():
    kinds = {"string": "VARCHAR", "Int64": "BIGINT", "Float64": "DOUBLE", "boolean": "BOOLEAN", DATE: "DATE"}
    with duckdb.connect() as connection:
        for table in warehouse.tables():
            if table.schema == "printed":
                warehouse.build_table(connection, table)
                found = {column: kind for column, kind, *_ in connection.execute(f"describe {table.full_name}").fetchall()}
                assert found == {column: kinds[dtype] for column, dtype in TABLES[table.full_name].items()}
        assert {name for name in warehouse.existing_tables(connection) if name.startswith("printed.")} == set(TABLES)
