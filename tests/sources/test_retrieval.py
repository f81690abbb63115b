"""A town that is looked at day after day: what comes into the store, what is asked of its server, what is told."""

import json
from collections.abc import Callable
from pathlib import Path

import fsspec
import pytest

from pipelines.home import Home
from pipelines.scdl import fetched_file
from pipelines.sources.fetching import Fetcher, Stopped
from pipelines.sources.looks import read_look
from pipelines.sources.retrieval import retrieve, tried
from pipelines.store import Store
from tests.sources.conftest import Time, pdf
from tests.sources.server import Town, html, in_turn, status, truncated, versioned
from transforms.sources.specs import SourcesFile, SourceSpec

FetcherWith = Callable[..., Fetcher]
LOOPBACK = ["127.0.0.1/32"]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


def specs(*sources: dict) -> tuple[SourceSpec, ...]:
    made = [{"allow_networks": LOOPBACK, **one} if one["kind"] != "folder" else one for one in sources]
    return SourcesFile.model_validate({"sources": made}).sources


def page(town: Town, name: str = "ville", path: str = "/liste", **fields: object) -> dict:
    return {"name": name, "kind": "page", "url": town.url(path), **fields}


def names(home: Home) -> list[str]:
    return [retrieval.name.rsplit("/", 1)[-1] for retrieval in Store(home.documents).log()]


