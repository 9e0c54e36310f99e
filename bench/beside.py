"""Compares what the ranges beside an analysis promise with what they hold, on made-up chains whose truth is known:
shares of an overall score, and the correlation of visits and guests; and the time of exact shares with the same
shares from a regression for each set of standards.

Run:    .venv/bin/python bench/beside.py [--quick] [--chains 300]     (--quick: 20 chains a row)
Reach:  95 % ranges of shares (from 20 branches on: fewer are shown none) and of the correlation that hold the truth
        at least 85 % of the time in every row; all sets at once at least 20 times as fast as set by set.
The figures in docs/statistics.md, "What goes with the overall experience" and "What auditors saw", are these.
"""

from __future__ import annotations

import argparse
import os
import sys
from itertools import combinations
from math import comb
from pathlib import Path
from statistics import median
from time import perf_counter

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from audit.scoring.analysis import AnalysisOptions, Model, analyse
from audit.scoring.drivers import BranchMoments, explained_shares
from audit.scoring.drivers.explaining import range_of_explained
from audit.scoring.sums import ChainSums, KeptCells, ScoreCells
from audit.scoring.surveys import BesideSurvey, Survey, beside_survey, survey_sums_from

PULLS = np.array([0.25, 0.15, 0.08, 0.04, 0.0, 0.0])
"""How many points of 1 each kept standard adds to the overall score."""
VISITED = ((10, 6), (20, 10), (40, 4), (60, 10))
SURVEYED = ((12, 6, 20), (30, 4, 20), (60, 6, 30))
"""(branches, visits to each) and (branches, visits, guests)."""
DRAWS = 300


def made_visits(branches: int, visits: int, random: np.random.Generator) -> np.ndarray:
    """Branches x visits x (six standards kept or not, and an overall score on a scale of tenths)."""
    mood = random.normal(0, 1, (branches, visits, 1))
    habits = random.normal(0, 0.5, (branches, 1, 6)) + random.normal(0, 0.6, (branches, 1, 1))
    kept = (random.normal(0, 1, (branches, visits, 6)) + habits + 0.5 * mood > -0.6).astype(float)
    overall = kept @ PULLS + 0.12 * mood[..., 0]
    overall += random.normal(0, 0.1, (branches, 1)) + random.normal(0, 0.2, (branches, visits))
    return np.concatenate([kept, overall.round(1)[..., None]], axis=2)


def moments(visits: np.ndarray) -> BranchMoments:
    off = visits - visits.mean(axis=(0, 1))
    counts = np.full(len(off), off.shape[1])
    return BranchMoments(counts, off.sum(axis=1), np.einsum("bvi,bvj->bij", off, off), np.zeros(7, np.int64))


def print_share_ranges(chains: int) -> None:
    """How often the middle of draws of whole branches holds the share in a chain of 40,000 branches."""
    large = made_visits(40_000, 10, np.random.default_rng(1)).reshape(-1, 7)
    truth = explained_shares(np.cov(large.T)[None])[0]
    print(f"true shares {truth.round(2).tolist()}, R2 {truth.sum():.2f}")
    print("branches x visits     shares held: least  most     R2 held")
    for branches, visits in VISITED:
        random = np.random.default_rng(branches * 100 + visits)
        held = np.zeros(7)
        for _ in range(chains):
            found = moments(made_visits(branches, visits, random))
            times = random.multinomial(branches, np.full(branches, 1 / branches), DRAWS).astype(float)
            drawn = explained_shares(found.covariances(times))
            low, high = np.quantile(drawn, [0.025, 0.975], axis=0)
            explained = explained_shares(found.covariance()[None]).sum()
            least, most = range_of_explained(float(explained), drawn.sum(axis=1))
            held += [*((low <= truth) & (truth <= high)), least <= truth.sum() <= most]
        share = held / chains
        print(
            f"{branches:5d} x {visits:2d} {share[:6].min():28.2f} {share[:6].max():6.2f} {share[6]:10.2f}", flush=True
        )


