"""A whole XLSForm workbook to a checklist document, with a report of every row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.checklists.findings import Finding
from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist
from audit.checklists.xlsforms.choice_lists import read_lists, report_options
from audit.checklists.xlsforms.columns import language_code
from audit.checklists.xlsforms.forms import Form
from audit.checklists.xlsforms.reports import Report, quoted
from audit.checklists.xlsforms.surveys import Survey
from audit.checklists.xlsforms.texts import Keys, own_language
from audit.checklists.xlsforms.workbooks import Workbook, read_workbook
from audit.errors import N_, BadInput, Problem, say, say_count

BANDS = ({"from": 0, "name": "0–100"},)  # a form has none; this one says nothing in any language
ITEM_PLACE = re.compile(r"sections\[(\d+)\]\.items\[(\d+)\]")


@dataclass(frozen=True, slots=True)
class Imported:
    """`checklist` is None where there are problems."""

    checklist: Checklist | None
    report: Report

    def usable(self) -> Checklist:
        """The checklist. Raises `BadInput` where there is none, each problem at its sheet and row."""
        if self.checklist is not None:
            return self.checklist
        problems = tuple(Problem(f"{one.sheet}:{one.row}", one.sentence) for one in self.report.problems)
        sentence = say_count(
            N_("The form cannot become a checklist: there is {count} problem."),
            N_("The form cannot become a checklist: there are {count} problems."),
            len(problems),
        )
        raise BadInput(sentence, problems)


def import_form(book: Mapping[str, object], name: str, unread: Sequence[Finding] = ()) -> Imported:
    """The checklist in a form. `book` is what pyxform reads out of a workbook, `name` the file's name.

    `unread` are the cells of the file that it did not read.
    """
    workbook = read_workbook(book)
    report = Report(left_out=list(unread))
    own, is_guess = own_language(workbook)
    if is_guess and workbook.survey.rows:
        report.changed.append(
            Finding(say(N_("Texts without a language are taken as {language}."), language=own), "survey", 1)
        )
    top = _read_settings(workbook, name, own, report)
    form = Form(own, read_lists(workbook, own, report), report, Keys())
    survey = Survey(form, top["name"])
    survey.read(workbook.survey.rows)
    report_options(form.lists, report)
    for sheet in workbook.other_sheets:
        report.left_out.append(Finding(say(N_("Sheet {sheet} is left out."), sheet=sheet), sheet, 1))
    if "survey" not in book:
        report.problems.append(Finding(say(N_("There is no sheet named survey.")), "survey", 1))
    elif not survey.sections and not report.problems:
        report.problems.append(Finding(say(N_("There is no question that could be taken.")), "survey", 1))
    report.sort()
    if report.problems:
        return Imported(None, report)
    return _parsed(top | {"sections": survey.sections}, survey, report)


def _read_settings(workbook: Workbook, name: str, own: str, report: Report) -> dict[str, object]:
    """Everything of the document but its sections."""
    title, form_id = "", ""
    for row in workbook.settings.rows[:1]:
        title, form_id = row.plain("form_title"), row.plain("form_id")
        language = row.plain("default_language")
        if language and not language_code(language):
            report.leave_out(row, N_("The language {value} is not known."), value=quoted(language))
            language = ""
        for value, text in (
            (title, N_("The title: {value}.")),
            (form_id, N_("The form's id, as the key: {value}.")),
            (language, N_("The language of texts that name none: {value}.")),
        ):
            if value:
                report.take(row, text, value=quoted(value))
    for row in workbook.settings.rows:
        report.leave_out_unused(row)
    report.changed.append(Finding(say(N_("A form has no bands: there is one, from 0 to 100.")), "settings", 1))
    return {
        "key": Keys().make(form_id or name, "form"),
        "name": title or form_id or name,
        "language": own,
        "bands": list(BANDS),
    }


def _parsed(document: dict[str, object], survey: Survey, report: Report) -> Imported:
    try:
        return Imported(parse_checklist(document), report)
    except BadInput as error:
        report.problems += [_placed(problem, survey) for problem in error.problems]
        return Imported(None, report)


def _placed(problem: Problem, survey: Survey) -> Finding:
    """A problem of the document at the row that its item came from."""
    place = ITEM_PLACE.match(problem.place)
    row = survey.item_rows[int(place[1])][int(place[2])] if place else None
    if row is None:
        return Finding(problem.sentence, "survey", 1, problem.place)
    return Finding(problem.sentence, row.sheet, row.number, problem.place)
