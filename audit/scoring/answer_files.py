"""The document of answers that a person or a program hands in, strictly."""

from __future__ import annotations

from collections.abc import Mapping

from audit.checklists.json_files import Doubled
from audit.checklists.model import Checklist
from audit.checklists.parsing.fields import Fields, Problems, shown
from audit.errors import N_, BadInput, say

DOCUMENT_FIELDS = ("visit", "checklist", "answers")
ANSWER_FIELDS = ("value", "comment", "photos")


def read_answers(document: object, checklist: Checklist) -> Mapping[str, object]:
    """The answers by item key, each in its long or short form.

    Raises `BadInput` for another shape, for items the checklist does not have and for another checklist's answers.
    """
    problems = Problems()
    top = Fields(document, "", problems)
    top.only(*DOCUMENT_FIELDS)
    _check_checklist(top, checklist)
    answers = top.document.get("answers")
    if isinstance(document, dict) and not isinstance(answers, dict):
        top.note("answers", N_("An object with the answer to each item is expected here."))
    found = answers if isinstance(answers, dict) else {}
    if isinstance(found, Doubled):
        for name in found.names:
            problems.note(f"answers.{shown(name)}", N_("This item is answered twice."))
    known = {item.key for item in checklist.items()}
    for key, answer in found.items():
        place = f"answers.{shown(key)}"
        if key not in known:
            problems.note(place, N_("There is no such item in checklist {checklist}."), checklist=checklist.key)
        elif isinstance(answer, dict):
            _check_long_form(Fields(answer, place, problems))
    if problems:
        raise BadInput(say(N_("The answers cannot be read.")), tuple(problems))
    return found


def _check_checklist(top: Fields, checklist: Checklist) -> None:
    if not top.has("checklist"):
        return
    named = Fields(top.document["checklist"], "checklist", top.problems)
    named.only("key", "version")
    if named.has("key") and named.document["key"] != checklist.key:
        named.note("key", N_("These answers are for another checklist than {checklist}."), checklist=checklist.key)


def _check_long_form(answer: Fields) -> None:
    answer.only(*ANSWER_FIELDS)
    comment, photos = answer.document.get("comment"), answer.document.get("photos")
    if comment is not None and not isinstance(comment, str):
        answer.note("comment", N_("A text is expected here."))
    if photos is not None and not (isinstance(photos, list) and all(isinstance(photo, str) for photo in photos)):
        answer.note("photos", N_("A list of photo hashes is expected here."))
