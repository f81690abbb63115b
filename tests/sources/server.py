"""A town's web server on loopback: answers by path, and an account of what was asked."""

from __future__ import annotations

import gzip
import hashlib
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Asked:
    """A request and what it was answered with."""

    path: str
    headers: Mapping[str, str]
    status: int = 0

    @property
    def is_conditional(self) -> bool:
        return "If-None-Match" in self.headers or "If-Modified-Since" in self.headers


Handler = Callable[["Exchange"], None]


@dataclass
class Town:
    """The server. ``answers`` maps a path to what writes the answer; anything else is 404."""

    answers: dict[str, Handler] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "ville.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def times(self, path: str) -> int:
        return self.paths().count(path)

    def forget(self) -> None:
        self.asked.clear()


@dataclass
class Exchange:
    """One request being answered."""

    handler: BaseHTTPRequestHandler
    town: Town
    asked: Asked

    def start(self, status: int, headers: Mapping[str, str] | None = None) -> None:
        self.asked.status = status
        with self.town.lock:  # from here on the client may have its answer before this thread is through
            self.town.at_once -= 1
        self.handler.send_response(status)
        for name, value in (headers or {}).items():
            self.handler.send_header(name, value)
        self.handler.end_headers()

    def write(self, data: bytes) -> None:
        self.handler.wfile.write(data)

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.start(status, {"Content-Length": str(len(body)), **named})
        self.write(body)


class _Listening(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):  # the client hung up: what it tells is looked at, not what the server does
            super().handle_error(request, client_address)


@contextmanager
def serving(town: Town) -> Iterator[Town]:
    class Answering(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(self.path, dict(self.headers.items()))
            with town.lock:
                town.asked.append(asked)
                town.at_once += 1
                town.most_at_once = max(town.most_at_once, town.at_once)
            try:
                town.answers.get(self.path, missing)(Exchange(self, town, asked))
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = _Listening(("127.0.0.1", 0), Answering)
    server.daemon_threads = True
    town.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield town
    finally:
        town.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()


# --- answers -----------------------------------------------------------------------------------------------------------------------


def missing(exchange: Exchange) -> None:
    exchange.send(b"<html>nothing here</html>", 404, Content_Type="text/html")


def tag_of(body: bytes) -> str:
    """The ETag that ``versioned`` gives to bytes."""
    return f'"{hashlib.sha256(body).hexdigest()[:12]}"'


def html(*links: str, head: str = "") -> Handler:
    """A page with these links; it has an ETag and knows 304."""
    anchors = "".join(f'<a href="{link}">{link}</a>' for link in links)
    body = f"<!DOCTYPE html><html><head>{head}</head><body>{anchors}</body></html>"
    return versioned(body.encode(), "text/html; charset=utf-8")


def versioned(body: bytes, content_type: str = "application/pdf", *, etag: bool = True, modified: str | None = None) -> Handler:
    """Bytes with validators; what has not changed is answered 304."""
    tag = tag_of(body)

    def answer(exchange: Exchange) -> None:
        given = {**({"ETag": tag} if etag else {}), **({"Last-Modified": modified} if modified else {})}
        asked = exchange.asked.headers
        if (etag and asked.get("If-None-Match") == tag) or (modified and asked.get("If-Modified-Since") == modified):
            exchange.start(304, {**given, "Content-Length": "0"})
            return
        if "Range" in asked and asked.get("If-Range") in (tag if etag else None, modified):
            start = int(asked["Range"].removeprefix("bytes=").rstrip("-"))
            rest = body[start:]
            headers = {**given, "Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}", "Content-Length": str(len(rest))}
            exchange.start(206, headers)
            exchange.write(rest)
            return
        exchange.start(200, {**given, "Content-Type": content_type, "Content-Length": str(len(body))})
        exchange.write(body)

    return answer


def status(code: int, **headers: str) -> Handler:
    return lambda exchange: exchange.send(b"", code, **headers)


def redirect(target: str, code: int = 302) -> Handler:
    return status(code, Location=target)


def in_turn(*handlers: Handler) -> Handler:
    """The first request gets the first answer, and so on; the last one stays."""
    left = list(handlers)

    def answer(exchange: Exchange) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(exchange)

    return answer


def truncated(body: bytes, after: int, etag: str | None = None) -> Handler:
    """The connection breaks off in the middle."""

    def answer(exchange: Exchange) -> None:
        exchange.start(200, {"Content-Length": str(len(body)), **({"ETag": etag} if etag else {})})
        exchange.write(body[:after])
        exchange.handler.wfile.flush()
        exchange.handler.close_connection = True

    return answer


def slow(then: Handler, seconds: float = 0.01) -> Handler:
    """An answer that takes its time, so that another request would be seen beside it."""

    def answer(exchange: Exchange) -> None:
        exchange.town.ended.wait(seconds)
        then(exchange)

    return answer


def silent(exchange: Exchange) -> None:
    """It answers nothing until the test ends."""
    exchange.town.ended.wait(5)
    exchange.handler.close_connection = True


def endless(start: bytes = b"%PDF-1.7\n") -> Handler:
    def answer(exchange: Exchange) -> None:
        exchange.start(200, {"Content-Type": "application/pdf", "Connection": "close"})
        exchange.handler.close_connection = True
        exchange.write(start)
        for _ in range(100_000):
            exchange.write(b"0" * 65_536)

    return answer


def bomb(megabytes: int) -> Handler:
    """Zeros that are small on the way and large behind it."""
    packed = gzip.compress(b"%PDF-1.7\n" + b"\0" * megabytes * 1_000_000)
    return lambda exchange: exchange.send(packed, 200, Content_Encoding="gzip", Content_Type="application/pdf")
