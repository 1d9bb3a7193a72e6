from __future__ import annotations

import gzip
import ssl
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.read import villains
from tests.read.villains import PAGE, TurnedClock, Villain, redirect, resolver, run_villain, whole

from rashomon.model.errors import InputError
from rashomon.read import connections
from rashomon.read.addresses import is_public
from rashomon.read.fetch import Fetcher, FetchSettings

#: Loopback is allowed to the tests; nothing is waited for; one attempt.
BASE = FetchSettings(allowed=("127.0.0.1",), tries=1, delay=0, seconds=5)


@pytest.fixture
def villain() -> Iterator[Villain]:
    with run_villain("127.0.0.1", "127.0.0.2", "127.0.0.3") as server:
        yield server


def fetcher(clock: Any = None, resolve: Any = None, **settings: Any) -> Fetcher:
    given = {} if resolve is None else {"resolve": resolve}
    return Fetcher(msgspec.structs.replace(BASE, **settings), clock=clock, **given)


def refuse(fetch: Fetcher, url: str) -> str:
    """Fetch what must not come, and return why it did not: one line."""
    with pytest.raises(InputError) as raised:
        fetch(url)
    message = str(raised.value)
    assert message
    assert "\n" not in message
    return message


def test_a_page_comes_with_its_bytes_headers_and_time(villain: Villain) -> None:
    villain.answers["/a"] = whole(PAGE.encode(), ETag='"x1"', Last_Modified="Thu, 06 Feb 2031 09:00:00 GMT")
    capture = fetcher(TurnedClock())(villain.url("/a#top"))
    assert capture.body == PAGE.encode()
    assert (capture.status, capture.media, capture.etag) == (200, "text/html", '"x1"')
    assert capture.fetched == "2031-02-06T10:30:00+00:00"
    assert capture.address == villain.url("/a")
    assert villain.pages()[0].headers["user-agent"].startswith("rashomon/")
    assert villain.pages()[0].headers["host"] == f"127.0.0.1:{villain.port}"


def test_a_page_that_has_not_changed_is_not_sent_again(villain: Villain) -> None:
    villain.answers["/a"] = whole(b"", status="304 Not Modified")
    again = fetcher()(villain.url("/a"), etag='"x1"', modified="Thu, 06 Feb 2031 09:00:00 GMT")
    assert (again.status, again.body) == (304, b"")
    asked = villain.pages()[0].headers
    assert (asked["if-none-match"], asked["if-modified-since"]) == ('"x1"', "Thu, 06 Feb 2031 09:00:00 GMT")
    assert "304" in refuse(fetcher(), villain.url("/a"))


# --- where it may go


@pytest.mark.parametrize(
    "url",
    [
        "ftp://paper.example/a", "file:///etc/passwd", "gopher://paper.example", "http://", "http://a:b@paper.example/",
        "http://[fe80::1%25eth0]/", "http://paper.example:99999/", "javascript:alert(1)", "https://" + "a" * 9000,
    ],
)  # fmt: skip
def test_only_plain_addresses_of_the_web_are_fetched(url: str) -> None:
    def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
        raise AssertionError(f"{host} was looked up")

    refuse(fetcher(resolve=resolve), url)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "100.100.100.200", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::7f00:1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
        "64:ff9b:1::1", "2002:7f00:1::", "2002:c0a8:101::1", "2001:0:53aa:64c:0:0:80ff:fffe", "fe80::1", "fec0::1",
        "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "fe80::1%eth0", "paper.example", "",
    ],
)  # fmt: skip
def test_no_address_inside_the_house_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_addresses_of_the_public_internet_are_public(address: str) -> None:
    assert is_public(address)


def test_a_host_inside_the_house_is_refused_unless_a_setting_allows_it(villain: Villain) -> None:
    villain.answers["/a"] = villains.page
    message = refuse(fetcher(allowed=()), villain.url("/a"))
    assert "127.0.0.1" in message
    assert "--allow-host" in message
    assert villain.asked == []
    assert fetcher(allowed=(f"127.0.0.1:{villain.port}",))(villain.url("/a")).status == 200
    refuse(fetcher(allowed=("127.0.0.1:1",)), villain.url("/a"))


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::ffff:127.0.0.2]", "localhost"])
def test_other_writings_of_loopback_are_refused(villain: Villain, host: str) -> None:
    refuse(fetcher(), villain.url("/a", host))
    assert villain.asked == []


