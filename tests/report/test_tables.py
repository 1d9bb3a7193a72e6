"""What happened when, at the grain at which it is told."""

from __future__ import annotations

import pytest

from rashomon.model.records import Article, Claim, Ledger, TimelineItem, Value, ValueKind
from rashomon.report.indexes import Index
from rashomon.report.tables import view_timeline

TEXT = "The ferry was built in 1962."


@pytest.mark.parametrize(
    ("start", "end", "day", "when"),
    [
        ("1962-01-01", "1962-12-31", "1962", ""),
        ("1960-01-01", "1969-12-31", "1960 to 1969", ""),
        ("2029-03", "2029-03", "March 2029", ""),
        ("2029-03-01", "2029-03-31", "March 2029", ""),
        ("2029-01-01", "2029-03-31", "January 2029 to March 2029", ""),
        ("1962-01-01", None, "1962", ""),
        ("2029-03-04", "2029-03-04", "Sun 4 March 2029", ""),
        ("2029-03-04", "2029-03-11", "Sun 4 March 2029", "to 11 March 2029"),
        ("2029-03-04T09:30", "2029-03-04T09:30", "Sun 4 March 2029", "09:30"),
        ("2029-01-01", None, "Mon 1 January 2029", ""),
    ],
)
def test_a_time_is_shown_at_its_grain(start: str, end: str | None, day: str, when: str) -> None:
    article = Article(id="a", text=TEXT)
    value = Value(id="v", span=article.span(23, 27), kind=ValueKind.DATE, low="1962", high="1962")
    claim = Claim(id="c", passage=(article.span(0, len(TEXT)),), values=("v",))
    item = TimelineItem(id="t", start=start, end=end, what="It was built", claims=("c",))
    (moment,) = view_timeline(Index(Ledger(articles=(article,), values=(value,), claims=(claim,), timeline=(item,))))
    assert (moment.day, moment.when) == (day, when)
