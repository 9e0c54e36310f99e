"""The phone's rules and its fold in a real browser, on the vectors that Python is held to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

VECTORS = Path(__file__).parents[2] / "vectors"
RULES = json.loads((VECTORS / "rules.json").read_text())
FOLDING = json.loads((VECTORS / "folding.json").read_text())

VISIBLE = """async ([from, vector]) => {
  const { visibleItems } = await import(from + "rules.js");
  const sections = vector.sections.map(({ show_when, items }) =>
    ({ rule: show_when, items: items.map(({ key, show_when }) => ({ key, rule: show_when })) }));
  const isLong = (answer) => answer !== null && typeof answer === "object" && !Array.isArray(answer);
  const valueOf = (key) => isLong(vector.answers[key]) ? vector.answers[key].value : vector.answers[key];
  return [...visibleItems(sections, valueOf, vector.attributes)];
}"""
FOLDED = """async ([from, vector]) => {
  const { answersOf, emptyRow, evidenceOf, takeOp } = await import(from + "offline/folding.js");
  const { canonical, sha256 } = await import(from + "offline/digests.js");
  const rows = new Map();
  for (const op of vector.ops.filter(({ item, field }) => item !== null && field !== "note")) {
    if (!rows.has(op.item)) rows.set(op.item, emptyRow());
    takeOp(rows.get(op.item), op);
  }
  const text = canonical(answersOf(rows));
  const measured = [...rows].filter(([, row]) => row.measured);
  return {
    canonical: text,
    digest: await sha256(text),
    evidence: [...rows.values()].flatMap(evidenceOf).sort(),
    timings: Object.fromEntries(measured.map(([key, { measured, laps }]) => [key, { ...measured, laps }])),
  };
}"""


@pytest.fixture
def modules(phone_page: Page) -> tuple[Page, str]:
    """A page of ours, and where its modules are."""
    source = phone_page.locator("script[type=module]").get_attribute("src")
    assert source is not None
    return phone_page, source.removesuffix("today.js")


@pytest.mark.parametrize("vector", RULES, ids=lambda vector: vector["name"])
def test_the_phone_shows_what_python_shows(modules: tuple[Page, str], vector: dict[str, Any]) -> None:
    page, source = modules
    assert sorted(page.evaluate(VISIBLE, [source, vector])) == sorted(vector["visible"])


@pytest.mark.parametrize("vector", FOLDING, ids=lambda vector: vector["name"])
def test_the_phone_folds_as_python_does(modules: tuple[Page, str], vector: dict[str, Any]) -> None:
    page, source = modules
    folded = page.evaluate(FOLDED, [source, vector])
    assert folded["canonical"] == vector["canonical"]
    assert folded["digest"] == vector["digest"]
    assert folded["evidence"] == vector["evidence"]
    wanted = {
        key: {"seconds": timing["seconds"], "isDoubtful": timing["is_doubtful"], "laps": timing["laps"]}
        for key, timing in vector["timings"].items()
    }
    assert folded["timings"] == wanted
