"""The quiz before the first visit: taken by auditors, written by owners."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput, Problem
from audit.services.quiz_forms import QUESTIONS, Typed, change_quiz, first_language, quiz_form
from audit.services.quizzes import quiz_page, take_quiz
from audit.web.access import sight
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page
from audit.words import LANGUAGES

LONGEST_ID = 64


async def show(request: Request) -> Response:
    """GET /quizzes/{key}; `?visit=ID` is the visit to go on to."""
    visit = request.query_params.get("visit", "")[:LONGEST_ID]
    view = await quiz_page(request.path_params["key"], visit, language_of(request))
    return page(request, "quizzes/show.html", page=view)


async def take(request: Request) -> Response:
    """POST /quizzes/{key} with `answer-0` …; on to the visit when all are right."""
    key, form = request.path_params["key"], await form_of(request)
    chosen = {number: form.get(f"answer-{number}", "") for number in range(QUESTIONS)}
    visit = form.get("visit", "")[:LONGEST_ID]
    try:
        await take_quiz(await sight(request), key, chosen, datetime.now(UTC))
    except BadInput as error:
        view = await quiz_page(key, visit, language_of(request))
        problems = (Problem("", error.sentence), *error.problems)
        return page(request, "quizzes/show.html", error.status, page=replace(view, chosen=chosen, problems=problems))
    return go(f"/visits/{quote(visit)}/fill" if visit else "/today?done=quiz_passed")


async def show_form(request: Request) -> Response:
    """GET /checklists/{key}/quiz."""
    view = await quiz_form(request.path_params["key"], language_of(request))
    return page(request, "quizzes/form.html", page=view)


async def change(request: Request) -> Response:
    """POST /checklists/{key}/quiz with `question-0`, `answers-0` …; in other languages `question-0-nl`, …"""
    key, form = request.path_params["key"], await form_of(request)
    typed = typed_in(form, await first_language())
    try:
        await change_quiz(await sight(request), key, typed, datetime.now(UTC))
    except BadInput as error:
        view = await quiz_form(key, language_of(request), typed, error.problems)
        return page(request, "quizzes/form.html", error.status, page=view)
    return go(f"/checklists/{quote(key)}/quiz?done=quiz_kept")


def typed_in(form: Mapping[str, str], first: str) -> list[Typed]:
    """The questions of a form, each in every language it has fields for."""
    ends = {code: "" if code == first else f"-{code}" for code in LANGUAGES}
    return [
        {
            code: (form.get(f"question-{number}{end}", ""), form.get(f"answers-{number}{end}", ""))
            for code, end in ends.items()
        }
        for number in range(QUESTIONS)
    ]
