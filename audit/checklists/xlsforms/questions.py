"""One question of the survey sheet to one item, or two where "other, please specify" is offered."""

from __future__ import annotations

import re

from audit.checklists.numbers import whole
from audit.checklists.xlsforms.comparisons import Question
from audit.checklists.xlsforms.forms import Form, Taken
from audit.checklists.xlsforms.kinds import CHANGES, COMPUTED, KINDS, Selection, reason_to_leave_out, selection_of
from audit.checklists.xlsforms.reports import Report, quoted
from audit.checklists.xlsforms.texts import text_of
from audit.checklists.xlsforms.workbooks import Row
from audit.errors import N_, say

YES_WORDS = ("yes", "true", "true()", "1", "y")
NO_WORDS = ("", "no", "false", "false()", "0", "n")
PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s;,]+)")
USUAL_RANGE = {"start": "1", "end": "10", "step": "1"}
OTHER = "Other"
WHICH_OTHER = "Other: which?"


def read_question(row: Row, written: str, form: Form) -> Taken | None:
    """The item a question of type `written` becomes; None after reporting why it is left out."""
    name = row.plain("name") or f"row_{row.number}"
    selection = selection_of(written)
    kind = KINDS.get(written.strip().lower())
    if (selection is None and kind is None) or row.cells.get("calculation"):
        row.used.update(row.cells)
        reason = say(COMPUTED if "calculation" in row.cells else reason_to_leave_out(written), type=quoted(written))
        form.report.leave_out(row, N_("{name} is left out. {reason}"), name=name, reason=reason)
        return None
    if selection is not None and selection.list_name not in form.lists:
        form.report.refuse(row, N_("There is no list {list} among the choices."), list=selection.list_name)
        return None
    item = _common(row, name, form)
    if selection is not None:
        return _read_selection(row, item, selection, form)
    return _read_plain(row, item, written.strip().lower(), str(kind), form)


def _common(row: Row, name: str, form: Form) -> dict[str, object]:
    """The fields every item has. A form requires nothing unless it says so."""
    key = form.keys.make(name, f"row_{row.number}")
    if key != name:
        form.report.change(row, N_("{name} gets the key {key}."), name=name, key=key)
    item: dict[str, object] = {"key": key, "text": text_of(row, "label", form.own, form.report, name)}
    hint = text_of(row, "hint", form.own, form.report)
    guidance = text_of(row, "guidance_hint", form.own, form.report)
    if hint is not None and guidance is not None:
        form.report.leave_out(
            row, N_("There is a hint, so the guidance stays out: {words}"), words=quoted(str(guidance))
        )
    if hint is not None or guidance is not None:
        item["help"] = guidance if hint is None else hint
    return item | {"required": _is_required(row, form.report)}


def _is_required(row: Row, report: Report) -> bool:
    written = row.plain("required").lower()
    if written not in YES_WORDS + NO_WORDS:
        report.leave_out(row, N_("Required only when {condition}: here it is not required."), condition=quoted(written))
    return written in YES_WORDS


def _read_selection(row: Row, item: dict[str, object], selection: Selection, form: Form) -> Taken:
    choices = form.lists[selection.list_name]
    choices.is_used = True
    if row.plain("choice_filter"):
        form.report.leave_out(row, N_("The filter of the options stays out: every option is offered."))
    if choices.has_na:
        item = item | {"allow_na": True}
    key = str(item["key"])
    if selection.kind == "choice" and choices.is_yes_no and not selection.has_other:
        form.report.take(row, N_("{item}: yes or no, scored; yes passes."), item=key)
        return Taken((item | {"kind": "yes_no"},), Question(key, "yes_no", choices.yes_no, has_na=choices.has_na))
    points = 1 if selection.kind == "choice" else 0
    options = [option | {"points": points} for option in choices.options]
    answers = dict(choices.answers)
    more: tuple[dict[str, object], ...] = ()
    if selection.has_other:
        answers.setdefault("other", choices.keys.make("other", "other"))
        options.append({"key": answers["other"], "text": OTHER, "points": points})
        more = (_which_other(key, answers["other"], form),)
    item = item | {"kind": selection.kind, "options": options}
    if selection.kind == "choice":
        item["weight"] = 0
        form.report.change(row, N_("{item} weighs 0 until its options have points: a form gives none."), item=key)
    form.report.take(row, N_("{item}: {kind} with {count} options."), item=key, kind=selection.kind, count=len(options))
    return Taken((item, *more), Question(key, selection.kind, answers, has_na=choices.has_na))


def _which_other(key: str, option: str, form: Form) -> dict[str, object]:
    """The text that or_other asks for."""
    rule = {"item": key, "is": option}
    own_key = form.keys.make(f"{key}_other", f"{key}_other")
    return {"key": own_key, "kind": "text", "text": WHICH_OTHER, "required": False, "show_when": rule}


def _read_plain(row: Row, item: dict[str, object], written: str, kind: str, form: Form) -> Taken:
    key = str(item["key"])
    if written in CHANGES:
        form.report.change(row, N_("{item}: {change}"), item=key, change=say(CHANGES[written]))
    question = Question(key, "" if kind == "text" and written in CHANGES else kind)
    item = item | {"kind": kind}
    if kind == "note":
        if item["required"]:
            form.report.leave_out(row, N_("A note has no answer, so it is not required."))
        item["required"] = False
    elif kind == "photo" and "signature" in row.cells.get("appearance", "").lower():
        row.plain("appearance")
        item["kind"] = "signature"
    elif kind == "yes_no":
        item["weight"] = 0
        question = Question(key, kind, {"OK": "yes"})
    elif kind == "scale":
        item, question = _read_range(row, item, form)
    elif kind == "number":
        question = Question(key, kind, is_whole=written in ("integer", "int"))
    form.report.take(row, N_("{item}: {kind}."), item=key, kind=item["kind"])
    return Taken((item,), question)


def _read_range(row: Row, item: dict[str, object], form: Form) -> tuple[dict[str, object], Question]:
    """A range of whole steps of one is a scale; any other is a number."""
    key = str(item["key"])
    found = dict(PARAMETER.findall(row.plain("parameters")))
    start, end, step = (
        _number(found.pop(name, str(usual))) for name, usual in (("start", 1), ("end", 10), ("step", 1))
    )
    if found:
        names = ", ".join(f"{name}={value}" for name, value in found.items())
        form.report.leave_out(row, N_("Of the range, {parameters} stays out."), parameters=quoted(names))
    if start is None or end is None or step != 1 or start >= end:
        form.report.change(
            row, N_("{item} becomes a number, because its range is not of whole steps of one."), item=key
        )
        return item | {"kind": "number"}, Question(key, "number")
    form.report.change(row, N_("{item} weighs 0: a form does not say which end of the range is good."), item=key)
    return item | {"min": start, "max": end, "weight": 0}, Question(key, "scale", is_whole=True)


def _number(text: str) -> int | None:
    return whole(float(text)) if re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text) else None
