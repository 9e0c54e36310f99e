"""What `audit analyse` says of a file is what `audit compare` says once the file is imported."""

from __future__ import annotations

from random import Random

import pytest

from audit.scoring.analysis import analyse, to_document
from audit.scoring.histories import HistoryOptions, decode, read_history, read_scale_for
from audit.scoring.sums import chain_sums_from
from audit.services.comparisons import compare
from audit.services.filters import Filters
from audit.services.imports import ImportOptions, import_visits
from audit.store.sights import WHOLE_CHAIN
from tests.cast import NOW, TODAY

HEADER = "visit_id,branch,auditor,date,standard,answer"
WORDS = ["yes"] * 6 + ["no"] * 2 + ["n/a", ""]


def history_of(random: Random, visits: int, branches: int, close: bool) -> bytes:
    """Visits with words and a scale, n/a, nothing, nobody's visits and a standard that nobody ever answered."""
    lines = [HEADER]
    for visit in range(visits):
        branch, auditor = random.randrange(branches), random.choice(["Ann", "Bob", "Zoë", ""])
        head = f"v{visit},Filiaal {branch:02} – Ș,{auditor},2025-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        words = ("yes" if close else random.choice(WORDS) for _ in range(3))
        lines += [f"{head},{name},{word}" for name, word in zip(("Welcome", "Drink", "Öffnung"), words, strict=True)]
        lines += [f"{head},Tidy,{random.randint(40, 50) if close else random.randint(0, 50)}", f"{head},Never,"]
    return "\n".join(lines).encode()


def assert_alike(left: object, right: object, place: str = "$") -> None:
    """The same JSON; numbers to the millionths that a frozen score is stored with."""
    assert type(left) is type(right), place
    if isinstance(left, dict) and isinstance(right, dict):
        assert left.keys() == right.keys(), place
        for key in left:
            assert_alike(left[key], right[key], f"{place}.{key}")
    elif isinstance(left, list) and isinstance(right, list):
        assert len(left) == len(right), place
        for number, pair in enumerate(zip(left, right, strict=True)):
            assert_alike(*pair, f"{place}[{number}]")
    elif isinstance(left, float):
        assert left == pytest.approx(right, rel=1e-4, abs=1e-5), place
    else:
        assert left == right, place


@pytest.mark.parametrize("visits,branches,close", [(160, 12, False), (120, 9, True), (14, 9, False), (1, 1, False)])
async def test_a_file_imported_compares_as_it_analyses(store: None, visits: int, branches: int, close: bool) -> None:
    data = history_of(Random(visits), visits, branches, close)
    options = HistoryOptions(scales=dict([read_scale_for("Tidy=0:50")]))
    analysed = to_document(analyse(chain_sums_from(read_history(decode(data), options))))
    await import_visits(data, ImportOptions(options), NOW)
    compared = to_document((await compare(WHOLE_CHAIN, Filters(), TODAY)).analysis)
    assert_alike(compared, analysed)
    assert [one["standard"] for one in analysed["standards"] if one["standard"] == "Never"] == []
    assert (analysed["score"]["worth_points"] < 2) is close
