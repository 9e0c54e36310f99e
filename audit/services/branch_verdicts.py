"""How a branch stands, in a sentence a person would say aloud; never more certain than the numbers are."""

from __future__ import annotations

from collections.abc import Sequence

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis import BranchResult
from audit.scoring.changes import discoveries
from audit.scoring.differences import binomial_p_value, is_ordinary
from audit.scoring.planning import visits_to_halve
from audit.scoring.rounding import whole
from audit.services.compare_pages.parts import Verdict

BELOW = N_("{name} keeps clearly less of the promise than the chain.")
ABOVE = N_("{name} keeps clearly more of the promise than the chain.")
SAME = N_("{name} cannot be told apart from the chain.")
TOO_FEW = N_("Too few visits to {name} to tell.")
NO_VISITS = N_("Nobody has visited {name} in this period.")
DETAIL = (
    N_("Score {score}, probably between {low} and {high}; the chain is at {chain}. From {count} visit."),
    N_("Score {score}, probably between {low} and {high}; the chain is at {chain}. From {count} visits."),
)
MEAN_ONLY = (
    N_("The mean score of {count} visit is {score}; how far that is chance cannot be said yet."),
    N_("The mean score of {count} visits is {score}; how far that is chance cannot be said yet."),
)
HALVING = (
    N_("With about {count} more visit, by somebody else, the range would be half as wide."),
    N_("With about {count} more visits, each by somebody else, the range would be half as wide."),
)
SHORT = {
    "below": Verdict(say(N_("clearly below the chain")), "broken"),
    "above": Verdict(say(N_("clearly above the chain")), "kept"),
    "same": Verdict(say(N_("cannot be told apart")), "unknown"),
    "too_few": Verdict(say(N_("too few visits to tell")), "unknown"),
}
STANDARD_BELOW = Verdict(say(N_("kept less here")), "broken")
STANDARD_ABOVE = Verdict(say(N_("kept more here")), "kept")


def branch_sentence(name: str, result: BranchResult | None) -> Sentence:
    """The first sentence of a branch's page and report."""
    if result is None or not result.visits:
        return say(NO_VISITS, name=name)
    texts = {"below": BELOW, "above": ABOVE, "same": SAME}
    return say(texts.get(result.group, TOO_FEW), name=name)


def branch_detail(result: BranchResult | None, chain: float | None) -> Sentence | None:
    """The numbers behind the sentence, with interval and count."""
    if result is None or not result.visits or result.mean is None:
        return None
    if result.adjusted is None or result.interval is None or chain is None:
        return say_count(*MEAN_ONLY, result.visits, score=whole(result.mean))
    low, high = result.interval
    return say_count(
        *DETAIL, result.visits, score=whole(result.adjusted), low=whole(low), high=whole(high), chain=whole(chain)
    )


def halving(result: BranchResult | None) -> Sentence | None:
    """What would make an open question smaller; nothing where there is none."""
    if result is None or not result.visits or result.group not in ("same", "too_few"):
        return None
    return say_count(*HALVING, visits_to_halve(result.visits))


def rate_verdict(kept: float, chain: float, *, is_real: bool, is_few: bool) -> Verdict:
    """How a rate stands beside the chain's: called different only when that was found among all that were tested."""
    if is_few:
        return SHORT["too_few"]
    if not is_real:
        return SHORT["same"]
    return STANDARD_BELOW if kept < chain else STANDARD_ABOVE


def rate_verdicts(rates: Sequence[tuple[int, int, float]], few: int) -> list[Verdict]:
    """Verdicts on (kept, counted, chain's share) triples, all tested at once.

    About one in ten of those called different is a false alarm (Benjamini and Hochberg); rates from
    fewer than `few` visits are not tested, so that they cost the others nothing.
    """
    tested = [place for place, (_, counted, _) in enumerate(rates) if counted >= few]
    chances = [1.0 if is_ordinary(*rates[place]) else binomial_p_value(*rates[place]) for place in tested]
    real = discoveries(chances)
    found = {tested[rank] for rank in real}
    return [
        rate_verdict(kept / counted if counted else 0.0, chain, is_real=place in found, is_few=counted < few)
        for place, (kept, counted, chain) in enumerate(rates)
    ]
