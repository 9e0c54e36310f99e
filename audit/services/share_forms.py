"""The form that shares a report, again, after something in it could not be taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services.filters import Filters
from audit.services.report_scopes import must_see_region
from audit.store import chains
from audit.store.sights import Sight

TITLE = say(N_("Share this report by link"))


@dataclass(frozen=True, slots=True)
class RefusedForm:
    """What was typed, what is wrong with it, and the report it was about."""

    subject: str
    action: str
    back_href: str
    typed: Mapping[str, str]
    problems: tuple[Problem, ...]
    title: Sentence = TITLE

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)

    def typed_at(self, place: str, otherwise: str = "") -> str:
        """What was typed into a field."""
        return self.typed.get(place, otherwise)


async def refused_form(
    sight: Sight, code: str, region: str, filters: Filters, typed: Mapping[str, str], error: BadInput
) -> RefusedForm:
    """The form again. Raises NotFound for a branch or region that is not theirs to share."""
    query = filters.query()
    if code:
        subject, path = (await chains.get_branch(sight, code)).name, f"/branches/{quote(code, safe='')}"
        back = path
    elif region:
        await must_see_region(sight, region)
        subject, path, back = region, f"/regions/{quote(region, safe='')}", "/consistency"
    else:
        subject, path, back = (await chains.get_chain()).name, "/consistency", "/consistency"
    problems = error.problems or (Problem("", error.sentence),)
    action = f"{path}/report.pdf"
    return RefusedForm(subject, with_query(action, query), with_query(back, query), typed, problems)


def with_query(path: str, query: str) -> str:
    """An address with what it is narrowed to."""
    return f"{path}?{query}".rstrip("?")
