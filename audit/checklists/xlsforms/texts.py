"""Texts of a form in its languages, and keys made of its names."""

from __future__ import annotations

import re

from audit.checklists.parsing.fields import KEY
from audit.checklists.xlsforms.columns import language_code
from audit.checklists.xlsforms.reports import Report
from audit.checklists.xlsforms.workbooks import Row, Workbook
from audit.errors import N_


def own_language(workbook: Workbook) -> tuple[str, bool]:
    """The language of bare `label` columns, and whether that is a guess.

    The settings say it; else it is the first language of the survey's labels; else English.
    """
    for row in workbook.settings.rows:
        for header, value in row.cells.items():
            code = row.columns[header].base == "default_language" and language_code(value)
            if code:
                return code, False
    labels = [column.language for column in workbook.survey.columns.values() if column.base == "label"]
    named = [language for language in labels if language]
    if None in labels or not named:
        return "en", True
    return named[0], False


def text_of(row: Row, base: str, own: str, report: Report, name: str = "") -> object | None:
    """A text as checklist documents have it; `name` stands in where there is none. None without either."""
    texts = row.texts(base, own)
    if not texts:
        if name:
            report.change(row, N_("{name} has no label, so its name is its text."), name=name)
        return name or None
    if own not in texts:
        other, words = next(iter(texts.items()))
        report.change(row, N_("There is no text in {own}; the one in {other} is used."), own=own, other=other)
        texts[own] = words
    if any("${" in words for words in texts.values()):
        report.change(row, N_("The text refers to an answer; the reference stays as it is written."))
    return texts[own] if len(texts) == 1 else texts


class Keys:
    """Keys that are allowed and not yet taken, as near to the form's names as possible."""

    def __init__(self) -> None:
        self.taken: set[str] = set()

    def make(self, name: str, otherwise: str) -> str:
        """A new key out of `name`, or out of `otherwise` where nothing of the name can stay."""
        plain = re.sub(r"[^\w.:-]+", "_", name.strip())
        plain = re.sub(r"^[\W_]+|_+$", "", plain)[:70] or otherwise
        assert KEY.fullmatch(plain)
        key, number = plain, 1
        while key in self.taken:
            number += 1
            key = f"{plain}_{number}"
        self.taken.add(key)
        return key
