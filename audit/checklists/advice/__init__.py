"""What would make a checklist better. Advice, never a gate: it may be wrong, and the writer decides.

Every piece names its place in the document, in the order of the form.
"""

from __future__ import annotations

from collections.abc import Iterator

from audit.checklists.advice import reach, wording
from audit.checklists.model import SCORED_KINDS, Checklist, Item, Section, Standard, Text
from audit.checklists.rules import visible_items
from audit.errors import N_, Problem, Sentence, say

NOT_MEASURED = say(N_("No item measures this standard."))
ONLY_WORDS = say(N_("This standard is measured by nothing that is scored."))
NEVER_SHOWN = say(N_("This can never be shown: no answers make its condition hold."))
NOTHING_COUNTS = say(N_("Nothing in this section counts, so its weight is never used."))
WEIGHS_NOTHING = say(N_("This section weighs 0: it is measured without counting."))
NO_ANCHORS = say(N_("Say what {low} and {high} on this scale mean: auditors read a bare number differently."))
NO_PHOTO_BY_PHONE = say(N_("On the phone there is nothing to photograph."))
NO_SIGNATURE_UNSEEN = say(N_("Nobody can ask for a signature on a blind visit."))
TOO_MANY = N_("The items take about {needed} minutes; {planned} are planned.")

# Our own estimate of what reading, watching and tapping take, in seconds.
SECONDS = {
    "yes_no": 12, "expectation": 15, "scale": 15, "choice": 15, "choices": 20, "time": 25, "number": 20,
    "text": 60, "photo": 30, "signature": 30, "note": 10,
}  # fmt: skip
SECONDS_OF_EVIDENCE = 25


def advise(checklist: Checklist, planned_minutes: int | None = None) -> tuple[Problem, ...]:
    """Every piece of advice. `planned_minutes`: how long a visit is meant to last, None where nobody said."""
    never = reach.never_shown(checklist)
    return (
        *(Problem(place, sentence) for place, sentence in _on_standards(checklist)),
        *(Problem(place, sentence) for place, sentence in _on_sections(checklist, never)),
        *_on_length(checklist, planned_minutes),
    )


def _on_standards(checklist: Checklist) -> Iterator[tuple[str, Sentence]]:
    measured = {item.standard for item in checklist.items()}
    scored = {item.standard for item in checklist.items() if gives_credit(item)}
    for index, standard in enumerate(checklist.standards):
        place = f"standards[{index}]"
        if standard.key not in measured:
            yield place, NOT_MEASURED
        elif standard.key not in scored:
            yield place, ONLY_WORDS
        yield from _on_promise(standard, place)


def _on_promise(standard: Standard, place: str) -> Iterator[tuple[str, Sentence]]:
    yield from ((f"{place}.promise", one) for one in wording.on_text(wording.on_observing, standard.promise))
    yield from _on_instructions(standard.sop, f"{place}.sop")


def _on_instructions(text: Text | None, place: str) -> Iterator[tuple[str, Sentence]]:
    """Length and how they are put, each said once."""
    if text is None:
        return
    yield from ((place, sentence) for sentence in wording.on_text(wording.on_length, text)[:1])
    yield from ((place, sentence) for sentence in wording.on_text(wording.on_style, text))


def _on_sections(checklist: Checklist, never: frozenset[str]) -> Iterator[tuple[str, Sentence]]:
    for index, section in enumerate(checklist.sections):
        place = f"sections[{index}]"
        is_never = all(item.key in never for item in section.items)
        yield from ((f"{place}.weight", sentence) for sentence in _on_weight(section))
        if is_never and section.show_when is not None:
            yield f"{place}.show_when", NEVER_SHOWN
        for inner, item in enumerate(section.items):
            where = f"{place}.items[{inner}]"
            if item.key in never and not (is_never and section.show_when is not None):
                yield f"{where}.show_when", NEVER_SHOWN
            yield from _on_item(item, where, checklist)


def _on_weight(section: Section) -> Iterator[Sentence]:
    if section.weight is None:
        return
    has_counting = any(counts(item) for item in section.items)
    if section.weight and not has_counting:
        yield NOTHING_COUNTS
    if not section.weight and has_counting:
        yield WEIGHS_NOTHING


def counts(item: Item) -> bool:
    """Whether an answer can bring or cost anything."""
    return bool(item.weight) and gives_credit(item)


def gives_credit(item: Item) -> bool:
    """Whether an answer keeps or breaks its standard, also where it weighs nothing."""
    if item.kind not in SCORED_KINDS:
        return False
    if item.kind == "number":
        return bool(item.steps)
    return item.kind != "choices" or item.full is not None or any(option.points > 0 for option in item.options)


def _on_item(item: Item, place: str, checklist: Checklist) -> Iterator[tuple[str, Sentence]]:
    if item.kind in ("yes_no", "expectation", "scale"):
        yield from ((f"{place}.text", one) for one in wording.on_text(wording.on_question, item.text))
    if counts(item):
        yield from ((f"{place}.text", one) for one in wording.on_text(wording.on_observing, item.text))
    if item.kind == "scale" and not _has_anchors(item):
        yield f"{place}.text", say(NO_ANCHORS.text, low=item.min, high=item.max)
    if item.kind == "photo" and checklist.channel == "phone":
        yield place, NO_PHOTO_BY_PHONE
    if item.kind == "signature" and checklist.mode == "blind":
        yield place, NO_SIGNATURE_UNSEEN
    yield from _on_instructions(item.help, f"{place}.help")


def _has_anchors(item: Item) -> bool:
    """Whether text and help together name both ends of the scale, in some language."""
    languages = {*item.text, *(item.help or {})}
    both = (f"{item.text.get(code, '')} {(item.help or {}).get(code, '')}" for code in languages)
    return any(wording.names_number(words, item.min) and wording.names_number(words, item.max) for words in both)


def _on_length(checklist: Checklist, planned_minutes: int | None) -> Iterator[Problem]:
    needed = needed_minutes(checklist)
    if planned_minutes is not None and needed > planned_minutes:
        yield Problem("sections", say(TOO_MANY, needed=needed, planned=planned_minutes))


def needed_minutes(checklist: Checklist) -> int:
    """About how long a visit takes on which every standard is kept, in whole minutes; an estimate of ours."""
    answers = {item.key: kept_answer(item) for item in checklist.items()}
    shown = visible_items(checklist, answers, {})
    seconds = sum(
        SECONDS[item.kind] + (SECONDS_OF_EVIDENCE if item.evidence == "always" else 0)
        for item in checklist.items()
        if item.key in shown
    )
    return -(-seconds // 60)


def kept_answer(item: Item) -> object:
    """An answer as it is when all goes well: gates are open, and nobody is asked what went wrong."""
    match item.kind:
        case "yes_no":
            return item.pass_answer
        case "expectation":
            return "meets"
        case "scale":
            return item.min if item.reverse else item.max
        case "choice":
            return max(item.options, key=lambda option: option.points).key
        case "time":
            return item.target if item.target is not None else 0
    return None
