"""Which branches hang together through auditors who went to both."""

from __future__ import annotations

from collections.abc import Iterable

Node = tuple[str, int]


class Groups:
    """Grows as visits are added: each joins the group of its branch with that of its auditor (union-find)."""

    def __init__(self, branches: Iterable[int]) -> None:
        self._above: dict[Node, Node] = {}
        self._branches = set(branches)
        self._count: int | None = None

    def add(self, branch: int, auditor: int) -> bool:
        """Somebody went there. Whether that joined what did not hang together."""
        mine, there = self._top(("auditor", auditor)), self._top(("branch", branch))
        if mine == there:
            return False
        self._branches.add(branch)
        self._above[mine] = there
        self._count = None
        return True

    def would_join(self, branch: int, auditor: int) -> bool:
        """Whether a visit would join two groups. Somebody who never went anywhere is in none yet."""
        return self.of_auditor(auditor) not in (None, self.of_branch(branch))

    def of_branch(self, branch: int) -> Node:
        """What stands for the group that a branch is in, until groups are joined."""
        return self._top(("branch", branch))

    def of_auditor(self, auditor: int) -> Node | None:
        """The same for an auditor; None for somebody who never went anywhere."""
        return self._top(("auditor", auditor)) if ("auditor", auditor) in self._above else None

    def count(self) -> int:
        """How many groups the branches are in."""
        if self._count is None:
            self._count = len({self._top(("branch", branch)) for branch in self._branches})
        return self._count

    def _top(self, node: Node) -> Node:
        above = self._above.setdefault(node, node)
        while above != node:
            self._above[node] = self._above[above]
            node, above = above, self._above.setdefault(above, above)
        return node