def test_a_name_that_leads_to_an_allowed_address_is_not_allowed_itself(villain: Villain) -> None:
    resolve = resolver(paper_test=("127.0.0.1",))
    assert "not a public address" in refuse(fetcher(resolve=resolve), villain.url("/a", "paper.test"))
    assert villain.asked == []


def test_a_redirect_into_the_house_is_refused(villain: Villain) -> None:
    villain.answers["/a"] = redirect(villain.url("/secret", "127.0.0.2"))
    villain.answers["/secret"] = villains.page
    assert "127.0.0.2" in refuse(fetcher(), villain.url("/a"))
    assert villain.pages("127.0.0.2") == []
    assert not [request for request in villain.asked if request.address == "127.0.0.2"]
    villain.answers["/b"] = redirect("file:///etc/passwd")
    assert "only http and https" in refuse(fetcher(), villain.url("/b"))


def test_a_redirect_of_robots_txt_into_the_house_is_refused(villain: Villain) -> None:
    villain.answers["/a"] = villains.page
    villain.answers["/robots.txt"] = redirect(villain.url("/robots.txt", "127.0.0.2"))
    assert "127.0.0.2" in refuse(fetcher(), villain.url("/a"))
    assert {request.address for request in villain.asked} == {"127.0.0.1"}


def test_an_answer_of_the_dns_that_changes_is_checked_each_time(
    villain: Villain, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 127.0.0.2 plays an address of the public internet; the second answer leads into the house.
    monkeypatch.setattr(connections, "is_public", lambda address: address == "127.0.0.2")
    villain.answers["/a"] = villains.page
    resolve = resolver(paper_test=[("127.0.0.2",), ("127.0.0.3",)])
    assert "127.0.0.3" in refuse(fetcher(resolve=resolve), villain.url("/a", "paper.test"))
    assert {request.address for request in villain.asked} == {"127.0.0.2"}


def test_a_name_is_resolved_once_for_a_connection_and_that_answer_is_used(
    villain: Villain, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "is_public", lambda address: address == "127.0.0.2")
    villain.answers["/a"] = villains.page
    looked_up: list[str] = []

    def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
        looked_up.append(host)
        return ("127.0.0.2",)

    capture = fetcher(resolve=resolve)(villain.url("/a", "paper.test"))
    assert capture.body == PAGE.encode()
    assert looked_up == ["paper.test", "paper.test"]  # one for robots.txt, one for the page
    assert [request.address for request in villain.asked] == ["127.0.0.2", "127.0.0.2"]
    assert villain.pages()[0].headers["host"] == f"paper.test:{villain.port}"


def test_an_answer_that_mixes_public_and_closed_addresses_is_refused(villain: Villain) -> None:
    resolve = resolver(paper_test=("93.184.215.14", "127.0.0.1"))
    assert "127.0.0.1" in refuse(fetcher(resolve=resolve), villain.url("/a", "paper.test"))
    assert villain.asked == []


def test_the_environment_names_no_proxy(villain: Villain, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", villain.url("/", "127.0.0.3"))
    villain.answers["/a"] = villains.page
    fetcher()(villain.url("/a"))
    assert {request.address for request in villain.asked} == {"127.0.0.1"}


# --- how much and how long


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (villains.endless, "it is over 1 MB"),
        (villains.endless_headers, "does not keep to HTTP|it is over 1 MB"),
        (villains.drip, "over 0.5 seconds"),
        (villains.drip_headers, "over 0.5 seconds"),
        (villains.silent, "over 0.5 seconds"),
        (villains.gzip_bomb, "unpacks to over 4 MB"),
        (villains.too_short, "before all that was announced had come"),
        (villains.cut_gzip, "damaged"),
        (villains.no_http, "does not keep to HTTP"),
        (whole(b"x", Content_Encoding="zstd"), "packed as 'zstd'"),
        (whole(b"\x1f\x8b not gzip", Content_Encoding="gzip"), "damaged"),
        (whole(b"", status="404 Not Found"), "answered 404"),
        (whole(b"", status="301 Moved"), "answered 301"),
        (redirect("/a"), "circle"),
    ],
)
def test_the_villain_is_bounded_and_told_of_in_one_line(villain: Villain, answer: Any, says: str) -> None:
    villain.answers["/a"] = answer
    fetch = fetcher(seconds=0.5, most_bytes=1 << 20, most_unpacked=4 << 20)
    if answer is villains.gzip_bomb:
        fetch = fetcher(seconds=20, most_bytes=2 << 20, most_unpacked=4 << 20)
    with pytest.raises(InputError, match=says) as raised:
        fetch(villain.url("/a"))
    assert "\n" not in str(raised.value)


