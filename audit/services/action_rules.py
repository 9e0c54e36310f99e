"""Actions that open by themselves: an accepted visit meets the rules, and its broken standards become work.

A standard that already has an action which is not signed off gets no second one: the visit is linked to it as
one more failure. After a sign-off a new action opens, and says which one did not hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from audit.checklists.model import Checklist
from audit.errors import N_, BadInput, Problem, say
from audit.services.actions import LONG_STEPS, LONGEST_STEP, MOST_STEPS, lines_of, refuse, tell_owner
from audit.services.versions import pinned_checklist
from audit.store import action_details, actions, checklists, log
from audit.store.action_details import BrokenRow, RuleRow
from audit.store.actions import UNFINISHED, NewAction
from audit.store.connections import transaction
from audit.store.sights import Sight
from audit.store.visits import VisitRow

KINDS = ("critical", "repeat", "standard")  # the first that applies is what the action says of itself
GIVEN_TO = ("branch", "manager")
LONGEST_DAYS = 365
NO_KIND = N_("Choose when the rule opens an action.")
NO_STANDARD = N_("Choose the standard.")
NO_DAYS = N_("Write the number of days, from 1 to 365.")
NO_GIVEN = N_("Choose who gets the action.")
UNKNOWN = N_("This rule is not in force any more.")


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """A rule as a form gives it. `standard` is a key; `steps` one a line."""

    kind: str = ""
    standard: str = ""
    days: str = "14"
    given_to: str = "branch"
    steps: str = ""


async def open_by_rules(visit: VisitRow, now: datetime) -> list[int]:
    """Open what an accepted visit calls for, inside the transaction that accepts it; the ids of the new actions."""
    rules = await action_details.list_rules()
    broken = await action_details.list_broken(visit.id) if rules else []
    if not broken:
        return []
    await actions.lock_branch(visit.branch_id)
    repeated = await find_repeated(visit, [row.standard_id for row in broken])
    critical = critical_items(await pinned_checklist(visit.version_id))
    newest = await actions.list_newest(visit.branch_id, [row.standard_id for row in broken])
    opened = []
    for row in broken:
        rule = find_rule(rules, row, is_critical=row.item in critical, is_repeat=row.standard_id in repeated)
        before = newest.get(row.standard_id)
        if before is not None and before[2] == visit.id:
            continue  # accepted a second time
        if before is not None and before[1] in UNFINISHED:
            await action_details.put_failure(before[0], visit.id)
        elif rule is not None:
            opened.append(await open_by_rule(visit, row, rule, before[0] if before else None, now))
    return opened


async def open_by_rule(visit: VisitRow, row: BrokenRow, rule: RuleRow, repeat_of: int | None, now: datetime) -> int:
    """One action for one broken standard, due so many days from today on the branch's clock."""
    due_on = now.astimezone(ZoneInfo(visit.time_zone)).date() + timedelta(days=rule.days)
    owner_id = await action_details.find_answerable(visit.branch_id, rule.given_to)
    new = NewAction(
        visit.branch_id, due_on, rule.kind, now, row.standard_id, visit.id, row.item, owner_id=owner_id,
        repeat_of_id=repeat_of,
    )  # fmt: skip
    action_id = await actions.add_action(new, rule.steps)
    await tell_owner(owner_id, action_id, visit.branch, now)
    detail = {"branch": visit.branch_code, "visit": visit.id, "rule": rule.id}
    await log.add_entry(None, "opened_action", "action", str(action_id), detail, now)
    return action_id


def find_rule(rules: Sequence[RuleRow], row: BrokenRow, *, is_critical: bool, is_repeat: bool) -> RuleRow | None:
    """The rule that applies: critical before repeat before a single standard, then the one with the fewest days."""
    applies: Mapping[str, bool] = {"critical": is_critical, "repeat": is_repeat, "standard": True}
    fitting = [
        rule for rule in rules if applies[rule.kind] and rule.standard_id in (None, row.standard_id)
    ]  # fmt: skip
    return min(fitting, key=lambda rule: (KINDS.index(rule.kind), rule.days, rule.id), default=None)


async def find_repeated(visit: VisitRow, standard_ids: Sequence[int]) -> set[int]:
    """The standards that were broken on the visit before this one, too."""
    repeated: set[int] = set()
    known: set[int] = set()
    assert visit.visit_date is not None
    for outcome in await action_details.list_outcomes(visit.branch_id, standard_ids):
        is_earlier = (outcome.day, outcome.visit_id) < (visit.visit_date, visit.id)
        if is_earlier and outcome.standard_id not in known:
            known.add(outcome.standard_id)
            if not outcome.is_kept:
                repeated.add(outcome.standard_id)
    return repeated


def critical_items(checklist: Checklist) -> frozenset[str]:
    """The keys of the items that must be kept."""
    return frozenset(item.key for item in checklist.items() if item.critical != "none")


async def add_rule(sight: Sight, draft: RuleDraft, now: datetime) -> None:
    """Put a rule in force for visits accepted from now on. Raises BadInput naming every field that is wrong."""
    async with transaction():
        standard_id = (await checklists.list_standard_ids()).get(draft.standard) if draft.standard else None
        steps, days = lines_of(draft.steps), draft.days.strip()
        is_number = days.isascii() and days.isdigit() and len(days) < 4
        checks = [
            (draft.kind in KINDS, "kind", NO_KIND),
            (draft.kind != "standard" or standard_id is not None, "standard", NO_STANDARD),
            (is_number and 1 <= int(days) <= LONGEST_DAYS, "days", NO_DAYS),
            (draft.given_to in GIVEN_TO, "given_to", NO_GIVEN),
            (len(steps) <= MOST_STEPS and all(len(step) <= LONGEST_STEP for step in steps), "steps", LONG_STEPS),
        ]
        refuse([Problem(place, say(text)) for is_good, place, text in checks if not is_good])
        kept = standard_id if draft.kind == "standard" else None
        await action_details.add_rule(draft.kind, kept, int(days), draft.given_to, steps, sight.person_id or None, now)
        detail = {"kind": draft.kind, "standard": draft.standard, "days": int(days)}
        await log.add_entry(sight.person_id or None, "added_rule", "rule", draft.kind, detail, now)


async def end_rule(sight: Sight, rule_id: int, now: datetime) -> None:
    """Take a rule out of force; what it opened stays."""
    async with transaction():
        if not await action_details.retire_rule(rule_id, now):
            raise BadInput(say(UNKNOWN))
        await log.add_entry(sight.person_id or None, "ended_rule", "rule", str(rule_id), {}, now)
