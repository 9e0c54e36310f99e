"""The rule that keeps the two engines' tests in different processes."""

from __future__ import annotations

import pytest

from tests.engines import engine_of


@pytest.mark.parametrize(
    "nodeid,engine",
    [
        ("tests/store/test_visits.py::test_put[postgres]", "postgres"),
        ("tests/store/test_visits.py::test_put[sqlite-3]", "sqlite"),
        ("tests/store/test_visits.py::test_put[3-postgres]", "postgres"),
        ("tests/store/test_visits.py::test_put[a-postgres-b]", "postgres"),
        ("tests/store/test_urls.py::test_reads[postgres://host]", "sqlite"),
        ("tests/scoring/test_visits.py::test_score[1]", "any"),
        ("tests/web/test_sign_in.py::test_stranger", "sqlite"),
    ],
)
def test_a_test_runs_in_the_process_of_its_engine(nodeid: str, engine: str) -> None:
    assert engine_of(nodeid) == engine