def test_what_follows_the_length_that_was_announced_is_not_read(villain: Villain) -> None:
    villain.answers["/a"] = villains.too_long
    assert fetcher()(villain.url("/a")).body == PAGE.encode()


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes),
        ("deflate", lambda data: zlib.compress(data)[2:-4]),
    ],
)  # fmt: skip
def test_the_same_page_has_the_same_digest_however_it_is_packed(villain: Villain, encoding: str, pack: Any) -> None:
    villain.answers["/plain"] = villains.page
    villain.answers["/packed"] = whole(pack(PAGE.encode()), Content_Encoding=encoding)
    fetch = fetcher()
    assert fetch(villain.url("/packed")).digest == fetch(villain.url("/plain")).digest


def test_chunks_are_joined(villain: Villain) -> None:
    def chunked(request: villains.Request, send: villains.Send) -> None:
        send(villains.head(Transfer_Encoding="chunked") + b"5\r\nIt bu\r\n5;x=y\r\nrned.\r\n0\r\n\r\n")

    villain.answers["/a"] = chunked
    assert fetcher()(villain.url("/a")).body == b"It burned."


def test_redirects_are_followed_so_far(villain: Villain) -> None:
    for step in range(10):
        villain.answers[f"/{step}"] = redirect(f"/{step + 1}", status="302 Found")
    villain.answers["/10"] = villains.page
    assert "redirects more than 5 times" in refuse(fetcher(), villain.url("/0"))
    capture = fetcher()(villain.url("/5"))
    assert (capture.address, capture.asked) == (villain.url("/10"), villain.url("/5"))


def test_all_that_is_done_for_one_address_has_a_bound(villain: Villain) -> None:
    clock = TurnedClock()

    def slow(request: villains.Request, send: villains.Send) -> None:
        clock.seconds += 25.0
        redirect(f"{request.path}x")(request, send)

    for step in range(9):
        villain.answers["/a" + "x" * step] = slow
    fetch = fetcher(clock, most_redirects=8, seconds=30, most_seconds=60)
    assert "over 60 seconds in all" in refuse(fetch, villain.url("/a"))
    assert len(villain.pages()) == 3


def test_a_host_that_is_not_there_is_told_of(villain: Villain) -> None:
    def resolve(host: str, port: int, seconds: float) -> tuple[str, ...]:
        return ()

    assert "no address of gone.test" in refuse(fetcher(resolve=resolve), "http://gone.test/")
    assert "no connection to 127.0.0.1" in refuse(fetcher(), "http://127.0.0.1:1/")


def test_a_server_that_speaks_no_tls_is_told_of(villain: Villain) -> None:
    refuse(fetcher(seconds=2), villain.url("/a").replace("http:", "https:"))


