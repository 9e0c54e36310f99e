"""A short checklist with every kind of item, a gate, and evidence rules: what the phone is tested with."""

from __future__ import annotations

TONE = {"item": "open", "is": "yes"}
OPTIONS = [{"key": key, "text": key.title(), "points": points} for key, points in (("desk", 1), ("chair", 2))]
EVERY_KIND = {
    "key": "every-kind",
    "name": {"en": "Every kind", "nl": "Elke soort"},
    "language": "en",
    "channel": "in_person",
    "mode": "open",
    "bands": [{"from": 0, "name": "Poor"}, {"from": 60, "name": "Fair"}],
    "standards": [
        {"key": "open-hours", "promise": "The door opens on time", "touchpoint": "arrival", "sop": "Unlock the door."},
    ],
    "sections": [
        {
            "key": "outside",
            "title": "Outside",
            "items": [
                {"key": "intro", "kind": "note", "text": "Look before you go in."},
                {"key": "open", "kind": "yes_no", "text": "The salon is open", "standard": "open-hours"},
                {"key": "tidy", "kind": "yes_no", "text": "The front is tidy", "evidence": "when_broken"},
            ],
        },
        {
            "key": "inside",
            "title": "Inside",
            "show_when": TONE,
            "items": [
                {"key": "tone", "kind": "expectation", "text": "The tone", "allow_na": True, "required": False},
                {"key": "greet_s", "kind": "time", "text": "Time to greet", "target": 60, "required": False},
                {"key": "drink_s", "kind": "time", "text": "Time to the drink", "target": 300, "required": False},
                {"key": "clean", "kind": "scale", "text": "How clean", "min": 1, "max": 5, "required": False},
                {"key": "seat", "kind": "choice", "text": "Your seat", "options": OPTIONS, "required": False},
                {"key": "why", "kind": "choices", "text": "What stood out", "options": OPTIONS, "required": False},
                {"key": "queue", "kind": "number", "text": "People waiting", "required": False},
                {"key": "story", "kind": "text", "text": "In your words", "required": True},
                {"key": "shelf", "kind": "photo", "text": "The shelf", "required": False},
                {"key": "owner", "kind": "signature", "text": "The manager signs", "required": False},
            ],
        },
    ],
}
BLIND = {**EVERY_KIND, "key": "every-kind-blind", "name": "Every kind, blind", "mode": "blind"}
