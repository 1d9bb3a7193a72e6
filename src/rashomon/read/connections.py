"""One connection to one checked address: a name is resolved once, and what was checked is what is connected to."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

import httpcore

from rashomon.model.errors import InputError
from rashomon.read.addresses import is_allowed, is_public
from rashomon.read.containers import say_size

#: From a host's name and a port to network addresses, in the order in which they are to be tried.
Resolve = Callable[[str, int, float], Sequence[str]]


class Clock(Protocol):
    """What time it is, and waiting: passed in, so that a test need not wait."""

    def now(self) -> datetime:
        """Return the date and time."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the date and time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never go back."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class RefusedError(InputError):
    """An address that is not fetched, now or later."""


class ClosedAddressError(RefusedError):
    """An address is not public and nobody allowed it: no one was asked, and no one need be spared a second try."""


class PassingError(InputError):
    """Something that may be over in a while: trying again makes sense."""


def resolve_host(host: str, port: int, seconds: float) -> Sequence[str]:
    """Return the network addresses of a host, as this machine's resolver knows them.

    Raises:
        PassingError: there are none, or none came in time.

    """
    found: list[Any] = []

    def work() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            found.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if not found or isinstance(found[0], Exception):
        raise PassingError(f"no address of {host} was found: check the name and the network")
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found[0]))


class Wire(httpcore.NetworkBackend):
    """Connects for one attempt: to checked addresses only, until ``deadline``, for at most ``most_bytes``."""

    def __init__(
        self, resolve: Resolve, clock: Clock, *, allowed: tuple[str, ...], seconds: float, most_bytes: int
    ) -> None:
        self._resolve = resolve
        self._clock = clock
        self._allowed = allowed
        self._seconds = seconds
        self._deadline = clock.monotonic() + seconds
        self._left = most_bytes
        self._most = most_bytes

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve a host, refuse it if any of its addresses is closed, and connect to one that was checked."""
        addresses = self._resolve(host, port, self.seconds_left())
        if not addresses:
            raise PassingError(f"no address of {host} was found: check the name and the network")
        if not is_allowed(host, port, self._allowed):
            for address in addresses:
                if not is_public(address):
                    raise ClosedAddressError(
                        f"{host} is at {address}, which is not a public address; "
                        f"nothing was fetched: --allow-host {host} allows it"
                    )
        failed: Exception | None = None
        for address in addresses:
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    address, port, min(timeout or self._seconds, self.seconds_left()), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _TimedStream(stream, self)
        raise PassingError(f"no connection to {host}: {str(failed).lower() or 'it does not answer'}") from failed

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        """Refuse: nothing on the web is at a socket of this machine."""
        raise RefusedError(f"{path} is no web address; nothing was fetched")

    def sleep(self, seconds: float) -> None:
        """Wait as the clock does."""
        self._clock.sleep(seconds)

    def seconds_left(self) -> float:
        """Return how long this attempt may still take.

        Raises:
            PassingError: its time is over.

        """
        left = self._deadline - self._clock.monotonic()
        if left <= 0:
            raise PassingError(f"it took over {self._seconds:g} seconds; nothing of it was kept")
        return left

    def take(self, count: int) -> None:
        """Count bytes that came in.

        Raises:
            RefusedError: there were too many.

        """
        self._left -= count
        if self._left < 0:
            raise RefusedError(f"it is over {say_size(self._most)}; nothing of it was kept: save it and give the file")


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every read and write ends by the deadline of its wire: slow drips do not add up."""

    def __init__(self, stream: httpcore.NetworkStream, wire: Wire) -> None:
        self._stream = stream
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        data = self._stream.read(max_bytes, self._bound(timeout))
        self._wire.take(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._bound(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._bound(timeout))
        return _TimedStream(stream, self._wire)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _bound(self, timeout: float | None) -> float:
        left = self._wire.seconds_left()
        return left if timeout is None else min(timeout, left)
