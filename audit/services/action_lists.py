"""Actions as a board and as a list, what is overdue first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from audit.checklists.model import Text
from audit.errors import N_, Sentence, say, say_count
from audit.services.compare_pages.parts import Pages
from audit.services.paging import last_page, pages_of
from audit.store import actions
from audit.store.actions import ActionRow, Wanted
from audit.store.sights import Sight

PAGE_ROWS = 50
COLUMN_ROWS = 10
TITLE = say(N_("Actions"))
OVERDUE = (N_("{count} action is overdue."), N_("{count} actions are overdue."))
NONE_OVERDUE = say(N_("No action is overdue."))
STANDING = N_("{open} to do, {done} waiting for a sign-off.")
NOBODY = say(N_("Nobody yet"))
STATES = {
    "open": say(N_("To do")),
    "done": say(N_("Done, to be signed off")),
    "signed": say(N_("Signed off")),
    "withdrawn": say(N_("Withdrawn")),
}
LATE = say(N_("Overdue"))
WHYS = {
    "hand": say(N_("Opened by hand")),
    "standard": say(N_("Broken standard")),
    "critical": say(N_("A must-keep standard was broken")),
    "repeat": say(N_("Broken twice running")),
}
CHOICES = (
    ("", say(N_("Unfinished")), ("open", "done")),
    ("signed", STATES["signed"], ("signed",)),
    ("withdrawn", STATES["withdrawn"], ("withdrawn",)),
    ("all", say(N_("All")), ()),
)


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action in a list. `repeats` counts what it did not prevent: an earlier action, and later visits."""

    id: int
    title: str
    branch: str
    branch_code: str
    owner: Sentence | str
    due_on: date
    is_late: bool
    status: str
    status_label: Sentence
    why: Sentence
    is_repeat: bool
    failures: int
    steps: int
    steps_done: int
    proofs: int


@dataclass(frozen=True, slots=True)
class ActionColumn:
    """One column of the board; `more` are those that did not fit."""

    key: str
    label: Sentence
    total: int
    rows: tuple[ActionLine, ...]

    @property
    def more(self) -> int:
        """How many there are beside those shown."""
        return self.total - len(self.rows)


@dataclass(frozen=True, slots=True)
class ActionsPage:
    """The board, or one page of the list. `choices` are (label, address, whether it is the one)."""

    sentence: Sentence
    detail: Sentence
    is_board: bool
    columns: tuple[ActionColumn, ...]
    rows: tuple[ActionLine, ...]
    choices: tuple[tuple[Sentence, str, bool], ...]
    pages: Pages | None
    may_open: bool
    may_rule: bool
    title: Sentence = TITLE


def title_of(row: ActionRow, language: str) -> str:
    """What is to be done: its own words, else the promise that is to be kept."""
    return row.title or (Text(tuple(row.promise.items())).in_language(language, "en") if row.promise else "")


def action_line(row: ActionRow, today: date, language: str) -> ActionLine:
    """One action in the reader's language."""
    is_late = row.status == "open" and row.due_on < today
    return ActionLine(
        id=row.id,
        title=title_of(row, language),
        branch=row.branch,
        branch_code=row.branch_code,
        owner=row.owner or NOBODY,
        due_on=row.due_on,
        is_late=is_late,
        status=row.status,
        status_label=LATE if is_late else STATES[row.status],
        why=WHYS[row.why],
        is_repeat=row.repeat_of_id is not None or row.why == "repeat" or row.failures > 0,
        failures=row.failures,
        steps=row.steps,
        steps_done=row.steps_done,
        proofs=row.proofs,
    )


async def actions_page(sight: Sight, view: str, state: str, number: int, now: datetime, language: str) -> ActionsPage:
    """The board, or the list where `view` is "list"."""
    today = now.date()
    late = await actions.count_actions(sight, Wanted(("open",), before=today))
    to_do = await actions.count_actions(sight, Wanted(("open",)))
    done = await actions.count_actions(sight, Wanted(("done",)))
    is_board = view != "list"
    chosen = next((one for one in CHOICES if one[0] == state), CHOICES[0])
    columns = await board(sight, (late, to_do - late, done), today, language) if is_board else ()
    rows, pages = ((), None) if is_board else await listed(sight, chosen[2], chosen[0], number, today, language)
    return ActionsPage(
        sentence=say_count(*OVERDUE, late) if late else NONE_OVERDUE,
        detail=say(STANDING, open=to_do, done=done),
        is_board=is_board,
        columns=columns,
        rows=rows,
        choices=tuple((label, address(key), key == chosen[0]) for key, label, _ in CHOICES),
        pages=pages,
        may_open=sight.role in ("owner", "manager"),
        may_rule=sight.role == "owner",
    )


def address(state: str) -> str:
    """The address of a list."""
    return f"/actions?view=list&state={state}" if state else "/actions?view=list"


async def board(sight: Sight, totals: tuple[int, int, int], today: date, language: str) -> tuple[ActionColumn, ...]:
    """Overdue, to do, to be signed off, and what was signed off last."""
    wanted: Sequence[tuple[str, Sentence, Wanted]] = (
        ("late", LATE, Wanted(("open",), before=today)),
        ("open", STATES["open"], Wanted(("open",), from_day=today)),
        ("done", STATES["done"], Wanted(("done",))),
        ("signed", STATES["signed"], Wanted(("signed",), from_day=today - timedelta(days=60))),
    )
    columns = []
    for place, (key, label, which) in enumerate(wanted):
        rows = await actions.list_actions(sight, which, COLUMN_ROWS)
        total = totals[place] if place < len(totals) else await actions.count_actions(sight, which)
        columns.append(ActionColumn(key, label, total, tuple(action_line(row, today, language) for row in rows)))
    return tuple(columns)


async def listed(
    sight: Sight, statuses: tuple[str, ...], state: str, number: int, today: date, language: str
) -> tuple[tuple[ActionLine, ...], Pages | None]:
    """One page of a list."""
    wanted = Wanted(statuses)
    total = await actions.count_actions(sight, wanted)
    shown = min(number, last_page(total, PAGE_ROWS))
    rows = await actions.list_actions(sight, wanted, PAGE_ROWS, PAGE_ROWS * (shown - 1))
    lines = tuple(action_line(row, today, language) for row in rows)
    return lines, pages_of(total, shown, PAGE_ROWS, address(state))


async def branch_actions(sight: Sight, branch_id: int, today: date, language: str) -> tuple[ActionLine, ...]:
    """The unfinished actions of a branch, for its page and its reports; what is overdue first."""
    rows = await actions.list_actions(sight, Wanted(("open", "done"), branch_id))
    return tuple(action_line(row, today, language) for row in rows)


async def visit_actions(sight: Sight, visit_id: str, today: date, language: str) -> tuple[ActionLine, ...]:
    """The actions that a visit opened."""
    rows = await actions.list_actions(sight, Wanted(visit_id=visit_id))
    return tuple(action_line(row, today, language) for row in rows)
