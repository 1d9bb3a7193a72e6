"""Which language a text is in: English by its small words at once, anything else by a model that is loaded then."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rashomon.model.records import Record

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: The small words of English that other languages written in Latin letters do not share.
_SMALL_WORDS = frozenset(
    """the of and to that is was for on with as by at he his it said from have has be are were which this an not but
    they had who their or will would been its after about she her when there than into we you i our your if out up
    all one more my them him no what so can could should some may these those because between""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+")


class LanguageSettings(Record, frozen=True, kw_only=True):
    """When a text counts as English, or as surely something else."""

    #: Characters looked at.
    sample: int = 4000
    #: Small words per word from which a text is English without asking the model, which takes 0.3 s to load.
    english: float = 0.2
    #: Words that a text needs before it can be called another language: headlines and names mislead the model.
    least_words: int = 12
    #: The same for writing without spaces, in letters.
    least_letters: int = 120
    #: Sureness of the model below which a text stays unnamed: Chinese and Arabic reach .8; of 5,000 pieces of English
    #: news, single sentences among them, none was called another language at .7.
    least_sure: float = 0.7


SETTINGS = LanguageSettings()


def is_plainly_english(text: str, settings: LanguageSettings = SETTINGS) -> bool:
    """Tell whether the small words of a text are those of English.

    >>> is_plainly_english("The ferry that was on its way to the island sank."), is_plainly_english("Das Schiff sank.")
    (True, False)
    """
    words = _WORD.findall(text[: settings.sample].lower())
    return bool(words) and sum(word in _SMALL_WORDS for word in words) / len(words) >= settings.english


def tell_language(text: str, settings: LanguageSettings = SETTINGS) -> str | None:
    """Return the ISO 639 code of a text's language; None where it is too short or too mixed to tell.

    >>> tell_language("The ferry that was on its way to the island sank.")
    'en'
    """
    if is_plainly_english(text, settings):
        return "en"
    sample = text[: settings.sample]
    letters = sum(c.isalpha() for c in sample)
    if len(_WORD.findall(sample)) < settings.least_words and letters < settings.least_letters:
        return None
    language, sure = _load_identifier().classify(sample)
    return language if sure >= settings.least_sure else None


def is_english(language: str | None) -> bool:
    """Tell whether a language code is English, or not given.

    >>> is_english("en-GB"), is_english("de"), is_english(None)
    (True, False, True)
    """
    return language is None or language.lower().replace("_", "-").split("-")[0] in {"en", "eng", "english", "und", ""}


@cache
def _load_identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
