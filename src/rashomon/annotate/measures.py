"""What a number counts or measures, in plain words: *people rescued*, *knots*, *crowns*, *years of age*."""

from __future__ import annotations

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
_PEOPLE = frozenset(words("people person persons individual individuals man men woman women"))
#: What befell the people counted. The nearest such word within reach decides; most counts of an event are of these.
_STATES = {
    "dead": "dead die died dying dies kill killed kills killing deaths death drown drowned perish perished fatalities "
    "bodies body corpses",
    "missing": "missing unaccounted disappeared",
    "injured": "injured injuring injures hurt wounded wounding injuries",
    "rescued": "rescued saved alive survivors survived",
    "arrested": "arrested detained custody",
}
STATE_OF = {word: state for state, words in _STATES.items() for word in words.split()}


def find_unit(grammar: Grammar, start: int, end: int) -> str | None:
    """Return what the number at ``start`` to ``end`` counts, or None where the sentence does not say."""
    last = grammar.token_at(end - 1)
    if last is None:
        return None
    noun = find_counted(grammar, last)
    word = noun.lower_ if noun is not None else ""
    if noun is not None and word in ("parts", "part") and noun.i + 2 < len(noun.doc):
        after = noun.doc[noun.i + 1 : noun.i + 3].text
        if after.lower() in ("per million", "per billion"):
            return f"parts {after.lower()}"
    if word in MEASURES:
        return MEASURES[word]
    if noun is None or word in _PEOPLE or word in STATE_OF:
        state = STATE_OF.get(word) or _find_state(grammar, last)
        if state or noun is None:
            return state
        return "people"
    return plural(noun)


def find_counted(grammar: Grammar, last: Token) -> Token | None:
    """Return the noun that a number counts: its head, or the noun after *of*, or the next noun close by."""
    after = grammar.around(last, 0, 6)[1:]
    if last.dep_ in ("nummod", "compound", "quantmod", "amod") and last.head.i > last.i:
        head = last.head
        if head.dep_ in ("compound", "quantmod") and head.head.i > head.i and head.pos_ == "NUM":
            head = head.head
        if head.pos_ in ("NOUN", "PROPN") and head.i - last.i <= 6:
            return head
    if after and after[0].text in ("-", "–") and len(after) > 1 and after[1].pos_ in ("NOUN", "ADJ"):
        return after[1]
    skip = 1 if after and after[0].lower_ == "of" else 0
    for token in after[skip:]:
        if token.pos_ == "NOUN":
            return token
        if token.pos_ not in ("ADJ", "DET", "NUM", "PRON", "ADV", "ADP") or (token.pos_ == "ADP" and not skip):
            return None
    return None


def plural(noun: Token) -> str:
    """Return a noun in lower case and in the plural."""
    word = noun.lower_
    if noun.tag_ in ("NNS", "NNPS") or word.endswith("s"):
        return word
    if word.endswith(("ch", "sh", "x", "z")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeiou" else word + "s"


def _find_state(grammar: Grammar, last: Token) -> str | None:
    reach = LIMITS.state_reach
    near = [token for token in grammar.around(last, reach, reach + 1) if token.lower_ in STATE_OF]
    return STATE_OF[min(near, key=lambda token: (abs(token.i - last.i), token.i)).lower_] if near else None
