"""Both database engines in one run of pytest: `--engine both` runs tests/store and tests/services once for each."""

from __future__ import annotations

import re

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

ENGINES = ("sqlite", "postgres")
ON_BOTH_ENGINES = ("tests/store", "tests/services")
NAMED_ENGINE = re.compile(rf"\[(?:.*-)?({'|'.join(ENGINES)})(?:-.*)?\]$")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--engine",
        choices=(*ENGINES, "both"),
        default="sqlite",
        help="the database that tests/store and tests/services run on",
    )


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
    """Hands out test files in the order they stand, a file of both engines as two: one for each."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def remove_node(self, node: WorkerController) -> str | None:
        """A worker has ended. The test that it died in is reported and not tried again: it would take every worker."""
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
        return f"{super()._split_scope(nodeid)} {engine_of(nodeid)}"


def engine_of(nodeid: str) -> str:
    """The engine that a test names, or nothing."""
    named = NAMED_ENGINE.search(nodeid)
    return named[1] if named else ""
