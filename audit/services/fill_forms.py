"""The form of a checklist version, written once for each language: every visit with that version shows the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from audit.checklists.model import Checklist
from audit.render import render
from audit.services.fill_pages import NO_REMARKS, FillSection, fill_sections

REMEMBERED = 16
_remembered: OrderedDict[tuple[str, str], FillForm] = OrderedDict()


@dataclass(frozen=True, slots=True)
class FillForm:
    """The sections of a form, and the same as HTML."""

    sections: tuple[FillSection, ...]
    html: Markup


def fill_form(
    checklist: Checklist, content_hash: str, language: str, remarks: Mapping[str, Sequence[str]] = NO_REMARKS
) -> FillForm:
    """The form of a checklist, known by what is in it. Rendering 800 items takes longer than all else of their page.

    With a reviewer's remarks it belongs to one visit, and is written anew.
    """
    if remarks:
        return _write(checklist, language, remarks)
    key = (content_hash, language)
    form = _remembered.get(key) or _write(checklist, language, remarks)
    _remembered[key] = form
    _remembered.move_to_end(key)
    while len(_remembered) > REMEMBERED:
        _remembered.popitem(last=False)
    return form


def _write(checklist: Checklist, language: str, remarks: Mapping[str, Sequence[str]]) -> FillForm:
    sections = fill_sections(checklist, language, remarks)
    html = render("visits/_fill_form.html", language, sections=sections)
    return FillForm(sections, Markup(html))  # noqa: S704 - our own template, everything in it escaped
