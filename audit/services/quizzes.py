"""The short quiz an auditor passes before the first visit with a checklist.

It stands between the auditor and the visit's page only: work that lies on a phone is never refused for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.checklists.model import Text
from audit.errors import N_, BadInput, NotFound, Problem, Sentence, say, say_count
from audit.store import checklists, log, quizzes
from audit.store.checklists import ChecklistRow
from audit.store.connections import transaction
from audit.store.sights import NOT_HERE, Sight

QUESTIONS = 5
LONGEST = 300
MOST_ANSWERS = 6
MARK = "*"
TITLE = N_("Before your first visit: {checklist}")
EDIT_TITLE = N_("The quiz before the first visit: {checklist}")
NOT_YET = (N_("{count} answer is not right yet."), N_("{count} answers are not right yet."))
WRONG = N_("Read the briefing again and choose another answer.")
NO_TEXT = N_("Write a question of at most 300 characters.")
NO_ANSWERS = N_("Write 2 to 6 answers, each on a line of its own, with * before the one that is right.")


@dataclass(frozen=True, slots=True)
class Question:
    """One question, its answers, and the place of the right one."""

    question: str
    options: tuple[str, ...]
    right: int


@dataclass(frozen=True, slots=True)
class QuizPage:
    """The quiz as an auditor sees it. `chosen` by the number of the question."""

    key: str
    questions: tuple[Question, ...]
    title: Sentence
    visit: str = ""
    chosen: Mapping[int, str] | None = None
    problems: tuple[Problem, ...] = ()

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with an answer, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)


@dataclass(frozen=True, slots=True)
class QuizForm:
    """The quiz as an owner writes it: question and answers as typed."""

    key: str
    typed: tuple[tuple[str, str], ...]
    passes: int
    title: Sentence
    problems: tuple[Problem, ...] = ()

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)


async def quiz_before(sight: Sight, visit_id: str) -> str | None:
    """The checklist whose quiz an auditor passes before a visit that has not begun opens; None when nothing is due."""
    return await quizzes.find_quiz_before(sight.person_id, visit_id)


async def quiz_page(key: str, visit: str, language: str) -> QuizPage:
    """The quiz of a checklist. Raises NotFound where there is none."""
    row = await checklist_of(key)
    quiz = await quizzes.find_quiz(row.id)
    if quiz is None:
        raise NotFound(say(NOT_HERE))
    name = Text(tuple(row.name.items())).in_language(language)
    return QuizPage(key, tuple(map(question_of, quiz.questions)), say(TITLE, checklist=name), visit)


async def take_quiz(sight: Sight, key: str, chosen: Mapping[int, str], now: datetime) -> None:
    """Pass a quiz. Raises BadInput naming the questions that are not answered rightly."""
    page = await quiz_page(key, "", "en")
    wrong = [number for number, one in enumerate(page.questions) if chosen.get(number) != str(one.right)]
    if wrong:
        problems = tuple(Problem(f"answer-{number}", say(WRONG)) for number in wrong)
        raise BadInput(say_count(*NOT_YET, len(wrong)), problems)
    async with transaction():
        await quizzes.put_pass(sight.person_id, (await checklist_of(key)).id, now)
        await log.add_entry(sight.person_id, "quiz passed", "checklist", key, {}, now)


async def quiz_form(key: str, language: str) -> QuizForm:
    """What an owner changes."""
    row = await checklist_of(key)
    quiz = await quizzes.find_quiz(row.id)
    questions = list(map(question_of, quiz.questions)) if quiz else []
    typed = [(one.question, "\n".join(marked(one))) for one in questions]
    empty = [("", "")] * (QUESTIONS - len(typed))
    title = say(EDIT_TITLE, checklist=Text(tuple(row.name.items())).in_language(language))
    return QuizForm(key, (*typed, *empty), await quizzes.count_passes(row.id), title)


async def change_quiz(sight: Sight, key: str, typed: Sequence[tuple[str, str]], now: datetime) -> None:
    """Keep what was typed; questions left empty are none. Whoever has passed need not again."""
    row = await checklist_of(key)
    written = [(place, *pair) for place, pair in enumerate(typed[:QUESTIONS]) if any(text.strip() for text in pair)]
    problems = [problem for one in written for problem in check(*one)]
    if problems:
        raise BadInput(problems[0].sentence, tuple(problems))
    questions = [read_question(question, answers) for _, question, answers in written]
    async with transaction():
        kept = [{"question": one.question, "options": list(one.options), "right": one.right} for one in questions]
        await quizzes.put_quiz(row.id, kept, now)
        await log.add_entry(sight.person_id, "quiz changed", "checklist", key, {"questions": len(kept)}, now)


def check(place: int, question: str, answers: str) -> list[Problem]:
    """What is wrong with one question."""
    lines = [line.strip() for line in answers.splitlines() if line.strip()]
    right = sum(line.startswith(MARK) for line in lines)
    is_good = 2 <= len(lines) <= MOST_ANSWERS and right == 1 and all(0 < len(line) <= LONGEST for line in lines)
    checks = [
        (0 < len(question.strip()) <= LONGEST, f"question-{place}", NO_TEXT),
        (is_good and all(line.removeprefix(MARK).strip() for line in lines), f"answers-{place}", NO_ANSWERS),
    ]
    return [Problem(where, say(text)) for good, where, text in checks if not good]


def read_question(question: str, answers: str) -> Question:
    """One question from what was typed and checked."""
    lines = [line.strip() for line in answers.splitlines() if line.strip()]
    right = next(place for place, line in enumerate(lines) if line.startswith(MARK))
    return Question(question.strip(), tuple(line.removeprefix(MARK).strip() for line in lines), right)


def marked(one: Question) -> list[str]:
    """The answers as they are typed."""
    return [f"{MARK} {text}" if place == one.right else text for place, text in enumerate(one.options)]


def question_of(kept: Mapping[str, object]) -> Question:
    """A question as it is kept."""
    options, right = kept["options"], kept["right"]
    assert isinstance(options, list) and isinstance(right, int)
    return Question(str(kept["question"]), tuple(map(str, options)), right)


async def checklist_of(key: str) -> ChecklistRow:
    """The checklist; NotFound when there is none."""
    row = await checklists.find_checklist(key)
    if row is None:
        raise NotFound(say(NOT_HERE))
    return row
