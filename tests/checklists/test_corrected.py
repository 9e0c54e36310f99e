"""What a reviewer's correction makes of a document of answers."""

from __future__ import annotations

from audit.checklists.corrected import changes_of, corrected

ANSWERS = {"clean": {"value": 5, "photos": ["a"]}, "drink": {"value": "no", "comment": "closed"}, "tone": 3}


def test_only_what_differs_is_a_change() -> None:
    values = {"clean": 5, "drink": "na", "tone": None, "advice": "meets", "why": ""}
    assert changes_of(ANSWERS, values) == {"drink": ("no", "na"), "tone": (3, None), "advice": (None, "meets")}


def test_comments_and_photos_stay_and_empty_answers_go() -> None:
    made = corrected(ANSWERS, {"drink": ("no", "na"), "tone": (3, None), "advice": (None, "meets")})
    assert made == {
        "advice": {"value": "meets"},
        "clean": {"value": 5, "photos": ["a"]},
        "drink": {"value": "na", "comment": "closed"},
    }
    assert list(made) == sorted(made)


def test_an_answer_taken_away_leaves_its_comment() -> None:
    assert corrected(ANSWERS, {"drink": ("no", None)})["drink"] == {"comment": "closed"}


def test_the_document_it_was_is_not_touched() -> None:
    corrected(ANSWERS, {"clean": (5, 1)})
    assert ANSWERS["clean"] == {"value": 5, "photos": ["a"]}
