"""What is kept of a report when it is shared: what the phone shows, and what the next revision is compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.rounding import per_hundred
from audit.services.branch_reports import BranchReport, Fix, Strength
from audit.services.chain_reports import ChainReport
from audit.words import Translator

GOING_WELL, TO_PUT_RIGHT = say(N_("Going well")), say(N_("To put right"))
CERTAIN, OPEN = say(N_("Certain enough to act on")), say(N_("Still open"))
BRANCH_TITLE, CHAIN_TITLE = N_("{name}: branch report"), N_("{name}: chain report")
REGION_TITLE = N_("{name}: report of the region")
WHO = N_("{name}, by {day}")
ALIKE = N_("Two guests at two different branches are treated alike on {number} of 100 promises.")
PERIOD = N_("This revision is about {since} to {until}; the one before was about {was_since} to {was_until}.")
SCORE = N_("The score is {now}; it was {before}.")
RESTS = (
    N_("It rests on {count} visit; it was {before} before."),
    N_("It rests on {count} visits; it was {before} before."),
)
NEW, GONE = N_("New among what to put right: {names}."), N_("No longer among what to put right: {names}.")
SAME = say(N_("Nothing that stands on the first page has changed."))


def branch_document(report: BranchReport, words: Translator) -> dict[str, Any]:
    """What the phone shows of a branch's report."""
    return {
        "title": words.say(say(BRANCH_TITLE, name=report.title)),
        "sentence": words.say(report.sentence),
        "detail": words.say(report.detail),
        "lists": first_page(report.strengths, report.fixes, words),
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "visits": report.visits,
        "photos": [[photo.sha256, words.say(photo.caption)] for photo in report.photos],
        "changes": [words.say(line) for line in report.changes],
        "facts": facts_of(report, words.language),
    }


def chain_document(report: ChainReport, words: Translator) -> dict[str, Any]:
    """What the phone shows of a chain's report, or of a region's."""

    def said(lines: Sequence[Sentence]) -> list[list[str]]:
        return [[words.say(line), "", ""] for line in lines]

    title = words.say(say(REGION_TITLE if report.region else CHAIN_TITLE, name=report.title))
    alike = report.headline.different_branches if report.headline else None
    certainty = [[words.say(CERTAIN), said(report.certain)], [words.say(OPEN), said(report.uncertain)]]
    return {
        "title": title,
        "sentence": title if alike is None else words.say(say(ALIKE, number=per_hundred(alike))),
        "detail": ", ".join(words.say(part.value) for part in report.narrowed),
        "lists": [*first_page(report.strengths, report.fixes, words), *certainty],
        "since": report.since.isoformat() if report.since else "",
        "until": report.until.isoformat() if report.until else "",
        "visits": report.visits,
        "changes": [words.say(line) for line in report.changes],
        "facts": facts_of(report, words.language),
    }


def first_page(strengths: Sequence[Strength], fixes: Sequence[Fix], words: Translator) -> list[list[Any]]:
    """The two lists of the first page, what to put right first."""
    bad = [
        [fix.promise, words.say(fix.reading), words.say(say(WHO, name=fix.owner, day=fix.due)) if fix.owner else ""]
        for fix in fixes
    ]
    good = [[one.promise, words.say(one.reading), ""] for one in strengths]
    return [[words.say(TO_PUT_RIGHT), bad], [words.say(GOING_WELL), good]]


def facts_of(report: BranchReport | ChainReport, language: str) -> dict[str, Any]:
    """What the next revision is compared with."""
    return {
        "language": language,
        "since": report.since.isoformat() if report.since else "",
        "until": report.until.isoformat() if report.until else "",
        "visits": report.visits,
        "score": report.score,
        "fixes": [fix.promise for fix in report.fixes],
    }


def changes_between(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """What changed from one revision to the next. Promises are compared by name where both speak one language."""
    lines = []
    period, was = (now["since"], now["until"]), (before["since"], before["until"])
    if period != was and all((*period, *was)):
        since, until, was_since, was_until = map(date.fromisoformat, (*period, *was))
        lines.append(say(PERIOD, since=since, until=until, was_since=was_since, was_until=was_until))
    if None not in (before["score"], now["score"]) and before["score"] != now["score"]:
        lines.append(say(SCORE, now=now["score"], before=before["score"]))
    if before["visits"] != now["visits"]:
        lines.append(say_count(*RESTS, now["visits"], before=before["visits"]))
    if before["language"] == now["language"]:
        lines.extend(changed_fixes(before["fixes"], now["fixes"]))
    return tuple(lines) or (SAME,)


def changed_fixes(before: Sequence[str], now: Sequence[str]) -> list[Sentence]:
    """What came to the list of things to put right, and what left it."""
    new, gone = [one for one in now if one not in before], [one for one in before if one not in now]
    return [say(text, names=tuple(names)) for text, names in ((NEW, new), (GONE, gone)) if names]
