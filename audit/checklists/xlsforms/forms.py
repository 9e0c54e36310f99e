"""What is known of a form while its questions are read, and what a question leaves behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.checklists.xlsforms.choice_lists import ChoiceList
from audit.checklists.xlsforms.comparisons import Question
from audit.checklists.xlsforms.reports import Report
from audit.checklists.xlsforms.texts import Keys


@dataclass(slots=True)
class Form:
    """`own` is the language of texts that name none."""

    own: str
    lists: Mapping[str, ChoiceList]
    report: Report
    keys: Keys


@dataclass(frozen=True, slots=True)
class Taken:
    """Items for the document, and what expressions can ask about the first of them."""

    items: tuple[dict[str, object], ...]
    question: Question
