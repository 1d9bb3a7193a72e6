"""Which of the questions that a reader asks a statement answers."""

from __future__ import annotations

from collections.abc import Sequence

from rashomon.report.hints import UNKNOWN

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
#: What answers none of them.
BACKGROUND = "background"


def find_questions(statements: Sequence[str], traits: Sequence[Sequence[float]]) -> list[str]:
    """Return for each statement the key of the question that it most likely answers, as a learned head has it.

    ``traits`` has the numbers of ``TRAITS`` for each. Whether it is worth telling is not asked here: what only tells
    of the background is given to the next best question. What the accounts say is unknown is too rare to be learned
    (35 of 4,159 statements), and told by words: of 26 statements that have them 21 are of it.
    """
    if not statements:
        return []
    from rashomon.weights.encoder import load_encoder
    from rashomon.weights.questions import load_questions

    head = load_questions()
    scores = head.judge(traits, load_encoder().encode(list(statements)))
    places = [place for place, key in enumerate(head.questions) if key != BACKGROUND]
    likeliest = [head.questions[max(places, key=lambda place: row[place])] for row in scores.tolist()]
    return ["unknown" if UNKNOWN.search(said) else key for said, key in zip(statements, likeliest, strict=True)]
