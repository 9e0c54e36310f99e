"""Same experience? How often two visits agree about one standard, at one branch and at two."""

from audit.scoring.experiences.pairs import Pairs, pairs_of
from audit.scoring.experiences.posterior import Beliefs, beliefs, pair_intervals, probabilities_below

__all__ = ["Beliefs", "Pairs", "beliefs", "pair_intervals", "pairs_of", "probabilities_below"]
