"""The short quiz an auditor passes before the first visit with a checklist, in the auditor's language.

It stands between the auditor and the visit's page only: work that lies on a phone is never refused for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from audit.checklists.model import Text
from audit.errors import N_, BadInput, NotFound, Problem, Sentence, say, say_count
from audit.store import checklists, log, quizzes
from audit.store.checklists import ChecklistRow
from audit.store.connections import transaction
from audit.store.sights import NOT_HERE, Sight

TITLE = N_("Before your first visit: {checklist}")
NOT_YET = (N_("{count} answer is not right yet."), N_("{count} answers are not right yet."))
WRONG = N_("Read the briefing again and choose another answer.")


@dataclass(frozen=True, slots=True)
class Question:
    """One question in the languages it was written in, the first one first; its answers, and the right one's place."""

    question: Text
    options: tuple[Text, ...]
    right: int


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """One question in the auditor's language."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuizPage:
    """The quiz as an auditor sees it. `chosen` by the number of the question."""

    key: str
    questions: tuple[AskedQuestion, ...]
    title: Sentence
    visit: str = ""
    chosen: Mapping[int, str] | None = None
    problems: tuple[Problem, ...] = ()

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with an answer, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)


async def quiz_before(sight: Sight, visit_id: str) -> str | None:
    """The checklist whose quiz an auditor passes before a visit that has not begun opens; None when nothing is due."""
    return await quizzes.find_quiz_before(sight.person_id, visit_id)


async def questions_of(row: ChecklistRow) -> tuple[Question, ...]:
    """The questions of a checklist's quiz; none where it has no quiz."""
    quiz = await quizzes.find_quiz(row.id)
    return tuple(map(question_of, quiz.questions)) if quiz else ()


async def quiz_page(key: str, visit: str, language: str) -> QuizPage:
    """The quiz of a checklist. Raises NotFound where there is none."""
    row = await checklist_of(key)
    questions = await questions_of(row)
    if not questions:
        raise NotFound(say(NOT_HERE))
    name = Text(tuple(row.name.items())).in_language(language)
    asked = tuple(
        AskedQuestion(one.question.in_language(language), tuple(option.in_language(language) for option in one.options))
        for one in questions
    )
    return QuizPage(key, asked, say(TITLE, checklist=name), visit)


async def take_quiz(sight: Sight, key: str, chosen: Mapping[int, str], now: datetime) -> None:
    """Pass a quiz. Raises BadInput naming the questions that are not answered rightly."""
    row = await checklist_of(key)
    questions = await questions_of(row)
    if not questions:
        raise NotFound(say(NOT_HERE))
    wrong = [number for number, one in enumerate(questions) if chosen.get(number) != str(one.right)]
    if wrong:
        problems = tuple(Problem(f"answer-{number}", say(WRONG)) for number in wrong)
        raise BadInput(say_count(*NOT_YET, len(wrong)), problems)
    async with transaction():
        await quizzes.put_pass(sight.person_id, row.id, now)
        await log.add_entry(sight.person_id, "quiz passed", "checklist", key, {}, now)


def question_of(kept: Mapping[str, object]) -> Question:
    """A question as it is kept."""
    options, right = kept["options"], kept["right"]
    assert isinstance(options, list) and isinstance(right, int)
    return Question(text_of(kept["question"]), tuple(map(text_of, options)), right)


def text_of(kept: object) -> Text:
    """A text as it is kept: by language, or one that was written before quizzes had languages."""
    return Text(tuple(kept.items())) if isinstance(kept, dict) else Text((("", str(kept)),))


async def checklist_of(key: str) -> ChecklistRow:
    """The checklist; NotFound when there is none."""
    row = await checklists.find_checklist(key)
    if row is None:
        raise NotFound(say(NOT_HERE))
    return row