def audit_of(effect: np.ndarray, visits: int, random: np.random.Generator) -> ChainSums:
    """Visits by auditors who differ, about so many to each branch."""
    branches, auditors = len(effect), max(3, len(effect) // 5)
    branch = np.repeat(np.arange(branches), random.integers(2, 2 * visits - 1, branches))
    auditor = random.integers(0, auditors, len(branch))
    score = 4 * effect[branch] + random.normal(0, 4, auditors)[auditor] + random.normal(0, 9, len(branch))
    none, ones, names = np.zeros(0, np.int64), np.ones(len(branch), np.int64), names_of(branches)
    cells = ScoreCells(branch, auditor, np.zeros_like(branch), ones, score, score**2, 80.0)
    people = tuple(f"A{place}" for place in range(auditors))
    kept = KeptCells(none, none, none, none, none, none)
    return ChainSums(len(branch), names, names, people, ("",), (), None, None, cells, kept)


def names_of(branches: int) -> tuple[str, ...]:
    return tuple(f"B{place:03}" for place in range(branches))


def print_correlation_ranges(chains: int) -> None:
    """How often the range of the corrected correlation holds the true one; gaps flagged where there are none."""
    print("branches x visits, guests, true correlation     held   estimate   chains with a flag")
    for branches, visits, guests in SURVEYED:
        for true in (0.0, 0.5, 0.9, 1.0):
            random = np.random.default_rng(branches)
            found = [_surveyed(branches, visits, guests, true, random) for _ in range(chains // 2)]
            known = [one for one in found if one.together.interval is not None]
            ranges = [one.together.interval or (1.0, -1.0) for one in known]
            held = np.mean([low <= true <= high for low, high in ranges])
            middle = np.mean([one.together.corrected for one in known])
            flags = np.mean([any(branch.is_flagged for branch in one.branches) for one in known])
            row = f"{branches:5d} x {visits}, {guests}, {true:.1f} {held:35.2f} {middle:9.2f} {flags:12.2f}"
            print(row, flush=True)


def _surveyed(branches: int, visits: int, guests: int, true: float, random: np.random.Generator) -> BesideSurvey:
    seen, other = random.normal(size=(2, branches))
    heard = true * seen + np.sqrt(1 - true**2) * other
    place = np.repeat(np.arange(branches), guests)
    score = 70 + 6 * heard[place] + random.normal(0, 15, len(place))
    survey = survey_sums_from(Survey(names_of(branches), place, score, 0))
    sides = analyse(audit_of(seen, visits, random)), analyse(survey, AnalysisOptions(Model(has_auditor=False)))
    return beside_survey(*sides, random)


def print_speed(standards: int) -> None:
    """All sets at once beside a regression for each set, the same shares."""
    covariance = np.cov(np.random.default_rng(2).normal(size=(300, standards + 1)).cumsum(axis=1).T)
    times: dict[str, list[float]] = {"at once": [], "set by set": []}
    for _ in range(3):
        start = perf_counter()
        ours = explained_shares(covariance[None])[0]
        middle = perf_counter()
        theirs = set_by_set(covariance)
        times["at once"].append(middle - start)
        times["set by set"].append(perf_counter() - middle)
        assert np.allclose(ours, theirs)
    fast, slow = (median(times[name]) for name in ("at once", "set by set"))
    print(f"{standards} standards: {1000 * fast:.1f} ms at once, {1000 * slow:.0f} set by set: {slow / fast:.0f} x")


def set_by_set(covariance: np.ndarray) -> np.ndarray:
    count = len(covariance) - 1
    shares = np.zeros(count)
    known: dict[tuple[int, ...], float] = {(): 0.0}
    for size in range(1, count + 1):
        for chosen in combinations(range(count), size):
            beside = covariance[-1, chosen]
            known[chosen] = beside @ np.linalg.solve(covariance[np.ix_(chosen, chosen)], beside) / covariance[-1, -1]
            for standard in chosen:
                before = known[tuple(one for one in chosen if one != standard)]
                shares[standard] += (known[chosen] - before) / (count * comb(count - 1, size - 1))
    return shares


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--chains", type=int, default=300)
    given = parser.parse_args()
    rounds = 20 if given.quick else given.chains
    print_share_ranges(rounds)
    print()
    print_correlation_ranges(rounds)
    print()
    print_speed(12)
