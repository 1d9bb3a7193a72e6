"""What makes two articles one that was changed: the address they are at, else the id their outlet gives them."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode

from rashomon.model.errors import InputError
from rashomon.model.ids import make_id
from rashomon.model.records import Record
from rashomon.read.addresses import parse_address
from rashomon.read.drafts import Draft
from rashomon.store.articles import clean_text

#: Parameters of an address that say how a reader came, and not what is there.
_TRACKING = re.compile(r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|ocid|cmpid|igshid|smid|ref_src)", re.IGNORECASE)


class Identity(Record, frozen=True, kw_only=True):
    """By what a library knows an article: ``key`` is the same for all its versions, ``id`` comes from it alone."""

    key: str
    id: str
    given: str


def identify(draft: Draft) -> Identity:
    """Return by what a library knows an article.

    >>> one = identify(Draft(uri="https://Paper.example/mill?utm_source=x#top", text="It burned."))
    >>> two = identify(Draft(uri="https://paper.example/mill", text="It burned down."))
    >>> one.key == two.key == "https://paper.example/mill", one.id == two.id
    (True, True)
    """
    address = normalise_address(draft.uri or "")
    if address:
        return Identity(key=address, id=make_id("a", address), given=clean_text(draft.id or ""))
    if draft.id is None:  # nothing but its content tells it from others: another text is another article
        key = draft.make_content_id()
        return Identity(key=f"content:{key}", id=key, given="")
    key = clean_text(f"id:{draft.outlet or ''}:{draft.id}")
    return Identity(key=key, id=make_id("a", draft.outlet, draft.id), given=clean_text(draft.id))


def normalise_address(uri: str) -> str:
    """Return an address of the web without what does not change what is there; "" for anything else.

    >>> normalise_address("HTTP://Paper.example:80/a b?b=2&utm_medium=mail&a=1#c"), normalise_address("a.txt")
    ('http://paper.example/a%20b?b=2&a=1', '')
    """
    try:
        target = parse_address(uri)
    except InputError:
        return ""
    path, _, query = target.path.partition("?")
    given = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in given if not _TRACKING.fullmatch(name)]
    query = query if kept == given else urlencode(kept)
    return f"{target.origin}{path}{'?' + query if query else ''}"
