"""One item of a checklist document: the fields every item has, and those of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from audit.checklists.model import (
    CRITICALITIES,
    EVIDENCE,
    KINDS,
    NOT_APPLICABLE,
    SCORED_KINDS,
    Item,
    Option,
    Step,
)
from audit.checklists.parsing.fields import Fields
from audit.checklists.parsing.rules import Scope, read_show_when
from audit.errors import N_

COMMON_FIELDS = (
    *("key", "kind", "text", "help", "standard", "weight", "required", "allow_na"),
    *("critical", "bonus", "kept_at", "show_when", "evidence"),
)
FIELDS_OF_KIND: Mapping[str, tuple[str, ...]] = {
    "yes_no": ("pass",),
    "scale": ("min", "max", "reverse"),
    "choice": ("options",),
    "choices": ("options", "full"),
    "time": ("target", "limit", "steps"),
    "number": ("steps",),
}
KIND_FIELDS = tuple(dict.fromkeys(name for names in FIELDS_OF_KIND.values() for name in names))
LARGEST_WEIGHT = 1_000_000
LARGEST_POINTS = 1_000_000
LARGEST_ON_SCALE = 1_000_000
LARGEST_MEASURE = 1_000_000_000


def kept_at_of(kind: str) -> Fraction:
    """The credit from which a standard counts as kept, where the item does not say."""
    return Fraction(3, 4) if kind in ("scale", "number") else Fraction(1)


def read_item(fields: Fields, scope: Scope, standards: frozenset[str]) -> Item:
    """The item in `fields`; where something is wrong it is noted and a harmless value stands in."""
    kind = fields.one_of("kind", KINDS, "") if fields.required("kind") else ""
    own = FIELDS_OF_KIND.get(kind, ()) if kind else KIND_FIELDS
    fields.only(*COMMON_FIELDS, *own, elsewhere=KIND_FIELDS, owner=kind)
    weight = fields.number("weight", 0, LARGEST_WEIGHT)
    kept_at = fields.number("kept_at", 0, 1)
    item = Item(
        key=fields.key(),
        kind=kind,
        text=fields.required_text("text"),
        help=fields.text("help"),
        standard=_read_standard(fields, standards),
        weight=Fraction(1) if weight is None else weight,
        required=_read_required(fields, kind),
        allow_na=fields.flag("allow_na", False),
        critical=fields.one_of("critical", CRITICALITIES, "none"),
        bonus=fields.flag("bonus", False),
        kept_at=kept_at_of(kind) if kept_at is None else kept_at,
        show_when=read_show_when(fields, scope),
        evidence=fields.one_of("evidence", EVIDENCE, "never"),
    )
    return replace(item, **OF_KIND[kind](fields)) if kind in OF_KIND else item


def _read_standard(fields: Fields, standards: frozenset[str]) -> str | None:
    key = fields.word("standard") or None
    if key is not None and key not in standards:
        fields.note("standard", N_("There is no standard {standard} in this checklist."), standard=key)
    return key


def _read_required(fields: Fields, kind: str) -> bool:
    required = fields.flag("required", kind in SCORED_KINDS)
    if required and kind == "note":
        fields.note("required", N_("A note has no answer, so it cannot be required."))
    return required


def _read_yes_no(fields: Fields) -> dict[str, Any]:
    return {"pass_answer": fields.one_of("pass", ("yes", "no"), "yes")}


def _read_scale(fields: Fields) -> dict[str, Any]:
    low = fields.whole("min", -LARGEST_ON_SCALE, LARGEST_ON_SCALE) if fields.required("min") else None
    high = fields.whole("max", -LARGEST_ON_SCALE, LARGEST_ON_SCALE) if fields.required("max") else None
    if low is not None and high is not None and low >= high:
        fields.note("max", N_("The largest answer must be above the smallest ({min})."), min=low)
    return {"min": low, "max": high, "reverse": fields.flag("reverse", False)}


def _read_choice(fields: Fields) -> dict[str, Any]:
    options = _read_options(fields)
    if options and not any(option.points > 0 for option in options):
        fields.note("options", N_("At least one option must have points above 0."))
    return {"options": options}


def _read_choices(fields: Fields) -> dict[str, Any]:
    full = fields.number("full", 0, LARGEST_POINTS)
    if full == 0:
        fields.note("full", N_("The points for full credit must be above 0."))
    return {"options": _read_options(fields), "full": full}


def _read_options(fields: Fields) -> tuple[Option, ...]:
    options: list[Option] = []
    for place, entry in fields.entries("options"):
        option = Fields(entry, place, fields.problems, fields.language)
        option.only("key", "text", "points")
        points = option.number("points", -LARGEST_POINTS, LARGEST_POINTS)
        key = option.key()
        if key == NOT_APPLICABLE:
            option.note("key", N_("na is kept for an item that does not apply; choose another key."))
        if key and key in {earlier.key for earlier in options}:
            option.note("key", N_("There is another option {key} in this item."), key=key)
        options.append(Option(key, option.required_text("text"), Fraction(0) if points is None else points))
    if not options and not fields.document.get("options"):
        fields.note("options", N_("At least one option is needed here."))
    return tuple(options)


def _read_time(fields: Fields) -> dict[str, Any]:
    target = fields.number("target", 0, LARGEST_MEASURE)
    limit = fields.number("limit", 0, LARGEST_MEASURE)
    if fields.has("steps"):
        for name in ("target", "limit"):
            if fields.has(name):
                fields.note(name, N_("A time has either a target (and a limit) or steps."))
    elif not fields.has("target"):
        fields.note("target", N_("A time needs a target or steps."))
    if target is not None and limit is not None and limit < target:
        fields.note("limit", N_("The limit must not be below the target."))
    return {"target": target, "limit": limit, "steps": _read_steps(fields, 0)}


def _read_number(fields: Fields) -> dict[str, Any]:
    return {"steps": _read_steps(fields, -LARGEST_MEASURE)}


def _read_steps(fields: Fields, low: int) -> tuple[Step, ...]:
    steps: list[Step] = []
    for place, entry in fields.entries("steps"):
        step = Fields(entry, place, fields.problems)
        step.only("from", "credit")
        start = step.number("from", low, LARGEST_MEASURE) if step.required("from") else None
        credit = step.number("credit", 0, 1) if step.required("credit") else None
        if start is not None and steps and start <= steps[-1].start:
            step.note("from", N_("Each step must start above the one before it."))
        if start is not None and credit is not None:
            steps.append(Step(start, credit))
    if fields.document.get("steps") == []:
        fields.note("steps", N_("At least one step is needed here."))
    return tuple(steps)


OF_KIND: Mapping[str, Callable[[Fields], dict[str, Any]]] = {
    "yes_no": _read_yes_no,
    "scale": _read_scale,
    "choice": _read_choice,
    "choices": _read_choices,
    "time": _read_time,
    "number": _read_number,
}
