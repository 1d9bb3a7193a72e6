"""Bytes to text: UTF-8 first, then what the bytes themselves give away."""

from __future__ import annotations

import codecs
import contextlib
import re

from rashomon.model.errors import InputError
from rashomon.read.languages import is_plainly_english

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", "a PDF: save its text as .txt"),
    (b"PK\x03\x04", "a ZIP or Office file: unpack it, or save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save its text as .txt"),
    (b"{\\rtf", "an RTF file: save its text as .txt"),
    (b"\x89PNG", "an image: give the text that is in it"),
    (b"\xff\xd8\xff", "an image: give the text that is in it"),
    (b"GIF8", "an image: give the text that is in it"),
    (b"BZh", "bzip2: unpack it first (only gzip is undone)"),
    (b"\xfd7zXZ", "xz: unpack it first (only gzip is undone)"),
    (b"(\xb5/\xfd", "zstd: unpack it first (only gzip is undone)"),
)
#: Control characters that no text holds; tab, line feed, form feed, carriage return and escape are left out.
_CONTROL = bytes(sorted(set(range(32)) - {9, 10, 11, 12, 13, 27})) + b"\x7f"
#: More control characters than this share: not text. Bytes of programs and images have 10 % and more; text has none.
_MOST_CONTROL = 0.02
#: Bytes looked at to guess an encoding; more costs time and tells no more.
_SAMPLE = 1 << 18
#: Read as Windows-1252: what is beyond ASCII, signs that stand between two letters, and three letters in a row that
#: have an accent each, as Greek and Cyrillic words have.
_BEYOND = re.compile(r"[^\x00-\x7f]")
_STRAY = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f\w‘’“”–—…\xa0\xad·](?=[^\W\d_])|(?<=[^\W\d_])[ªº¹²³](?=[^\W\d_])")
_FOREIGN = re.compile(r"[À-ÿ]{3,}")
#: Share of letters beyond ASCII: French has 5 in 100, German 2, Czech and Turkish more than 10. And how many of these
#: may be strange: a page may hold a broken one.
_MOST_BEYOND, _MOST_STRANGE = 0.1, 0.05
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def decode_text(data: bytes, *, html: bool = False, charset: str = "") -> tuple[str, str]:
    r"""Return the text of some bytes, and what is to be told about it ("" where it was plain UTF-8).

    Nothing is lost where encodings are mixed: each line that is no UTF-8 is read as Windows-1252. What headers say
    (``charset``), or a page itself, is believed where the bytes are no UTF-8 and fit it: servers often name another.

    Raises:
        InputError: the bytes are no text at all.

    >>> decode_text("Zoë".encode())
    ('Zoë', '')
    >>> decode_text("Zoë\n".encode() + "Chloë".encode("cp1252"))[0]
    'Zoë\nChloë'
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if _looks_like_utf16(data[:_SAMPLE]):
        encoding = "utf-16-le" if data[1:_SAMPLE:2].count(0) > data[:_SAMPLE:2].count(0) else "utf-16-be"
        return data.decode(encoding, "replace"), f"it is no UTF-8 and was read as {encoding.upper()}: save it as UTF-8"
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        pass
    if charset and (found := _decode_as(data, charset)):
        return found
    if (
        html
        and (declared := _DECLARED.search(data[:4096]))
        and (found := _decode_as(data, declared[1].decode("ascii")))
    ):
        return found
    return _decode_mixed(data) or _decode_guessed(data)


def _decode_marked(data: bytes, encoding: str) -> tuple[str, str]:
    text = data.decode(encoding, "replace")
    if "\ufffd" in text and encoding == "utf-8":
        return _decode_mixed(data) or (text, "some bytes are no UTF-8; U+FFFD stands in their place")
    return text, ""


def _refuse_binary(data: bytes) -> None:
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"it is {what}")
    head = data[:_SAMPLE]
    if head and (len(head) - len(head.translate(None, _CONTROL))) / len(head) > _MOST_CONTROL:
        raise InputError("it is a binary file, not text; nothing was read from it")


def _looks_like_utf16(head: bytes) -> bool:
    """Tell whether every other byte is mostly zero: Latin text in UTF-16 without its mark."""
    even, odd = head[::2], head[1::2]
    zeros = sorted((even.count(0) / max(len(even), 1), odd.count(0) / max(len(odd), 1)))
    return zeros[0] < 0.05 and zeros[1] > 0.6


def _decode_as(data: bytes, name: str) -> tuple[str, str] | None:
    """Return the text by the encoding that was named, if that is one of text and fits."""
    try:
        encoding = codecs.lookup(name).name
        return data.decode("cp1252" if encoding in {"iso8859-1", "ascii"} else encoding), ""
    except (LookupError, UnicodeDecodeError, ValueError, AssertionError):
        return None


def _decode_mixed(data: bytes) -> tuple[str, str] | None:
    """Return the text where some lines are UTF-8 with letters beyond ASCII, and others are not UTF-8 at all."""
    parts: list[str] = []
    good = 0
    bad: list[int] = []
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            part = line.decode("utf-8")
            good += not line.isascii()
        except UnicodeDecodeError:
            part = line.decode("cp1252", "replace")
            bad.append(number)
        parts.append(part)
    if not good:
        return None
    lines = f"line {bad[0]} was" if len(bad) == 1 else f"{len(bad)} lines (the first is line {bad[0]}) were"
    return "\n".join(parts), f"it mixes encodings: {lines} no UTF-8 and read as Windows-1252: save the file as UTF-8"


def _looks_western(text: str) -> bool:
    """Tell whether a text read as Windows-1252 is one: Latin words with an accent here and there, and no stray signs.

    A page is mostly marks and scripts, so its small words are few; a guess by bytes then takes "é" for a letter of a
    code page of DOS.

    >>> _looks_western("<p class='lead'>Café Müller</p>"), _looks_western("Ïàðîì ñòîëêíóëñÿ")
    (True, False)
    """
    beyond = len(_BEYOND.findall(text))
    letters = sum(map(str.isalpha, text))
    strange = len(_STRAY.findall(text)) + text.count("\ufffd") + sum(map(len, _FOREIGN.findall(text)))
    return beyond <= _MOST_BEYOND * letters and strange <= _MOST_STRANGE * beyond


def _decode_guessed(data: bytes) -> tuple[str, str]:
    """Return the text in the likeliest encoding; English in a single-byte encoding is Windows-1252 or nearly so."""
    encoding = "cp1252"
    text = data.decode(encoding, "replace")
    if not is_plainly_english(text) and not _looks_western(text[:_SAMPLE]):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:_SAMPLE]).best()
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            text, encoding = (data.decode(best.encoding), best.encoding) if best else (text, encoding)
    return text, f"it is no UTF-8 and was read as {encoding} (a guess): if letters look wrong, save the file as UTF-8"
