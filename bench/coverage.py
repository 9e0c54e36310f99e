"""Compares what our intervals and flags promise with what they hold, on made-up chains whose truth is known:
the grid mixture beside plug-in REML, the finite-chain posterior, the flags with a false discovery rate beside
"z below -1.96", and a control chart's false alarms.

Run:    .venv/bin/python bench/coverage.py [--quick] [--chains 400]     (--quick: 30 chains a row)
Reach:  95 % intervals that hold the truth at least 90 % of the time in every row; at most 1 false flag in 5.
The table in docs/statistics.md is this one's.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from audit.scoring.branches import below_and_above, estimate
from audit.scoring.components.cells import Cells, cells_from
from audit.scoring.components.estimability import AUDITOR, BRANCH
from audit.scoring.components.fits import fit
from audit.scoring.components.mixtures import Node, mixture, plug_in
from audit.scoring.control_charts import xmr
from audit.scoring.experiences import beliefs, pair_intervals
from audit.scoring.flags import flag_by_probability
from audit.scoring.sums import ScoreCells

SD_AUDITOR, SD_RESIDUAL = 4.0, 9.0
CHAINS = ((8, 3, 3, 4), (15, 4, 4, 4), (15, 4, 4, 1), (30, 4, 6, 4), (60, 8, 10, 4), (100, 4, 12, 4))
WIDE = ((8, 3, 3, 13.5), (15, 4, 4, 31.5), (30, 4, 6, 13.5))
"""(branches, visits to each, auditors, sd between branches); the wide ones reach 1.5 and 3.5 times the residual."""
PAIRS = tuple((b, n, p, sd) for b in (8, 20, 60) for n in (2, 5) for p in (0.5, 0.8, 0.95) for sd in (0.02, 0.15))


def made_chain(
    branches: int, visits: int, auditors: int, sd: float, random: np.random.Generator
) -> tuple[Cells, np.ndarray]:
    """Cells of a chain, and its branches' true effects."""
    truth = random.normal(0, sd, branches)
    branch = np.repeat(np.arange(branches), visits)
    auditor = random.integers(0, auditors, len(branch))
    score = 75 + truth[branch] + random.normal(0, SD_AUDITOR, auditors)[auditor]
    score = score + random.normal(0, SD_RESIDUAL, len(branch)) - 75
    ones = np.ones(len(branch), np.int64)
    cells = ScoreCells(branch, auditor, np.zeros_like(branch), ones, score, score**2, 75.0)
    return cells_from(cells), truth


def print_branch_intervals(chains: int) -> None:
    """How often mean +- 1.96 sd holds a branch's effect, and its mean; plug-in REML beside the mixture."""
    print("branches x visits, auditors, sd   plug-in: effect  mean   mixture: effect  mean   REML says 0")
    for branches, visits, auditors, sd in (*CHAINS, *WIDE):
        random = np.random.default_rng(branches * 1000 + visits)
        held, zero = {"plug": np.zeros(2), "mix": np.zeros(2)}, 0
        for _ in range(chains):
            cells, truth = made_chain(branches, visits, auditors, sd, random)
            fitted = fit(cells, (BRANCH, AUDITOR))
            assert fitted.system is not None
            zero += fitted.variances[BRANCH] == 0
            held["plug"] += _held(plug_in(fitted.system), truth, cells.center)
            held["mix"] += _held(mixture(fitted.system), truth, cells.center)
        plug, mix = (held[name] / chains for name in ("plug", "mix"))
        print(
            f"{branches:5d} x {visits:2d}, {auditors:3d}, {sd:5.1f}        {plug[0]:8.2f} {plug[1]:9.2f}"
            f" {mix[0]:15.2f} {mix[1]:7.2f} {zero / chains:12.2f}",
            flush=True,
        )


def _held(nodes: tuple[Node, ...], truth: np.ndarray, center: float) -> np.ndarray:
    """The shares of branches whose effect, and whose mean, lie in their intervals."""
    found = estimate(nodes, BRANCH)
    effect = np.abs(found.effect - truth) <= 1.96 * found.sd + 1e-9
    mean = np.abs(center + found.adjusted - (75 + truth)) <= 1.96 * found.adjusted_sd + 1e-9
    return np.array([effect.mean(), mean.mean()])


