"""Who goes, and when: one visit after another, each as good as it can be with those before it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil

import numpy as np

from audit.scoring.proposals.groups import Groups, Node
from audit.scoring.proposals.values import LeftOut, Need, Past, Proposal, Proposed, Rules, Who, Why
from audit.scoring.proposals.wanting import Wanted, by_worth, least_known

MOST_A_DAY = 2
STAGGER = 0.618_033_988_75
"""The golden ratio: multiples of it, taken modulo 1, spread branches evenly over a window whatever their number."""


def propose(
    needs: Sequence[Need], auditors: Sequence[int], past: Sequence[Past], rules: Rules, noise: float
) -> Proposal:
    """Visits for every need that rules, auditors and budget allow.

    `noise` is the variance of a single visit's score around its branch. The same input gives the same proposal.
    """
    table = Table(needs, auditors, past, rules)
    wanted = by_worth(needs, noise)
    before = table.groups.count()
    limit = len(wanted) if rules.most_visits is None else rules.most_visits
    nobody = [LeftOut(one.branch, one.checklist, "auditor") for one in wanted[:limit] if not table.place(one)]
    left_out = [*nobody, *(LeftOut(one.branch, one.checklist, "budget") for one in wanted[limit:])]
    visits = tuple(sorted(table.visits, key=lambda visit: (visit.day, visit.branch, visit.checklist)))
    return Proposal(visits, tuple(left_out), before, table.groups.count())


class Table:
    """What has been decided so far. Auditors stand in arrays, by their places in `auditors`."""

    def __init__(self, needs: Sequence[Need], auditors: Sequence[int], past: Sequence[Past], rules: Rules) -> None:
        self.visits: list[Proposed] = []
        self.groups = Groups(need.branch for need in needs)
        self._rules = rules
        self._auditors = sorted(auditors)
        self._place = {auditor: place for place, auditor in enumerate(self._auditors)}
        self._order = {need.branch: place for place, need in enumerate(needs)}
        self._unvisited = {need.branch for need in needs if need.variance is None}
        self._least_known = least_known(needs)
        self._days: dict[int, dict[int, list[date]]] = defaultdict(lambda: defaultdict(list))
        self._busy: Counter[tuple[int, date]] = Counter()
        self._load = np.zeros(len(auditors), dtype=np.int64)
        self._fair = ceil(sum(len(need.checklists) for need in needs) / max(1, len(auditors)))
        for visit in past:
            self._remember(visit.branch, visit.auditor, visit.day)
        self._groups_of = self._find_groups()

    def place(self, wanted: Wanted) -> bool:
        """Find somebody and a day for a visit; False when nobody may go."""
        days = self._near(wanted)
        for place in self._by_cost(wanted.branch):
            if (day := self._day(wanted, self._auditors[place], days)) is not None:
                self._take(wanted, self._auditors[place], day)
                return True
        return False

    def _by_cost(self, branch: int) -> list[int]:
        """Whoever costs least first: below a fair share, joining groups, somebody else than before, who has least."""
        mine = self.groups.of_branch(branch)
        stays = np.array([group is None or group == mine for group in self._groups_of], dtype=bool)
        been = np.zeros(len(self._auditors), dtype=np.int64)
        for auditor, days in self._days[branch].items():
            if auditor in self._place:
                been[self._place[auditor]] = len(days)
        order: list[int] = np.lexsort((self._load, been, stays, self._load >= self._fair)).tolist()
        return order

    def _find_groups(self) -> list[Node | None]:
        return [self.groups.of_auditor(auditor) for auditor in self._auditors]

    def _day(self, wanted: Wanted, auditor: int, days: Sequence[date]) -> date | None:
        """The first of these days on which an auditor may go."""
        rules = self._rules
        if rules.most_each is not None and self._load[self._place[auditor]] >= rules.most_each:
            return None
        been = self._days[wanted.branch].get(auditor, ())
        if rules.different_auditors and any(rules.first <= day <= rules.last for day in been):
            return None
        return next((day for day in days if self._is_free(auditor, day, been)), None)

    def _near(self, wanted: Wanted) -> list[date]:
        """The days of the window, the best first: visits of one branch far apart, branches spread evenly."""
        first, last = self._rules.first, self._rules.last
        days = (last - first).days + 1
        share = (wanted.turn + self._order[wanted.branch] * STAGGER % 1) / wanted.turns
        best = min(days - 1, int(share * days))
        places = sorted(range(days), key=lambda place: (abs(place - best), place))
        return [first + timedelta(days=place) for place in places]

    def _is_free(self, auditor: int, day: date, been: Sequence[date]) -> bool:
        rules = self._rules
        rested = all(abs((day - other).days) >= rules.rest_days for other in been)
        return day.weekday() in rules.weekdays and rested and self._busy[auditor, day] < MOST_A_DAY

    def _take(self, wanted: Wanted, auditor: int, day: date) -> None:
        why: Why = "its turn"
        if wanted.branch in self._unvisited:
            why = "never visited"
        elif wanted.branch in self._least_known:
            why = "least known"
        who: Who = "new here"
        if self.groups.count() > 1 and self.groups.would_join(wanted.branch, auditor) and why != "never visited":
            who = "joins groups"
        elif self._days[wanted.branch].get(auditor):
            who = "was here before"
        self.visits.append(Proposed(wanted.branch, auditor, wanted.checklist, day, why, who))
        self._load[self._place[auditor]] += 1
        if self._remember(wanted.branch, auditor, day):
            self._groups_of = self._find_groups()

    def _remember(self, branch: int, auditor: int, day: date) -> bool:
        self._days[branch][auditor].append(day)
        self._busy[auditor, day] += 1
        return self.groups.add(branch, auditor)
