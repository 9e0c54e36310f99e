"""What a reviewer should look at before accepting a visit: reasons for a person, never a verdict.

Every function takes values and gives the notes it has, mostly none. A note says what was seen and of which
items; whether it matters is for somebody who can ask. The limits are judgements, in one place each.
"""

from audit.scoring.integrity.habits import heaping_note, na_note
from audit.scoring.integrity.notes import IntegrityNote
from audit.scoring.integrity.routes import Stay, route_notes
from audit.scoring.integrity.traces import (
    Trace,
    distance_note,
    hurry_note,
    late_notes,
    metres_between,
    on_site_note,
    order_note,
    photo_distance_note,
    straight_note,
)
from audit.scoring.integrity.words import contradiction_notes, repeated_texts

__all__ = [
    "IntegrityNote",
    "Stay",
    "Trace",
    "contradiction_notes",
    "distance_note",
    "heaping_note",
    "hurry_note",
    "late_notes",
    "metres_between",
    "na_note",
    "on_site_note",
    "order_note",
    "photo_distance_note",
    "repeated_texts",
    "route_notes",
    "straight_note",
]
