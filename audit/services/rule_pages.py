"""The page on which an owner says when actions open by themselves."""

from __future__ import annotations

from dataclasses import dataclass

from audit.checklists.model import Text
from audit.errors import N_, Problem, Sentence, say
from audit.services.action_rules import RuleDraft
from audit.services.heat_maps import promise_of
from audit.store import action_details, checklists

TITLE = say(N_("When actions open by themselves"))
CHOOSE = say(N_("Choose"))
KINDS = (
    ("critical", say(N_("A must-keep item was broken"))),
    ("repeat", say(N_("A standard was broken on two visits running"))),
    ("standard", say(N_("This standard was broken"))),
)
GIVEN = (
    ("branch", say(N_("The branch's own reader, else its manager"))),
    ("manager", say(N_("The manager of its region"))),
)


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule in force."""

    id: int
    when: Sentence
    promise: str
    days: int
    given_to: Sentence
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulesPage:
    """The rules in force, and the form for one more."""

    rules: tuple[RuleLine, ...]
    draft: RuleDraft
    standards: tuple[tuple[str, Sentence | str], ...]
    problems: tuple[Problem, ...] = ()
    kinds: tuple[tuple[str, Sentence], ...] = KINDS
    given: tuple[tuple[str, Sentence], ...] = GIVEN
    title: Sentence = TITLE

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)


async def rules_page(language: str, draft: RuleDraft | None = None, problems: tuple[Problem, ...] = ()) -> RulesPage:
    """The rules of the chain."""
    whens, givens = dict(KINDS), dict(GIVEN)
    return RulesPage(
        rules=tuple(
            RuleLine(
                row.id,
                whens[row.kind],
                Text(tuple(row.promise.items())).in_language(language, "en") if row.promise else "",
                row.days,
                givens[row.given_to],
                tuple(row.steps),
            )
            for row in await action_details.list_rules()
        ),
        draft=draft or RuleDraft(),
        standards=(
            ("", CHOOSE),
            *((row.key, promise_of(row, language)) for row in await checklists.list_standards()),
        ),
        problems=problems,
    )
