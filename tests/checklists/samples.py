"""A small good checklist document to spoil, and JSON of any shape."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

Document = dict[str, Any]

GOOD: Document = {
    "key": "salon-visit",
    "name": {"en": "Salon visit", "nl": "Salonbezoek"},
    "language": "en",
    "channel": "in_person",
    "mode": "open",
    "bonus_cap": 100,
    "bands": [{"from": 0, "name": "Poor"}, {"from": 80, "name": "Good"}],
    "standards": [
        {"key": "welcome", "promise": "Every guest is greeted within 60 seconds", "values": ["attentive"]},
    ],
    "sections": [
        {
            "key": "greeting",
            "title": "Greeting",
            "weight": 30,
            "items": [
                {"key": "open", "kind": "yes_no", "text": "The salon is open"},
                {"key": "wait", "kind": "time", "text": "Seconds", "standard": "welcome", "target": 60, "limit": 120},
                {"key": "tone", "kind": "expectation", "text": "The tone", "show_when": {"item": "open", "is": "yes"}},
                {"key": "stars", "kind": "scale", "text": "Stars", "min": 1, "max": 5},
                {
                    "key": "why",
                    "kind": "choices",
                    "text": "What went wrong?",
                    "options": [{"key": "late", "text": "Late", "points": 0}, {"key": "rude", "text": "Rude"}],
                    "required": False,
                },
                {"key": "seat", "kind": "choice", "text": "Seat", "options": [{"key": "a", "text": "A", "points": 2}]},
                {"key": "rings", "kind": "number", "text": "Rings", "steps": [{"from": 0, "credit": 1}]},
            ],
        },
        {
            "key": "goodbye",
            "title": "Goodbye",
            "weight": 70,
            "show_when": {"not": {"item": "open", "is": "no"}},
            "items": [
                {"key": "bye", "kind": "yes_no", "text": "A goodbye"},
                {"key": "more", "kind": "note", "text": "!"},
            ],
        },
    ],
}


def good(**changes: object) -> Document:
    """A good document of its own, with top fields changed."""
    return copy.deepcopy(GOOD) | changes


def with_item(**fields: object) -> Document:
    """A good document with one more item at `sections[1].items[2]`."""
    document = good()
    document["sections"][1]["items"].append({"key": "extra", "kind": "yes_no", "text": "Extra"} | fields)
    return document


NAMES = st.sampled_from(["key", "name", "language", "bands", "sections", "items", "kind", "text", "item", "is", "not"])

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(st.characters(), max_size=12)
    | NAMES
    | st.sampled_from(["yes", "na", "en", "none", "open", "wait"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6) | NAMES, inner, max_size=5),
    max_leaves=20,
)
