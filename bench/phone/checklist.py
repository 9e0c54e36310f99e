"""One checklist of 800 standards, told twice: as a checklist file of ours and as an XLSForm for the peers.

Twenty sections of forty standards. In both an answer is no, yes or not applicable, and each answer may be commented;
the form of the peers asks for the comment after a no and adds up each section, as forms for audits do there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyxform.xls2xform import convert

SECTIONS, ITEMS_EACH = 20, 40
PLACES = ("front", "waiting area", "desk", "floor", "basin", "mirror", "trolley", "shelf", "cloakroom", "back room")
PROMISES = (
    "is clean and dry when a guest comes near it",
    "stands where the plan of the branch has it",
    "is in working order and can be used at once",
    "carries the label of the week, readable from a step away",
)
ANSWERS = (("no", "No"), ("yes", "Yes"), ("na", "N/A"))


@dataclass(frozen=True, slots=True)
class Line:
    """One standard, and what it asks."""

    key: str
    text: str


def lines_of(section: int) -> list[Line]:
    """The standards of one section."""
    first = section * ITEMS_EACH
    return [
        Line(f"q{n}", f"{n + 1}. The {PLACES[n % 10]} in part {section + 1} of the branch {PROMISES[n // 10 % 4]}")
        for n in range(first, first + ITEMS_EACH)
    ]


def our_checklist() -> dict[str, Any]:
    """The checklist file: every item measures a standard of its own, with the way it should be."""
    sections = [{"key": f"part-{n}", "title": f"Part {n + 1}", "items": items(lines_of(n))} for n in range(SECTIONS)]
    standards = [standard(line) for n in range(SECTIONS) for line in lines_of(n)]
    return {
        "key": "long-visit",
        "name": "Long visit",
        "language": "en",
        "channel": "in_person",
        "mode": "open",
        "bands": [{"from": 0, "name": "Poor"}, {"from": 80, "name": "Good"}],
        "standards": standards,
        "sections": sections,
    }


def items(lines: list[Line]) -> list[dict[str, Any]]:
    """The items of one section."""
    return [
        {"key": line.key, "kind": "yes_no", "text": line.text, "standard": f"s-{line.key}", "allow_na": True}
        for line in lines
    ]


def standard(line: Line) -> dict[str, Any]:
    """What one line measures."""
    sop = "Look at it from where a guest stands. Put right what is wrong. Tell the branch what you found."
    return {"key": f"s-{line.key}", "promise": line.text, "touchpoint": "room", "sop": sop}


def peers_form() -> str:
    """The same as an XForm, made from an XLSForm as anybody would write it."""
    survey: list[dict[str, str]] = []
    for n in range(SECTIONS):
        lines = lines_of(n)
        survey.append({"type": "begin group", "name": f"part{n}", "label": f"Part {n + 1}"})
        for line in lines:
            survey.append({"type": "select_one answers", "name": line.key, "label": line.text})
            asked = f"${{{line.key}}} = 'no'"
            survey.append({"type": "text", "name": f"why_{line.key}", "label": "What happened?", "relevant": asked})
        points = " + ".join(f"if(${{{line.key}}} = 'yes', 1, 0)" for line in lines)
        survey += [{"type": "calculate", "name": f"score{n}", "calculation": points}, {"type": "end group"}]
    total = " + ".join(f"${{score{n}}}" for n in range(SECTIONS))
    survey.append({"type": "calculate", "name": "total", "calculation": total})
    choices = [{"list_name": "answers", "name": name, "label": label} for name, label in ANSWERS]
    book = {"survey": survey, "choices": choices, "settings": [{"form_title": "Long visit", "form_id": "long-visit"}]}
    return str(convert(xlsform=book, validate=False).xform)
