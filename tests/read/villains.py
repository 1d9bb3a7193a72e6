"""A real server on loopback that plays the villain: what it does is told by the path that is asked for."""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

STORY = "The ferry sank off the island on Monday, the coast guard said. Nobody on board was hurt in the accident."
PAGE = (
    "<!DOCTYPE html><html lang='en'><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1>"
    + "".join(f"<p>Paragraph {n}. {STORY}</p>" for n in range(5))
    + "</article></body></html>"
)
#: Seconds after which the villain gives up, so that a fetcher that does not would be found out, not waited for.
PATIENCE = 20.0

Send = Callable[[bytes], object]
Answer = Callable[["Request", Send], None]


class Request:
    """What was asked for: the address of ours that was connected to, the path, the headers."""

    def __init__(self, address: str, path: str, headers: dict[str, str]) -> None:
        self.address = address
        self.path = path
        self.headers = headers


class Villain:
    """A server on several addresses and one port; ``answers`` says what it does, ``asked`` what it was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.asked: list[Request] = []
        self.answers: dict[str, Answer] = {"/robots.txt": whole(b"", status="404 Not Found")}

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def pages(self, address: str = "") -> list[Request]:
        """Return what was asked for but robots.txt, at one address or all."""
        return [r for r in self.asked if r.path != "/robots.txt" and address in ("", r.address)]


def head(status: str = "200 OK", **headers: str) -> bytes:
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1")


def whole(body: bytes, status: str = "200 OK", **headers: str) -> Answer:
    """Answer as one should."""

    def answer(request: Request, send: Send) -> None:
        send(head(status, Content_Length=str(len(body)), **{"Content_Type": "text/html", **headers}) + body)

    return answer


def page(request: Request, send: Send) -> None:
    whole(PAGE.encode())(request, send)


def redirect(place: str, status: str = "301 Moved Permanently") -> Answer:
    return whole(b"", status=status, Location=place)


def in_turn(*answers: Answer) -> Answer:
    """Answer otherwise each time; the last stays."""
    left = list(answers)

    def answer(request: Request, send: Send) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(request, send)

    return answer


def endless(request: Request, send: Send) -> None:
    """Never stop, without saying how long it is."""
    send(head(Content_Type="text/html"))
    _repeat(send, b"<p>more</p>" * 10_000, 0)


def endless_headers(request: Request, send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\n")
    _repeat(send, b"X-More: " + b"x" * 1000 + b"\r\n", 0)


def drip(request: Request, send: Send) -> None:
    """Send a byte now and then: no read ever takes long."""
    send(head(Content_Length="100000", Content_Type="text/html"))
    _repeat(send, b"x", 0.05)


def drip_headers(request: Request, send: Send) -> None:
    _repeat(send, b"H", 0.05)


def silent(request: Request, send: Send) -> None:
    time.sleep(3)


def gzip_bomb(request: Request, send: Send) -> None:
    """Send 256 MB of nothing in 256 kB."""
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(pack.compress(bytes(1 << 20)) for _ in range(256)) + pack.flush()
    send(head(Content_Length=str(len(body)), Content_Encoding="gzip", Content_Type="text/html") + body)


def too_short(request: Request, send: Send) -> None:
    body = PAGE.encode()
    send(head(Content_Length=str(len(body) + 1000), Content_Type="text/html") + body)


def too_long(request: Request, send: Send) -> None:
    body = PAGE.encode()
    send(head(Content_Length=str(len(body)), Content_Type="text/html") + body + b"<p>smuggled</p>" * 100)


def cut_gzip(request: Request, send: Send) -> None:
    whole(gzip.compress(PAGE.encode())[:-20], Content_Encoding="gzip")(request, send)


def no_http(request: Request, send: Send) -> None:
    send(b"220 mail.example ESMTP\r\n")


def _repeat(send: Send, data: bytes, wait: float) -> None:
    until = time.monotonic() + PATIENCE
    with suppress(OSError):
        while time.monotonic() < until:
            send(data)
            time.sleep(wait)


@contextmanager
def run_villain(*addresses: str, tls: tuple[Path, Path] | None = None) -> Iterator[Villain]:
    """Run the villain on some addresses of 127.0.0.0/8, all on one port; with a certificate and its key, over TLS."""
    villain = Villain(0)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with suppress(OSError):
                line = self.rfile.readline(70_000).decode("latin-1").split()
                headers: dict[str, str] = {}
                while (field := self.rfile.readline(70_000).decode("latin-1").strip()) and len(headers) < 100:
                    headers[field.partition(":")[0].lower()] = field.partition(":")[2].strip()
                if len(line) == 3:
                    request = Request(self.request.getsockname()[0], line[1], headers)
                    villain.asked.append(request)
                    villain.answers.get(line[1], whole(b"", status="404 Not Found"))(request, self.wfile.write)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        block_on_close = False

        def get_request(self) -> tuple[socket.socket, Any]:
            connection, address = self.socket.accept()
            return (context.wrap_socket(connection, server_side=True) if context else connection), address

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if tls else None
    if context and tls:
        context.load_cert_chain(*tls)
    servers: list[Server] = []
    try:
        for address in addresses or ("127.0.0.1",):
            server = Server((address, villain.port), Handler)
            villain.port = server.server_address[1]
            servers.append(server)
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield villain
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class TurnedClock:
    """A clock that a test turns: to wait is to go on, and every wait is noted."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.waits: list[float] = []

    def now(self) -> datetime:
        return datetime(2031, 2, 6, 10, 30, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000.0)

    def monotonic(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds


def resolver(**answers: Any) -> Callable[[str, int, float], tuple[str, ...]]:
    """Return a resolver that knows some hosts (``paper_test``); a list of answers is given one after another."""

    def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
        known = answers.get(host.replace(".", "_"), (host,))
        if isinstance(known, list):
            known = known.pop(0) if len(known) > 1 else known[0]
        return tuple(known)

    return resolve
