"""How fast and how well the world is read: ``python -m quality.reading [PAGES]``.

Prints pages and records a second on one core, and how much of what is known of generated pages (quality/web.py) is
found: title, authors, outlet, moment, address, and the words of the story. Figures are for reading; no test rests on
the times.
"""

from __future__ import annotations

import gzip
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

from quality.bench import read_examples
from quality.web import Page, make_pages
from rashomon.model.captures import Capture
from rashomon.model.errors import InputError
from rashomon.read.documents import read_archive
from rashomon.read.drafts import Draft
from rashomon.read.feeds import read_feed
from rashomon.read.pages import read_page
from rashomon.read.warcs import read_warc

_FIELDS = ("title", "byline", "outlet", "published", "uri")


def main() -> None:
    """Measure and print."""
    pages = make_pages(read_examples(), int(sys.argv[1]) if len(sys.argv) > 1 else 180)
    size = sum(len(page.html) for page in pages) / len(pages)
    print(f"{len(pages)} pages of {size / 1000:.0f} kB in {len({page.template for page in pages})} templates")
    read_page(pages[0].html, "warm.html")
    drafts: list[Draft | None] = []
    seconds = _time(lambda: drafts.extend(_read(page) for page in pages))
    print(f"pages with metadata   {len(pages) / seconds:8.0f} a second and core ({1000 * seconds / len(pages):.1f} ms)")
    _print_found(pages, drafts)
    archive = [_record(page) for page in pages] * 5
    packed = b"".join(gzip.compress(record) for record in archive)
    seconds = _time(lambda: sum(isinstance(item, Capture) for item in read_warc(_cut(packed), "bench")))
    print(f"WARC.gz, records      {len(archive) / seconds:8.0f} a second and core")
    seconds = _time(lambda: sum(1 for _ in read_archive(_cut(packed[: len(packed) // 5]), "bench")))
    print(f"WARC.gz, articles     {len(archive) / 5 / seconds:8.0f} a second and core")
    feed = _make_feed(pages)
    seconds = _time(lambda: sum(1 for _ in read_feed(feed, "feed.xml")))
    print(f"feed entries          {len(pages) / seconds:8.0f} a second and core")
    print(f"peak memory           {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


def _time(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _read(page: Page) -> Draft | None:
    try:
        return read_page(page.html, page.url, url=page.url)
    except InputError as error:
        print(f"{page.template}: {error}")
        return None


def _print_found(pages: list[Page], drafts: list[Draft | None]) -> None:
    """Print the share of pages whose fields are right, by template, and precision and recall of words."""
    right: dict[str, Counter[str]] = {}
    words = Counter[str]()
    for page, draft in zip(pages, drafts, strict=True):
        count = right.setdefault(page.template, Counter())
        count["pages"] += 1
        if draft is None:
            continue
        for field in _FIELDS:
            wanted = getattr(page, "canonical" if field == "uri" else field)
            found = getattr(draft, field)
            count[field] += set(found) == set(wanted) if field == "byline" else found == wanted
        wanted_words, found_words = _count(" ".join(page.paragraphs)), _count(draft.text)
        words += Counter(both=(wanted_words & found_words).total(), wanted=wanted_words.total())
        words["found"] += found_words.total()
    print(f"{'right, by template':22}" + "".join(f"{field:>11}" for field in _FIELDS))
    for template, count in sorted(right.items()):
        print(f"  {template:20}" + "".join(f"{count[field] / count['pages']:11.2f}" for field in _FIELDS))
    precision, recall = words["both"] / words["found"], words["both"] / words["wanted"]
    print(f"words of the story    precision {precision:.3f}, recall {recall:.3f}")


def _count(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _record(page: Page) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.html.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {page.url}\r\nWARC-Date: 2031-02-06T10:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _make_feed(pages: list[Page]) -> str:
    items = "".join(
        f"<item><title>{page.title.replace('&', '&amp;')}</title><link>{page.canonical}</link><pubDate>Thu, 06 Feb "
        f"2031 10:30:00 GMT</pubDate><description><![CDATA[{''.join(f'<p>{p}</p>' for p in page.paragraphs)}]]>"
        "</description></item>"
        for page in pages
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{items}</channel></rss>'


def _cut(data: bytes) -> Iterator[bytes]:
    yield from (data[at : at + (1 << 18)] for at in range(0, len(data), 1 << 18))


if __name__ == "__main__":
    main()
