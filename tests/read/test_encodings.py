from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.errors import InputError
from rashomon.read.encodings import decode_text

NEWS = "The minister, Zoë Müller, said that the café on the quay was closed for “a while” and that it would open."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_or_plain_unicode_is_read_without_a_word(encoding: str) -> None:
    assert decode_text(NEWS.encode(encoding)) == (NEWS, "")


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be"])
def test_another_encoding_is_found_and_told(encoding: str) -> None:
    text, told = decode_text(NEWS.encode(encoding))
    assert text == NEWS
    assert "no UTF-8" in told


def test_other_alphabets_are_guessed_from_their_bytes() -> None:
    russian = "Паром затонул у острова в понедельник, сообщила береговая охрана. Никто не пострадал. " * 3
    text, told = decode_text(russian.encode("cp1251"))
    assert text == russian
    assert "a guess" in told


def test_mixed_encodings_are_read_line_by_line() -> None:
    data = "Zoë said no.\n".encode() + "Chloë said “yes”.\n".encode("cp1252") + "Noël left.".encode()
    text, told = decode_text(data)
    assert text == "Zoë said no.\nChloë said “yes”.\nNoël left."
    assert "line 2" in told


def test_a_page_that_names_its_charset_is_believed() -> None:
    page = '<html><head><meta charset="iso-8859-15"></head><body>50 €</body></html>'
    assert decode_text(page.encode("iso-8859-15"), html=True) == (page, "")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "image"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_way_out(data: bytes, word: str) -> None:
    with pytest.raises(InputError, match=word):
        decode_text(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        text, _ = decode_text(data)
        text.encode("utf-8")


@given(st.text(max_size=200))
def test_utf8_comes_back_to_the_code_point(text: str) -> None:
    data = text.encode("utf-8")
    with contextlib.suppress(InputError):
        decoded, told = decode_text(data)
        if not told and not text.startswith("\ufeff"):
            assert decoded == text


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("latin-1", "<h1>Café Müller</h1><p>Señor Muñoz pays £3,000</p>"),
        ("latin-1", "<h1>Ferry hits pier</h1><p>Fiancée Zoë Brontë hurt</p>"),
        ("cp1252", "<h1>“Déjà vu” – €5</h1>"),
    ],
)
def test_a_page_of_marks_and_few_words_is_windows_1252(encoding: str, words: str) -> None:
    head = "<!doctype html><html><head><script>var a=[0,1];function go(x){return x?a[x]:null}</script></head>" * 3
    page = f"{head}<body><div class='nav'><a href='/x'>Home</a></div>{words}</body></html>"
    text, told = decode_text(page.encode(encoding), html=True)
    assert text == page
    assert "cp1252" in told


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Паром столкнулся с пирсом, сообщила береговая охрана."),
        ("cp1253", "Το πλοίο προσέκρουσε στην προβλήτα το πρωί της Πέμπτης."),
        ("cp1250", "Statek uderzył w molo, powiedział rzecznik. Zginęło sześć osób, a dwie są ciężko ranne."),
        ("cp437", "Die Fähre stieß gegen den Pier, zwölf Fahrgäste sind verletzt, für alle ist gesorgt."),
    ],
)
def test_other_alphabets_and_code_pages_are_still_guessed(encoding: str, words: str) -> None:
    text, told = decode_text(f"<html><body><p>{words}</p></body></html>".encode(encoding), html=True)
    assert words in text
    assert "cp1252" not in told
