"""Which words make a time expression: patterns over the codes of the elements of a text."""

from __future__ import annotations

import re

from rashomon.annotate.clocks import BARE_HOUR, CLOCK
from rashomon.annotate.frequencies import FREQUENCY

_NUM = "[DnN]"
_DATE = "(?:q?[DO]c?M(?:,?Y|c?[LXT]U)?|q?ocM|M[DO](?![uU])(?:,?Y|c?[LXT]U)?)"
#: late on Thursday night, March 12; 12 March; yesterday morning; last night; the same day; the night before
_DAY = (
    rf"WqO(?!c?M)|[LXT]?2(?:,?Y)?|(?:[el]#?(?:qP[c#])?)?(?:[LXTE]|q[LX])?W(?:P|c?[LXT]U)?(?:,?{_DATE})?|(?<=[#yvsf])qO(?=[;,&]|$)|(?:e-?|qPc)?{_DATE}|I"
    r"|[el]?tP?|[el]?[LT]P|q?E(?:U|P)|q[LX](?:U|P)|q[UP]<(?:t|(?=[;,&#i]|$))|qU>(?:t|(?=[;,&#i]|$))"
)
#: early February 2026, last month, the third quarter of 2026, the summer of 2025, the 1990s
_STRETCH = (
    r"[LXT]Uo-?[Qh]|q?LQcY|q?L-?UQ|(?:[el]-?|[LXT])?M(?:,?c?Y|c?[LXT]U)?|e-?q?Y|[el]?[LXT]j?[UHQS]|q[LXT]j?[UHQ]|(?<![o2])q?H"
    r"|q?Yj?o-?[Qh]|q?j?o-?[Qh](?:c?(?:j?Y|[LXT]j?U|qU))?|(?:q|q?E)Q(?:c?(?:Y|LU))?(?![pr])|q?YQ|q?U-[Al](?:Q|U|o-?[Qh])|qj?MQ|(?:q?[LXT]|(?<=[igcsvy])q?|[el]-?)S(?:c?Y|(?!c))|q?Sc?(?:Y|[LXT]U)|1S|(?:qx)?4Q|q4Q"
    r"|q?(?:e-?q?|l)?G|q?(?:e-?q?)?(?:O|o|n-o)-?U|(?<=[icgsvy])qj?U(?!-|Y)|q?j?UY"
)
_LENGTH = rf"(?:{_NUM}|h?w|w-?h|w?a)-?j?[Uu](?:&wh)?"
_PATTERNS = (
    ("clock_day", rf"(?:{CLOCK}),?[#yfc]?(?:{_DAY})"),
    ("day_clock", rf"(?:{_DAY}),?[@yb]?(?:{CLOCK})"),
    ("age", rf"{_NUM}-?U-?J"),
    ("frequency", FREQUENCY),
    ("weeks_ago", f"{_LENGTH}AW"),
    ("shift", rf"b?(?:{_LENGTH}|U|u)(?:A(?:t|TU)|[Al])|{_LENGTH}<(?=[;,]|$)|{_LENGTH}f[Rt]|q?U-[Al](?!Q|U|o-?[Qh])"),
    ("long", "[Uu]-[jJ](?=x)|6"),
    ("long_ago", "(?:w?j?7|j)A"),
    ("share", "(?:q?[LXp]|w-?)?[hQ](?:cw|-)?U"),
    ("also_each", r"(?<=VW&)W"),
    ("recent", rf"q?[LXTp](?:{_NUM}|a)j?[UuQ]|(?:q|T)[Lp]j?[Uu](?!c)|(?<=[gi])qXj?[Uu]"),
    ("listed", r"(?<=M[DO][&r])[DO](?=[;,@i#]|$)"),
    ("year_to", r"qU(?=r(?:M|[DO]c?M))"),
    ("end", r"q?%c(?:q?[UQ]|[LXT][UQ]|[LXT]?M(?:,?Y)?|Y)|U-?%(?:,?Y)?"),
    ("week_of", rf"q?Uc{_DATE}"),
    ("days", r"M[DO]-[DO](?:,?Y)?|M[DO]r[DO],?Y|[DO][-r][DO]M(?:,?Y)?"),
    ("day", rf"[<>s]?(?:{_DAY})"),
    ("stretch", rf"[<>s]?(?:{_STRETCH})"),
    ("ended", rf"qj?[UQ](?=x(?:{_DAY}))"),
    ("year", r"[<>s]?Y(?![-]?[uUNDB$])|Y-[DN](?![-]?[uUNB])"),
    ("clock", f"(?:{CLOCK})"),
    ("hour", BARE_HOUR),
    ("part", r"(?<=[iydg])qe?P(?![c<>])"),
    ("lengths", rf"(?:{_NUM}|w)[Uu],?&?{_NUM}[Uu](?!-)"),
    ("length", rf"b?(?:{_LENGTH}|{_NUM}j?Q)|1[Uu]|[Uu](?!-)"),
    ("reference", "q?(?:R|F|p)|4U|(?<=@)T7"),
)
#: No time begins with a mark or an ordinary word but *times* of "three times a week": most places are passed over.
_TIME = re.compile("(?=[^x;,&-]|xwU)(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS) + ")")
#: A day, and a clock time before its day, wherever one is looked for in what a pattern has found.
DAY = re.compile(_DAY)
CLOCK_DAY = re.compile(rf"(?:{CLOCK}),?[#yfc]?({_DAY})")


def find_expression(codes: str, at: int) -> tuple[str, int, int] | None:
    """Return the next time expression from a place on: the name of its pattern, and where it begins and ends.

    >>> from rashomon.annotate.elements import split_elements
    >>> find_expression("".join(element.code for element in split_elements("It fell in March 1998.")), 0)
    ('stretch', 3, 5)
    """
    match = _TIME.search(codes, at)
    return (match.lastgroup or "", *match.span()) if match is not None else None
