"""Text and Markdown files: what stands above the story (headline, byline, date), and the story itself."""

from __future__ import annotations

import re

from rashomon.model.records import Record
from rashomon.read.dates import normalise_date
from rashomon.read.drafts import Draft, require_text
from rashomon.read.markdown import split_front_matter, strip_marks


class HeadSettings(Record, frozen=True, kw_only=True):
    """When a line above a story is its headline, byline or date."""

    #: A headline in words and characters; longer first lines are sentences. (Web headlines run to 20 words.)
    most_title_words: int = 24
    most_title: int = 160
    #: Words of a byline, and lines below the headline that are looked at: byline, date, updated.
    most_names: int = 8
    most_lines: int = 4


SETTINGS = HeadSettings()

_HEADING = re.compile(r"#{1,2}[ \t]+(?P<title>.*?)[ \t]*#*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_BY = re.compile(r"(?:by|words by|reporting by|written by)[: ]\s*(?P<names>\S.*)", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-Z][\w'’.-]*|[A-Z]\.|de|del|della|di|da|van|von|der|den|bin|ibn|al|el|le|la|ter|ten|y|zu)")
_JOINED = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_FIELDS = {
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors", "by"),
    "published": ("published", "date", "publishdate", "pubdate"),
    "outlet": ("outlet", "source", "publisher", "site", "publication"),
    "uri": ("uri", "url", "link", "canonical"),
    "language": ("language", "lang"),
    "id": ("id",),
}


class Head(Record, frozen=True, kw_only=True):
    """What stands above a story, and where the story starts."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    published: str | None = None
    start: int = 0


def read_text(text: str, name: str, *, markdown: bool = False) -> Draft:
    r"""Return the article of a text or Markdown file; its text is what follows headline, byline and date.

    Line ends become ``\n``; beyond that a plain text keeps every character. Markdown loses its marks of layout.

    Raises:
        InputError: there is no text.

    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    given, body = split_front_matter(text)
    head = read_head(body)
    story = body[head.start :]
    if markdown:
        story = strip_marks(story).strip("\n")
    fields = {key: next((given[k] for k in names if k in given), ()) for key, names in _FIELDS.items()}
    first = {key: values[0] if values else None for key, values in fields.items()}
    return Draft(
        text=require_text(story if story.strip() else body),
        id=first["id"],
        uri=first["uri"] or name,
        outlet=first["outlet"],
        title=first["title"] or (strip_marks(head.title) if head.title else None),
        byline=fields["byline"] or head.byline,
        published=normalise_date(first["published"] or "") or head.published,
        language=first["language"],
        name=name,
    )


def read_head(text: str, settings: HeadSettings = SETTINGS) -> Head:
    r"""Return headline, byline and date where they plainly are such, and where the story starts.

    >>> head = read_head("# Ferry sinks\n\nAda Lund\n6 February 2031\n\nA ferry sank on Monday.")
    >>> head.title, head.byline, head.published, head.start
    ('Ferry sinks', ('Ada Lund',), '2031-02-06', 41)
    >>> read_head("A ferry sank on Monday.\nSix died.").title
    """
    lines = _split_lines(text, settings)
    if not lines:
        return Head()
    title, used = _read_title(lines, settings)
    byline: tuple[str, ...] = ()
    published: str | None = None
    for line in lines[used : used + settings.most_lines]:
        date = normalise_date(line.text)
        names = () if byline else read_byline(line.text, bare=title is not None, settings=settings)
        if date:
            published = published or date
        elif names:
            byline = names
        else:
            break
        used += 1
    start = lines[used].start if used < len(lines) else len(text)
    return Head(title=title, byline=byline, published=published, start=start if used else 0)


class _Line(Record, frozen=True, kw_only=True):
    """A line that is not blank: where it starts, its text, and whether a blank line follows."""

    start: int
    text: str
    alone: bool


def _split_lines(text: str, settings: HeadSettings) -> list[_Line]:
    """Return the first lines that are not blank; enough for a head and the story's first."""
    found: list[_Line] = []
    at = 0
    while at < len(text) and len(found) < settings.most_lines + 4:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if line.strip():
            after = text[end + 1 : end + 200]
            alone = not after.split("\n", 1)[0].strip()
            found.append(_Line(start=at, text=line.strip()[: 2 * settings.most_title], alone=alone))
        at = end + 1
    return found


def _read_title(lines: list[_Line], settings: HeadSettings) -> tuple[str | None, int]:
    """Return the headline and how many lines it takes."""
    first = lines[0].text
    if heading := _HEADING.fullmatch(first):
        return heading["title"] or None, 1
    if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1].text) and not lines[0].alone:
        return first, 2
    if len(lines) < 2 or not _may_be_title(lines[0], settings):
        return None, 0
    return (first, 1) if _is_story(lines[1:], settings) else (None, 0)


def _may_be_title(line: _Line, settings: HeadSettings) -> bool:
    """Tell whether a first line reads as a headline: short, no full stop, and neither a date nor a mere name."""
    words = line.text.split()
    if len(line.text) > settings.most_title or not 2 <= len(words) <= settings.most_title_words:
        return False
    if line.text[0].islower() or (line.text[0] in "\"“'‘«" and line.text[-1] in "\"”'’»"):
        return False
    question = line.alone and line.text.endswith(("?", "!"))
    if _SENTENCE_END.search(line.text) and not question:
        return False
    # "The Daily Post's Ada Lund" above a story names its author; only a line of its own may be a headline in capitals.
    names = bool(read_byline(line.text, bare=True, settings=settings))
    return not normalise_date(line.text) and not _BY.fullmatch(line.text) and (line.alone or not names)


def _is_story(lines: list[_Line], settings: HeadSettings) -> bool:
    """Tell whether sentences follow, perhaps after byline and date: verses and lists have no headline."""
    for line in lines[: settings.most_lines]:
        if normalise_date(line.text) or read_byline(line.text, bare=True, settings=settings):
            continue
        return bool(_SENTENCE_END.search(line.text)) or len(line.text) >= settings.most_title
    return False


def read_byline(line: str, *, bare: bool, settings: HeadSettings = SETTINGS) -> tuple[str, ...]:
    """Return the names of a byline: after "By", or where ``bare``, a line of nothing but names.

    >>> read_byline("By Ada Lund and Tor Vik", bare=False), read_byline("The ferry sank.", bare=True)
    (('Ada Lund', 'Tor Vik'), ())
    """
    found = _BY.fullmatch(line)
    if not found and not bare:
        return ()
    text = found["names"] if found else line
    names = tuple(name for name in _JOINED.split(text.rstrip(" .")) if name)
    words = [word for name in names for word in name.split()]
    if not names or len(words) > settings.most_names:
        return ()
    if found:
        return names
    if all(2 <= len(name.split()) <= 6 for name in names) and all(_NAME.fullmatch(word) for word in words):
        return names if not line.isupper() and not any(c.isdigit() for c in line) else ()
    return ()
