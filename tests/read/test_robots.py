from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.read.robots import Robots, Rule, read_robots

#: The example of RFC 9309, and cases its text names.
SITE = """\ufeffUser-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/ # remark
crawl-delay: 2

user-agent: FooBot
User-agent: rashomon
disallow: /
Allow: /example/page.html
Allow: /example/allowed.gif

User-Agent: quietbot
Disallow:
"""


@pytest.mark.parametrize(
    ("agent", "path", "is_open"),
    [
        ("other", "/", True), ("other", "/a.gif", False), ("other", "/a.gif?x", True), ("other", "/example/1", False),
        ("other", "/publications/x.gif", True), ("rashomon", "/", False), ("Rashomon", "/example/page.html", True),
        ("foobot", "/example/allowed.gif", True), ("quietbot", "/example/1", True), ("foobot", "/robots.txt", True),
    ],
)  # fmt: skip
def test_the_longest_rule_of_our_group_decides(agent: str, path: str, is_open: bool) -> None:
    assert read_robots(SITE, agent).allows(path) is is_open


def test_groups_of_one_name_are_joined_and_codes_undone() -> None:
    robots = read_robots("User-agent: a\nDisallow: /x%2Fy\nUser-agent: b\nAllow: /\nUser-agent: a\nDisallow: /ü", "a")
    assert not robots.allows("/x/y")
    assert not robots.allows("/%C3%BC")
    assert robots.allows("/z")


def test_what_is_no_robots_txt_closes_nothing() -> None:
    assert read_robots("<html><body>Disallow: /</body></html>", "a") == Robots()
    assert read_robots("Disallow: /", "a") == Robots()


PATTERN = st.text(alphabet="/ab*$", min_size=1, max_size=10)


@given(PATTERN, st.text(alphabet="/ab", max_size=12))
def test_patterns_fit_as_regular_expressions_would(pattern: str, path: str) -> None:
    body, end = (pattern[:-1], "$") if pattern.endswith("$") else (pattern, "")
    wanted = re.match(".*".join(re.escape(part) for part in body.split("*")) + end.replace("$", r"\Z"), path)
    assert Robots(rules=(Rule(pattern=pattern, open=False),)).allows(path) is (wanted is None)


def test_many_stars_cost_no_time() -> None:
    robots = Robots(rules=(Rule(pattern="/" + "*a" * 500 + "b", open=False),))
    assert robots.allows("/" + "a" * 8_000)
