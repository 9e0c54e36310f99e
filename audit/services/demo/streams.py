"""Repeatable randomness, a stream of its own for each purpose."""

from __future__ import annotations

import random


def stream(seed: int, purpose: str) -> random.Random:
    """The same numbers for the same seed and purpose: a change to one part of the plan leaves others alone."""
    return random.Random(f"{seed} {purpose}")  # noqa: S311 - repeatable, not secret
