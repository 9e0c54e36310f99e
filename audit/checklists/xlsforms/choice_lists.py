"""The choices sheet: lists of options, and which of them is plainly a yes and a no."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from audit.checklists.model import NOT_APPLICABLE
from audit.checklists.xlsforms.reports import Report, quoted
from audit.checklists.xlsforms.texts import Keys, text_of
from audit.checklists.xlsforms.workbooks import Row, Workbook
from audit.errors import N_

YES = frozenset({"yes", "y", "true", "ja", "ya", "da", "oui", "si", "sí", "sim"})
NO = frozenset({"no", "n", "false", "nee", "nein", "tidak", "nu", "non", "não"})
NA = frozenset({"na", "n/a", "n_a", "not_applicable", "not applicable", "nvt", "n.v.t."})


@dataclass(slots=True)
class ChoiceList:
    """`answers` leads from an option's name in the form to our answer; `options` are ready for a document."""

    name: str
    first_row: Row
    options: list[dict[str, object]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    has_na: bool = False
    yes_no: dict[str, str] = field(default_factory=dict)
    rows: list[tuple[Row, str]] = field(default_factory=list)
    is_used: bool = False
    keys: Keys = field(default_factory=Keys)

    @property
    def is_yes_no(self) -> bool:
        return len(self.options) == 2 and sorted(self.yes_no.values()) == ["no", "yes"]


def read_lists(workbook: Workbook, own: str, report: Report) -> Mapping[str, ChoiceList]:
    """Every list of the choices sheet by its name."""
    lists: dict[str, ChoiceList] = {}
    for row in workbook.choices.rows:
        name = row.plain("list_name")
        if not name:
            row.used.update(row.cells)
            report.leave_out(row, N_("This option belongs to no list."))
            continue
        _read_option(row, lists.setdefault(name, ChoiceList(name, row)), own, report)
    _report_other_columns(workbook, report)
    return lists


def _read_option(row: Row, into: ChoiceList, own: str, report: Report) -> None:
    name = row.plain("name")
    if not name:
        report.refuse(row, N_("This option of list {list} has no name."), list=into.name)
        return
    if name.strip().lower() in NA and not into.has_na:
        row.texts("label", own)
        into.has_na = True
        report.change(row, N_("Option {name} becomes the answer n/a."), name=name)
        return
    if name in into.answers:
        report.change(
            row, N_("List {list} has {name} twice; the later one gets another key."), list=into.name, name=name
        )
    key = into.keys.make(name if name != NOT_APPLICABLE else "not_applicable", f"o{row.number}")
    if key != name and name not in into.answers:
        report.change(row, N_("Option {name} gets the key {key}."), name=name, key=key)
    words = [name, *row.texts("label", own).values()]
    for answer, known in (("yes", YES), ("no", NO)):
        if any(word.strip().lower() in known for word in words):
            into.yes_no.setdefault(name, answer)
    into.rows.append((row, name))
    into.options.append({"key": key, "text": text_of(row, "label", own, report, name), "points": 0})
    into.answers.setdefault(name, key)


def report_options(lists: Mapping[str, ChoiceList], report: Report) -> None:
    """Every option, once the questions are read: an answer now, or left out because nothing asks for its list."""
    for one in lists.values():
        for row, name in one.rows:
            if one.is_used:
                report.take(row, N_("{name}: an answer of the list {list}."), name=quoted(name), list=one.name)
            else:
                report.leave_out(row, N_("{name}: no question uses the list {list}."), name=quoted(name), list=one.name)


def _report_other_columns(workbook: Workbook, report: Report) -> None:
    """A column of the choices that nothing used is reported once, where it first holds anything."""
    seen: dict[str, tuple[Row, int]] = {}
    for row in workbook.choices.rows:
        for header, _ in row.leftover():
            first, count = seen.get(header, (row, 0))
            seen[header] = (first, count + 1)
    for header, (row, count) in seen.items():
        report.leave_out(row, N_("Column {column} of the options, with {count} cells."), column=header, count=count)
