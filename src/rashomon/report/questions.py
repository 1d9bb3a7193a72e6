"""Which of the questions that a reader asks a statement answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rashomon.model.records import Claim, EntityKind, Entry, Polarity, Value, ValueKind
from rashomon.report.indexes import Index

#: Each question with its heading, in the order of the page.
QUESTIONS = (
    ("happened", "What happened, and when"),
    ("next", "What stands now, and what comes next"),
    ("disputed", "Where else the accounts part"),
    ("parties", "Who is party to it"),
    ("affected", "Who is affected"),
    ("places", "Where"),
    ("figures", "How many and how much"),
    ("conditions", "On what conditions, within which limits"),
    ("objections", "Who objects and who denies"),
    ("unknown", "What the accounts themselves say is unknown"),
)
#: The order in which a statement is asked which question it answers: the rarer answer first. What stands now is no
#: matter of words but of time, and chosen before.
_ORDER = ("unknown", "objections", "conditions", "affected", "figures", "parties", "places", "happened")


def _words(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(text.split())})\b".replace("_", " "), re.IGNORECASE)


#: What says that something is not known.
UNKNOWN = _words(
    "unknown undisclosed unclear unconfirmed unexplained unnamed not_known not_clear not_yet_known not_yet_clear "
    "not_disclosed did_not_say not_saying not_say no_details undetermined remains_to_be_seen too_early "
    "not_been_established not_been_determined under_investigation still_looking no_figure not_given "
    "not_been_named not_been_published not_been_released declined_to refused_to_say would_not_say "
    "would_not_comment nobody_knows no_one_knows do_not_know does_not_know could_not_be_verified "
    "could_not_be_reached secret open_question not_yet_final not_yet_finalized not_yet_finalised not_yet_settled "
    "not_yet_agreed not_yet_decided"
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
_AMOUNTS = frozenset({ValueKind.NUMBER, ValueKind.MONEY, ValueKind.PERCENT})
#: The kinds of value that tell when.
TIMES = frozenset({ValueKind.DATE, ValueKind.TIME})


def find_question(index: Index, entry: Entry, claims: Sequence[Claim], values: Sequence[Value]) -> str | None:
    """Return the key of the question that an entry answers, or None where it answers none of them plainly.

    ``claims`` are those of the entry, ``values`` theirs. The words of names tell nothing: a "Workers' Union" is not who
    is affected, nor "Court Square" a law.
    """
    whole = entry.statement
    text = _drop_names(index, whole)
    denied = any(claim.polarity is Polarity.DENIED for claim in claims)
    actors = _names(index, whole, (EntityKind.PERSON, EntityKind.ORGANIZATION))
    answers: dict[str, Callable[[], bool]] = {
        "unknown": lambda: bool(UNKNOWN.search(text)),
        "objections": lambda: denied or bool(_OBJECTING.search(text)),
        "conditions": lambda: bool(_CONDITIONS.search(text)),
        "affected": lambda: bool(_AFFECTED.search(text)),
        "figures": lambda: any(value.kind in _AMOUNTS for value in values),
        "parties": lambda: bool(actors) and bool(_ACTING.search(text)),
        "places": lambda: bool(_PLACED.search(whole)) and bool(_names(index, whole, (EntityKind.PLACE,))),
        "happened": lambda: any(value.kind in TIMES for value in values),
    }
    return next((key for key in _ORDER if answers[key]()), None)


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
