"""Fetching: one polite request at a time, guarded, limited, tried again where that may help.

A :class:`Fetcher` is shared by all the sources of a run, so that no host is asked two things at once; a :class:`Session` fetches for one
source. Addresses are checked after the name is resolved, at each redirect too, and the connection goes to the very address that was
checked. Proxies named in the environment are not used: behind one, nothing could be checked.
"""

from __future__ import annotations

import base64
import hashlib
import json
import socket
import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipelines.settings import Settings
from pipelines.store import Clock, now, write_atomically
from transforms.sources.admission import Network, absolute, address_refusal, host_of, url_refusal
from transforms.sources.answers import (
    REDIRECTS,
    RETRYABLE,
    conditional_headers,
    document_refusal,
    kept_headers,
    range_start,
    resuming_headers,
    retry_after,
    status_sentence,
)
from transforms.sources.robots import Robots, robots_of

if TYPE_CHECKING:
    import httpx
    from tenacity import RetryCallState

GIVEN_UP_AFTER = 3  # requests to a host that failed though tried again: the rest of the run does not ask it any more
SNIFFED = 1024  # bytes after which a download that is no document is stopped
_MEGABYTE = 1_000_000


class FetchError(Exception):
    """One clear sentence on why something was not fetched. Trying again in this run would not help."""

    def __init__(self, sentence: str, status: int | None = None) -> None:
        super().__init__(sentence)
        self.status = status


