"""Sending news keeps the rules of fetching: nothing inside the house unless it is allowed, no redirect followed."""

from __future__ import annotations

import pytest
from tests.library.sites import run_site

from rashomon.model.errors import InputError
from rashomon.read.fetch import FetchSettings
from rashomon.read.posts import post_json

ALLOWED = FetchSettings(allowed=("127.0.0.1",))


def test_what_is_sent_arrives_and_the_status_comes_back() -> None:
    with run_site() as site:
        assert post_json(f"{site.address}/hook?key=1", b'{"a": "\xc3\xa9"}', ALLOWED) == 200
        site.post_status = 302
        assert post_json(f"{site.address}/hook", b"{}", ALLOWED) == 302
        assert site.posted == [b'{"a": "\xc3\xa9"}', b"{}"]


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:{port}/hook", "http://localhost:{port}/", "http://[::ffff:127.0.0.1]:{port}/"]
)
def test_addresses_inside_the_house_get_nothing(address: str) -> None:
    with run_site() as site:
        with pytest.raises(InputError):
            post_json(address.format(port=site.address.rpartition(":")[2]), b"{}")
        assert site.posted == []


def test_a_name_that_leads_inside_gets_nothing() -> None:
    with run_site() as site:
        port = site.address.rpartition(":")[2]
        with pytest.raises(InputError, match="not a public address"):
            post_json(f"http://desk.example:{port}/", b"{}", resolve=lambda *_: ("127.0.0.1",))
        assert site.posted == []


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/", "http://u:p@a.example/", "hook"])
def test_only_plain_web_addresses_are_sent_to(address: str) -> None:
    with pytest.raises(InputError):
        post_json(address, b"{}", ALLOWED)


def test_nobody_there_is_told_in_one_line() -> None:
    with run_site() as site:
        pass
    with pytest.raises(InputError) as caught:
        post_json(f"{site.address}/hook", b"{}", ALLOWED)
    assert "\n" not in str(caught.value)