def test_a_certificate_must_be_that_of_the_host(
    villain: Villain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One that we signed ourselves for paper.test: good for that name where it is trusted, and for no other.
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = (
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "30",
    )
    named = ("-subj", "/CN=paper.test", "-addext", "subjectAltName=DNS:paper.test,DNS:other.test")
    subprocess.run([*made, *named, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    villain.answers["/a"] = villains.page
    with run_villain("127.0.0.1", tls=(certificate, key)) as secure:
        secure.answers["/a"] = villains.page
        secure.answers["/b"] = redirect(secure.url("/a", "wrong.test").replace("http:", "https:"))
        known = {"paper_test": ("127.0.0.1",), "wrong_test": ("127.0.0.1",)}
        fetch = fetcher(resolve=resolver(**known), allowed=("paper.test", "wrong.test"))
        url = secure.url("/a", "paper.test").replace("http:", "https:")
        assert "certificate of paper.test is not valid" in refuse(fetch, url)
        trusting = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr("httpcore.default_ssl_context", lambda: trusting)
        fetch = fetcher(resolve=resolver(**known), allowed=("paper.test", "wrong.test"))
        assert fetch(url).body == PAGE.encode()
        assert "certificate of wrong.test is not valid" in refuse(fetch, url.replace("/a", "/b"))


# --- politeness


def test_what_robots_txt_closes_is_left_alone(villain: Villain) -> None:
    villain.answers["/robots.txt"] = whole(b"User-agent: *\nDisallow: /a\nAllow: /a/open\n", Content_Type="text/plain")
    villain.answers["/a/open"] = villain.answers["/a/shut"] = villains.page
    villain.answers["/b"] = redirect("/a/shut")
    fetch = fetcher()
    assert fetch(villain.url("/a/open")).status == 200
    assert "robots.txt" in refuse(fetch, villain.url("/a/shut"))
    assert "robots.txt" in refuse(fetch, villain.url("/b"))
    assert [request.path for request in villain.asked] == ["/robots.txt", "/a/open", "/b"]


def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone(villain: Villain) -> None:
    villain.answers["/robots.txt"] = whole(b"", status="503 Unavailable")
    villain.answers["/a"] = villains.page
    assert "robots.txt" in refuse(fetcher(), villain.url("/a"))
    assert villain.pages() == []


def test_a_robots_txt_without_end_is_read_as_far_as_it_must(villain: Villain) -> None:
    villain.answers["/robots.txt"] = whole(b"User-agent: *\nDisallow: /a\n" + b"# more\n" * 200_000)
    villain.answers["/b"] = villains.page
    fetch = fetcher()
    assert fetch(villain.url("/b")).status == 200
    refuse(fetch, villain.url("/a"))


def test_of_many_sites_the_first_are_forgotten(villain: Villain) -> None:
    villain.answers["/a"] = villains.page
    fetch = fetcher(allowed=("127.0.0.1", "127.0.0.2"), most_sites=1)
    for host in ("127.0.0.1", "127.0.0.2", "127.0.0.2", "127.0.0.1"):
        fetch(villain.url("/a", host))
    asked = [request.address for request in villain.asked if request.path == "/robots.txt"]
    assert asked == ["127.0.0.1", "127.0.0.2", "127.0.0.1"]


def test_a_host_is_given_time_between_two_visits(villain: Villain) -> None:
    villain.answers["/a"] = villains.page
    clock = TurnedClock()
    fetch = fetcher(clock, delay=2.0)
    for _ in range(3):
        fetch(villain.url("/a"))
    assert clock.waits == [2.0, 2.0]
    villain.answers["/robots.txt"] = whole(b"User-agent: rashomon\nCrawl-delay: 7\n")
    clock = TurnedClock()
    fetch = fetcher(clock, delay=2.0)
    fetch(villain.url("/a"))
    fetch(villain.url("/a"))
    assert clock.waits == [7.0]


def test_what_may_pass_is_tried_again_after_a_while(villain: Villain) -> None:
    clock = TurnedClock()
    busy = whole(b"", status="503 Unavailable")
    villain.answers["/a"] = villains.in_turn(busy, villains.too_short, villains.page)
    assert fetcher(clock, tries=3).__call__(villain.url("/a")).status == 200
    assert clock.waits == [2.0, 4.0]
    villain.answers["/b"] = busy
    assert "tried 3 times" in refuse(fetcher(TurnedClock(), tries=3), villain.url("/b"))
    assert len([request for request in villain.asked if request.path == "/b"]) == 3


@pytest.mark.parametrize("after", ["30", "Thu, 06 Feb 2031 10:30:30 GMT"])
def test_retry_after_is_heeded(villain: Villain, after: str) -> None:
    clock = TurnedClock()
    villain.answers["/a"] = villains.in_turn(
        whole(b"", status="429 Too Many Requests", Retry_After=after), villains.page
    )
    assert fetcher(clock, tries=2)(villain.url("/a")).status == 200
    assert clock.waits == [30.0]
    villain.answers["/b"] = whole(b"", status="429 Too Many Requests", Retry_After="7200")
    assert "come back in 7200 seconds" in refuse(fetcher(TurnedClock(), tries=3), villain.url("/b"))
    assert len([request for request in villain.asked if request.path == "/b"]) == 1


def test_what_is_refused_is_not_tried_again(villain: Villain) -> None:
    clock = TurnedClock()
    villain.answers["/a"] = whole(b"", status="404 Not Found")
    refuse(fetcher(clock, tries=3), villain.url("/a"))
    assert clock.waits == []
