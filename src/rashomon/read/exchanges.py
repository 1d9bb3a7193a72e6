"""One request and its answer over http or https, to addresses of the open network alone."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import zlib
from collections.abc import Collection, Mapping
from urllib.parse import urljoin, urlsplit

from rashomon.model.errors import InputError
from rashomon.model.records import Record
from rashomon.version import VERSION


class ExchangeSettings(Record, frozen=True, kw_only=True):
    """Bounds on one exchange."""

    #: Seconds for each wait: to connect, and for each piece of the answer.
    seconds: float = 20.0
    #: Bytes of an answer, packed and unpacked: the largest news pages have 5 MB.
    most_bytes: int = 20 << 20
    #: Redirects that are followed.
    redirects: int = 5
    agent: str = f"rashomon/{VERSION} (reads news; asks again only what may have changed)"


SETTINGS = ExchangeSettings()
_REDIRECTS = (301, 302, 303, 307, 308)


class Answer(Record, frozen=True, kw_only=True):
    """What a server answered, the body unpacked; ``address`` is where it was found after redirects."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str:
        """Return the first header of this name; "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


def get(
    address: str,
    headers: Mapping[str, str] | None = None,
    allowed: Collection[str] = (),
    settings: ExchangeSettings = SETTINGS,
) -> Answer:
    """Return what is at an address, following redirects; every hop is checked anew.

    Raises:
        InputError: the address is not one of the open network, or there is no proper answer.
    """
    here = address
    for _ in range(settings.redirects + 1):
        answer = exchange("GET", here, b"", dict(headers or {}), allowed, settings)
        target = answer.header("Location")
        if answer.status not in _REDIRECTS or not target:
            return answer
        here = urljoin(here, target)
    raise InputError(f"it was sent on more than {settings.redirects} times, last to {here[:200]}")


def post(address: str, body: bytes, allowed: Collection[str] = (), settings: ExchangeSettings = SETTINGS) -> Answer:
    """Send JSON to an address; a redirect is not followed, since the body may not be for whoever it leads to.

    Raises:
        InputError: the address is not one of the open network, or there is no proper answer.
    """
    return exchange("POST", address, body, {"Content-Type": "application/json"}, allowed, settings)


def exchange(
    method: str,
    address: str,
    body: bytes,
    headers: Mapping[str, str],
    allowed: Collection[str] = (),
    settings: ExchangeSettings = SETTINGS,
) -> Answer:
    """Do one exchange; ``allowed`` hosts may lie inside the house.

    Raises:
        InputError: the address is not one of the open network, or there is no proper answer.
    """
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
    except ValueError as error:
        raise InputError(f"this address cannot be read ({error})") from error
    host = parts.hostname or ""
    if not port or not host or parts.username is not None:
        raise InputError("only http and https addresses are asked, without a user name in them")
    path = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
    connection: http.client.HTTPConnection | None = None
    try:
        wire = _connect(host, port, allowed, settings)
        connection = http.client.HTTPConnection(host, port, timeout=settings.seconds)
        connection.sock = wire
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(wire, server_hostname=host)
        asked = {"User-Agent": settings.agent, "Accept-Encoding": "gzip", "Connection": "close", **headers}
        if parts.port:
            asked["Host"] = f"{host}:{port}"
        connection.request(method, path, body or None, asked)
        answer = connection.getresponse()
        packed = answer.read(settings.most_bytes + 1)
        found = tuple((name, value) for name, value in answer.getheaders())
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise InputError(f"no proper answer ({type(error).__name__}: {error})") from error
    finally:
        if connection is not None:
            connection.close()
    if len(packed) > settings.most_bytes:
        raise InputError(f"the answer is over {settings.most_bytes >> 20} MB; it was left")
    plain = Answer(address=address, status=answer.status, headers=found, body=packed)
    if plain.header("Content-Encoding").strip().lower() in ("gzip", "x-gzip"):
        return Answer(address=address, status=answer.status, headers=found, body=_unpack(packed, settings))
    return plain


def _connect(host: str, port: int, allowed: Collection[str], settings: ExchangeSettings) -> socket.socket:
    """Connect to an address that was looked at: the name is asked once, so that its answer cannot change in between."""
    failure: OSError | None = None
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if host not in allowed and not is_open(str(place[0])):
            raise InputError(
                f"{host} is an address inside the house ({place[0]}); it is not asked unless it is allowed"
            )
        wire = socket.socket(family, kind, protocol)
        try:
            wire.settimeout(settings.seconds)
            wire.connect(place)
        except OSError as error:
            wire.close()
            failure = error
            continue
        return wire
    raise failure or OSError("the name has no address")


def is_open(place: str) -> bool:
    """Tell whether an address is one of the open network: not loopback, private, link-local, shared or reserved.

    >>> [is_open(place) for place in ("93.184.216.34", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "fe80::1%eth0")]
    [True, False, False, False, False]
    """
    found = ipaddress.ip_address(place.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast


def _unpack(packed: bytes, settings: ExchangeSettings) -> bytes:
    inflate = zlib.decompressobj(31)
    try:
        data = inflate.decompress(packed, settings.most_bytes + 1)
    except zlib.error as error:
        raise InputError(f"the answer is damaged gzip ({error})") from error
    if len(data) > settings.most_bytes:
        raise InputError(f"the answer unpacks to over {settings.most_bytes >> 20} MB; it was left")
    return data
