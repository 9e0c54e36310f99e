"""Where each role can go: the bar around its pages."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Literal, cast

from audit.errors import N_, Sentence, say, say_count
from audit.services.frames import Frame, NavEntry, Notice
from audit.store.people import PersonRow
from audit.store.waiting_work import MOST, WaitingWork, count_waiting_work

Role = Literal["owner", "manager", "auditor", "reader"]
PLACES = {
    "consistency": (N_("Consistency"), "/consistency"),
    "branches": (N_("Branches"), "/branches"),
    "standards": (N_("Standards"), "/standards"),
    "visits": (N_("Visits"), "/visits"),
    "reviews": (N_("Review"), "/reviews"),
    "actions": (N_("Actions"), "/actions"),
    "reports": (N_("Reports"), "/reports"),
    "checklists": (N_("Checklists"), "/checklists"),
    "people": (N_("People"), "/people"),
    "today": (N_("Today"), "/today"),
    "log": (N_("Log"), "/log"),
    "jobs": (N_("Background work"), "/jobs"),
    "account": (N_("Your account"), "/account"),
}
DESK = ("consistency", "branches", "standards", "visits", "reviews", "actions", "reports", "checklists")
NAV = {
    "owner": (*DESK, "people"),
    "manager": DESK,
    "reader": ("branches", "visits", "actions", "reports"),
    "auditor": ("today",),
}
MENU = {
    "owner": ("log", "jobs", "account"),
    "manager": ("jobs", "account"),
    "reader": ("account",),
    "auditor": ("account",),
}
MORE = {
    "reviews": N_("more than {most} visits to review"),
    "actions": N_("more than {most} actions overdue"),
    "visits": N_("more than {most} visits due or late"),
}
NOTHING_WAITS = WaitingWork()
HOMES = {"owner": "/consistency", "manager": "/consistency", "reader": "/branches", "auditor": "/today"}
NEW_NOTICES = (N_("{count} new notice"), N_("{count} new notices"))
DONE = {
    "quiz_passed": say(N_("All right. The visits with this checklist are open to you now.")),
    "quiz_kept": say(N_("The quiz is kept.")),
    "told": say(N_("That is how you will be told.")),
    "drafted": say(N_("The file is the draft now. Nothing is published yet.")),
    "rewrote": say(N_("The standard says this now. Checklists say it once they take it over and are published.")),
    "published": say(N_("The new version is published.")),
    "language": say(N_("The language is changed.")),
    "sessions": say(N_("You are signed out everywhere else.")),
    "planned": say(N_("The visit is planned. Its auditor finds it under Today.")),
    "moved": say(N_("The visit has another day. Its auditor is told.")),
    "declined": say(N_("Whoever planned the visit is told, and sends somebody else.")),
    "opening_days": say(N_("Visits are planned on these days from now on.")),
    "round_planned": say(N_("The visits are planned. Their auditors are told.")),
    "round_ended": say(N_("The round has ended.")),
    "assigned": say(N_("Somebody else goes now.")),
    "cancelled": say(N_("The visit is cancelled.")),
    "look": say(N_("The look of your reports is changed.")),
    "scheduled": say(N_("From now on it is done so.")),
    "replied": say(N_("Thank you. Whoever sent the report sees it.")),
    "revoked": say(N_("The link has ended: nobody can open that report with it any more.")),
    "accepted": say(N_("The visit is accepted.")),
    "opened_action": say(N_("The action is open.")),
    "added_proof": say(N_("The photo is with the action.")),
    "finished_action": say(N_("The action is done. Somebody else signs it off.")),
    "signed_action": say(N_("The action is signed off.")),
    "reopened_action": say(N_("The action is open again.")),
    "withdrew_action": say(N_("The action is withdrawn.")),
    "gave_action": say(N_("The action has this owner and this day now.")),
    "added_rule": say(N_("The rule is in force: it looks at every visit accepted from now on.")),
    "ended_rule": say(N_("The rule has ended. What it opened stays.")),
    "commented": say(N_("Your comment stands on the page of the visit.")),
    "appealed": say(N_("The appeal is made. A reviewer decides on it, with a reason.")),
    "decided": say(N_("The appeal is decided, and the branch is told.")),
    "appeal_days": say(N_("The time to appeal is set.")),
    "joined": say(N_("A second auditor comes along and finds the visit under Today.")),
    "corrected": say(N_("The answers are put right, and the visit is scored anew.")),
    "saved_remark": say(N_("The remark is kept: every reviewer finds it where remarks are written.")),
    "person": say(N_("Their page is saved.")),
    "signed_out": say(N_("They are signed out everywhere.")),
    "dropped_remark": say(N_("The remark is not offered any more.")),
    "copy-counts": say(N_("The copy counts now. Read it through and accept it; what counted before is set aside.")),
    "copy-aside": say(N_("The copy is set aside. It is kept, and can still be let count.")),
    "returned": say(N_("The visit went back to its auditor with your reason.")),
    "rejected": say(N_("The visit is rejected and no longer counts.")),
}


async def find_waiting_work(person: PersonRow, now: datetime) -> WaitingWork:
    """What waits for somebody at a desk, for the numbers in the bar. One query, however much there is."""
    tonight = datetime.combine(now.date() + timedelta(days=1), time(), UTC)
    return await count_waiting_work(person, now.date(), tonight)


def frame_for(
    person: PersonRow | None,
    chain_name: str,
    path: str,
    language: str,
    done: str = "",
    waiting: WaitingWork = NOTHING_WAITS,
) -> Frame:
    """The frame of a page at a path, for the person looking at it. `done` names what was just done."""
    notices = (Notice("done", DONE[done]),) if done in DONE else ()
    if person is None:
        return Frame(chain_name, language, notices=notices)
    role = cast(Role, person.role)
    counts = {"reviews": waiting.reviews, "actions": waiting.overdue, "visits": waiting.due}
    nav = tuple(nav_entry(place, path, counts.get(place, 0)) for place in NAV[role])
    menu = tuple(nav_entry(place, path) for place in MENU[role])
    return Frame(
        chain_name,
        language,
        HOMES[role],
        person.name,
        role,
        nav,
        menu,
        notices,
        bell(person.unread, path),
        str(person.id),
    )


def bell(unread: int, path: str) -> NavEntry:
    """The way to the notices, and how many are new."""
    label = say_count(*NEW_NOTICES, unread) if unread else None
    return NavEntry(say(N_("Notices")), "/notices", path == "/notices", unread, label)


def nav_entry(place: str, path: str, count: int = 0) -> NavEntry:
    """One place to go, marked where the page is inside it (`/checklist-files` too), with how much waits there."""
    label, href = PLACES[place]
    inside = path == href or path.startswith((f"{href}/", f"{href.removesuffix('s')}-"))
    return NavEntry(say(label), href, inside, count, count_label(place, count))


def count_label(place: str, count: int) -> Sentence | None:
    """What a number in the bar counts."""
    if not count:
        return None
    if count >= MOST:
        return say(MORE[place], most=MOST - 1)
    one, many = {
        "reviews": (N_("{count} visit to review"), N_("{count} visits to review")),
        "actions": (N_("{count} action overdue"), N_("{count} actions overdue")),
        "visits": (N_("{count} visit due or late"), N_("{count} visits due or late")),
    }[place]
    return say_count(one, many, count)
