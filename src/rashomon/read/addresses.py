"""Which addresses may be fetched: http and https alone, and nothing inside the house unless a setting allows it."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from rashomon.model.errors import InputError
from rashomon.model.records import Record

_SCHEMES = {"http": 80, "https": 443}
#: Characters of an address; browsers and servers take 2,000 to 8,000.
_LONGEST = 8_000
_UNSAFE = "%!$&'()*+,;=:@/?-._~[]"
_BLANK = re.compile(r"[\x00-\x20\x7f]")

#: What no page of the public web is at, though some of it counts as global: the networks of this machine, of its house
#: and of its provider (RFC 6890 and its registry), and what clouds answer their guests under.
_CLOSED = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
        "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32",
        "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7",
        "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
#: Networks of IPv6 whose addresses stand for one of IPv4, and the bits below which that begins.
_CARRIERS = tuple((ip_network(network), shift) for network, shift in (("64:ff9b::/96", 0), ("2002::/16", 80)))


class Target(Record, frozen=True, kw_only=True):
    """An address that may be asked for, in its parts; ``url`` has no fragment and only ASCII."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: whose robots.txt holds."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        """Host and port as the Host header has them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _SCHEMES[self.scheme] else f"{host}:{self.port}"


def parse_address(text: str, base: str = "") -> Target:
    """Return the parts of a web address, which may be relative to ``base``.

    Raises:
        InputError: it is none that is fetched.

    >>> parse_address("HTTPS://Paper.example:443/a b#top").url
    'https://paper.example/a%20b'
    >>> parse_address("/next", "http://paper.example:8080/now").url
    'http://paper.example:8080/next'
    """
    given = text.strip()
    if len(given) > _LONGEST:
        raise InputError("the address is too long to be one; nothing was fetched")
    try:
        split = urlsplit(urljoin(base, given) if base else given)
        port = split.port
        host = (split.hostname or "").rstrip(".")
        host = host if ":" in host or host.isascii() else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError) as error:
        raise InputError(f"this is no web address ({error}); nothing was fetched") from error
    scheme = split.scheme.lower()
    if scheme not in _SCHEMES:
        raise InputError(f"only http and https are fetched, not {scheme[:20] or 'this'}; nothing was fetched")
    if split.username is not None or split.password is not None:
        raise InputError("an address with a name or password in it is not fetched: leave them out")
    if not host or "%" in host or _BLANK.search(host):
        raise InputError("the address names no host; nothing was fetched")
    return _make_target(split, scheme, host, _SCHEMES[scheme] if port is None else port)


def _make_target(split: SplitResult, scheme: str, host: str, port: int) -> Target:
    path = quote(split.path or "/", safe=_UNSAFE)
    query = f"?{quote(split.query, safe=_UNSAFE)}" if split.query else ""
    target = Target(url="", scheme=scheme, host=host, port=port, path=path + query)
    return Target(url=f"{target.origin}{target.path}", scheme=scheme, host=host, port=port, path=target.path)


def is_allowed(host: str, port: int, allowed: tuple[str, ...]) -> bool:
    """Tell whether a setting allows a host as it is written, on all its ports or on one.

    >>> is_allowed("intra.example", 80, ("intra.example:8080",)), is_allowed("intra.example", 80, ("Intra.example",))
    (False, True)
    """
    names = {host, f"{host}:{port}", f"[{host}]", f"[{host}]:{port}"}
    return any(entry.strip().lower() in names for entry in allowed)


def is_public(address: str) -> bool:
    """Tell whether a network address is one of the public internet, whatever it is wrapped in.

    >>> is_public("93.184.215.14"), is_public("127.0.0.1"), is_public("::ffff:10.0.0.1"), is_public("2002:7f00:1::")
    (True, False, False, False)
    """
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.scope_id is not None:
            return False
        found = _unwrap(found)
    return found.is_global and not found.is_multicast and not any(found in network for network in _CLOSED)


def _unwrap(address: IPv6Address) -> IPv4Address | IPv6Address:
    """Return the address of IPv4 that one of IPv6 stands for, or the address itself."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    for network, shift in _CARRIERS:
        if address in network:
            return IPv4Address((int(address) >> shift) & 0xFFFFFFFF)
    return address
