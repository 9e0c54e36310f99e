"""Whether a checklist file can be published: the report behind `audit checklist check`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from audit.checklists.advice import advise
from audit.checklists.findings import Finding
from audit.checklists.json_files import read_json
from audit.checklists.languages import languages_of
from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist
from audit.checklists.spreadsheets.reading import from_sheets
from audit.checklists.xlsforms.importing import Imported
from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services.checklist_files import named, read_file
from audit.services.spreadsheets import find_sheets
from audit.services.xlsforms import import_form_file, is_workbook

IN_SHEET = re.compile(r"(?P<sheet>[^:\[\]]+):(?P<row>\d+)(?: (?P<place>.+))?")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a file holds and what is wrong with it. `refusal` is None when it can be published."""

    items: int = 0
    sections: int = 0
    languages: tuple[str, ...] = ()
    taken: tuple[Finding, ...] = ()
    changed: tuple[Finding, ...] = ()
    left_out: tuple[Finding, ...] = ()
    problems: tuple[Finding, ...] = ()
    advice: tuple[Finding, ...] = ()
    refusal: BadInput | None = None
    checklist: Checklist | None = None

    @property
    def is_ok(self) -> bool:
        return self.refusal is None


def check_file(path: Path, planned_minutes: int | None = None) -> CheckReport:
    """The report on a checklist file. A file that cannot be published gives a report with its refusal.

    `planned_minutes`: how long a visit is meant to last, for the advice on it.
    """
    try:
        report = check_bytes(read_file(path), path.name, planned_minutes)
    except BadInput as error:
        report = refused(error)
    return replace(report, refusal=named(path, report.refusal)) if report.refusal else report


def check_bytes(data: bytes, name: str, planned_minutes: int | None = None) -> CheckReport:
    """The same of the bytes of a file that is called `name`."""
    path = PurePath(name)
    try:
        if not is_workbook(data, path.suffix):
            return _report(parse_checklist(read_json(data)), planned_minutes)
        sheets = find_sheets(data)
        if sheets is not None:
            return _report(from_sheets(sheets), planned_minutes)
        return _form_report(import_form_file(data, path.stem), planned_minutes)
    except BadInput as error:
        return refused(error)


def refused(error: BadInput) -> CheckReport:
    """The report on a file in which nothing could be looked at one by one."""
    problems = tuple(placed(problem) for problem in error.problems)
    return CheckReport(problems=problems or (Finding(error.sentence),), refusal=error)


def placed(problem: Problem) -> Finding:
    """A problem as a finding; a place of a workbook (`items:3 weight`) is taken apart into sheet and row."""
    in_sheet = IN_SHEET.fullmatch(problem.place)
    if in_sheet is None:
        return Finding(problem.sentence, place=problem.place or None)
    return Finding(problem.sentence, in_sheet["sheet"], int(in_sheet["row"]), in_sheet["place"] or None)


def _report(checklist: Checklist, planned_minutes: int | None) -> CheckReport:
    return CheckReport(
        items=len(tuple(checklist.items())),
        sections=len(checklist.sections),
        languages=languages_of(checklist),
        advice=tuple(Finding(one.sentence, place=one.place) for one in advise(checklist, planned_minutes)),
        checklist=checklist,
    )


def _form_report(imported: Imported, planned_minutes: int | None) -> CheckReport:
    lists = CheckReport(
        taken=tuple(imported.report.taken),
        changed=tuple(imported.report.changed),
        left_out=tuple(imported.report.left_out),
        problems=tuple(imported.report.problems),
    )
    try:
        held = _report(imported.usable(), planned_minutes)
    except BadInput as error:
        return replace(lists, refusal=error)
    return replace(held, taken=lists.taken, changed=lists.changed, left_out=lists.left_out, problems=lists.problems)


def summary(report: CheckReport) -> Sentence:
    """What a checklist that can be published holds."""
    return say(
        N_("It can be published. Sections: {sections}. Items: {items}. Languages: {languages}."),
        sections=report.sections,
        items=report.items,
        languages=", ".join(report.languages),
    )


def report_lists(report: CheckReport) -> Iterator[tuple[Sentence, tuple[Finding, ...]]]:
    """What became of a form's rows, and the advice, for people: a heading with its count, and the findings."""
    for name, findings in (
        (N_("Taken: {count}"), report.taken),
        (N_("Changed: {count}"), report.changed),
        (N_("Left out: {count}"), report.left_out),
        (N_("Advice: {count}"), report.advice),
    ):
        if findings:
            yield say(name, count=len(findings)), findings


def report_document(report: CheckReport, *, with_advice: bool = False) -> dict[str, object]:
    """The report as `audit checklist check --format json` prints it."""
    document: dict[str, object] = {
        "ok": report.is_ok,
        "items": report.items,
        "sections": report.sections,
        "languages": list(report.languages),
        "taken": [_entry(finding) for finding in report.taken],
        "changed": [_entry(finding) for finding in report.changed],
        "left_out": [_entry(finding) for finding in report.left_out],
        "problems": [_entry(finding) for finding in report.problems],
    }
    return document | {"advice": [_entry(finding) for finding in report.advice]} if with_advice else document


def _entry(finding: Finding) -> dict[str, object]:
    return {"sheet": finding.sheet, "row": finding.row, "place": finding.place, "text": str(finding.sentence)}