def test_three_ticks(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    """All of the town; then only questions whether something has changed; then one new document and one replaced."""
    (spec,) = specs(page(town, next_selector="a.suite", licence="etalab-2.0"))
    second_page = versioned(b"<html><a href='/c.pdf'>c</a></html>", "text/html")
    town.answers |= {
        "/robots.txt": versioned(b"User-agent: *\nDisallow: /prive", "text/plain"),
        "/liste": versioned(
            b"<html><a href='/a.pdf'>a</a><a href='/b.pdf'>b</a><a class=suite href='/liste?p=2'>2</a></html>", "text/html"
        ),
        "/liste?p=2": second_page,
        **{f"/{name}.pdf": versioned(pdf(number)) for number, name in enumerate("abc")},
    }
    (first,) = retrieve(home, [spec], fetcher_with())
    assert town.paths() == ["/robots.txt", "/liste", "/liste?p=2", "/a.pdf", "/b.pdf", "/c.pdf"]
    assert not any(one.is_conditional for one in town.asked)
    assert (first.listed, first.new, first.unchanged, first.failure) == (3, 3, 0, None)

    town.forget()
    (second,) = retrieve(home, [spec], fetcher_with())
    assert town.paths() == ["/robots.txt", "/liste", "/liste?p=2", "/a.pdf", "/b.pdf", "/c.pdf"]
    assert all(one.is_conditional and one.status == 304 for one in town.asked)
    assert (second.listed, second.new, second.unchanged) == (3, 0, 3)
    assert len(Store(home.documents).log()) == 3

    town.forget()
    town.answers |= {
        "/liste?p=2": versioned(b"<html><a href='/c.pdf'>c</a><a href='/d.pdf'>d</a></html>", "text/html"),
        "/b.pdf": versioned(pdf(4)),
        "/d.pdf": versioned(pdf(3)),
    }
    (third,) = retrieve(home, [spec], fetcher_with())
    assert {one.path: one.status for one in town.asked} == {
        "/robots.txt": 304, "/liste": 304, "/liste?p=2": 200, "/a.pdf": 304, "/b.pdf": 200, "/c.pdf": 304, "/d.pdf": 200,
    }  # fmt: skip
    assert len(town.asked) == 7
    assert (third.listed, third.new, third.replaced, third.unchanged) == (4, 1, 1, 2)
    assert names(home) == ["a.pdf", "b.pdf", "c.pdf", "b.pdf", "d.pdf"]
    old, new = Store(home.documents).versions()["ville", town.url("/b.pdf")]
    assert [Store(home.documents).path_of(one.sha256).read_bytes() for one in (old, new)] == [pdf(1), pdf(4)]


def test_a_retrieval_is_recorded_with_all_that_the_server_said(town: Town, home: Home, fetcher: Fetcher, time: Time) -> None:
    town.answers |= {"/liste": html("/vers-pv.pdf"), "/vers-pv.pdf": status(301, Location="/pv.pdf")}
    town.answers["/pv.pdf"] = versioned(pdf(), modified="Mon, 02 Feb 2026 10:00:00 GMT")
    retrieve(home, specs(page(town, licence="etalab-2.0")), fetcher)
    (line,) = (home.documents / "provenance.jsonl").read_text().splitlines()
    record = json.loads(line)
    assert record.pop("headers").keys() >= {"etag", "last-modified", "content-type", "content-length"}
    assert record == {
        "source": "ville",
        "name": town.url("/vers-pv.pdf"),
        "sha256": Store(home.documents).retrievals()[0].sha256,
        "byte_size": len(pdf()),
        "retrieved_at": time.now().isoformat(timespec="seconds"),
        "url": town.url("/pv.pdf"),
        "status": 200,
        "licence": "etalab-2.0",
    }
    assert list((home.documents / "parts").iterdir()) == []


def test_a_document_that_disappears_stays_and_is_told_until_it_comes_back(
    town: Town, home: Home, fetcher_with: FetcherWith, time: Time
) -> None:
    town.answers |= {"/liste": html("a.pdf", "b.pdf"), "/a.pdf": versioned(pdf(0)), "/b.pdf": versioned(pdf(1))}
    (spec,) = specs(page(town))
    retrieve(home, [spec], fetcher_with())
    town.answers["/liste"] = html("a.pdf")
    (look,) = retrieve(home, [spec], fetcher_with())
    assert (look.listed, look.gone) == (1, 1)
    assert names(home) == ["a.pdf", "b.pdf"]
    since = look.seen[town.url("/b.pdf")].gone_since
    assert since is not None
    time.sleep(86_400)
    (look,) = retrieve(home, [spec], fetcher_with())
    assert look.seen[town.url("/b.pdf")].gone_since == since
    town.answers["/liste"] = html("a.pdf", "b.pdf")
    (look,) = retrieve(home, [spec], fetcher_with())
    assert look.gone == 0


def test_a_listed_document_that_cannot_be_had_is_noted_and_what_was_had_stays(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    town.answers |= {"/liste": html("a.pdf", "b.pdf"), "/a.pdf": versioned(pdf(0)), "/b.pdf": versioned(pdf(1))}
    (spec,) = specs(page(town))
    retrieve(home, [spec], fetcher_with())
    town.answers["/b.pdf"] = html("a.pdf")  # an error page that says 200
    (look,) = retrieve(home, [spec], fetcher_with())
    assert (look.missed, look.gone, look.failure) == (1, 0, None)
    (missed,) = Store(home.documents).missed()
    assert (missed.source, missed.name, missed.reason) == ("ville", town.url("/b.pdf"), "The answer is an HTML page, not a PDF.")
    assert names(home) == ["a.pdf", "b.pdf"]


def test_a_source_without_any_document_that_can_be_had_has_failed(town: Town, home: Home, fetcher: Fetcher) -> None:
    town.answers["/liste"] = html("a.pdf", "b.pdf")
    (look,) = retrieve(home, specs(page(town)), fetcher)
    assert look.failure == "None of the 2 documents could be fetched; the first: The server answers 404: there is nothing."


def test_a_source_that_fails_keeps_what_was_known_of_it(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": versioned(pdf(0))}
    (spec,) = specs(page(town))
    retrieve(home, [spec], fetcher_with())
    del town.answers["/liste"]
    (look,) = retrieve(home, [spec], fetcher_with())
    assert look.failure == "The server answers 404: there is nothing."
    assert list(look.seen) == [town.url("/a.pdf")]
    assert read_look(home, "ville") == look


def test_without_validators_the_same_bytes_are_no_new_version(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": versioned(pdf(0), etag=False)}
    (spec,) = specs(page(town))
    retrieve(home, [spec], fetcher_with())
    (look,) = retrieve(home, [spec], fetcher_with())
    assert (look.new, look.replaced, look.unchanged) == (0, 0, 1)
    assert len(Store(home.documents).log()) == 2  # each retrieval has its record
    assert [len(versions) for versions in Store(home.documents).versions().values()] == [1]


def test_what_is_lost_from_the_store_is_fetched_again(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": versioned(pdf(0))}
    (spec,) = specs(page(town))
    retrieve(home, [spec], fetcher_with())
    path = Store(home.documents).path_of(Store(home.documents).retrievals()[0].sha256)
    path.unlink()
    retrieve(home, [spec], fetcher_with())
    assert path.read_bytes() == pdf(0)


def test_a_download_that_broke_off_goes_on_in_the_next_run(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    from tests.sources.server import tag_of

    town.answers |= {"/liste": html("a.pdf"), "/a.pdf": truncated(pdf(0), 2000, tag_of(pdf(0)))}
    (spec,) = specs(page(town))
    retrieve(home, [spec], fetcher_with(attempts=1))
    town.answers["/a.pdf"] = versioned(pdf(0))
    (look,) = retrieve(home, [spec], fetcher_with())
    assert town.asked[-1].headers["Range"] == "bytes=2000-"
    assert (look.new, names(home)) == (1, ["a.pdf"])


def test_pages_go_on_and_lie_below_but_not_on_other_hosts(town: Town, home: Home, fetcher: Fetcher) -> None:
    elsewhere = town.url("/liste", host="ailleurs.test")
    town.answers |= {
        "/liste": html("/seance-1", "/seance-2", f"{elsewhere}/seance-9"),
        "/seance-1": html("a.pdf", "/seance-1/annexes"),
        "/seance-1/annexes": html("trop-loin.pdf"),
        "/seance-2": html("b.pdf", "/liste", town.url("/c.pdf", host="ailleurs.test")),
    }
    (spec,) = specs(page(town, follow_pattern="/seance-", depth=1))
    found = tried(spec, fetcher)
    assert found.documents == (town.url("/a.pdf"), town.url("/b.pdf"), town.url("/c.pdf", host="ailleurs.test"))
    assert town.paths() == ["/robots.txt", "/liste", "/seance-1", "/seance-2"]


def test_a_list_that_does_not_end_is_told(town: Town, home: Home, fetcher: Fetcher) -> None:
    town.answers |= {f"/{n}": html(f"{n}.pdf", f"/{n + 1}") for n in range(9)} | {f"/{n}.pdf": versioned(pdf(n)) for n in range(9)}
    (look,) = retrieve(home, specs(page(town, path="/0", next_selector="a", max_pages=3)), fetcher)
    assert look.failure == "More than 3 pages (max_pages): what lies behind was not looked at."
    assert look.new == 3


def test_each_kind_of_list_gives_its_documents(town: Town, home: Home, fetcher: Fetcher, tmp_path: Path) -> None:
    dataset = json.dumps({"resources": [{"url": town.url("/d.pdf"), "format": "pdf"}]}).encode()
    feed = f"<rss version='2.0'><channel><item><link>{town.url('/b.pdf')}</link></item></channel></rss>".encode()
    town.answers |= {
        **{f"/{name}.pdf": versioned(pdf(number)) for number, name in enumerate("abcd")},
        "/feed": versioned(feed, "application/rss+xml"),
        "/scdl.csv": versioned(f"DELIB_URL\n{town.url('/c.pdf')}\n".encode(), "text/csv"),
        "/api/1/datasets/actes/": versioned(dataset, "application/json"),
    }
    (tmp_path / "list.csv").write_text(f"DELIB_ID;DELIB_URL\n1;{town.url('/a.pdf')}\n")
    looks = retrieve(
        home,
        specs(
            {"name": "urls", "kind": "urls", "urls": [town.url("/a.pdf")]},
            {"name": "feed", "kind": "feed", "url": town.url("/feed")},
            {"name": "scdl", "kind": "scdl", "location": town.url("/scdl.csv")},
            {"name": "scdl-file", "kind": "scdl", "location": str(tmp_path / "list.csv")},
            {"name": "catalogue", "kind": "datagouv", "dataset": "actes", "base_url": town.url("/api/1/")},
        ),
        fetcher,
    )
    assert {look.source: (look.new, look.failure) for look in looks} == dict.fromkeys(
        ("urls", "feed", "scdl", "scdl-file", "catalogue"), (1, None)
    )
    assert len(Store(home.documents).held()) == 4


def test_the_file_of_an_scdl_source_is_kept_to_be_laid_beside_the_documents(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    (spec,) = specs({"name": "ville", "kind": "scdl", "location": town.url("/scdl.csv")})
    tables = [
        f"DELIB_ID,DELIB_DATE,DELIB_OBJET,DELIB_URL\n1,2025-03-10,{title},{town.url('/a.pdf')}\n".encode() for title in ("Un", "Deux")
    ]
    town.answers["/a.pdf"] = versioned(pdf())
    for table in tables:  # the newest counts
        town.answers["/scdl.csv"] = versioned(table, "text/csv")
        (look,) = retrieve(home, [spec], fetcher_with())
        assert (look.listed, look.failure) == (1, None)
        assert fetched_file(home, "ville").read_bytes() == table


def test_sixty_sources_of_which_five_are_broken(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    broken = {
        7: (page(town, "s07", "/nulle-part"), "The server answers 404: there is nothing."),
        19: (page(town, "s19", "/19", selector="main a"), "No document is listed: nothing on the page matches main a."),
        23: ({"name": "s23", "kind": "folder", "path": str(home.root / "no")}, f"The source folder {home.root / 'no'} does not exist."),
        42: (page(town, "s42", "/boucle"), f"{town.url('/boucle')} redirects in a circle."),
        58: ({"name": "s58", "kind": "urls", "urls": ["http://prive.test/a.pdf"]}, "the address 10.0.0.7 is not public."),
    }
    town.answers |= {"/boucle": status(302, Location="/boucle")}
    for number in range(60):
        town.answers |= {f"/{number}": html(f"{number}.pdf"), f"/{number}.pdf": versioned(f"%PDF-1.7\n% number {number}\n".encode())}
    sources = [broken[number][0] if number in broken else page(town, f"s{number:02}", f"/{number}") for number in range(60)]
    looks = retrieve(home, specs(*sources), fetcher_with())
    failed = {look.source: look.failure for look in looks if look.failure}
    assert list(failed) == ["s07", "s19", "s23", "s42", "s58"]
    for spec, reason in broken.values():
        assert reason in failed[spec["name"]]
    assert len(Store(home.documents).held()) == 55
    assert sum(look.new for look in looks) == 55
    assert town.most_at_once == 1


def test_a_local_folder_has_versions_and_only_changed_files_are_read(home: Home, fetcher_with: FetcherWith, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.pdf").write_bytes(pdf(0))
    (papers / "notes.txt").write_text("no document")
    (papers / "gone.pdf").symlink_to(papers / "nowhere")
    (spec,) = specs({"name": "dossier", "kind": "folder", "path": str(papers)})
    (look,) = retrieve(home, [spec], fetcher_with())
    assert (look.listed, look.new, look.missed) == (2, 1, 1)
    assert [one.reason for one in Store(home.documents).missed()] == ["The file vanished before it could be read."]
    (papers / "gone.pdf").unlink()
    (look,) = retrieve(home, [spec], fetcher_with())
    assert (look.unchanged, look.missed) == (1, 0)
    (papers / "a.pdf").write_bytes(pdf(1))
    (look,) = retrieve(home, [spec], fetcher_with())
    assert look.replaced == 1


def test_a_folder_of_another_store_is_read_through_fsspec(home: Home, fetcher_with: FetcherWith) -> None:
    files = fsspec.filesystem("memory")
    files.pipe("/actes/2025/a.pdf", pdf(0))
    files.pipe("/actes/lisez-moi.txt", b"no document")
    here, nowhere, unknown = specs(
        {"name": "memoire", "kind": "folder", "path": "memory://actes"},
        {"name": "nulle-part", "kind": "folder", "path": "memory://nulle-part"},
        {"name": "inconnu", "kind": "folder", "path": "quelconque://x"},
    )
    try:
        looks = retrieve(home, [here, nowhere, unknown], fetcher_with())
        assert [(look.new, bool(look.failure)) for look in looks] == [(1, False), (0, True), (0, True)]
        assert looks[1].failure == "The folder memory://nulle-part does not exist."
        assert "quelconque" in str(looks[2].failure)
        assert Store(home.documents).log()[0].name == "2025/a.pdf"
        (again,) = retrieve(home, [here], fetcher_with())
        assert again.unchanged == 1
    finally:
        files.rm("/actes", recursive=True)


def test_a_run_that_is_stopped_keeps_what_it_has(town: Town, home: Home, fetcher_with: FetcherWith) -> None:
    fetcher = fetcher_with()

    def stop(exchange) -> None:
        fetcher.stop()
        exchange.send(pdf(1))

    town.answers |= {"/liste": html("a.pdf", "b.pdf"), "/a.pdf": versioned(pdf(0)), "/b.pdf": in_turn(stop, versioned(pdf(1)))}
    (spec,) = specs(page(town))
    with pytest.raises(Stopped):
        retrieve(home, [spec], fetcher)
    assert names(home) == ["a.pdf"]
    retrieve(home, [spec], fetcher_with())
    assert names(home) == ["a.pdf", "b.pdf"]  # the first is only asked about
    assert len(Store(home.documents).held()) == 2
