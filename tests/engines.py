"""Both database engines in one run of pytest, never in one process.

Tortoise keeps SQL texts by the name of the connection, and both engines' connection has the same name: a process
that has talked to one must not talk to the other. `--engine both -n 2` gives each worker the tests of one engine.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

ENGINES = ("sqlite", "postgres")
ON_BOTH_ENGINES = ("tests/store", "tests/services")
# These open no database in the process of the test, so a worker of either engine may run them.
ON_NO_ENGINE = (
    "tests/bin",
    "tests/blobs",
    "tests/browser",
    "tests/checklists",
    "tests/cli",
    "tests/house",
    "tests/imaging",
    "tests/reports",
    "tests/scoring",
)
NAMED_ENGINE = re.compile(rf"\[(?:.*-)?({'|'.join(ENGINES)})(?:-.*)?\]$")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=(*ENGINES, "both"),
        default="sqlite",
        help="the database that tests/store and tests/services run on; both needs -n 2 or more",
    )


def pytest_configure(config: pytest.Config) -> None:
    is_worker = hasattr(config, "workerinput")
    workers = config.getoption("numprocesses", default=None) or 0
    if config.getoption("engine") == "both" and not is_worker and workers < len(ENGINES):
        raise pytest.UsageError("--engine both needs a process for each engine: add -n 2")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "engine" not in metafunc.fixturenames or not metafunc.definition.nodeid.startswith(ON_BOTH_ENGINES):
        return
    if any("engine" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize")):
        return
    chosen = metafunc.config.getoption("engine")
    metafunc.parametrize("engine", ENGINES if chosen == "both" else (chosen,), scope="session")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    return EngineScheduling(config, log)


class EngineScheduling(LoadFileScheduling):
    """Hands out test files whole, in the order they stand, each worker's of one engine only."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False
        self.engines: dict[WorkerController, str] = {}

    def remove_node(self, node: WorkerController) -> str | None:
        """A worker has ended. The test that it died in is reported and not tried again: it would take every worker."""
        self.engines.pop(node, None)
        units = self.assigned_work.pop(node)
        pending = [(scope, nodeid) for scope, unit in units.items() for nodeid, done in unit.items() if not done]
        if not pending:
            return None
        scope, crashed = pending[0]
        units[scope][crashed] = True
        self.workqueue.update({scope: unit for scope, unit in units.items() if not all(unit.values())})
        for other in self.nodes:
            self._reschedule(other)
        return crashed

    def _split_scope(self, nodeid: str) -> str:
        return f"{engine_of(nodeid)} {super()._split_scope(nodeid)}"

    def _assign_work_unit(self, node: WorkerController) -> None:
        engines_waiting = list(dict.fromkeys(scope.split()[0] for scope in self.workqueue))
        engine = self.engines.get(node) or self._neediest(engines_waiting)
        scope = next((scope for scope in self.workqueue if scope.split()[0] in (engine, "any")), None)
        if scope is None:
            node.shutdown()
            return
        if scope.split()[0] != "any":
            self.engines[node] = engine
        self.workqueue.move_to_end(scope, last=False)
        super()._assign_work_unit(node)

    def _neediest(self, engines_waiting: list[str]) -> str:
        """The engine that fewest workers serve, among those with tests left; a new worker takes it."""
        served = Counter(self.engines.values())
        engines = [engine for engine in engines_waiting if engine != "any"]
        return min(engines, key=lambda engine: served[engine], default="any")


def engine_of(nodeid: str) -> str:
    """The engine whose process a test may run in, or `any`."""
    if named := NAMED_ENGINE.search(nodeid):
        return named[1]
    return "any" if nodeid.startswith(ON_NO_ENGINE) else "sqlite"
