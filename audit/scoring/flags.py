"""Which of many to point at, with a bound on false alarms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from audit.scoring.sums import Flags, Floats

FALSE_ALARMS = 0.10
"""About 1 in 10 of the flags is a false alarm."""


def flag_by_probability(probabilities: Sequence[float] | Floats, false_alarms: float = FALSE_ALARMS) -> Flags:
    """Flag the most probable while the expected share of false flags among them stays within bounds.

    `probabilities` are posterior probabilities that each is what the flag says it is. Bayesian false
    discovery rate: Newton, Noueiry, Sarkar and Ahlquist (2004), Biostatistics 5:155-176.
    """
    doubt = 1 - np.asarray(probabilities, dtype=np.float64)
    order = np.argsort(doubt, kind="stable")
    running = np.cumsum(doubt[order]) / np.arange(1, len(doubt) + 1)
    flags = np.zeros(len(doubt), dtype=bool)
    flags[order] = running <= false_alarms  # the running mean of sorted doubts never falls
    return flags


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values: those at most q are flagged with a false discovery rate of at most q.

    Source: Y. Benjamini and Y. Hochberg (1995), JRSS B 57:289-300.
    """
    p = np.asarray(p_values, dtype=np.float64)
    order = np.argsort(p, kind="stable")[::-1]
    stepped = np.minimum.accumulate(p[order] * len(p) / np.arange(len(p), 0, -1)) if len(p) else p
    adjusted = np.empty(len(p))
    adjusted[order] = np.minimum(stepped, 1.0)
    return [float(value) for value in adjusted]
