"""The languages of a checklist: which occur, and what is missing in each."""

from __future__ import annotations

from collections.abc import Iterator

from audit.checklists.model import Checklist, Text


def texts_of(checklist: Checklist) -> Iterator[tuple[str, Text]]:
    """Every text with its place, as places are named in the document."""
    yield "name", checklist.name
    for index, band in enumerate(checklist.bands):
        yield f"bands[{index}].name", band.name
    for index, standard in enumerate(checklist.standards):
        yield f"standards[{index}].promise", standard.promise
        if standard.sop is not None:
            yield f"standards[{index}].sop", standard.sop
    for index, section in enumerate(checklist.sections):
        yield f"sections[{index}].title", section.title
        for inner, item in enumerate(section.items):
            place = f"sections[{index}].items[{inner}]"
            yield f"{place}.text", item.text
            if item.help is not None:
                yield f"{place}.help", item.help
            yield from ((f"{place}.options[{n}].text", option.text) for n, option in enumerate(item.options))


def languages_of(checklist: Checklist) -> tuple[str, ...]:
    """Every language in which there is any text, the checklist's own first."""
    found = {code for _, text in texts_of(checklist) for code in text}
    return (checklist.language, *sorted(found - {checklist.language}))


def untranslated(checklist: Checklist, language: str) -> tuple[str, ...]:
    """The places of the texts that are missing in `language`."""
    return tuple(place for place, text in texts_of(checklist) if language not in text)
