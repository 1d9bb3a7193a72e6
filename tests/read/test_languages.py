from __future__ import annotations

import pytest

from rashomon.read.languages import is_english, tell_language

GERMAN = "Die Fähre sank am Montag vor der Insel, teilte die Küstenwache mit. Niemand wurde verletzt, hieß es weiter."
FRENCH = (
    "Le ferry a coulé lundi au large de l'île, ont annoncé les garde-côtes. Personne n'a été blessé dans l'accident."
)
ENGLISH = "The ferry sank off the island on Monday, the coast guard said. Nobody was hurt in the accident."


@pytest.mark.parametrize(("text", "code"), [(GERMAN, "de"), (FRENCH, "fr"), (ENGLISH, "en")])
def test_languages_are_told_from_the_text(text: str, code: str) -> None:
    assert tell_language(text) == code


@pytest.mark.parametrize("text", ["", "...", "Breaking!", "Angela Merkel", "12 14 16", "\U0001f6a2" * 50])
def test_too_little_to_tell_is_no_language(text: str) -> None:
    assert tell_language(text) is None


def test_writing_without_spaces_is_told_too() -> None:
    assert tell_language("渡轮周一在岛外沉没,海岸警卫队说。没有人在事故中受伤。" * 6) == "zh"


def test_english_quoting_another_language_is_english() -> None:
    assert (
        tell_language(ENGLISH + " “" + GERMAN[:60] + "” he said of the accident, and that was the end of it.") == "en"
    )


@pytest.mark.parametrize(("code", "yes"), [("en", True), ("en-GB", True), ("EN_us", True), (None, True), ("de", False)])
def test_which_codes_are_english(code: str | None, yes: bool) -> None:
    assert is_english(code) is yes
