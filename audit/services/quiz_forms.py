"""Writing the quiz before the first visit: in the chain's language, and in as many others as its auditors read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.checklists.model import Text
from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services.quizzes import Question, checklist_of, questions_of
from audit.store import chains, log, quizzes
from audit.store.connections import transaction
from audit.store.sights import Sight
from audit.words import LANGUAGES

QUESTIONS = 5
LONGEST = 300
MOST_ANSWERS = 6
MARK = "*"
TITLE = N_("The quiz before the first visit: {checklist}")
NO_TEXT = N_("Write a question of at most 300 characters.")
NO_ANSWERS = N_("Write 2 to 6 answers, each on a line of its own, with * before the one that is right.")
NOT_THE_SAME = N_("Write all {count} answers in {language} too, in the same order, or none of them.")
Typed = Mapping[str, tuple[str, str]]
"""One question as it is typed: for each language the question, and its answers, each on a line."""


@dataclass(frozen=True, slots=True)
class TypedTexts:
    """A question and its answers in one language, as they stand in the form."""

    language: str
    name: str
    question: str
    answers: str


@dataclass(frozen=True, slots=True)
class TypedQuestion:
    """One question of the form: in the chain's language, and in the others; `is_translated` in any of them."""

    first: TypedTexts
    others: tuple[TypedTexts, ...]

    @property
    def is_translated(self) -> bool:
        """Whether another language says anything."""
        return any(one.question or one.answers for one in self.others)


@dataclass(frozen=True, slots=True)
class QuizForm:
    """The quiz as an owner writes it."""

    key: str
    questions: tuple[TypedQuestion, ...]
    passes: int
    title: Sentence
    problems: tuple[Problem, ...] = ()

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)

    def has_problem(self, number: int) -> bool:
        """Whether a translation of a question is wrong: then the form opens there."""
        starts = (f"question-{number}-", f"answers-{number}-")
        return any(problem.place.startswith(starts) for problem in self.problems)


async def quiz_form(
    key: str, language: str, typed: Sequence[Typed] = (), problems: tuple[Problem, ...] = ()
) -> QuizForm:
    """What an owner changes; `typed` is what a form that came back held."""
    row, first = await checklist_of(key), await first_language()
    shown = list(typed) or [as_typed(one, first) for one in await questions_of(row)]
    lines = [typed_question(one, first) for one in [*shown, *([{}] * QUESTIONS)][:QUESTIONS]]
    title = say(TITLE, checklist=Text(tuple(row.name.items())).in_language(language))
    return QuizForm(key, tuple(lines), await quizzes.count_passes(row.id), title, problems)


async def first_language() -> str:
    """The language every question is written in."""
    return (await chains.get_chain()).language


def as_typed(one: Question, first: str) -> Typed:
    """A question as it would be typed. A text from before quizzes had languages is the chain's."""
    codes = [code or first for code in one.question]
    return {
        code: (one.question.in_language(code), "\n".join(marked(one, code))) for code in codes
    }  # an answer has every language its question has


def marked(one: Question, language: str) -> Iterator[str]:
    """The answers as they are typed."""
    for place, option in enumerate(one.options):
        text = option.in_language(language)
        yield f"{MARK} {text}" if place == one.right else text


def typed_question(typed: Typed, first: str) -> TypedQuestion:
    """One question as the form shows it."""
    texts = [TypedTexts(code, name, *typed.get(code, ("", ""))) for code, name in LANGUAGES.items()]
    return TypedQuestion(
        next(one for one in texts if one.language == first), tuple(one for one in texts if one.language != first)
    )


async def change_quiz(sight: Sight, key: str, typed: Sequence[Typed], now: datetime) -> None:
    """Keep what was typed; questions left empty are none. Whoever has passed need not again."""
    row, first = await checklist_of(key), await first_language()
    written = [(place, one) for place, one in enumerate(typed[:QUESTIONS]) if is_written(one)]
    problems = [problem for place, one in written for problem in check(place, one, first)]
    if problems:
        raise BadInput(problems[0].sentence, tuple(problems))
    kept = [kept_question(one, first) for _, one in written]
    async with transaction():
        await quizzes.put_quiz(row.id, kept, now)
        await log.add_entry(sight.person_id, "quiz changed", "checklist", key, {"questions": len(kept)}, now)


def is_written(typed: Typed) -> bool:
    """Whether anything stands in a question of the form."""
    return any(text.strip() for pair in typed.values() for text in pair)


def check(place: int, typed: Typed, first: str) -> list[Problem]:
    """What is wrong with one question."""
    question, answers = typed.get(first, ("", ""))
    lines = lines_of(answers)
    right = sum(line.startswith(MARK) for line in lines)
    checks = [
        (is_short(question), f"question-{place}", say(NO_TEXT)),
        (2 <= len(lines) <= MOST_ANSWERS and right == 1 and fits(lines), f"answers-{place}", say(NO_ANSWERS)),
    ]
    for code, (text, options) in typed.items():
        if code == first or not (text.strip() or options.strip()):
            continue
        said, count = lines_of(options), len(lines)
        unlike = say(NOT_THE_SAME, count=count, language=LANGUAGES[code])
        checks.append((is_short(text), f"question-{place}-{code}", say(NO_TEXT)))
        checks.append((len(said) == count and fits(said), f"answers-{place}-{code}", unlike))
    return [Problem(where, sentence) for is_good, where, sentence in checks if not is_good]


def is_short(question: str) -> bool:
    """Whether a question says something, and not too much."""
    return 0 < len(question.strip()) <= LONGEST


def fits(lines: Sequence[str]) -> bool:
    """Whether every answer says something, and not too much."""
    return all(line.removeprefix(MARK).strip() and len(line) <= LONGEST for line in lines)


def lines_of(answers: str) -> list[str]:
    """The lines that say something."""
    return [line.strip() for line in answers.splitlines() if line.strip()]


def kept_question(typed: Typed, first: str) -> dict[str, object]:
    """One question that was checked, as it is kept: the chain's language first."""
    lines = {code: lines_of(answers) for code, (question, answers) in typed.items() if question.strip()}
    codes = sorted(lines, key=lambda code: code != first)
    options = [
        {code: lines[code][place].removeprefix(MARK).strip() for code in codes} for place in range(len(lines[first]))
    ]
    right = next(place for place, line in enumerate(lines[first]) if line.startswith(MARK))
    return {"question": {code: typed[code][0].strip() for code in codes}, "options": options, "right": right}