class RetryableError(FetchError):
    """It may be there in a moment. ``wait`` is the pause in seconds that the server asks for."""

    def __init__(self, sentence: str, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(sentence, status)
        self.wait = wait


class RefusedError(FetchError):
    """The address may not be asked, whatever it would answer."""


class Stopped(Exception):
    """The run is being ended."""


@dataclass(frozen=True, slots=True)
class Access:
    """What one source may do."""

    allowed: tuple[Network, ...] = ()  # private networks that it may reach
    delay: float | None = None  # seconds between two requests to one host, where it is not that of the settings


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to tell one version from another."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page, feed, table or catalogue entry."""

    url: str  # after redirects: what relative links start from
    body: bytes
    encoding: str | None


@dataclass(frozen=True, slots=True)
class Download:
    """A document as it was answered, its bytes in ``path``; ``path`` is ``None`` where the server says that nothing has changed."""

    url: str  # after redirects
    status: int
    headers: dict[str, str]
    path: Path | None


@dataclass(slots=True)
class Host:
    """What is known of a host in this run."""

    turn: threading.Lock = field(default_factory=threading.Lock)
    robots_turn: threading.Lock = field(default_factory=threading.Lock)
    robots: Robots | None = None
    not_before: float = 0.0  # on the monotonic clock
    failures: int = 0


Resolve = Callable[[str, int], list[str]]


def resolved(host: str, port: int) -> list[str]:
    """The IP addresses of a host. Raises FetchError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        sentence = f"The host {host} is not found: {error.strerror}."
        raise (RetryableError if error.errno == socket.EAI_AGAIN else FetchError)(sentence) from error
    except UnicodeError as error:
        raise FetchError(f"{host} is no name of a host.") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Fetcher:
    """The hosts, the clock and the limits that all sessions of a run share. What a test cannot wait for is passed in."""

    def __init__(
        self,
        settings: Settings,
        cache: Path,
        *,
        clock: Clock = now,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Any] | None = None,
        resolve: Resolve = resolved,
        asks_anew: bool = False,
    ) -> None:
        self.settings, self.cache = settings, cache
        self.asks_anew = asks_anew  # for pages as if they had never been seen
        self.clock, self.monotonic, self.resolve = clock, monotonic, resolve
        self._sleep = sleep
        self._stopped = threading.Event()
        self._hosts: defaultdict[str, Host] = defaultdict(Host)
        self._hosts_lock = threading.Lock()
        self._tls: Any = None

    def session(self, access: Access) -> Session:
        if not self.settings.contact:
            raise FetchError(
                "No contact is set: towns must be able to say who asks. Set REGISTRE_CONTACT, or contact in settings.yml, to a mail or web "
                "address."
            )
        return Session(self, access)

    def tls(self) -> Any:
        """The context of TLS, made once."""
        import httpx

        with self._hosts_lock:
            self._tls = self._tls or httpx.create_ssl_context(trust_env=False)
        return self._tls

    def stop(self) -> None:
        """Ends all sessions at their next step."""
        self._stopped.set()

    def check(self) -> None:
        if self._stopped.is_set():
            raise Stopped

    def sleep(self, seconds: float) -> None:
        self.check()
        if seconds > 0:
            (self._sleep or self._stopped.wait)(seconds)
        self.check()

    def host(self, url: str) -> Host:
        with self._hosts_lock:
            return self._hosts[host_of(url)]


class Session:
    """Fetches for one source. Connections are its own: what it may reach, others may not."""

    def __init__(self, fetcher: Fetcher, access: Access) -> None:
        import httpx

        settings = fetcher.settings
        self.fetcher, self.access, self.settings = fetcher, access, settings
        timeout = httpx.Timeout(settings.silence_seconds, connect=settings.connect_seconds)
        self._client = httpx.Client(
            transport=_guarded_transport(fetcher, access.allowed),
            headers={"User-Agent": settings.user_agent, "Accept-Language": "fr,en;q=0.5"},
            timeout=timeout,
            trust_env=False,
        )

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def page(self, url: str, *, asks_robots: bool = True) -> Page:
        """A page, from the cache where the server says that it has not changed. Raises FetchError."""
        kept = None if self.fetcher.asks_anew else _KeptPage.at(self.fetcher.cache, url)
        known = kept.validators if kept else Validators()

        def fetch() -> Page:
            body = bytearray()
            headers = conditional_headers(known.etag, known.last_modified) | {"Accept-Encoding": "gzip, deflate"}
            with self._answer(url, headers, asks_robots) as (final, response):
                if response.status_code == 304 and kept:
                    return kept.page
                self._require_success(response)
                for chunk in self._body(response, self.settings.page_megabytes):
                    body += chunk
                page = Page(final, bytes(body), response.charset_encoding)
                given = Validators(response.headers.get("etag"), response.headers.get("last-modified"))
            _KeptPage(page, given).keep(self.fetcher.cache, url)
            return page

        return self._tried(url, fetch)

    def document(self, url: str, part: Path, known: Validators = Validators()) -> Download:
        """A document, its bytes in ``part``, or nothing where the server says that it has not changed. Raises FetchError.

        A download that broke off goes on where it stopped, also in a later run, as long as the server says that it is the same version.
        """
        return self._tried(url, lambda: self._download(url, part, known))

    def _download(self, url: str, part: Path, known: Validators) -> Download:
        note = part.with_suffix(".json")
        part.parent.mkdir(parents=True, exist_ok=True)
        noted = json.loads(note.read_text())["validator"] if note.exists() and part.exists() else None
        offset = part.stat().st_size if noted else 0
        resuming = resuming_headers(offset, noted)
        headers = (resuming or conditional_headers(known.etag, known.last_modified)) | {"Accept-Encoding": "identity"}
        with self._answer(url, headers) as (final, response):
            status = response.status_code
            if status == 304 and not resuming:
                return Download(final, status, kept_headers(response.headers), None)
            if status == 416 or (status == 206 and range_start(response.headers.get("content-range")) != offset):
                part.unlink(missing_ok=True)
                note.unlink(missing_ok=True)
                raise RetryableError("The server does not go on where the download broke off.", status, wait=0)
            self._require_success(response)
            is_rest = status == 206
            validator = response.headers.get("etag") or response.headers.get("last-modified")
            can_resume = bool(resuming_headers(1, validator)) and "content-encoding" not in response.headers
            if can_resume and not is_rest:
                write_atomically(note, json.dumps({"url": url, "validator": validator}).encode())
            try:
                self._write(response, part, offset if is_rest else 0)
            except BaseException as error:
                if not can_resume or (isinstance(error, FetchError) and not isinstance(error, RetryableError)):
                    part.unlink(missing_ok=True)
                    note.unlink(missing_ok=True)
                raise
            note.unlink(missing_ok=True)
            return Download(final, status, kept_headers(response.headers), part)

    def _write(self, response: httpx.Response, part: Path, offset: int) -> None:
        if not offset:
            part.unlink(missing_ok=True)  # one that a run left behind in the middle of adopting it may not be written to
        with part.open("r+b" if offset else "wb") as handle:
            handle.seek(offset)
            is_judged = False
            for chunk in self._body(response, self.settings.document_megabytes, offset):
                handle.write(chunk)
                if not is_judged and handle.tell() >= SNIFFED:
                    handle.flush()
                    _require_document(part)
                    is_judged = True
        _require_document(part)

    def _body(self, response: httpx.Response, megabytes: float, offset: int = 0) -> Iterator[bytes]:
        """The decoded bytes of an answer, stopped at the limits of size and time."""
        limit, received = int(megabytes * _MEGABYTE), offset
        until = self.fetcher.monotonic() + self.settings.request_seconds
        for chunk in _decoded(response.iter_raw(), response.headers.get("content-encoding", "identity")):
            self.fetcher.check()
            received += len(chunk)
            if received > limit:
                raise FetchError(f"The answer is larger than {megabytes:g} MB and was not kept.")
            if self.fetcher.monotonic() > until:
                raise RetryableError(f"The answer was not complete after {self.settings.request_seconds:g} s.")
            yield chunk

    @contextmanager
    def _answer(self, url: str, headers: dict[str, str], asks_robots: bool = True) -> Iterator[tuple[str, httpx.Response]]:
        """The first answer that is no redirect, each hop checked like the first. One request at a time a host."""
        seen = {url}
        for _ in range(self.settings.redirects + 1):
            if refusal := url_refusal(url):
                raise RefusedError(f"{url} is refused: {refusal}.")
            robots = self._robots(url) if asks_robots else Robots(None)
            if not robots.allows(url):
                raise FetchError(f"robots.txt of {host_of(url)} does not allow {urlsplit(url).path}.")
            with self._turn(url, robots.delay), self._client.stream("GET", url, headers=headers, follow_redirects=False) as response:
                if response.status_code not in REDIRECTS:
                    yield url, response
                    return
                target = absolute(response.headers.get("location", ""), url)
            if target is None:
                raise FetchError(f"{url} redirects to what is no web address.")
            if target in seen:
                raise FetchError(f"{url} redirects in a circle.")
            seen.add(target)
            url = target
        raise FetchError(f"{url}: more than {self.settings.redirects} redirects.")

    @contextmanager
    def _turn(self, url: str, asked_delay: float) -> Iterator[None]:
        host = self.fetcher.host(url)
        delay = self.settings.delay_seconds if self.access.delay is None else self.access.delay
        with host.turn:
            pause = host.not_before - self.fetcher.monotonic()
            if pause > self.settings.longest_wait_seconds:
                raise FetchError(f"{host_of(url)} asks to be left alone for {pause:.0f} s.")
            self.fetcher.sleep(pause)
            try:
                yield
            finally:
                wait = min(max(delay, asked_delay), self.settings.longest_wait_seconds)
                host.not_before = max(host.not_before, self.fetcher.monotonic() + wait)

    def _robots(self, url: str) -> Robots:
        """The rules of the URL's host, asked once a run. Where they cannot be had, nothing is asked of it (RFC 9309, 2.3.1.4)."""
        host = self.fetcher.host(url)
        with host.robots_turn:
            if host.robots is None:
                try:
                    host.robots = robots_of(self.page(f"{host_of(url)}/robots.txt", asks_robots=False).body)
                except RefusedError:
                    raise
                except FetchError as error:
                    if error.status is None or not 400 <= error.status < 500 or error.status in RETRYABLE:
                        raise FetchError(f"robots.txt of {host_of(url)} cannot be had. {error}", error.status) from error
                    host.robots = Robots(None)
            return host.robots

    def _require_success(self, response: httpx.Response) -> None:
        status = response.status_code
        if 200 <= status < 300:
            return
        if status not in RETRYABLE:
            raise FetchError(status_sentence(status), status)
        wait = retry_after(response.headers.get("retry-after"), self.fetcher.clock())
        if wait is not None:
            host = self.fetcher.host(str(response.url))
            host.not_before = max(host.not_before, self.fetcher.monotonic() + wait)
            if wait > self.settings.longest_wait_seconds:
                raise FetchError(f"{status_sentence(status)} It asks to be left alone for {wait:.0f} s.", status)
        raise RetryableError(status_sentence(status), status, wait)

    def _tried(self, url: str, attempt: Callable[[], Any]) -> Any:
        """What ``attempt`` gives, tried again where that may help."""
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

        back_off = wait_exponential_jitter(initial=1, max=60)

        def pause(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.wait if isinstance(error, RetryableError) else None
            return back_off(state) if asked is None else 0.0  # a pause that the server asks for is made when it is the host's turn

        host = self.fetcher.host(url)
        if host.failures >= GIVEN_UP_AFTER:
            raise FetchError(f"{host_of(url)} failed {host.failures} times in this run and is not asked any more.")
        retrying = Retrying(
            stop=stop_after_attempt(self.settings.attempts),
            wait=pause,
            sleep=self.fetcher.sleep,
            retry=retry_if_exception_type(RetryableError),
            reraise=True,
        )
        try:
            found = retrying(lambda: _told(attempt))
        except RetryableError:
            host.failures += 1
            raise
        host.failures = 0
        return found


def _told(attempt: Callable[[], Any]) -> Any:
    """What ``attempt`` gives; what goes wrong on the way becomes one sentence, and is worth another try or is not."""
    import httpx

    try:
        return attempt()
    except httpx.ConnectTimeout as error:
        raise RetryableError("No connection could be made in time.") from error
    except httpx.TimeoutException as error:
        raise RetryableError("The server fell silent.") from error
    except httpx.ConnectError as error:
        if "CERTIFICATE" in str(error):
            raise FetchError(f"The server's certificate is not valid: {error}.") from error
        raise RetryableError(f"No connection could be made: {error}.") from error
    except httpx.RemoteProtocolError as error:
        raise RetryableError("The server broke off before the answer was complete.") from error
    except httpx.TransportError as error:
        raise RetryableError(f"The connection failed: {error or type(error).__name__}.") from error
    except (httpx.InvalidURL, httpx.StreamError, zlib.error) as error:
        raise FetchError(f"The answer cannot be read: {error}.") from error


def _guarded_transport(fetcher: Fetcher, allowed: Collection[Network]) -> httpx.HTTPTransport:
    """A transport whose connections go to addresses that were checked."""
    import httpcore
    import httpx

    class Guarded(httpcore.SyncBackend):
        def connect_tcp(self, host: str, port: int, *arguments: Any, **options: Any) -> httpcore.NetworkStream:
            addresses = fetcher.resolve(host, port)
            for address in addresses:  # one private address among public ones is refused too
                if refusal := address_refusal(address, allowed):
                    raise RefusedError(f"{host} is refused: {refusal}.")
            failed: Exception = httpcore.ConnectError(f"{host} has no address")
            for address in addresses:
                try:
                    return super().connect_tcp(address, port, *arguments, **options)
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failed = error
            raise failed

    transport = httpx.HTTPTransport(verify=False, trust_env=False)  # its pool is replaced by one that is guarded and verifies
    transport._pool = httpcore.ConnectionPool(ssl_context=fetcher.tls(), max_connections=2, network_backend=Guarded())
    return transport


def _decoded(chunks: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The bytes behind a content encoding, never more than a little at once: a bomb meets the limit before it fills the memory."""
    encoding = encoding.strip().lower()
    if encoding in ("", "identity"):
        yield from chunks
        return
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise FetchError(f"The answer comes in an encoding that was not asked for: {encoding}.")
    decoder = zlib.decompressobj(wbits=47)  # zlib or gzip, by its header
    for chunk in chunks:
        while chunk and not decoder.eof:
            yield decoder.decompress(chunk, 1 << 16)
            chunk = decoder.unconsumed_tail
    yield decoder.flush()
    if not decoder.eof:
        raise RetryableError("The server broke off before the answer was complete.")


def _require_document(part: Path) -> None:
    with part.open("rb") as handle:
        if refusal := document_refusal(handle.read(SNIFFED)):
            raise FetchError(refusal)


@dataclass(frozen=True, slots=True)
class _KeptPage:
    """A page in the cache, with what the server gave to ask whether it has changed."""

    page: Page
    validators: Validators

    @staticmethod
    def _file(cache: Path, url: str) -> Path:
        return cache / f"{hashlib.sha256(url.encode()).hexdigest()}.json"

    @classmethod
    def at(cls, cache: Path, url: str) -> _KeptPage | None:
        try:
            kept = json.loads(cls._file(cache, url).read_bytes())
            page = Page(kept["final_url"], base64.b64decode(kept["body"], validate=True), kept["encoding"])
            return cls(page, Validators(kept["etag"], kept["last_modified"])) if kept["url"] == url else None
        except (OSError, ValueError, KeyError, TypeError):
            return None  # it is a cache: what is not there, or damaged, is fetched

    def keep(self, cache: Path, url: str) -> None:
        file = self._file(cache, url)
        if self.validators == Validators():
            file.unlink(missing_ok=True)
            return
        page, given = self.page, self.validators
        kept = {"url": url, "final_url": page.url, "encoding": page.encoding, "etag": given.etag, "last_modified": given.last_modified}
        write_atomically(file, json.dumps(kept | {"body": base64.b64encode(page.body).decode()}).encode())