def print_pair_intervals(chains: int) -> None:
    """How often the intervals of the pair numbers hold those of the chain's actual branches."""
    names = ("both_kept", "different_branches", "gap", "same_branch")
    print("branches x visits, rate, sd     both kept  different  gap   same branch")
    for branches, visits, rate, sd in PAIRS:
        random = np.random.default_rng(branches * 100 + visits)
        held = np.zeros(4)
        for _ in range(chains):
            truth = _rates(branches, rate, sd, random)
            kept = random.binomial(visits, truth)
            intervals = pair_intervals(beliefs(np.full(branches, visits), kept))
            real = _pair_numbers(truth)
            held += [intervals[name][0] - 1e-9 <= real[name] <= intervals[name][1] + 1e-9 for name in names]
        print(
            f"{branches:5d} x {visits}, {rate:.2f}, {sd:.2f}     " + "".join(f"{x / chains:10.2f}" for x in held),
            flush=True,
        )


def _rates(branches: int, rate: float, sd: float, random: np.random.Generator) -> np.ndarray:
    """Rates of branches ~ Beta with this mean and standard deviation."""
    size = rate * (1 - rate) / sd**2 - 1
    return random.beta(rate * size, (1 - rate) * size, branches)


def _pair_numbers(rates: np.ndarray) -> dict[str, float]:
    count = len(rates)
    both = (rates.sum() ** 2 - (rates**2).sum()) / (count * (count - 1))
    different, same = 1 + 2 * both - 2 * rates.mean(), float((1 - 2 * rates * (1 - rates)).mean())
    return {"both_kept": both, "different_branches": different, "same_branch": same, "gap": same - different}


def print_flags(chains: int) -> None:
    """Branches said to be at least 2 points below: how many, and how many are not."""
    print("branches x visits     z < -1.96: flags  false     false discovery rate: flags  false")
    for visits in (4, 12):
        random = np.random.default_rng(visits)
        rules = {"z": np.zeros(2), "fdr": np.zeros(2)}
        for _ in range(max(chains // 4, 10)):
            cells, truth = made_chain(100, visits, 12, 4.0, random)
            fitted = fit(cells, (BRANCH, AUDITOR))
            assert fitted.system is not None
            nodes = plug_in(fitted.system)
            flags = {
                "z": _raw_z(cells) < -1.96,
                "fdr": flag_by_probability(below_and_above(nodes, BRANCH, 2.0)[0].tolist()),
            }
            for name, flagged in flags.items():
                rules[name] += [flagged.sum(), (flagged & (truth >= -2.0)).sum()]
        z, fdr = (rules[name] / max(chains // 4, 10) for name in ("z", "fdr"))
        print(
            f"  100 x {visits:2d} {z[0]:20.1f} {z[1] / max(z[0], 1e-9):9.2f}"
            f" {fdr[0]:27.1f} {fdr[1] / max(fdr[0], 1e-9):7.2f}",
            flush=True,
        )


def _raw_z(cells: Cells) -> np.ndarray:
    """(branch mean - chain mean) / its standard error, as a league table's footnote would have it."""
    n, total = (np.bincount(cells.branch, x) for x in (cells.n, cells.total))
    within = (cells.squares.sum() - (total**2 / n).sum()) / (cells.n.sum() - len(n))
    return total / n / np.sqrt(within / n)


def print_false_alarms(chains: int) -> None:
    """How often a stable branch shows a signal in 24 visits."""
    random = np.random.default_rng(24)

    def skewed() -> np.ndarray:
        return 100 * random.beta(8, 1.5, 24)

    def normal() -> np.ndarray:
        return random.normal(75, 9, 24)

    def share(draw: Callable[[], np.ndarray]) -> float:
        return float(np.mean([any(xmr(draw().tolist()).signals) for _ in range(chains * 5)]))

    print(f"a stable branch shows a signal in 24 visits: {share(normal):.2f} (normal), {share(skewed):.2f} (skewed)")


def parts() -> Iterator[Callable[[int], None]]:
    yield from (print_branch_intervals, print_pair_intervals, print_flags, print_false_alarms)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--chains", type=int, default=400)
    given = parser.parse_args()
    for part in parts():
        part(30 if given.quick else given.chains)
        print()
