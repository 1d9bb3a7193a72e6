"""robots.txt (RFC 9309): what a site asks programs to leave alone."""

from __future__ import annotations

import re
from urllib.parse import unquote_to_bytes

from rashomon.model.records import Record

#: Bytes of a robots.txt that are read; RFC 9309 asks for at least as many.
MOST_BYTES = 500 << 10
#: Rules kept for one group, so that matching an address stays cheap: large sites have some hundreds.
_MOST_RULES = 5_000
_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*([^#\r\n]*)")


class Rule(Record, frozen=True, kw_only=True):
    """Paths that begin like ``pattern`` are open or closed; ``*`` stands for anything, ``$`` at the end for the end."""

    pattern: str
    open: bool


class Robots(Record, frozen=True, kw_only=True):
    """What a site asks of us: its rules, and the seconds between two visits (0 where it names none)."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, path: str) -> bool:
        r"""Tell whether a path with its query is open: the longest rule that fits decides, and open wins a draw.

        >>> read_robots("User-agent: *\nDisallow: /a\nAllow: /a/b", "rashomon").allows("/a/b/c")
        True
        """
        wanted = _plain(path)
        fitting = [(len(rule.pattern), rule.open) for rule in self.rules if _fits(rule.pattern, wanted)]
        return max(fitting, default=(0, True))[1] or wanted == "/robots.txt"


def read_robots(text: str, agent: str) -> Robots:
    r"""Return what a robots.txt asks of a program: its own groups where it is named, else those for all.

    >>> read_robots("User-agent: *\nDisallow: /\n\nUser-agent: Rashomon\nCrawl-delay: 3", "rashomon")
    Robots(rules=(), delay=3.0)
    """
    groups: dict[str, tuple[list[Rule], list[float]]] = {}
    names: list[str] = []
    naming = False
    for line in text.removeprefix("\ufeff").splitlines():
        if not (found := _LINE.match(line)):
            continue
        key, value = found[1].lower(), found[2].strip()
        if key == "user-agent":
            names = [*names, value.lower()] if naming else [value.lower()]
            naming = True
            for name in names:
                groups.setdefault(name, ([], []))
            continue
        naming = False
        for name in names:
            _add(groups[name], key, value)
    rules, delays = groups.get(agent.lower()) or groups.get("*") or ([], [])
    return Robots(rules=tuple(rules), delay=max(delays, default=0.0))


def _add(group: tuple[list[Rule], list[float]], key: str, value: str) -> None:
    rules, delays = group
    if key in {"allow", "disallow"} and value and len(rules) < _MOST_RULES:
        rules.append(Rule(pattern=_plain(value), open=key == "allow"))
    elif key == "crawl-delay" and re.fullmatch(r"\d{1,6}(\.\d{1,6})?", value):
        delays.append(float(value))


def _plain(path: str) -> str:
    """Return a path with its percent codes undone, so that two writings of one path are the same."""
    return unquote_to_bytes(path).decode("utf-8", "replace")


def _fits(pattern: str, path: str) -> bool:
    """Tell whether a path begins like a pattern; time grows with the lengths alone, not with the number of stars."""
    anchored = pattern.endswith("$")
    first, *rest = (pattern[:-1] if anchored else pattern).split("*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or path == first
    at = len(first)
    for part in rest[:-1]:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    last = rest[-1]
    return path.endswith(last) and len(path) - len(last) >= at if anchored else path.find(last, at) >= 0
