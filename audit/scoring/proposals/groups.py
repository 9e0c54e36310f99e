"""Which branches hang together through auditors who went to both."""

from __future__ import annotations

from collections.abc import Iterable

Node = tuple[str, int]


class Groups:
    """Grows as visits are added: each joins the group of its branch with that of its auditor (union-find)."""

    def __init__(self, branches: Iterable[int]) -> None:
        self._above: dict[Node, Node] = {}
        self._branches = set(branches)

    def add(self, branch: int, auditor: int) -> None:
        """Somebody went there."""
        self._branches.add(branch)
        self._above[self._top(("auditor", auditor))] = self._top(("branch", branch))

    def would_join(self, branch: int, auditor: int) -> bool:
        """Whether a visit would join two groups. Somebody who never went anywhere is in none yet."""
        return ("auditor", auditor) in self._above and self._top(("branch", branch)) != self._top(("auditor", auditor))

    def count(self) -> int:
        """How many groups the branches are in."""
        return len({self._top(("branch", branch)) for branch in self._branches})

    def _top(self, node: Node) -> Node:
        above = self._above.setdefault(node, node)
        while above != node:
            self._above[node] = self._above[above]
            node, above = above, self._above.setdefault(above, above)
        return node
