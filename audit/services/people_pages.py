"""Who may come in, and the form that invites somebody."""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import N_, Problem, Sentence, say, say_count
from audit.services.people import NewPerson
from audit.store import chains, people
from audit.store.sights import Sight

TITLE = say(N_("People"))
SENTENCE = (N_("One person works with this."), N_("{count} people work with this."))
ROLES = {
    "owner": say(N_("Head office: sees and sets up everything")),
    "manager": say(N_("Manager: compares the branches of their regions")),
    "auditor": say(N_("Auditor: visits branches")),
    "reader": say(N_("Branch or franchise: reads the own results")),
}
SHORT_ROLES = {
    "owner": say(N_("Head office")),
    "manager": say(N_("Manager")),
    "auditor": say(N_("Auditor")),
    "reader": say(N_("Branch or franchise")),
}
NOBODY = NewPerson("", "", "auditor")
Choices = tuple[tuple[str, Sentence | str], ...]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person. `can_sign_in` is false until they used their link."""

    id: int
    name: str
    nickname: str
    email: str
    role: Sentence
    can_sign_in: bool
    has_left: bool


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """Everybody, the form, and the link of somebody just invited (shown once: only its hash is kept)."""

    sentence: Sentence
    rows: tuple[PersonLine, ...]
    typed: NewPerson
    roles: Choices
    regions: Choices
    branches: Choices
    problems: tuple[Problem, ...] = ()
    link: str = ""
    invited: str = ""
    title: Sentence = TITLE


async def people_page(
    sight: Sight, typed: NewPerson = NOBODY, problems: tuple[Problem, ...] = (), link: str = ""
) -> PeoplePage:
    """The page of an owner."""
    rows = [row for row in await people.list_people() if row.email]
    return PeoplePage(
        sentence=say_count(*SENTENCE, len(rows)),
        rows=tuple(
            PersonLine(
                row.id, row.name, row.nickname, row.email or "", SHORT_ROLES[row.role],
                row.password_hash is not None, row.left_at is not None,
            )
            for row in rows
        ),
        typed=NOBODY if link else typed,
        roles=tuple(ROLES.items()),
        regions=await region_choices(),
        branches=await branch_choices(sight),
        problems=problems,
        link=link,
        invited=typed.name if link else "",
    )  # fmt: skip


async def region_choices() -> Choices:
    """Every region, to tick."""
    return tuple((region.name, region.name) for region in await chains.list_regions())


async def branch_choices(sight: Sight) -> Choices:
    """Every branch, to choose."""
    return tuple((branch.code, branch.name) for branch in await chains.list_branches(sight))
