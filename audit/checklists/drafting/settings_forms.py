"""What a draft says of itself as a whole (name, channel, mode, bonus, bands), as a form and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audit.checklists.drafting.documents import Document
from audit.checklists.drafting.item_fields import text_fields, written
from audit.checklists.drafting.readings import Reading, rows_of
from audit.checklists.model import CHANNELS, MODES
from audit.errors import N_, Problem

SETTINGS = ("name", "channel", "mode", "bonus_cap", "bands")
NO_NAME = N_("The name is empty.")


def settings_of(document: Document) -> Document:
    """The part of a draft that this form is about."""
    return {name: document[name] for name in SETTINGS if name in document}


def settings_fields(document: Document) -> dict[str, str]:
    """The form's fields by name."""
    language = document["language"]
    fields = dict(text_fields("name", document["name"], language))
    fields |= {"channel": document.get("channel", "in_person"), "mode": document.get("mode", "open")}
    if document.get("bonus_cap") == "none":
        fields["bonus_free"] = "yes"
    for row, band in enumerate(document["bands"]):
        fields[f"band.{row}.from"] = written(band["from"])
        fields |= dict(text_fields(f"band.{row}.name", band["name"], language))
    return fields


def read_settings_form(form: Mapping[str, str]) -> tuple[Document, tuple[Problem, ...]]:
    """The settings a form describes, and what cannot be read."""
    reading = Reading(form)
    settings: dict[str, Any] = {
        "name": reading.texts("name"),
        "channel": reading.one_of("channel", CHANNELS, "in_person"),
        "mode": reading.one_of("mode", MODES, "open"),
        "bonus_cap": "none" if "bonus_free" in form else 100,
        "bands": [],
    }
    if not settings["name"]:
        reading.note("name", NO_NAME)
    for row in rows_of(form, "band"):
        start, names = reading.number(f"band.{row}.from"), reading.texts(f"band.{row}.name")
        if start is not None or names:
            settings["bands"].append({"from": start, "name": names})
    return settings, tuple(reading.problems)
