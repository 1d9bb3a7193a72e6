"""Sending a little JSON to an address that a user named: the rules of fetching hold, and no redirect is followed."""

from __future__ import annotations

import httpcore

from rashomon.read.addresses import parse_address
from rashomon.read.connections import Clock, PassingError, Resolve, SystemClock, Wire, resolve_host
from rashomon.read.fetch import SETTINGS, FetchSettings


def post_json(
    address: str,
    body: bytes,
    settings: FetchSettings = SETTINGS,
    *,
    clock: Clock | None = None,
    resolve: Resolve = resolve_host,
) -> int:
    """Send JSON to an address, and return the status of the answer; what else it answers is not read.

    A redirect is an answer like any other: the body may not be for whoever it leads to.

    Raises:
        InputError: the address is closed, or there is no answer.

    """
    target = parse_address(address)
    wire = Wire(
        resolve, clock or SystemClock(),
        allowed=settings.allowed, seconds=settings.seconds, most_bytes=settings.most_bytes,
    )  # fmt: skip
    headers = [
        ("Host", target.authority), ("User-Agent", settings.agent), ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))), ("Connection", "close"),
    ]  # fmt: skip
    url = httpcore.URL(
        scheme=target.scheme.encode(), host=target.host.encode(), port=target.port, target=target.path.encode()
    )
    try:
        with (
            httpcore.ConnectionPool(max_keepalive_connections=0, network_backend=wire) as pool,
            pool.stream("POST", url, headers=headers, content=body) as response,
        ):
            return response.status
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
        reason = str(error).lower()[:120] or type(error).__name__
        raise PassingError(f"the news could not be sent to {target.host} ({reason})") from error
