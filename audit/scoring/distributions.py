"""The normal and the binomial distribution, one number at a time, in plain Python.

Pages ask for a few hundred such numbers. scipy has them too, and many more: it takes a web worker 75 MB and its
start a second, so it is imported only where whole chains are fitted.
"""

from __future__ import annotations

from math import erfc, exp, lgamma, log, log1p, sqrt

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution."""
CLOSE, STEPS = 1e-15, 10_000


def normal_below(z: float) -> float:
    """The probability that a standard normal number is below z."""
    return erfc(-z / sqrt(2)) / 2


def binomial_at(hits: int, trials: int, share: float) -> float:
    """The probability of exactly so many hits in so many trials, each a hit with probability `share`."""
    if not 0 <= hits <= trials:
        return 0.0
    if share in (0, 1):
        return float(hits == trials * share)
    ways = lgamma(trials + 1) - lgamma(hits + 1) - lgamma(trials - hits + 1)
    return exp(ways + hits * log(share) + (trials - hits) * log1p(-share))


def binomial_up_to(hits: int, trials: int, share: float) -> float:
    """The probability of at most so many hits.

    It is the incomplete beta function at 1 - share with (trials - hits, hits + 1); the continued fraction of
    that one converges fast on the side of the mean where the tail is, and the other tail is the rest.
    Source: NIST Digital Library of Mathematical Functions, 8.17.22; the fraction by Lentz's method.
    """
    if hits < 0 or hits >= trials or share in (0, 1):
        return float(hits >= trials * share and hits >= 0)
    if hits + 1 > (trials + 1) * share:
        return 1 - _tail(hits + 1, trials - hits, share) * binomial_at(hits + 1, trials, share)
    return _tail(trials - hits, hits + 1, 1 - share) * binomial_at(hits, trials, share)


def _tail(a: int, b: int, x: float) -> float:
    """How many times larger a tail is than its largest term: I_x(a, b) a B(a, b) / (x^a (1 - x)^(b - 1))."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    product = d
    for step in range(1, STEPS):
        at = a + 2 * step
        term = step * (b - step) * x / ((at - 1) * at)
        d, c = 1 / (1 + term * d), 1 + term / c
        product *= c * d
        term = -(a + step) * (a + b + step) * x / (at * (at + 1))
        d, c = 1 / (1 + term * d), 1 + term / c
        product *= c * d
        if abs(c * d - 1) < CLOSE:
            break
    return (1 - x) * product
