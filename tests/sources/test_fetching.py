"""A fetcher before a server that does everything that servers do."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.settings import Settings
from pipelines.sources.fetching import Access, Fetcher, FetchError, RetryableError, Validators
from tests.sources.conftest import LOOPBACK, Time, pdf
from tests.sources.server import Town, bomb, endless, html, in_turn, redirect, silent, slow, status, tag_of, truncated, versioned

FetcherWith = Callable[..., Fetcher]


def fetched(fetcher: Fetcher, url: str, folder: Path, known: Validators = Validators()) -> bytes | None:  # noqa: B008  frozen
    """The bytes of a document; None where nothing has changed."""
    with fetcher.session(LOOPBACK) as session:
        download = session.document(url, folder / "one.part", known)
    return download.path.read_bytes() if download.path else None


def refused(fetcher: Fetcher, url: str, folder: Path) -> str:
    with pytest.raises(FetchError) as caught:
        fetched(fetcher, url, folder)
    assert not (folder / "one.part").exists()
    return str(caught.value)


def test_a_document_comes_whole_and_says_who_asked(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = versioned(pdf())
    assert fetched(fetcher, town.url("/pv.pdf"), tmp_path) == pdf()
    assert town.paths() == ["/robots.txt", "/pv.pdf"]
    agent = town.asked[-1].headers["User-Agent"]
    assert agent.startswith("registre/")
    assert "tests@registre.example" in agent
    assert town.asked[-1].headers["Accept-Encoding"] == "identity"


def test_without_a_contact_nobody_is_asked(town: Town, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="No contact is set"):
        Fetcher(Settings(), tmp_path).session(LOOPBACK)


@pytest.mark.parametrize("by", ["etag", "last-modified"])
def test_what_has_not_changed_is_not_sent_again(town: Town, fetcher: Fetcher, tmp_path: Path, by: str) -> None:
    day = "Mon, 02 Feb 2026 10:00:00 GMT"
    town.answers["/pv.pdf"] = versioned(pdf(), etag=by == "etag", modified=day)
    with fetcher.session(LOOPBACK) as session:
        first = session.document(town.url("/pv.pdf"), tmp_path / "one.part")
    known = Validators(first.headers.get("etag"), first.headers.get("last-modified"))
    assert fetched(fetcher, town.url("/pv.pdf"), tmp_path, known) is None
    assert town.asked[-1].status == 304


def test_a_page_that_has_not_changed_comes_from_the_cache(town: Town, fetcher_with: FetcherWith) -> None:
    town.answers["/liste"] = html("a.pdf")
    bodies = []
    for _ in range(2):
        with fetcher_with().session(LOOPBACK) as session:
            bodies.append(session.page(town.url("/liste")).body)
    assert bodies[0] == bodies[1] != b""
    assert [one.status for one in town.asked if one.path == "/liste"] == [200, 304]


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (status(404), "The server answers 404: there is nothing."),
        (status(403), "The server answers 403: access is refused."),
        (html("a.pdf"), "The answer is an HTML page, not a PDF."),
        (versioned(b""), "The answer is empty."),
        (versioned(b"PK\3\4 a word processor's file"), "The answer is no PDF."),
        (redirect("/pv.pdf"), "redirects in a circle."),
        (redirect("file:///etc/passwd"), "redirects to what is no web address."),
        (redirect("http://prive.test/pv.pdf"), "prive.test is refused: the address 10.0.0.7 is not public."),
        (redirect("http://metadonnees.test/pv.pdf"), "the address 169.254.169.254 is not public."),
        (redirect("http://127.0.0.2/pv.pdf"), "the address 127.0.0.2 is not public."),
        (redirect("http://[::1]/pv.pdf"), "the address ::1 is not public."),
        (redirect("http://double.test/pv.pdf"), "the address 192.168.1.1 is not public."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_will_not_get_better_is_not_tried_again(town: Town, fetcher: Fetcher, tmp_path: Path, answer, sentence: str) -> None:
    town.answers["/pv.pdf"] = answer
    town.answers["http://prive.test/robots.txt"] = status(404)
    assert sentence in refused(fetcher, town.url("/pv.pdf"), tmp_path)
    assert town.times("/pv.pdf") == 1


def test_a_private_address_needs_the_sources_leave(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = versioned(pdf())
    with fetcher.session(Access()) as session, pytest.raises(FetchError, match=r"the address 127\.0\.0\.1 is not public"):
        session.document(town.url("/pv.pdf"), tmp_path / "one.part")
    assert town.asked == []


def test_each_connection_is_checked_and_goes_to_the_address_that_was_checked(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    """The name is resolved once a connection: one that turns to a private address in between gains nothing."""
    answers = iter([["127.0.0.1"], ["10.0.0.7"]])
    fetcher.resolve = lambda host, port: next(answers)
    town.answers["/pv.pdf"] = versioned(pdf())
    assert "the address 10.0.0.7 is not public" in refused(fetcher, town.url("/pv.pdf", host="nowhere.invalid"), tmp_path)
    assert town.paths() == ["/robots.txt"]


def test_a_redirect_is_followed_and_told(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers |= {"/pv.pdf": redirect("/ailleurs/pv.pdf", 301), "/ailleurs/pv.pdf": versioned(pdf())}
    with fetcher.session(LOOPBACK) as session:
        assert session.document(town.url("/pv.pdf"), tmp_path / "one.part").url == town.url("/ailleurs/pv.pdf")


def test_redirects_have_an_end(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers |= {f"/{number}.pdf": redirect(f"/{number + 1}.pdf") for number in range(20)}
    assert "more than 5 redirects" in refused(fetcher, town.url("/0.pdf"), tmp_path)
    assert len(town.paths()) == 7  # robots.txt, the first and five more


def test_trouble_that_passes_is_waited_for(town: Town, fetcher: Fetcher, time: Time, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = in_turn(status(500), status(503), versioned(pdf()))
    assert fetched(fetcher, town.url("/pv.pdf"), tmp_path) == pdf()
    assert [one.status for one in town.asked if one.path == "/pv.pdf"] == [500, 503, 200]
    assert time.seconds >= 3  # one second, then two, and the jitter


def test_trouble_that_does_not_pass_is_told_after_four_tries(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = status(500)
    assert refused(fetcher, town.url("/pv.pdf"), tmp_path) == "The server answers 500: the server is in trouble."
    assert town.times("/pv.pdf") == 4


@pytest.mark.parametrize("value", ["90", "Sun, 01 Mar 2026 05:01:32 GMT"])
def test_a_server_that_names_a_pause_gets_it(town: Town, fetcher: Fetcher, time: Time, tmp_path: Path, value: str) -> None:
    town.answers["/pv.pdf"] = in_turn(status(429, Retry_After=value), versioned(pdf()))
    assert fetched(fetcher, town.url("/pv.pdf"), tmp_path) == pdf()
    assert 90 <= time.seconds <= 93


def test_a_pause_that_is_too_long_ends_the_look_at_that_host(town: Town, fetcher: Fetcher, time: Time, tmp_path: Path) -> None:
    town.answers |= {"/a.pdf": status(429, Retry_After="7200"), "/b.pdf": versioned(pdf())}
    assert "asks to be left alone for 7200 s" in refused(fetcher, town.url("/a.pdf"), tmp_path)
    assert "asks to be left alone" in refused(fetcher, town.url("/b.pdf"), tmp_path)
    assert (town.times("/a.pdf"), town.times("/b.pdf")) == (1, 0)
    assert time.seconds < 60


def test_a_host_that_fails_again_and_again_is_asked_no_more(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers |= {f"/{number}.pdf": status(502) for number in range(5)}
    reasons = [refused(fetcher, town.url(f"/{number}.pdf"), tmp_path) for number in range(5)]
    assert [("is not asked any more" in reason) for reason in reasons] == [False, False, False, True, True]


def test_a_silent_server_is_left(town: Town, fetcher_with: FetcherWith, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = silent
    assert refused(fetcher_with(attempts=2, silence_seconds=0.05), town.url("/pv.pdf"), tmp_path) == "The server fell silent."
    assert town.times("/pv.pdf") == 2


def test_a_download_that_broke_off_goes_on_where_it_stopped(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    body = pdf()
    town.answers["/pv.pdf"] = in_turn(truncated(body, 1500, tag_of(body)), versioned(body))
    assert fetched(fetcher, town.url("/pv.pdf"), tmp_path) == body
    assert [one.headers.get("Range") for one in town.asked if one.path == "/pv.pdf"] == [None, "bytes=1500-"]
    assert [one.status for one in town.asked if one.path == "/pv.pdf"] == [200, 206]
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".json"] == []


def test_a_later_run_goes_on_too_and_starts_anew_where_the_document_has_changed(
    town: Town, fetcher_with: FetcherWith, tmp_path: Path
) -> None:
    town.answers["/pv.pdf"] = truncated(pdf(0), 1500, '"first"')
    with fetcher_with(attempts=1).session(LOOPBACK) as session, pytest.raises(RetryableError, match="broke off"):
        session.document(town.url("/pv.pdf"), tmp_path / "one.part")
    assert (tmp_path / "one.part").read_bytes() == pdf(0)[:1500]
    town.answers["/pv.pdf"] = versioned(pdf(1))
    assert fetched(fetcher_with(), town.url("/pv.pdf"), tmp_path) == pdf(1)
    assert town.asked[-1].headers["If-Range"] == '"first"'


def test_without_a_strong_validator_nothing_is_pieced_together(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = in_turn(truncated(pdf(0), 1500, 'W/"weak"'), versioned(pdf(1)))
    assert fetched(fetcher, town.url("/pv.pdf"), tmp_path) == pdf(1)
    assert [one.headers.get("Range") for one in town.asked] == [None, None, None]


def test_a_body_without_end_is_stopped(town: Town, fetcher_with: FetcherWith, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = endless()
    assert refused(fetcher_with(document_megabytes=1), town.url("/pv.pdf"), tmp_path) == "The answer is larger than 1 MB and was not kept."
    assert town.times("/pv.pdf") == 1


def test_an_endless_body_that_is_no_document_is_stopped_at_once(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = endless(b"<!DOCTYPE html>")
    assert refused(fetcher, town.url("/pv.pdf"), tmp_path) == "The answer is an HTML page, not a PDF."


def test_a_body_that_drips_is_stopped(town: Town, fetcher_with: FetcherWith, time: Time, tmp_path: Path) -> None:
    town.answers["/pv.pdf"] = endless()
    fetcher = fetcher_with(attempts=1, request_seconds=60)
    fetcher.check = lambda: time.sleep(25)  # each chunk takes its time
    with fetcher.session(LOOPBACK) as session, pytest.raises(RetryableError, match="not complete after 60 s"):
        session.document(town.url("/pv.pdf"), tmp_path / "one.part")


def test_a_gzip_bomb_meets_the_limit(town: Town, fetcher_with: FetcherWith, tmp_path: Path) -> None:
    import tracemalloc

    town.answers["/pv.pdf"] = bomb(60)
    tracemalloc.start()
    assert "larger than 2 MB" in refused(fetcher_with(document_megabytes=2), town.url("/pv.pdf"), tmp_path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def test_a_document_in_gzip_comes_whole(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    import gzip

    packed = gzip.compress(pdf())
    town.answers["/pv.pdf"] = lambda exchange: exchange.send(packed, 200, Content_Encoding="gzip")
    assert fetched(fetcher, town.url("/pv.pdf"), tmp_path) == pdf()


def test_what_robots_forbids_is_not_asked(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers |= {"/robots.txt": versioned(b"User-agent: *\nDisallow: /prive/", "text/plain"), "/prive/pv.pdf": versioned(pdf())}
    assert "does not allow /prive/pv.pdf" in refused(fetcher, town.url("/prive/pv.pdf"), tmp_path)
    assert town.paths() == ["/robots.txt"]


def test_robots_holds_behind_a_redirect(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers |= {
        "/robots.txt": versioned(b"User-agent: registre\nDisallow: /prive/", "text/plain"),
        "/pv.pdf": redirect("/prive/pv.pdf"),
        "/prive/pv.pdf": versioned(pdf()),
    }
    assert "does not allow" in refused(fetcher, town.url("/pv.pdf"), tmp_path)
    assert town.times("/prive/pv.pdf") == 0


def test_where_robots_cannot_be_had_nothing_is_asked(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers |= {"/robots.txt": status(503), "/pv.pdf": versioned(pdf())}
    assert "robots.txt of http://ville.test" in refused(fetcher, town.url("/pv.pdf"), tmp_path)
    assert town.times("/pv.pdf") == 0


@pytest.mark.parametrize(("robots", "pause"), [(b"User-agent: *\nDisallow:", 1), (b"User-agent: *\nCrawl-delay: 7", 7)])
def test_a_host_gets_its_pause_between_requests(
    town: Town, fetcher: Fetcher, time: Time, tmp_path: Path, robots: bytes, pause: int
) -> None:
    town.answers |= {"/robots.txt": versioned(robots, "text/plain"), **{f"/{n}.pdf": versioned(pdf(n)) for n in range(3)}}
    for number in range(3):
        fetched(fetcher, town.url(f"/{number}.pdf"), tmp_path)
    assert time.seconds == 1 + 2 * pause


def test_a_host_is_asked_one_thing_at_a_time(town: Town, fetcher: Fetcher, tmp_path: Path) -> None:
    town.answers |= {f"/{n}.pdf": slow(versioned(pdf(n))) for n in range(6)}
    work = [
        threading.Thread(target=lambda n=n: fetched(fetcher, town.url(f"/{n}.pdf"), tmp_path / str(n)))  # type: ignore[misc]
        for n in range(6)
    ]
    for thread in work:
        thread.start()
    for thread in work:
        thread.join()
    assert town.times("/robots.txt") == 1
    assert len(town.asked) == 7
    assert town.most_at_once == 1
