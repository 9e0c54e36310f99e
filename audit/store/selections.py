"""Which visits a page or an export is about, as conditions of a query."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from audit.store.raw import Where

COUNTED = ("submitted", "accepted")
"""The visits that count in every comparison."""

BESIDE = "beside"
"""The other side of a joint visit: it can be sent back and put right like any, and is in no sum."""

FARED_ON_IT = "EXISTS (SELECT 1 FROM standard_result AS one WHERE one.visit_id = visit.id AND one.standard_id = {}"
FARED = {
    None: f"{FARED_ON_IT} AND one.state = 'counted')",
    True: f"{FARED_ON_IT} AND one.state = 'counted' AND one.is_kept)",
    False: f"{FARED_ON_IT} AND one.state = 'counted' AND NOT one.is_kept)",
}


BRANCHES = "SELECT branch.id FROM branch LEFT JOIN region ON region.id = branch.region_id"
VERSIONS = (
    "SELECT checklist_version.id FROM checklist_version JOIN checklist ON checklist.id = checklist_version.checklist_id"
)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which visits are meant. Empty means all; dates include both ends.

    `region_path` is a region's path and means all that lies below it; `checklist` is a key.
    """

    since: date | None = None
    until: date | None = None
    region_path: str = ""
    checklist: str = ""
    channel: str = ""
    ownership: str = ""
    branch_id: int | None = None
    auditor_id: int | None = None
    standard_id: int | None = None
    kept: bool | None = None
    """With a standard: only the visits that kept it, or only those that broke it."""
    version: int | None = None
    statuses: tuple[str, ...] = ()

    def limit_branches(self, where: Where) -> None:
        """Conditions on `branch` and its `region`."""
        if self.region_path:
            where.add("region.path LIKE {}", f"{self.region_path}%")
        if self.ownership:
            where.add("branch.ownership = {}", self.ownership)
        if self.branch_id is not None:
            where.add("branch.id = {}", self.branch_id)

    def limit_checklists(self, where: Where) -> None:
        """Conditions on `checklist`."""
        if self.checklist:
            where.add("checklist.key = {}", self.checklist)
        if self.channel:
            where.add("checklist.channel = {}", self.channel)

    def limit_versions(self, where: Where) -> None:
        """Conditions on `checklist` and `checklist_version`."""
        self.limit_checklists(where)
        if self.version is not None:
            where.add("checklist_version.number = {}", self.version)

    def limit_standard(self, where: Where) -> None:
        """Conditions on how the standard fared on `visit`, for lists that do not join its results."""
        if self.standard_id is None:
            return
        where.add(FARED[self.kept], self.standard_id)

    def limit_visits(self, where: Where) -> None:
        """Every condition, on `visit`, `branch`, `region`, `checklist` and `checklist_version`."""
        self.limit_branches(where)
        self.limit_versions(where)
        self.limit_days_and_states(where)

    def limit_visits_alone(self, where: Where) -> None:
        """Every condition, on `visit` alone: lists of visits go by its own indexes, however many there are."""
        if self.branch_id is not None:
            where.add("visit.branch_id = {}", self.branch_id)
        elsewhere = replace(self, branch_id=None)
        where.add_within("visit.branch_id", BRANCHES, elsewhere.limit_branches)
        where.add_within("visit.version_id", VERSIONS, self.limit_versions)
        self.limit_days_and_states(where)

    def limit_days_and_states(self, where: Where) -> None:
        """Conditions on a visit's own columns."""
        if self.since is not None:
            where.add("visit.visit_date >= {}", self.since)
        if self.until is not None:
            where.add("visit.visit_date <= {}", self.until)
        if self.auditor_id is not None:
            where.add("visit.auditor_id = {}", self.auditor_id)
        if self.statuses:
            # Most visits are in one of several: the index of states would only be in the way of that of days.
            where.add_among("visit.status" if len(self.statuses) == 1 else "visit.status || ''", self.statuses)
