"""A small news site on loopback: pages that change, a feed that names them, and somebody who listens for news."""

from __future__ import annotations

import hashlib
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from rashomon.model.captures import Capture
from rashomon.model.errors import InputError


class Site:
    """What the server shows now; tests change it as editors do."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, str] = {}
        self.asked: list[tuple[str, int]] = []
        self.posted: list[bytes] = []
        self.post_status = 200

    def write(self, name: str, title: str, *paragraphs: str) -> str:
        """Publish a page, or change it, and return its address."""
        body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
        self.pages[f"/{name}"] = (
            f"<html><head><title>{title}</title><meta property='og:site_name' content='Estmark Post'></head>"
            f"<body><article><h1>{title}</h1>{body}</article></body></html>"
        )
        return f"{self.address}/{name}"

    @property
    def feed(self) -> str:
        """The address of the feed; it names every page."""
        return f"{self.address}/feed.xml"

    def render(self, path: str) -> str | None:
        """Return what stands at a path."""
        if path != "/feed.xml":
            return self.pages.get(path)
        items = "".join(
            f"<item><title>{name}</title><link>{self.address}{name}</link>"
            "<pubDate>Mon, 03 Feb 2031 10:00:00 GMT</pubDate></item>"
            for name in self.pages
        )
        return f"<rss version='2.0'><channel><title>Post</title>{items}</channel></rss>"


@contextmanager
def run_site() -> Iterator[Site]:
    """Run a site on loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = site.render(self.path)
            mark = f'"{hashlib.sha256((text or "").encode()).hexdigest()}"'
            status = 404 if text is None else 304 if self.headers.get("If-None-Match") == mark else 200
            site.asked.append((self.path, status))
            body = (text or "").encode() if status == 200 else b""
            self.send_response(status)
            self.send_header("ETag", mark)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            site.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(site.post_status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site = Site(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def fetch(address: str, *, etag: str = "", modified: str = "") -> Capture:
    """Get a page in the plainest way."""
    request = urllib.request.Request(address, headers={"If-None-Match": etag} if etag else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return Capture(
                address=address, status=answer.status, headers=tuple(answer.headers.items()), body=answer.read()
            )
    except urllib.error.HTTPError as error:
        with error:
            return Capture(address=address, status=error.code, headers=tuple(error.headers.items()))
    except OSError as error:
        raise InputError(f"it does not answer ({error})") from error


def post(address: str, body: bytes) -> int:
    """Send news in the plainest way."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, data=body), timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
