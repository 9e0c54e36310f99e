"""One step on a draft, as the builder's small forms send it: a section or an item added, moved, taken away."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from audit.checklists.drafting import documents
from audit.checklists.drafting.documents import Document, find_item, find_section, keys_of
from audit.checklists.drafting.item_forms import proposal
from audit.checklists.drafting.readings import Reading
from audit.checklists.model import KINDS
from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services.drafts import Draft, check_revision
from audit.services.standard_library import library_standards

NO_STEP = N_("This step is not known.")
NO_WORDS = N_("Write what it should say.")
NOT_A_KIND = N_("Choose how it is answered.")
NOT_IN_LIBRARY = N_("Choose a standard of the library.")
LONGEST = 2000
ROW_STEPS = ("item_up", "item_down", "remove_item")


@dataclass(frozen=True, slots=True)
class Step:
    """A change of the document; `what` names it in the log.

    `opens_item`: the page of the new item comes next.
    """

    what: str
    change: Callable[[Document], Document]
    opens_item: bool = False


def read_step(form: Mapping[str, str]) -> Step:
    """The step a form asks for. Raises BadInput with the field that cannot be."""
    steps: dict[str, Callable[[Mapping[str, str]], Step]] = {
        "add_section": add_section,
        "put_section": put_section,
        "remove_section": remove_section,
        "section_up": lambda fields: move_section(fields, -1),
        "section_down": lambda fields: move_section(fields, 1),
        "add_item": add_item,
        "take_standard": take_standard,
        "remove_item": remove_item,
        "item_up": lambda fields: move_item(fields, -1),
        "item_down": lambda fields: move_item(fields, 1),
        "place_item": place_item,
    }
    fields = as_step(form)
    step = steps.get(fields.get("do", ""))
    if step is None:
        raise refused("", NO_STEP)
    return step(fields)


def as_step(form: Mapping[str, str]) -> Mapping[str, str]:
    """The form with its step in `do`. One form serves all rows of a section: there the button names step and item."""
    named = next((name for name in ROW_STEPS if name in form), None)
    if named is None:
        return form
    item, _, revision = form[named].partition(" ")
    return {**form, "do": named, "item": item, "revision": revision}


def refused(place: str, text: str) -> BadInput:
    sentence = say(text)
    return BadInput(sentence, (Problem(place, sentence),))


def whole(sentence: Sentence) -> Problem:
    """A problem of no field in particular."""
    return Problem("", sentence)


def words(form: Mapping[str, str], name: str, place: str) -> str:
    said = form.get(name, "").strip()
    if not said or len(said) > LONGEST:
        raise refused(place, NO_WORDS)
    return said


def add_section(form: Mapping[str, str]) -> Step:
    title = words(form, "title", "title")
    return Step("section", lambda document: documents.add_section(document, title))


def put_section(form: Mapping[str, str]) -> Step:
    """Titles and weight of a section, which must be as it was read."""
    key, reading = form.get("section", ""), Reading(form)
    weight, titles = reading.number("weight"), reading.texts("title")
    if reading.problems or not titles:
        raise BadInput(say(NO_WORDS), tuple(reading.problems) or (Problem(f"title-{key}", say(NO_WORDS)),))

    def change(document: Document) -> Document:
        section = {**find_section(document, key), "items": []}
        mine = {**section, "title": titles, "weight": weight}
        check_revision(section, form.get("revision", ""), {k: v for k, v in mine.items() if v is not None})
        return documents.put_section(document, key, {"title": titles, "weight": weight})

    return Step(key, change)


def remove_section(form: Mapping[str, str]) -> Step:
    key = form.get("section", "")
    return Step(key, lambda document: documents.remove_section(document, key))


def move_section(form: Mapping[str, str], by: int) -> Step:
    key = form.get("section", "")
    return Step(key, lambda document: documents.move_section(document, key, by))


def add_item(form: Mapping[str, str]) -> Step:
    """A new item at the end of a section; its page opens."""
    section, kind = form.get("section", ""), form.get("kind", "")
    text = words(form, "text", f"text-{section}")
    if kind not in KINDS:
        raise refused(f"kind-{section}", NOT_A_KIND)

    def change(document: Document) -> Document:
        item = {"kind": kind, "text": {document["language"]: text}, **proposal(kind)}
        return documents.add_item(document, section, item)

    return Step("item", change, opens_item=True)


def take_standard(form: Mapping[str, str]) -> Step:
    """A standard of the library with the item that measures it."""
    section, key = form.get("section", ""), form.get("standard", "")
    found = next((one for one in library_standards() if one.key == key), None)
    if found is None:
        raise refused("standard", NOT_IN_LIBRARY)
    standard = {"key": found.key, "promise": dict(found.promise), "touchpoint": found.touchpoint}
    item = {"text": dict(found.promise), "standard": found.key, **found.item}

    def change(document: Document) -> Document:
        free = documents.free_key(found.key, keys_of(document))
        return documents.add_item(documents.put_standard(document, standard), section, {"key": free, **item})

    return Step(key, change, opens_item=True)


def remove_item(form: Mapping[str, str]) -> Step:
    """Only as it was seen: what somebody else has just rewritten is not thrown away unread."""
    key = form.get("item", "")

    def change(document: Document) -> Document:
        section, place = find_item(document, key)
        check_revision(section["items"][place], form.get("revision", ""), {})
        return documents.remove_item(document, key)

    return Step(key, change)


def move_item(form: Mapping[str, str], by: int) -> Step:
    key = form.get("item", "")
    return Step(key, lambda document: documents.move_item(document, key, by))


def place_item(form: Mapping[str, str]) -> Step:
    """Where a dragged item was let go: in a section, in front of another item."""
    key, section, before = (form.get(name, "") for name in ("item", "section", "before"))
    return Step(key, lambda document: documents.place_item(document, key, section, before))


def landing(step: Step, draft: Draft, section: str = "") -> str:
    """Where to go after a step: to the item that was added, else to the part it was about."""
    if not step.opens_item:
        return ""
    keys = [item["key"] for one in draft.document["sections"] if one["key"] == section for item in one["items"]]
    return f"/items/{quote(keys[-1])}" if keys else ""
