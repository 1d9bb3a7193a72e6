"""Words that speak for the question that a statement answers; what they are worth has been learned."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rashomon.model.records import EntityKind
from rashomon.report.indexes import Index


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(text.split())})\b".replace("_", " "), re.IGNORECASE)


_LEARNED = "checked|verified|confirmed|established|excluded|ruled out|determined"
#: What says that something is not known. "Secret" is not among the words, for what is called so has come out, nor are
#: "persons unknown", whom prosecutors investigate.
UNKNOWN = re.compile(
    "|".join(
        (
            r"\b(?<!persons )(?:unknown|undisclosed|unclear|unconfirmed|unexplained|undetermined|unresolved)\b",
            r"\b(?:unverified|unanswered|under investigation|too early|open question|left open|remains to be seen)\b",
            r"\bnot (?:yet )?(?:been )?(?:known|clear|disclosed|established|determined|verified|examined|provided)\b",
            r"\bnot (?:yet )?(?:been )?(?:final(?:i[sz]ed)?|settled|agreed|decided|published|released|named|saying)\b",
            r"\bno ?(?:body|one) (?:yet )?(?:knows?|has (?:yet )?(?:examined|explained|said|established))\b",
            r"\b(?:do|does)(?: not|n['’]t) know\b",
            r"\b(?:do|does|did|would|will)(?: not|n['’]t) (?:say|tell|comment|disclose|publish|name)\b",
            r"\b(?:won['’]t|refus\w+ to|declin\w+ to) (?:say|tell|comment|disclose|publish|name)\b",
            r"\bdoes not intend to (?:publish|disclose|release)\b",
            rf"\b(?:cannot|can['’]t|could not|couldn['’]t) (?:yet )?be (?:\w+ly )?(?:{_LEARNED})\b",
            rf"\bneither \w+ (?:can|could) be (?:\w+ly )?(?:{_LEARNED})\b",
            r"\bcould(?: not|n['’]t) (?:verify|confirm|establish|be reached)\b",
            r"\bno (?:new |further |exact )?(?:date|figures?|details?|reasons?|explanation)(?: (?:was|were|is|are))? "
            r"(?:given|named|set|provided|known|released)\b",
            r"\bstill (?:looking into|being investigated|under way)\b|\bwere looking into whether\b",
            r"\bmatter of interpretation\b|\baccounts (?:differ|diverge)\b|\bdepends on who is asked\b",
            r"^(?:what|who|how|why|whether|which|when|where)\b.*\b(?:remains|is|was|are) (?:open|disputed)\b",
        )
    ),
    re.IGNORECASE,
)
_OBJECTING = _words(
    "object objects objected criticise criticised criticises criticize criticized criticizes condemn condemned "
    "condemns oppose opposed opposes protest protested protesters reject rejected rejects denounce "
    "denounced accuse accused accuses blame blamed blames dispute disputes disputed deny denies denied concern "
    "concerns concerned warn warned warns critics unlawful unconstitutional outrage appealed_against complaint "
    "sue sued contest contested untrue nonsense refute refuted"
)
_CONDITIONS = _words(
    "if only_if unless provided_that conditional on_condition law laws legal legally constitution "
    "consent licence license licensed permitted limit limits limited rules treaty requires required "
    "may_not cannot right_to subject_to in_exchange in_return fee clause allowed banned ban barred eligible"
)
_AFFECTED = _words(
    "killed dead died deaths death injured hurt wounded missing victims casualties evacuated evacuees saved "
    "people_aboard were_aboard was_aboard those_aboard "
    "residents families children passengers patients prisoners inmates detainees deportees migrants homes "
    "tenants pupils survivors homeless rescued arrested detained jailed hospital"
)
_ACTING = _words(
    "agreed agree agreement signed announced ordered offered met invited asked appointed elected won hired "
    "promised accepted approved decided called_for launched charged sued owns runs leads chairs "
    "minister president company union commission agency police party government"
)
_PLACED = re.compile(r"\b(?:at|in|near|on|off|outside|beside|from|to)\s+(?:the\s+)?[A-Z]")
#: A word with a capital inside a sentence: part of a name, which tells of what it is called after and not what is told.
_CAPITAL = re.compile(r"(?<=[\w,;’'] )[A-Z][\w’'-]*")
_PATTERNS = (UNKNOWN, _OBJECTING, _CONDITIONS, _AFFECTED, _ACTING)
#: What is looked for, in the order of ``find_hints``.
HINTS = (
    "says that something is unknown",
    "objects",
    "sets conditions",
    "tells what became of somebody",
    "acts",
    "says where",
)


def find_hints(index: Index, statement: str) -> tuple[float, ...]:
    """Return for each of ``HINTS`` whether a statement has it.

    The words of names tell nothing: a "Workers' Union" is not who is affected, nor "Court Square" a law.
    """
    text = _drop_names(index, statement)
    found = [float(pattern.search(text) is not None) for pattern in _PATTERNS]
    return (*found, float(_PLACED.search(statement) is not None))


def _drop_names(index: Index, statement: str) -> str:
    """Return a statement without the words of its names.

    A name of one word at its head stays: whether it is one the letter alone does not tell.
    """
    kinds = (EntityKind.PERSON, EntityKind.ORGANIZATION, EntityKind.PLACE)
    for name in sorted(_names(index, statement, kinds), key=len, reverse=True):
        if name[:1].isupper() and " " in name:
            statement = statement.replace(name, "")
    return _CAPITAL.sub("", statement)


def _names(index: Index, statement: str, kinds: Sequence[EntityKind]) -> list[str]:
    """Return the names of some kinds that a statement prints."""
    return [
        item.name for item in index.entities.values() if item.kind in kinds and item.name and item.name in statement
    ]
