from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.records import Article, Fault
from rashomon.read.drafts import Draft
from rashomon.read.identities import order_drafts, settle_ids

DRAFTS = st.lists(
    st.builds(
        Draft,
        text=st.sampled_from(["It burned.", "It sank."]),
        id=st.sampled_from([None, "a1", "a2"]),
        outlet=st.sampled_from([None, "Harbour Post"]),
        uri=st.sampled_from([None, "a.txt", "https://post.example/1"]),
        name=st.just("a.jsonl"),
    ),
    max_size=12,
)


def test_a_given_id_is_kept_and_others_come_from_content() -> None:
    given_id, made = settle_ids([Draft(text="It burned.", id="a1"), Draft(text="It burned.")])
    assert isinstance(given_id, Article)
    assert given_id.id == "a1"
    assert isinstance(made, Article)
    assert made.id.startswith("a-")


def test_another_article_under_a_taken_id_is_kept_under_a_new_one() -> None:
    first, fault, second = settle_ids(
        [Draft(text="It burned.", id="a1"), Draft(text="It sank.", id="a1", name="x.jsonl")]
    )
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert isinstance(fault, Fault)
    assert second.id != first.id
    assert (fault.article, fault.uri) == (second.id, "x.jsonl")


def test_the_same_article_twice_is_one_and_told() -> None:
    first, fault = settle_ids(
        [Draft(text="It burned.", uri="a.txt"), Draft(text="It burned.", uri="b.txt", name="b.txt")]
    )
    assert isinstance(first, Article)
    assert isinstance(fault, Fault)
    assert "twice" in fault.message


def test_two_outlets_that_print_the_same_words_are_two_articles() -> None:
    drafts = [Draft(text="It burned.", outlet="Harbour Post"), Draft(text="It burned.", outlet="Island Courier")]
    assert all(isinstance(item, Article) for item in settle_ids(drafts))


@given(DRAFTS, st.randoms())
def test_ids_are_unique_and_order_changes_nothing(drafts: list[Draft], random: object) -> None:
    shuffled = list(reversed(drafts))
    found = list(settle_ids(order_drafts(drafts)))
    articles = [item for item in found if isinstance(item, Article)]
    assert len({article.id for article in articles}) == len(articles)
    again = [item for item in settle_ids(order_drafts(shuffled)) if isinstance(item, Article)]
    assert sorted(articles, key=lambda a: a.id) == sorted(again, key=lambda a: a.id)
    kept = {(a.text, a.outlet) for a in articles}
    assert kept == {(d.text, d.outlet) for d in drafts}
