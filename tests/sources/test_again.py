"""A backfill, by the command: what is fetched again, what is left alone, and what comes of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipelines.home import Home
from pipelines.sources.again import Again, again_from
from pipelines.sources.fetching import Fetcher
from pipelines.sources.folders import files_of
from pipelines.sources.looks import Look, read_look, write_look
from pipelines.sources.retrieval import retrieve
from pipelines.store import Store
from tests.sources.conftest import pdf
from tests.sources.server import Town, html, versioned
from tests.sources.test_commands import configure, home, page, registre
from transforms.sources.specs import SourcesFile, SourceSpec

__all__ = ["home"]


def with_sittings(home: Home, *rows: tuple[str, int, str | None]) -> None:
    """A published snapshot that knows these sittings: hash of the document, part, day."""
    home.prepare()
    with duckdb.connect(home.snapshot) as connection:
        connection.execute("create schema core; create table core.sitting (document_id varchar, part int, date date)")
        connection.executemany("insert into core.sitting values (?, ?, ?)", [(f"doc-{sha[:16]}", part, day) for sha, part, day in rows])


def spec(**fields: object) -> SourceSpec:
    return SourcesFile.model_validate({"sources": [fields]}).sources[0]


@pytest.fixture
def look(home: Home, fetcher_with: Callable[..., Fetcher]) -> Callable[..., Look]:
    """A look at a source, or a backfill."""

    def at(source: SourceSpec, again: Again | None = None) -> Look:
        fetcher = fetcher_with()
        fetcher.asks_anew = again is not None
        (done,) = retrieve(home.prepare(), [source], fetcher, again)
        assert done.failure is None
        return done

    return at


def test_what_is_known_to_speak_of_earlier_days_only_is_left_alone(home: Home, town: Town, look: Callable[..., Look]) -> None:
    documents = {f"/{name}.pdf": pdf(number) for number, name in enumerate(("old", "new", "both", "undated", "half", "unread"))}
    town.answers |= {"/liste": html(*documents), **{path: versioned(content) for path, content in documents.items()}}
    ville = spec(**page("ville", town.url("/liste")))
    look(ville)
    sha = {r.name.rsplit("/", 1)[-1]: r.sha256 for r in Store(home.documents).retrievals()}
    with_sittings(
        home,
        (sha["old.pdf"], 1, "2024-12-31"),
        (sha["new.pdf"], 1, "2025-01-01"),
        (sha["both.pdf"], 1, "2024-03-01"),
        (sha["both.pdf"], 2, "2025-03-01"),
        (sha["undated.pdf"], 1, None),
        (sha["half.pdf"], 1, "2024-03-01"),
        (sha["half.pdf"], 2, None),
    )
    town.forget()
    done = look(ville, again_from(home, date(2025, 1, 1)))
    assert town.paths() == ["/robots.txt", "/liste", "/new.pdf", "/both.pdf", "/undated.pdf", "/half.pdf", "/unread.pdf"]
    assert not any(one.is_conditional for one in town.asked)
    assert (done.listed, done.gone) == (6, 0)

    town.forget()
    look(ville, again_from(home, None))
    assert len(town.asked) == 8
    assert len(Store(home.documents).held()) == 6  # the same bytes leave no second copy


def test_the_days_that_a_table_tells_count_before_anything_is_known(home: Home, town: Town, look: Callable[..., Look]) -> None:
    rows = ["DELIB_DATE;DELIB_URL", f"2024-12-31;{town.url('/a.pdf')}", f"2025-01-01;{town.url('/b.pdf')}", f";{town.url('/c.pdf')}"]
    town.answers |= {f"/{name}.pdf": versioned(pdf(number)) for number, name in enumerate("abc")}
    town.answers["/actes.csv"] = versioned("\n".join(rows).encode(), "text/csv")
    table = spec(name="actes", kind="scdl", location=town.url("/actes.csv"), allow_networks=["127.0.0.1/32"])
    look(table, again_from(home, date(2025, 1, 1)))
    assert town.paths() == ["/robots.txt", "/actes.csv", "/b.pdf", "/c.pdf"]


def test_the_days_of_a_feed_are_those_of_publication_with_a_month_for_agendas(home: Home, town: Town, look: Callable[..., Look]) -> None:
    dated = {"a": "Mon, 02 Dec 2024 08:00:00 GMT", "b": "Fri, 20 Dec 2024 08:00:00 GMT"}
    items = "".join(f"<item><pubDate>{day}</pubDate><link>{town.url(f'/{name}.pdf')}</link></item>" for name, day in dated.items())
    town.answers["/rss"] = versioned(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), "application/rss+xml")
    town.answers |= {f"/{name}.pdf": versioned(pdf(number)) for number, name in enumerate("ab")}
    feed = spec(name="fil", kind="feed", url=town.url("/rss"), allow_networks=["127.0.0.1/32"])
    look(feed, again_from(home, date(2025, 1, 10)))
    assert town.paths() == ["/robots.txt", "/rss", "/b.pdf"]


def test_a_folder_is_read_again_though_its_files_look_the_same(home: Home, look: Callable[..., Look], tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.pdf").write_bytes(pdf(0))
    folder = spec(name="dossier", kind="folder", path=str(papers))
    look(folder)
    assert look(folder).unchanged == 1
    (papers / "a.pdf").write_bytes(pdf(1))
    noted, (file,) = read_look(home, "dossier"), files_of(folder).values()
    assert noted is not None
    write_look(home, replace(noted, seen={"a.pdf": replace(noted.seen["a.pdf"], token=file.token)}))
    assert look(folder).unchanged == 1
    assert look(folder, Again()).replaced == 1


def test_the_command_fetches_one_source_again_and_says_how_it_ended(home: Home, town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    executed: list[dict] = []
    monkeypatch.setattr("pipelines.run.execute", lambda *_, **how: executed.append(how))
    town.answers["/liste"] = html("a.pdf")
    configure(
        home,
        page("ville", town.url("/liste", "127.0.0.1"), allow_networks=["127.0.0.1/32"]),
        page("autre", town.url("/autre", "127.0.0.1")),
    )
    result = registre(home, "backfill", "--source", "ville", "--from", "2025-01-01", "--json")
    assert result.exit_code == 3, result.output
    assert "registre: The source ville failed: None of the 1 documents could be fetched" in result.stderr
    assert [one["source"] for one in json.loads(result.stdout)["sources"]] == ["ville"]
    assert "/autre" not in town.paths()
    assert executed == [{"goes_whole_way": False}]  # what follows is made anew, no folder is looked at
    unknown = registre(home, "backfill", "--source", "inbox")
    assert (unknown.exit_code, unknown.stderr) == (2, "registre: No source is called inbox: `registre sources list` names them.\n")
