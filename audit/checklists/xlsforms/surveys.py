"""The survey sheet row by row: groups open and close sections, questions become items."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from audit.checklists.xlsforms.comparisons import CannotSay, Question, Rule, joined
from audit.checklists.xlsforms.expressions import rule_of
from audit.checklists.xlsforms.forms import Form
from audit.checklists.xlsforms.kinds import CLOSING, OPENING
from audit.checklists.xlsforms.questions import YES_WORDS, read_question
from audit.checklists.xlsforms.reports import quoted
from audit.checklists.xlsforms.texts import Keys, text_of
from audit.checklists.xlsforms.workbooks import Row
from audit.errors import N_


@dataclass(slots=True)
class Group:
    """An open group. `rule` is its own condition and those of the groups around it; False: never shown."""

    name: str
    title: object
    rule: Rule | bool
    row: Row | None = None
    parts: int = 0
    has_inner: bool = False


class Survey:
    """Collects `sections` for the document, and in `item_rows` the row that each of their items came from.

    A group within a group becomes a section of its own; what follows it in the outer group becomes a
    second section with the outer group's title.
    """

    def __init__(self, form: Form, title: object) -> None:
        self.form = form
        self.report = form.report
        self.sections: list[dict[str, object]] = []
        self.item_rows: list[list[Row]] = []
        self.groups = [Group("items", title, True)]
        self.questions: dict[str, Question] = {}
        self.ambiguous: set[str] = set()
        self.section_keys = Keys()
        self.current: Group | None = None

    def read(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._read_row(row)
            self.report.leave_out_unused(row)
        for group in self.groups[1:]:
            if group.row is not None:
                self.report.refuse(group.row, N_("Group {name} is not closed."), name=group.name)

    def _read_row(self, row: Row) -> None:
        written = row.plain("type")
        if row.plain("disabled").lower() in YES_WORDS:
            row.used.update(row.cells)
            self.report.leave_out(row, N_("This row is disabled."))
        elif not written:
            if row.leftover():
                self.report.leave_out(row, N_("This row has no type."))
        elif OPENING.fullmatch(written):
            self._open(row, written)
        elif CLOSING.fullmatch(written):
            self._close(row)
        else:
            self._ask(row, written)

    def _open(self, row: Row, written: str) -> None:
        name = row.plain("name") or f"row_{row.number}"
        title = text_of(row, "label", self.form.own, self.report, name)
        if "group" not in written.lower() or "loop" in written.lower():
            self.report.change(row, N_("{name} is asked once: a visit has no repeats."), name=name)
        rule = joined("all", [self.groups[-1].rule, self._condition(row)])
        self.groups.append(Group(name, title, rule, row))

    def _close(self, row: Row) -> None:
        row.used.update(row.cells)
        if len(self.groups) == 1:
            self.report.refuse(row, N_("A group ends here that never began."))
            return
        group = self.groups.pop()
        opened = group.row or row
        if not group.parts and not group.has_inner:
            self.report.leave_out(opened, N_("Group {name} holds nothing that could be taken."), name=group.name)
            self.report.leave_out(row, N_("Group {name} ends."), name=group.name)
            return
        self.groups[-1].has_inner = True
        if not group.parts:
            note = N_("Group {name} has no questions of its own: the groups in it are sections, its title is not kept.")
            self.report.change(opened, note, name=group.name)
        self.report.take(row, N_("Group {name} ends."), name=group.name)

    def _ask(self, row: Row, written: str) -> None:
        name = row.plain("name")
        condition = self._condition(row)
        if condition is False or self.groups[-1].rule is False:
            row.used.update(row.cells)
            self.report.leave_out(row, N_("{name} is left out: its condition never holds."), name=name or written)
            return
        taken = read_question(row, written, self.form)
        if taken is None:
            return
        items = [dict(item) for item in taken.items]
        if not isinstance(condition, bool):
            items[0]["show_when"] = condition
        self._add(row, items)
        self._remember(name, taken.question)

    def _condition(self, row: Row) -> Rule | bool:
        """The row's `relevant` as a rule; True, after reporting it, where our rules cannot say it."""
        written = row.plain("relevant")
        if not written:
            return True
        try:
            return rule_of(written, self.questions)
        except CannotSay as why:
            note = N_("The condition {condition} stays out, so this is always shown. {reason}")
            self.report.leave_out(row, note, condition=quoted(written), reason=why.sentence)
            return True

    def _add(self, row: Row, items: list[dict[str, object]]) -> None:
        group = self.groups[-1]
        if self.current is not group:
            self._begin_section(row, group)
        entries = self.sections[-1]["items"]
        assert isinstance(entries, list)
        entries += items
        self.item_rows[-1] += [row] * len(items)

    def _begin_section(self, row: Row, group: Group) -> None:
        group.parts += 1
        self.current = group
        key = self.section_keys.make(group.name, f"section_{row.number}")
        section: dict[str, object] = {"key": key, "title": group.title, "items": []}
        if not isinstance(group.rule, bool):
            section["show_when"] = group.rule
        self.sections.append(section)
        self.item_rows.append([])
        if group.parts > 1:
            self.report.change(row, N_("{name} goes on here in a section of its own."), name=group.name)
        elif group.row is not None:
            self.report.take(group.row, N_("Group {name}: section {key}."), name=group.name, key=key)

    def _remember(self, name: str, question: Question) -> None:
        """A name that stands for two questions can no longer be asked about."""
        if name in self.questions or name in self.ambiguous:
            self.questions.pop(name, None)
            self.ambiguous.add(name)
        elif name:
            self.questions[name] = question
