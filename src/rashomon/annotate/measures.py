"""What a number counts or measures, in plain words: *people rescued*, *knots*, *crowns*, *years of age*."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from rashomon.annotate.codes import words
from rashomon.annotate.limits import LIMITS
from rashomon.annotate.tenses import Grammar

SYMBOLS = {"$": "dollars", "£": "pounds", "€": "euros", "¥": "yen", "₹": "rupees", "₽": "roubles", "₩": "won"}
CODES = {"usd": "dollars", "eur": "euros", "gbp": "pounds", "jpy": "yen", "chf": "francs", "cny": "yuan"}
#: Currencies by their singular; those that are common words too count only where the parser sees a noun.
CURRENCIES = frozenset(
    words(
        """
    dollar pound euro crown krona krone kronor kroner mark franc lira peso rupee yen yuan renminbi rouble ruble won
    dinar dirham rand real rial riyal shekel zloty forint koruna florin guilder shilling thaler escudo peseta drachma
    baht ringgit rupiah dong naira cedi hryvnia lev leu tenge cent penny pence sterling buck ducat
    """
    )
)
#: Measures by their surface forms.
_MEASURES = {
    "metres": "metre metres meter meters m",
    "kilometres": "kilometre kilometres kilometer kilometers km kms",
    "centimetres": "centimetre centimetres centimeter centimeters cm",
    "millimetres": "millimetre millimetres mm",
    "miles": "mile miles",
    "feet": "foot feet ft",
    "inches": "inch inches",
    "yards": "yard yards",
    "knots": "knot knots kn kt kts",
    "degrees": "degree degrees",
    "tonnes": "tonne tonnes ton tons",
    "kilograms": "kilogram kilograms kilo kilos kg kgs",
    "grams": "gram grams",
    "litres": "litre litres liter liters",
    "gallons": "gallon gallons",
    "barrels": "barrel barrels",
    "acres": "acre acres",
    "hectares": "hectare hectares ha",
    "mph": "mph",
    "kph": "kph kmh",
    "megawatts": "megawatt megawatts mw",
    "gigawatts": "gigawatt gigawatts gw",
    "kilowatts": "kilowatt kilowatts kw",
}
MEASURES = {form: unit for unit, forms in _MEASURES.items() for form in forms.split()}
#: Parts of speech that may stand between a number and its noun.
_BEFORE_NOUN = frozenset(("ADJ", "NUM", "ADV"))
_PEOPLE = frozenset(words("people person persons individual individuals man men woman women"))
#: What befell the people counted, by the words that tell it; most counts of an event are of these.
_STATES = {
    "dead": "dead die died dying dies kill killed kills killing deaths death drown drowned perish perished fatalities "
    "bodies body corpses toll",
    "missing": "missing unaccounted disappeared",
    "injured": "injured injuring injures hurt wounded wounding injuries",
    "people rescued": "rescued saved alive survivors survived rescuing ashore",
    "arrested": "arrested arrests arrest detained custody",
}
STATE_OF = {word: state for state, forms in _STATES.items() for word in words(forms)}


def find_unit(grammar: Grammar, start: int, end: int) -> str | None:
    """Return what the number at ``start`` to ``end`` counts, or None where the sentence does not say."""
    last = grammar.token_at(end - 1)
    if last is None:
        return None
    noun = find_counted(grammar, last)
    word = noun.lower_ if noun is not None else ""
    if noun is None or word in _PEOPLE or word in STATE_OF:
        state = STATE_OF.get(word) or _find_state(grammar, last, alone=noun is None)
        return state if state or noun is None else "people"
    if word in ("parts", "part"):
        after = " ".join(token.lower_ for token in grammar.around(noun, 0, 2)[1:])
        return f"parts {after}" if after in ("per million", "per billion") else "parts"
    return MEASURES.get(word) or plural(noun)


def find_counted(grammar: Grammar, last: Token) -> Token | None:
    """Return the noun that a number counts: its head, or the noun after *of*, or the next noun close by."""
    after = grammar.around(last, 0, LIMITS.noun_reach)[1:]
    if last.dep_ in ("nummod", "compound", "quantmod", "amod") and last.head.i > last.i:
        head = last.head
        if head.pos_ == "NUM" and head.dep_ in ("compound", "quantmod") and head.head.i > head.i:
            head = head.head
        if head.pos_ in ("NOUN", "PROPN") and head.i - last.i <= LIMITS.noun_reach:
            return head
    if len(after) > 1 and after[0].text in ("-", "–") and after[1].pos_ in ("NOUN", "ADJ"):
        # "a 46-metre hull", "a 5,000-strong crowd"
        owner = after[1] if after[1].pos_ == "NOUN" else after[1].head
        return owner if owner.pos_ == "NOUN" else None
    of = bool(after) and after[0].lower_ == "of"
    return _find_next_noun(after[of:], of=of)


def _find_next_noun(after: Sequence[Token], *, of: bool) -> Token | None:
    """Return the head of the noun phrase that begins some words; after *of* its owner is passed over."""
    found = None
    for token in after:
        if token.pos_ == "NOUN":
            found = token
        elif found is not None:
            if not (of and token.tag_ == "POS"):
                return found
            found = None
        elif (
            token.pos_ not in _BEFORE_NOUN
            and not (of and token.pos_ in ("ADP", "PROPN", "DET", "PRON"))
            and token.tag_ != "POS"
        ):
            return None
    return found


def is_currency(word: str) -> bool:
    """Tell whether a word in lower case names a currency: *marks*, *yen*."""
    return word in CURRENCIES or word.removesuffix("s") in CURRENCIES


def plural(noun: Token) -> str:
    """Return a noun in lower case and in the plural."""
    word = noun.lower_
    if noun.tag_ in ("NNS", "NNPS") or word.endswith("s"):
        return word
    if word.endswith(("ch", "sh", "x", "z")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def _find_state(grammar: Grammar, last: Token, *, alone: bool) -> str | None:
    """Return what befell the people of a number: the nearest such word, rather after it than before.

    A number that stands alone ("the toll rose to 14") looks back through its sentence.
    """
    before = LIMITS.sentence_reach if alone else LIMITS.state_reach
    near = [token for token in grammar.around(last, before, LIMITS.state_reach + 1) if token.lower_ in STATE_OF]
    if not near:
        return None
    best = min(near, key=lambda token: (token.i - last.i if token.i > last.i else last.i - token.i + 2, token.i))
    return STATE_OF[best.lower_]
