"""From a web address to what is there: safely, politely, and within bounds. Nothing else here touches a network."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TypeVar

import httpcore

from rashomon.model.captures import Capture
from rashomon.model.errors import InputError
from rashomon.model.records import Record
from rashomon.read.addresses import Target, parse_address
from rashomon.read.connections import (
    Clock,
    PassingError,
    RefusedError,
    Resolve,
    SystemClock,
    Wire,
    resolve_host,
)
from rashomon.read.containers import CutShortError, say_size, unpack_encoded
from rashomon.read.robots import MOST_BYTES as MOST_ROBOTS
from rashomon.read.robots import Robots, read_robots
from rashomon.version import VERSION


class FetchSettings(Record, frozen=True, kw_only=True):
    """What may be fetched, how much of it, and how politely."""

    #: The name under which sites know us, in robots.txt and in their logs.
    name: str = "rashomon"
    agent: str = f"rashomon/{VERSION} (reads news for one person; heeds robots.txt for 'rashomon')"
    #: Hosts, as they are written in addresses ("intra.example", "127.0.0.1:8080"), that may be at closed addresses.
    allowed: tuple[str, ...] = ()
    #: Bytes of one answer as it comes, headers included, and after unpacking: pages have 0.05 to 5 MB, feeds up to 20.
    most_bytes: int = 32 << 20
    most_unpacked: int = 64 << 20
    #: Redirects after which it is no page: browsers stop at 20, search engines at 5 to 10.
    most_redirects: int = 5
    #: Seconds for connecting, asking and reading one answer, however slowly it drips.
    seconds: float = 30.0
    #: Seconds after which no further redirect or attempt is begun for one address, waits included.
    most_seconds: float = 300.0
    #: Attempts for what may pass (no connection, 429, 5xx), the seconds before the second, doubled for each further,
    #: and the longest wait that a server may ask for: beyond it the user is told to come back.
    tries: int = 3
    back_off: float = 2.0
    longest_wait: float = 60.0
    #: Seconds between two visits to a host; a site's Crawl-delay may raise them, up to the second figure.
    delay: float = 1.0
    most_delay: float = 30.0
    #: Seconds for which a robots.txt is believed (RFC 9309: at most a day).
    robots_seconds: float = 86_400.0
    #: Sites whose robots.txt and last visit are remembered, 1 to 100 kB each; the first that was met is forgotten.
    most_sites: int = 10_000


SETTINGS = FetchSettings()

_T = TypeVar("_T")
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/json, */*;q=0.5"
_MOVED = frozenset({301, 302, 303, 307, 308})
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})


class _LaterError(PassingError):
    """The server asks to come back after some seconds."""

    def __init__(self, message: str, wait: float) -> None:
        super().__init__(message)
        self.wait = wait


class Fetcher:
    """Fetches one address after another; remembers each site's wishes and when it was last visited.

    One thread at a time. Proxies and cookies are not used, and the environment is not read.
    """

    def __init__(
        self, settings: FetchSettings = SETTINGS, *, clock: Clock | None = None, resolve: Resolve = resolve_host
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._resolve = resolve
        self._robots: dict[str, tuple[float, Robots]] = {}
        self._next_visit: dict[str, float] = {}

    def __call__(self, address: str, *, etag: str = "", modified: str = "") -> Capture:
        """Return what is at an address now; status 304 and no body where it is still what the marks stand for.

        ``etag`` and ``modified`` are those of an earlier capture.

        Raises:
            InputError: it is not fetched, or cannot be; the message is one line that says why.

        """
        target = parse_address(address)
        marks = tuple(
            (name, value) for name, value in (("If-None-Match", etag), ("If-Modified-Since", modified)) if value
        )
        settings = self._settings
        ends = self._clock.monotonic() + settings.most_seconds
        for attempt in range(1, settings.tries + 1):
            try:
                return self._follow(address, target, marks, ends)
            except PassingError as error:
                wait = max(settings.back_off * 2 ** (attempt - 1), error.wait if isinstance(error, _LaterError) else 0)
                if wait > settings.longest_wait:
                    raise InputError(f"{error}: it asks to come back in {wait:.0f} seconds") from error
                if attempt == settings.tries:
                    times = "once" if attempt == 1 else f"{attempt} times"
                    raise InputError(f"{error} (tried {times}): try again later") from error
                self._clock.sleep(wait)
        raise InputError("it was not tried: tries must be 1 or more")

    def _follow(self, asked: str, target: Target, marks: tuple[tuple[str, str], ...], ends: float) -> Capture:
        """Ask, and follow redirects; each address on the way is checked like the first."""
        seen = {target.url}
        while True:
            if self._clock.monotonic() > ends:
                raise RefusedError(
                    f"it took over {self._settings.most_seconds:g} seconds in all; nothing of it was kept"
                )
            robots = self._read_robots(target)
            if not robots.allows(target.path):
                raise RefusedError(f"the robots.txt of {target.host} asks programs to leave this page alone")
            self._wait_turn(target, robots)
            try:
                answer = self._ask(target, marks)
            finally:
                self._note_visit(target, robots)
            moved = answer.header("location") if answer.status in _MOVED else ""
            if not moved:
                return self._judge(answer, asked, bool(marks))
            target = parse_address(moved, base=target.url)
            if target.url in seen:
                raise RefusedError("its redirects go round in a circle")
            if len(seen) > self._settings.most_redirects:
                raise RefusedError(f"it redirects more than {self._settings.most_redirects} times")
            seen.add(target.url)

    def _judge(self, answer: Capture, asked: str, conditional: bool) -> Capture:
        """Return an answer that can be used."""
        if answer.status in _PASSING:
            raise _LaterError(f"the server answered {answer.status}", self._read_retry(answer.header("retry-after")))
        if answer.status == 304 and conditional:
            return _mark_asked(answer, asked, b"")
        if not 200 <= answer.status < 300:
            raise RefusedError(f"the server answered {answer.status}; nothing was read")
        return _mark_asked(answer, asked, answer.body)

    def _read_retry(self, value: str) -> float:
        """Return the seconds that a Retry-After header asks to wait."""
        if value.isascii() and value.isdigit():
            return float(value[:9])
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return 0.0
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, (moment - self._clock.now()).total_seconds())

    def _read_robots(self, target: Target) -> Robots:
        """Return what a site asks for: all is open where it has no robots.txt, nothing where that cannot be had."""
        now = self._clock.monotonic()
        known = self._robots.get(target.origin)
        if known and now - known[0] < self._settings.robots_seconds:
            return known[1]
        place = parse_address("/robots.txt", base=target.url)
        for _ in range(self._settings.most_redirects + 1):
            answer = self._ask(place, (), most=MOST_ROBOTS)
            if not (answer.status in _MOVED and answer.header("location")):
                break
            place = parse_address(answer.header("location"), base=place.url)
        if answer.status in _PASSING or answer.status >= 500:
            wait = self._read_retry(answer.header("retry-after"))
            raise _LaterError(f"the robots.txt of {target.host} cannot be had ({answer.status})", wait)
        text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        robots = read_robots(text, self._settings.name)
        self._remember(self._robots, target.origin, (now, robots))
        return robots

    def _wait_turn(self, target: Target, robots: Robots) -> None:
        wait = self._next_visit.get(target.host, 0.0) - self._clock.monotonic()
        if wait > 0:
            self._clock.sleep(wait)

    def _note_visit(self, target: Target, robots: Robots) -> None:
        delay = max(self._settings.delay, min(robots.delay, self._settings.most_delay))
        self._remember(self._next_visit, target.host, self._clock.monotonic() + delay)

    def _remember(self, known: dict[str, _T], key: str, value: _T) -> None:
        known[key] = value
        if len(known) > self._settings.most_sites:
            del known[next(iter(known))]

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore.default_ssl_context()

    def _ask(self, target: Target, marks: tuple[tuple[str, str], ...], most: int | None = None) -> Capture:
        """Return one answer; ``most`` bytes of it are enough, where that is given."""
        settings = self._settings
        wire = Wire(
            self._resolve, self._clock,
            allowed=settings.allowed, seconds=settings.seconds, most_bytes=settings.most_bytes,
        )  # fmt: skip
        headers = [
            ("Host", target.authority), ("User-Agent", settings.agent), ("Accept", _ACCEPT),
            ("Accept-Encoding", "gzip, deflate"), ("Accept-Language", "en, *;q=0.5"), ("Connection", "close"), *marks,
        ]  # fmt: skip
        url = httpcore.URL(
            scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
        )
        context = self._tls if target.scheme == "https" else None
        try:
            with (
                httpcore.ConnectionPool(ssl_context=context, max_keepalive_connections=0, network_backend=wire) as pool,
                pool.stream("GET", url, headers=headers) as response,
            ):
                fetched = _stamp(self._clock.now())
                fields = tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.headers)
                encoding = ", ".join(value for key, value in fields if key.lower() == "content-encoding")
                wanted = 200 <= response.status < 300
                body = self._read_body(unpack_encoded(response.iter_stream(), encoding), most) if wanted else b""
                return Capture(address=target.url, fetched=fetched, status=response.status, headers=fields, body=body)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise _explain(error, target, settings.seconds) from error

    def _read_body(self, pieces: Iterable[bytes], most: int | None) -> bytes:
        """Return the bytes of an answer; too many are refused, or cut where the first ``most`` are enough."""
        limit = self._settings.most_unpacked if most is None else most
        data = bytearray()
        try:
            for piece in pieces:
                data += piece
                if len(data) > limit:
                    break
        except CutShortError as error:
            raise PassingError(f"what came is damaged: {error}") from error
        if len(data) > limit and most is None:
            raise RefusedError(f"it unpacks to over {say_size(limit)}; nothing of it was kept")
        return bytes(data[:limit])


def _mark_asked(answer: Capture, asked: str, body: bytes) -> Capture:
    return Capture(
        address=answer.address, asked=asked if asked != answer.address else "", fetched=answer.fetched,
        status=answer.status, headers=answer.headers, body=body,
    )  # fmt: skip


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def _explain(error: Exception, target: Target, seconds: float) -> InputError:
    """Return what went wrong on the way, in words; what cannot pass by itself is refused."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return RefusedError(f"the certificate of {target.host} is not valid ({cause.verify_message})")
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpcore.TimeoutException):
        return PassingError(f"it took over {seconds:g} seconds; nothing of it was kept")
    if "complete message body" in str(error):
        return PassingError("the connection ended before all that was announced had come; nothing of it was kept")
    if isinstance(error, httpcore.ProtocolError):
        return PassingError(f"{target.host} does not keep to HTTP ({str(error).lower()[:120]})")
    return PassingError(f"the connection to {target.host} broke ({str(error).lower()[:120]})")
