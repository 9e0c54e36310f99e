"""Random draws that are the same every time: whoever asks twice gets one answer."""

from __future__ import annotations

import numpy as np


def seeded(seed: int) -> np.random.Generator:
    """A generator that begins at the seed."""
    return np.random.default_rng(seed)
