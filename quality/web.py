"""Realistic pages of news with a recorded truth, made from the packs: what extraction is measured on.

Each page has the story in a template with what stands around it on the web: menus, teasers with summaries and dates of
their own, scripts with data, styles, captions, notices. Five templates say in five ways who wrote it and when.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from html import escape

from rashomon.model.records import Article, Record


class Page(Record, frozen=True, kw_only=True):
    """A page, where it is, and what a reader would take from it."""

    html: str
    url: str
    template: str
    title: str
    byline: tuple[str, ...]
    outlet: str
    published: str
    canonical: str
    paragraphs: tuple[str, ...]


#: What one page says of itself.
Said = dict[str, str]
_FEW = 2_500


def make_pages(articles: Sequence[Article], count: int, seed: int = 1) -> list[Page]:
    """Return pages of about 90 kB; the same seed gives the same pages."""
    chance = random.Random(seed)
    known = [article for article in articles if article.title and article.outlet]
    return [_make_page(known[number % len(known)], known, number, chance) for number in range(count)]


def _make_page(article: Article, others: Sequence[Article], number: int, chance: random.Random) -> Page:
    template = sorted(TEMPLATES)[number % len(TEMPLATES)]
    paragraphs = [line.strip() for line in article.text.split("\n") if len(line.split()) > 3]
    while sum(map(len, paragraphs)) < _FEW:
        paragraphs += [line.strip() for line in chance.choice(others).text.split("\n") if len(line.split()) > 8]
    byline = article.byline or ("Ada Lund",)
    agency = template == "agency"
    published = f"2031-02-{1 + number % 27:02}T{number % 24:02}:15:00+01:00"
    host = "".join(c for c in (article.outlet or "").lower() if c.isalnum()) or "post"
    url = f"https://www.{host}.example/news/{number}?utm_source=feed"
    page = Page(
        html="",
        url=url,
        template=template,
        title=article.title or "",
        byline=("Norwire",) if agency else byline,
        outlet=article.outlet or "",
        published=published,
        canonical=url if template == "bare" else f"https://www.{host}.example/news/{number}",
        paragraphs=tuple(paragraphs),
    )
    head, top = TEMPLATES[template](page)
    html = _fill(page, head, top, others, chance)
    return Page(**{**{name: getattr(page, name) for name in page.__struct_fields__}, "html": html})


def _json_ld(page: Page, kind: str) -> str:
    authors = [{"@type": kind, "name": name} for name in page.byline]
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebSite", "name": page.outlet, "url": page.canonical},
            {
                "@type": "NewsArticle", "headline": page.title, "datePublished": page.published,
                "dateModified": "2031-02-28T09:00:00+01:00", "author": authors,
                "publisher": {"@type": "NewsMediaOrganization", "name": page.outlet},
                "mainEntityOfPage": page.canonical, "inLanguage": "en",
            },
        ],
    }  # fmt: skip
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def _linked(page: Page) -> tuple[str, str]:
    """JSON-LD and Open Graph, as most large outlets have them."""
    head = _json_ld(page, "Person") + (
        f'<meta property="og:title" content="{escape(page.title)}">'
        f'<meta property="og:site_name" content="{escape(page.outlet)}">'
        f'<meta property="og:type" content="article"><link rel="canonical" href="{page.canonical}">'
    )
    return head, f'<div class="c-byline">By <a href="/people/1">{escape(" and ".join(page.byline))}</a></div>'


def _agency(page: Page) -> tuple[str, str]:
    """A dispatch that an outlet prints: the agency stands where an author would."""
    head = _json_ld(page, "Organization") + (
        f'<meta property="og:site_name" content="{escape(page.outlet)}"><link rel="canonical" href="{page.canonical}">'
    )
    return head, f'<div class="byline"><span class="source">{escape(page.byline[0])}</span></div>'


def _tagged(page: Page) -> tuple[str, str]:
    """Only meta tags."""
    head = (
        f'<meta property="og:title" content="{escape(page.title)} | {escape(page.outlet)}">'
        f'<meta property="og:site_name" content="{escape(page.outlet)}">'
        f'<meta name="author" content="{escape(", ".join(page.byline))}">'
        f'<meta property="article:published_time" content="{page.published}">'
        f'<meta property="article:modified_time" content="2031-02-28T09:00:00+01:00">'
        f'<link rel="canonical" href="{page.canonical}">'
    )
    return head, ""


def _itemised(page: Page) -> tuple[str, str]:
    """Microdata in the body."""
    head = (
        f'<meta property="og:site_name" content="{escape(page.outlet)}"><link rel="canonical" href="{page.canonical}">'
    )
    names = " and ".join(f'<span itemprop="author">{escape(name)}</span>' for name in page.byline)
    return (
        head,
        f'<p class="byline">By {names} <time itemprop="datePublished" datetime="{page.published}">then</time></p>',
    )


def _bare(page: Page) -> tuple[str, str]:
    """A small paper: a line for names, a time."""
    names = escape(" and ".join(page.byline))
    return "", (
        f'<p class="author">By {names}</p><p class="date">Published <time datetime="{page.published}">today</time></p>'
    )


TEMPLATES: dict[str, Callable[[Page], tuple[str, str]]] = {
    "agency": _agency, "bare": _bare, "itemised": _itemised, "linked": _linked, "tagged": _tagged,
}  # fmt: skip


def _fill(page: Page, head: str, top: str, others: Sequence[Article], chance: random.Random) -> str:
    menu = "".join(
        f'<li class="nav__item nav__item--{n % 7}"><a class="nav__link" data-track="nav-{n}" href="/s/{n}">Section {n} '
        f"{chance.choice(['News', 'Sport', 'World', 'Business'])}</a></li>"
        for n in range(90)
    )
    data = json.dumps({"slots": ["top", "mid", "bottom"] * 20, "flags": {f"f{n}": bool(n % 2) for n in range(30)}})
    scripts = "".join(f"<script>window.__D=window.__D||[];window.__D.push([{n},{data}])</script>" for n in range(22))
    style = "".join(f".c{n}{{margin:{n}px;padding:0 {n}px;display:flex}}" for n in range(250))
    teasers = "".join(_make_teaser(n, chance.choice(others)) for n in range(45))
    body = "".join(
        f'<p class="story__paragraph">{escape(line)}</p>' + (_FIGURE if n % 5 == 2 else "")
        for n, line in enumerate(page.paragraphs)
    )
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{escape(page.title)} | '
        f"{escape(page.outlet)}</title>{head}<style>{style}</style>{scripts}</head><body><header><a href='/'>"
        f"{escape(page.outlet)}</a><nav><ul>{menu}</ul></nav></header><main><article><h1>{escape(page.title)}</h1>{top}"
        f'<div class="story__body">{body}</div></article><aside><h2>More stories</h2>{teasers}</aside></main><footer>'
        f"<ul>{menu}</ul><p>All rights reserved. Subscribe to our newsletter.</p></footer></body></html>"
    )


_FIGURE = (
    '<figure class="story__figure"><img src="https://img.example/b.jpg" srcset="https://img.example/b-640.jpg 640w" '
    'alt="picture"><figcaption>Picture: the archive</figcaption></figure>'
)


def _make_teaser(number: int, other: Article) -> str:
    return (
        f'<div class="teaser teaser--{number % 5} promo-card"><a href="/story/{number}"><img src="https://img.example/'
        f'{number}.jpg" srcset="https://img.example/{number}-320.jpg 320w" alt="picture"><h3 class="teaser__headline">'
        f'{escape(other.title or "")}</h3><p class="teaser__summary">{escape(other.text[:120])}</p><span><time '
        f'datetime="2031-01-0{1 + number % 8}T10:00:00Z">{number} hours ago</time></span></a></div>'
    )
