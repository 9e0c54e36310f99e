"""Our fit of `score ~ branch + auditor` beside lme4's in R, on the same visits. Used by bench/consistency.py."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np

from audit.scoring.components.cells import Cells, cells_from
from audit.scoring.components.estimability import AUDITOR, BRANCH, RESIDUAL
from audit.scoring.components.fits import Fit, fit, intervals
from audit.scoring.sums import ScoreCells, cells_of

SIZES = ((3_000, 200, 40), (73_421, 2_972, 1_128), (1_000_000, 1_000, 300))
IN_R = """
visits <- read.csv(commandArgs(TRUE)[1], colClasses = c("factor", "factor", "numeric"))
suppressMessages(library(lme4))
seconds <- system.time(fit <- lmer(score ~ 1 + (1 | branch) + (1 | auditor), visits,
                                   control = lmerControl(calc.derivs = FALSE)))[["elapsed"]]
parts <- as.data.frame(VarCorr(fit))
cat(seconds, parts$vcov[parts$grp == "branch"], parts$vcov[parts$grp == "auditor"],
    parts$vcov[parts$grp == "Residual"], REMLcrit(fit), "\\n")
"""


@dataclass(frozen=True)
class Visits:
    """Made-up visits; scores are points around 75."""

    branch: np.ndarray
    auditor: np.ndarray
    score: np.ndarray


def made_up(visits: int, branches: int, auditors: int) -> Visits:
    """Branches and auditors at random, with spreads of 4, 4 and 9 points."""
    random = np.random.default_rng(visits)
    branch, auditor = random.integers(0, branches, visits), random.integers(0, auditors, visits)
    score = 75 + random.normal(0, 4, branches)[branch] + random.normal(0, 4, auditors)[auditor]
    return Visits(branch, auditor, score + random.normal(0, 9, visits))


def summed(visits: Visits) -> ScoreCells:
    """The sums of each (branch, auditor), as the rollups hold them."""
    levels, cell = cells_of((visits.branch, visits.auditor), (int(visits.auditor.max()) + 1,))
    n, total, squares = (np.bincount(cell, x) for x in (np.ones(len(cell)), visits.score, visits.score**2))
    return ScoreCells(levels[0], levels[1], np.zeros_like(levels[0]), n.astype(np.int64), total, squares)


def ours(sums: ScoreCells) -> tuple[Cells, Fit]:
    cells = cells_from(sums)
    return cells, fit(cells, (BRANCH, AUDITOR))


def timed(run: Callable[[], object], rounds: int) -> float:
    """The median seconds of several runs."""
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return median(seconds)


def has_lme4() -> bool:
    if shutil.which("Rscript") is None:
        return False
    return subprocess.run(["Rscript", "-e", "library(lme4)"], capture_output=True, check=False).returncode == 0


def by_lme4(visits: Visits) -> list[float]:
    """Seconds, branch, auditor and residual variance, REML criterion."""
    with tempfile.TemporaryDirectory() as folder:
        script, data = Path(folder, "fit.R"), Path(folder, "visits.csv")
        script.write_text(IN_R)
        table = np.column_stack([visits.branch, visits.auditor, visits.score])
        np.savetxt(data, table, fmt=["%d", "%d", "%.10f"], delimiter=",", header="branch,auditor,score", comments="")
        done = subprocess.run(["Rscript", script, data], capture_output=True, text=True, check=True)
    return [float(number) for number in done.stdout.split()]


def compare(size: tuple[int, int, int], is_with_r: bool, rounds: int) -> None:
    """One size: times, their ratio, and how far apart the answers are."""
    visits = made_up(*size)
    adding = timed(lambda: summed(visits), rounds)
    sums = summed(visits)
    fitting = timed(lambda: ours(sums), rounds)
    cells, found = ours(sums)
    profiling = timed(lambda: intervals(cells, found), 1)
    print(
        f"{size[0]:>9,} visits, {size[1]:,} x {size[2]:,}: ours {fitting:.3f} s"
        f" (adding up the visits {adding:.3f} s, profile intervals {profiling:.3f} s)",
        flush=True,
    )
    if is_with_r:
        theirs, *numbers = by_lme4(visits)
        mine = [found.variances[BRANCH], found.variances[AUDITOR], found.variances[RESIDUAL], found.criterion or 0.0]
        apart = max(abs(a - b) / abs(b) for a, b in zip(mine, numbers, strict=True))
        print(
            f"{'':>10}lme4 {theirs:.2f} s, ratio {theirs / fitting:.0f}x; the answers differ by {apart:.1e}", flush=True
        )
