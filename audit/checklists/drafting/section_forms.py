"""What a section says of itself (titles, weight, when it is shown), as a form and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audit.checklists.drafting.documents import Document
from audit.checklists.drafting.item_fields import rule_fields, text_fields, written
from audit.checklists.drafting.readings import Reading
from audit.checklists.drafting.rule_forms import read_rule_rows
from audit.errors import N_, Problem

NO_TITLE = N_("The title is empty.")


def section_of(section: Document) -> Document:
    """The part of a section that this form is about: all of it but its items."""
    return {**section, "items": []}


def section_fields(section: Document, language: str) -> dict[str, str]:
    """The form's fields by name."""
    fields = dict(text_fields("title", section["title"], language))
    if section.get("weight") is not None:
        fields["weight"] = written(section["weight"])
    return fields | dict(rule_fields(section.get("show_when")))


def read_section_form(form: Mapping[str, str], before: Document) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The fields a form describes, None for those taken away, and what cannot be read."""
    reading = Reading(form)
    fields = {
        "title": reading.texts("title"),
        "weight": reading.number("weight"),
        "show_when": read_rule_rows(reading, before.get("show_when")),
    }
    if not fields["title"]:
        reading.note("title", NO_TITLE)
    return fields, tuple(reading.problems)
