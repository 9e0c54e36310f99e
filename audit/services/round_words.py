"""Rounds and proposals in words."""

from __future__ import annotations

from collections.abc import Mapping

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.proposals import LeftOut
from audit.scoring.proposals.values import Break, Lacking, Who, Why
from audit.services.proposals import Suggested
from audit.store.rounds import RoundRow

PERIODS = {
    "month": say(N_("a month")),
    "quarter": say(N_("a quarter")),
    "half_year": say(N_("half a year")),
    "year": say(N_("a year")),
}
WHY: Mapping[Why, Sentence] = {
    "never visited": say(N_("Nobody has been there yet")),
    "least known": say(N_("Among the branches least is known about")),
    "its turn": say(N_("Its turn")),
}
WHO: Mapping[Who, Sentence] = {
    "joins groups": say(N_("ties two groups of branches together")),
    "new here": say(N_("sees it with fresh eyes")),
    "was here before": say(N_("was there before")),
}
BREAKS: Mapping[Break, Sentence] = {
    "outside": say(N_("Outside the period")),
    "closed": say(N_("Closed on that day of the week")),
    "too soon": say(N_("Back before the days of rest are over")),
    "same auditor": say(N_("Goes to this branch twice in the period")),
    "too many": say(N_("More visits than one auditor may have")),
    "full day": say(N_("Has two visits on that day already")),
}
LACKING: Mapping[Lacking, Sentence] = {
    "budget": say(N_("The budget is spent on branches that less is known about.")),
    "auditor": say(N_("No auditor may go: they rest, have been there, or have enough to do.")),
}
EACH = (
    N_("Every branch {count} time {period}: {checklists}."),
    N_("Every branch {count} times {period}: {checklists}."),
)
VISITS = (
    N_("{count} visit by {auditors} of your {all} auditors."),
    N_("{count} visits by {auditors} of your {all} auditors."),
)
NOTHING = say(N_("Nothing can be planned: see below what is in the way."))
JOINED = (
    N_("Today your branches are in {count} group that no auditor ties to another; after these visits {after}."),
    N_("Today your branches are in {count} groups that no auditor ties to one another; after these visits {after}."),
)
ONE_GROUP = say(N_("all hang together, and can be compared fairly"))
MORE_GROUPS = (N_("{count} is left"), N_("{count} are left"))
TOGETHER = say(N_("All branches hang together through their auditors, and can be compared fairly."))
LEFT_OUT = (
    N_("{count} visit that the round asks for is left out."),
    N_("{count} visits that the round asks for are left out."),
)


def round_sentence(row: RoundRow, names: Mapping[str, str]) -> Sentence:
    """What a round asks for."""
    checklists = tuple(names.get(key, key) for key in row.checklists)
    return say_count(*EACH, row.visits_each, period=PERIODS[row.period], checklists=checklists)


def proposal_sentences(suggested: Suggested) -> tuple[Sentence, ...]:
    """What a proposal does: how much work for whom, what it makes comparable, what it leaves out."""
    proposal = suggested.proposal
    if not proposal.visits:
        return (NOTHING,)
    auditors = len({one.auditor for one in proposal.visits})
    said = [say_count(*VISITS, len(proposal.visits), auditors=auditors, all=len(suggested.auditors))]
    said.append(groups_sentence(proposal.groups_before, proposal.groups_after))
    return (*said, *left_out_sentence(proposal.left_out))


def groups_sentence(before: int, after: int) -> Sentence:
    """Whether branches can be compared, before and after."""
    if before == 1:
        return TOGETHER
    return say_count(*JOINED, before, after=ONE_GROUP if after == 1 else say_count(*MORE_GROUPS, after))


def left_out_sentence(left_out: tuple[LeftOut, ...]) -> tuple[Sentence, ...]:
    """How much is not done."""
    return (say_count(*LEFT_OUT, len(left_out)),) if left_out else ()
