"""What changed from one version of an article to the next: found, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rashomon.model.records import Article, Edit, EditKind, Revision
from rashomon.relate.revisions import compare_versions, drop_places

TOLL = "At least 12 people died when the ferry sank off Fenn Island late on Monday, the coast guard said."
INSPECTOR = "Inspector Hale had warned the company of the state of the bilge pumps in a letter last month."
CREW = "The crew of the barge were not hurt. The harbour was closed to all traffic until the evening."
MAYOR = "Mayor Lena Orth asked the citizens to stay away from the quay while the divers were at work."


def compare(old: str, new: str, old_title: str = "T", new_title: str = "T") -> Revision:
    one = Article(id="a", title=old_title, text=old, version=1)
    two = Article(id="a", title=new_title, text=new, version=2)
    return compare_versions(one, two, "2031-02-06T14:05:00+00:00")


def brief(edits: tuple[Edit, ...]) -> list[tuple[str, str, str]]:
    return [(edit.kind.value, edit.before, edit.after) for edit in edits]


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        (TOLL, TOLL.replace("12", "15"), [("figure", "12", "15")]),
        (TOLL, TOLL.replace("12 people", "fifteen people"), [("figure", "12", "fifteen")]),
        (TOLL, TOLL.replace("coast guard", "navy"), [("wording", "coast guard", "navy")]),
        (TOLL, TOLL.replace(" late on Monday", ""), [("wording", "late on Monday", "")]),
        (f"{TOLL}\n\n{INSPECTOR}\n\n{CREW}", f"{TOLL}\n\n{CREW}", [("removed", INSPECTOR, "")]),
        (f"{TOLL}\n\n{CREW}", f"{TOLL}\n\n{MAYOR}\n\n{CREW}", [("added", "", MAYOR)]),
        (f"{TOLL}\n{CREW}\n{MAYOR}", f"{MAYOR}\n{TOLL}\n{CREW}", [("moved", "", MAYOR)]),
        (f"{TOLL}\n\n{CREW}", f"{TOLL}\n{CREW}  \n", []),
        (TOLL, TOLL.replace("12 people died", "15 men died"), [("figure", "12 people", "15 men")]),
        (TOLL, MAYOR, [("removed", TOLL, ""), ("added", "", MAYOR)]),
    ],
)  # fmt: skip
def test_edits_are_found(old: str, new: str, edits: list[tuple[str, str, str]]) -> None:
    assert brief(compare(old, new).edits) == edits


def test_a_change_is_shown_in_its_sentence_and_has_its_place() -> None:
    new = f"{TOLL}\n{CREW.replace('evening', 'morning')}"
    (edit,) = compare(f"{TOLL}\n{CREW}", new).edits
    assert edit.around == "The harbour was closed to all traffic until the morning."
    assert edit.span is not None
    assert new[edit.span.start : edit.span.end] == edit.after == "morning"
    assert drop_places(compare(f"{TOLL}\n{CREW}", new)).edits[0].span is None


def test_a_headline_is_compared_too() -> None:
    assert brief(compare(TOLL, TOLL, "Twelve dead", "Fifteen dead").edits) == [("title", "Twelve dead", "Fifteen dead")]


@pytest.mark.parametrize(
    ("note", "noted"),
    [
        ("Correction: an earlier version gave a wrong toll.", True), ("This story was updated at noon.", True),
        ("Editor’s note: the name was wrong.", True), ("The captain gave no reason.", False),
    ],
)  # fmt: skip
def test_a_note_is_one_that_was_not_there_before(note: str, noted: bool) -> None:
    assert compare(TOLL, f"{TOLL}\n\n{note}").noted is noted
    assert not compare(f"{TOLL}\n\n{note}", f"{TOLL.replace('12', '13')}\n\n{note}").noted


PARAGRAPHS = st.lists(st.sampled_from([TOLL, INSPECTOR, CREW, MAYOR, "Rain fell.", "12", "No."]), max_size=6)


@given(PARAGRAPHS, PARAGRAPHS)
def test_what_is_told_holds_of_both_texts(old: list[str], new: list[str]) -> None:
    before, after = "\n\n".join(old), "\n\n".join(new)
    revision = compare(before, after)
    assert (revision.edits == ()) == (before == after)
    for edit in revision.edits:
        assert edit.before in before
        assert edit.after in after
        if edit.kind in (EditKind.ADDED, EditKind.MOVED):
            assert edit.after in new
        if edit.kind is EditKind.REMOVED:
            assert edit.before in old
    assert compare(before, after) == revision


@given(st.text(), st.text())
def test_any_two_texts_can_be_compared(old: str, new: str) -> None:
    article = Article(id="a", text=new.encode("utf-8", "replace").decode(), version=2)
    for edit in compare_versions(Article(id="a", text=old), article, "").edits:
        if edit.span:
            assert article.text[edit.span.start : edit.span.end] == edit.span.text
