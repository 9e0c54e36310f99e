"""The types of an XLSForm question, and what each becomes here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from audit.errors import N_

SELECT_ONE = ("add select one prompt using", "select one from", "select_one", "select one", "select1")
SELECT_MULTIPLE = (
    *("add select multiple prompt using", "select all that apply from", "select all that apply"),
    *("select_multiple", "select multiple"),
)
KINDS: Mapping[str, str] = {
    "integer": "number", "int": "number", "decimal": "number", "text": "text", "string": "text", "note": "note",
    "image": "photo", "photo": "photo", "picture": "photo", "acknowledge": "yes_no", "trigger": "yes_no",
    "date": "text", "time": "text", "datetime": "text", "barcode": "text", "range": "scale",
}  # fmt: skip
CHANGES: Mapping[str, str] = {
    "date": N_("The date is written as text."),
    "time": N_("The time of day is written as text."),
    "datetime": N_("Date and time are written as text."),
    "barcode": N_("The code is written as text."),
    "acknowledge": N_("The acknowledgement becomes yes or no, with weight 0."),
}
BY_ITSELF = N_("The visit records this by itself.")
NO_MEDIA = N_("Evidence here is photos; sound, film and files are not kept.")
NO_SHAPES = N_("There is no item for lines and areas on a map.")
COMPUTED = N_("What is computed is not asked, so there is nothing to take.")
ELSEWHERE = N_("Its options stand in another file.")
REASONS: Mapping[str, str] = {
    "geopoint": N_("The visit records where it was made by itself."),
    **dict.fromkeys(("audio", "video", "file", "background-audio"), NO_MEDIA),
    **dict.fromkeys(("geotrace", "geoshape", "osm"), NO_SHAPES),
    **dict.fromkeys(("calculate", "calculate_here", "hidden"), COMPUTED),
    **dict.fromkeys(("xml-external", "csv-external"), ELSEWHERE),
    **dict.fromkeys(("start", "end", "today", "audit", "start-geopoint", "deviceid", "username"), BY_ITSELF),
    **dict.fromkeys(("phonenumber", "phone number", "email", "simserial", "subscriberid", "imei"), BY_ITSELF),
}
FROM_FILE = ("select_one_from_file", "select_multiple_from_file", "select one from file", "select multiple from file")
OTHER_REASONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (FROM_FILE, ELSEWHERE),
    (("select_one_external",), ELSEWHERE),
    (("rank",), N_("There is no item that puts options in order.")),
    (("uri:", "property:"), BY_ITSELF),
)
UNKNOWN = N_("There is no question type {type} here.")
OPENING = re.compile(r"begin[ _](group|repeat|loop|lgroup)|begin looped group", re.IGNORECASE)
CLOSING = re.compile(r"end[ _](group|repeat|loop|lgroup)|end looped group", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Selection:
    """`kind` is choice or choices; `has_other`: the form offers "other, please specify" by itself."""

    kind: str
    list_name: str
    has_other: bool


def selection_of(written: str) -> Selection | None:
    """What `select_one colours or_other` says; None for any other type."""
    text = " ".join(written.split())
    if text.lower().startswith((*FROM_FILE, "select_one_external")):
        return None
    for prefixes, kind in ((SELECT_ONE, "choice"), (SELECT_MULTIPLE, "choices")):
        for prefix in prefixes:
            if text.lower().startswith(f"{prefix} "):
                name, *rest = text[len(prefix) :].split()
                has_other = any(word.lower() in ("or_other", "or_specify_other", "other") for word in rest)
                return Selection(kind, name, has_other)
    return None


def reason_to_leave_out(written: str) -> str:
    """Why a question of this type is left out."""
    text = " ".join(written.lower().split())
    if text in REASONS:
        return REASONS[text]
    for prefixes, reason in OTHER_REASONS:
        if text.startswith(prefixes):
            return reason
    return UNKNOWN
