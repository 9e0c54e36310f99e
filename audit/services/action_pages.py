"""One action: what is to be done, the steps, the proof, what happened to it, and what can be done now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audit.errors import N_, Problem, Sentence, say
from audit.services.action_lists import NOBODY, ActionLine, action_line, title_of
from audit.services.actions import Draft
from audit.services.heat_maps import promise_of
from audit.services.log_words import told
from audit.store import action_details, actions, chains, checklists, log, report_replies
from audit.store.action_details import StepRow
from audit.store.log import Entry
from audit.store.report_replies import ReplyRow
from audit.store.sights import Sight

NEW = say(N_("Open an action"))
CHOOSE = say(N_("Choose"))
NO_STANDARD = say(N_("None of them"))
Choices = tuple[tuple[str, Sentence | str], ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened to an action. Over a report's link, `by` is who they said they are."""

    at: datetime
    by: str | None
    what: Sentence
    reason: str
    is_by_link: bool = False


@dataclass(frozen=True, slots=True)
class ActionPage:
    """One action, for the branch that does it and the desk that signs it off."""

    title: str
    line: ActionLine
    promise: str
    sop: str
    visit_id: str | None
    time_zone: str
    steps: tuple[StepRow, ...]
    proofs: tuple[str, ...]
    failures: tuple[tuple[str, date | None], ...]
    repeat_of: int | None
    history: tuple[Happened, ...]
    owners: Choices
    owner_id: str
    may_sign: bool
    is_own_work: bool
    is_desk: bool
    problem: Sentence | None = None


@dataclass(frozen=True, slots=True)
class NewActionPage:
    """The form that opens an action by hand."""

    draft: Draft
    branches: Choices
    standards: Choices
    owners: Choices
    problems: tuple[Problem, ...] = ()
    title: Sentence = NEW

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)


async def action_page(
    sight: Sight, action_id: int, now: datetime, language: str, problem: Sentence | None = None
) -> ActionPage:
    """One action. Raises NotFound for one at a branch that is not theirs to see."""
    row = await actions.get_action(sight, action_id)
    standards = await checklists.list_standards() if row.standard_id else []
    standard = next((one for one in standards if one.id == row.standard_id), None)
    entries = await log.list_entries("action", str(action_id))
    is_desk = sight.role in ("owner", "manager")
    people = await action_details.list_candidates(row.branch_id) if is_desk else []
    return ActionPage(
        title=title_of(row, language),
        line=action_line(row, now.date(), language),
        promise=promise_of(standard, language) if standard and row.title else "",
        sop=text_of(standard.sop, language) if standard else "",
        visit_id=row.visit_id,
        time_zone=row.time_zone,
        steps=tuple(await action_details.list_steps(action_id)),
        proofs=tuple(await action_details.list_proofs(action_id)),
        failures=tuple(await action_details.list_failures(action_id)),
        repeat_of=row.repeat_of_id,
        history=await history_of(entries),
        owners=(("", NOBODY), *((str(person_id), name) for person_id, name in people)),
        owner_id=str(row.owner_id or ""),
        may_sign=is_desk and row.status == "done" and row.done_by_id != sight.person_id,
        is_own_work=row.status == "done" and row.done_by_id == sight.person_id,
        is_desk=is_desk,
        problem=problem,
    )


async def history_of(entries: Sequence[Entry]) -> tuple[Happened, ...]:
    """What the log says, with the words of those who came over a report's link."""
    said = await report_replies.list_by_ids([entry.detail["reply"] for entry in entries if "reply" in entry.detail])
    return tuple(happened(entry, said.get(entry.detail.get("reply", 0))) for entry in entries)


def happened(entry: Entry, reply: ReplyRow | None) -> Happened:
    """One line of it."""
    if reply is not None:
        return Happened(entry.at, reply.name, told(entry.verb), reply.text, is_by_link=True)
    return Happened(entry.at, entry.person, told(entry.verb), str(entry.detail.get("reason", "")))


def text_of(words: object, language: str) -> str:
    """A text by language, in one of them."""
    if not isinstance(words, dict) or not words:
        return ""
    return str(words.get(language) or words.get("en") or next(iter(words.values())))


async def new_action_page(
    sight: Sight, draft: Draft, language: str, problems: tuple[Problem, ...] = ()
) -> NewActionPage:
    """The form; whom it can be given to shows once the branch is known."""
    branch = await chains.find_branch(sight, draft.branch)
    people = await action_details.list_candidates(branch.id) if branch else []
    return NewActionPage(
        draft=draft,
        branches=(("", CHOOSE), *((row.code, row.name) for row in await chains.list_branches(sight))),
        standards=(
            ("", NO_STANDARD),
            *((row.key, promise_of(row, language)) for row in await checklists.list_standards()),
        ),
        owners=(("", NOBODY), *((str(person_id), name) for person_id, name in people)),
        problems=problems,
    )
