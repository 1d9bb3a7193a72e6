"""Word-level differences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rashomon.report.diffs import Change, Run, find_unmatched, find_words, mark_changes, share_words

TEXTS = st.text(alphabet=st.sampled_from("abcAB  .,'’“\"-—(1230\n\u0301🙂"), max_size=120)


def read(runs: tuple[Run, ...], *changes: Change) -> list[str]:
    """Return the words of the runs with these fates, as they are compared."""
    return [word for run in runs if run.change in changes for _, _, word in find_words(run.text)]


@given(TEXTS, TEXTS)
def test_nothing_of_the_new_text_is_lost_or_added(old: str, new: str) -> None:
    runs = mark_changes(old, new)
    kept = "".join(run.text for run in runs if run.change is not Change.LOST)
    assert kept.split() == new.split() or "".join(kept.split()) == "".join(new.split())


@given(TEXTS, TEXTS)
def test_the_old_words_are_those_that_stayed_and_those_that_went(old: str, new: str) -> None:
    runs = mark_changes(old, new)
    assert sorted(read(runs, Change.SAME, Change.NEW)) == sorted(word for _, _, word in find_words(new))
    stayed = len(find_words(old)) - len(read(runs, Change.LOST))
    assert 0 <= stayed <= len(find_words(new))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(run.change is Change.SAME for run in mark_changes(text, text))
    assert find_unmatched(text, text) == ()
    assert share_words(text, text) == 1.0


def test_marks_case_and_initials_do_not_count() -> None:
    runs = mark_changes("“The U.S. don't pay,”", '"the US don’t pay."')
    assert [run.change for run in runs] == [Change.SAME]


def test_one_small_word_between_two_changes_is_part_of_them() -> None:
    runs = mark_changes("put the clock before safety", "set the time above safety")
    assert [(run.change.value, run.text) for run in runs] == [
        ("lost", "put the clock before"),
        ("same", " "),
        ("new", "set the time above"),
        ("same", " safety"),
    ]


def test_an_opening_mark_goes_with_its_word() -> None:
    runs = mark_changes("her captain met a wall", "her captain had “met a wall")
    assert ("new", "had") in [(run.change.value, run.text) for run in runs]


def test_a_change_of_not_is_marked() -> None:
    runs = mark_changes("It was not lit.", "It was lit.")
    assert [run.text for run in runs if run.change is Change.LOST] == ["not"]


def test_long_texts_are_compared_in_reasonable_time() -> None:
    words = " ".join(f"word{n % 97}" for n in range(20_000))
    runs = mark_changes(words, words.replace("word5 ", "term5 "))
    assert any(run.change is Change.NEW for run in runs)
