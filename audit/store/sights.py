"""Who is looking, and what they may see. Every scoped query takes a `Sight`; this is the only place that makes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tortoise.expressions import Q

from audit.errors import N_, NotFound, say
from audit.store.connections import writer
from audit.store.people import PersonRow
from audit.store.raw import Where, fetch

NOT_HERE = N_("There is nothing here, or it is not yours to see.")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a person may see.

    `branch_ids` None means every branch. An auditor sees their own visits whatever the branch, and
    nobody else's. A franchise reads nicknames instead of names.
    """

    person_id: int
    role: str
    branch_ids: frozenset[int] | None
    is_franchise: bool

    def sees_branch(self, branch_id: int) -> bool:
        """Whether a branch, its results and reports are theirs to see."""
        return self.branch_ids is None or branch_id in self.branch_ids

    def sees_visit(self, branch_id: int, auditor_id: int | None) -> bool:
        """Whether a visit is theirs to see."""
        return auditor_id == self.person_id if self.role == "auditor" else self.sees_branch(branch_id)

    def branches(self, column: str = "id") -> Q:
        """The condition for branches, on a column that holds a branch's id."""
        if self.branch_ids is None:
            return Q()
        among: dict[str, Any] = {f"{column}__in": sorted(self.branch_ids)}
        return Q(**among)

    def visits(self, prefix: str = "") -> Q:
        """The condition for visits; `prefix` is the way to the visit (`visit__`)."""
        if self.role == "auditor":
            own: dict[str, Any] = {f"{prefix}auditor_id": self.person_id}
            return Q(**own)
        return self.branches(f"{prefix}branch_id")

    def limit(self, where: Where, branch: str, auditor: str = "") -> None:
        """The same for SQL of our own: `branch` and `auditor` are columns; without `auditor`, sums are meant."""
        if self.role == "auditor" and auditor:
            where.add(f"{auditor} = {{}}", self.person_id)
        elif self.branch_ids is not None:
            where.add_among(branch, sorted(self.branch_ids))

    def must_see_branch(self, branch_id: int) -> None:
        """Raise NotFound for a branch that is not theirs: a stranger cannot tell whether it exists."""
        if not self.sees_branch(branch_id):
            raise NotFound(say(NOT_HERE))


WHOLE_CHAIN = Sight(person_id=0, role="owner", branch_ids=None, is_franchise=False)
"""The command line's sight: whoever may run it may read the database."""


async def sight_of(person: PersonRow) -> Sight:
    """What a person may see, region trees resolved to branches. One query, none for those who see everything."""
    if person.sees_chain or person.role == "owner":
        return Sight(person.id, person.role, None, is_franchise=False)
    rows = await fetch(
        writer(),
        "SELECT branch.id, branch.ownership FROM branch LEFT JOIN region ON region.id = branch.region_id"
        " WHERE branch.id IN (SELECT branch_id FROM person_branch WHERE person_id = $1)"
        " OR EXISTS (SELECT 1 FROM person_region JOIN region AS top ON top.id = person_region.region_id"
        "  WHERE person_region.person_id = $1 AND region.path LIKE top.path || '%')",
        [person.id],
    )
    is_franchise = person.role == "reader" and any(ownership == "franchise" for _, ownership in rows)
    return Sight(person.id, person.role, frozenset(int(row[0]) for row in rows), is_franchise)
