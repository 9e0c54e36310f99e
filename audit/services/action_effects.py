"""What a branch has to do, and whether what it did helped: before and after, signal or noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from audit.errors import N_, Sentence, say
from audit.scoring.changes import ShareChange, discoveries, share_change
from audit.services.action_lists import action_line, title_of
from audit.services.changes import BETTER, NOISE, WORSE
from audit.services.compare_pages.branches import ActionEffect, BranchWork, OpenAction
from audit.services.compare_pages.parts import Verdict
from audit.store import action_details, actions, chains
from audit.store.action_details import OutcomeRow
from audit.store.actions import UNFINISHED, ActionRow, Wanted
from audit.store.sights import Sight

MOST_EFFECTS = 50
NOTHING_AFTER = say(N_("No visit since it was done"))
TOO_FEW = say(N_("Too few visits to tell"))
NOTHING_BEFORE = say(N_("No visit before it opened, beside the one that opened it"))


async def branch_work(sight: Sight, branch_id: int, today: date, language: str) -> BranchWork | None:
    """The unfinished actions of a branch and the effects of the finished ones; None where there never was any."""
    unfinished = await actions.list_actions(sight, Wanted(UNFINISHED, branch_id))
    finished = await actions.list_actions(sight, Wanted(("done", "signed"), branch_id), MOST_EFFECTS)
    done = [row for row in finished if row.done_at and row.standard_id]
    if not unfinished and not done:
        return None
    standard_ids = sorted({row.standard_id for row in done if row.standard_id})
    few = (await chains.get_chain()).few_visits
    outcomes = await action_details.list_outcomes(branch_id, standard_ids)
    return BranchWork(
        tuple(open_action(row, today, language) for row in unfinished), effects_of(done, outcomes, few, language)
    )


def open_action(row: ActionRow, today: date, language: str) -> OpenAction:
    """One unfinished action."""
    line = action_line(row, today, language)
    tone = Verdict(line.status_label, "broken") if line.is_late else Verdict(line.status_label)
    return OpenAction(line.title, f"/actions/{row.id}", line.owner, row.due_on, tone, line.is_repeat)


def effects_of(
    done: Sequence[ActionRow], outcomes: Sequence[OutcomeRow], few: int, language: str
) -> tuple[ActionEffect, ...]:
    """Before and after of each finished action, all tested at once; the latest done first.

    With fewer than `few` visits on either side nothing is said: one good visit proves no change.
    """
    lines: list[ActionEffect] = []
    tested: list[tuple[int, ShareChange]] = []
    for row in sorted(done, key=lambda one: (one.done_at, one.id), reverse=True):
        assert row.done_at is not None
        own = [one for one in outcomes if one.standard_id == row.standard_id and one.visit_id != row.visit_id]
        before = counts([one for one in own if one.day < row.opened_at.date()])
        after = counts([one for one in own if one.day > row.done_at.date()])
        are_few = min(before[0], after[0]) < few
        change = None if are_few else share_change({row.branch_id: before}, {row.branch_id: after})
        verdict = Verdict(NOISE if change else why_untold(before, after), "unknown")
        if change is not None:
            tested.append((len(lines), change))
        lines.append(
            ActionEffect(title_of(row, language), f"/actions/{row.id}", row.done_at.date(), before, after, verdict)
        )
    for place in discoveries([change.p_value for _, change in tested]):
        line, change = tested[place]
        is_better = change.now > change.before
        lines[line] = replace(lines[line], verdict=Verdict(BETTER, "kept") if is_better else Verdict(WORSE, "broken"))
    return tuple(lines)


def why_untold(before: tuple[int, int], after: tuple[int, int]) -> Sentence:
    """Why before and after cannot be compared."""
    if not after[0]:
        return NOTHING_AFTER
    return TOO_FEW if before[0] else NOTHING_BEFORE


def counts(outcomes: Sequence[OutcomeRow]) -> tuple[int, int]:
    """(counted, kept)."""
    return len(outcomes), sum(one.is_kept for one in outcomes)
