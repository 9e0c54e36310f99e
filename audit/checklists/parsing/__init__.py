"""A checklist document to a checklist, strictly: every problem is named by its place.

The document is what JSON gives (dicts, lists, texts, numbers); numbers may be ints, floats or, to keep
every digit, decimals. Nothing but `BadInput` is ever raised, whatever the document holds.
"""

from __future__ import annotations

from fractions import Fraction

from audit.checklists.model import CHANNELS, MODES, SCORED_KINDS, Band, Checklist, Item, Section, Standard
from audit.checklists.numbers import exact
from audit.checklists.parsing.earlier import Earlier, find_same
from audit.checklists.parsing.fields import LANGUAGE, LONGEST_NAME, Fields, Problems, is_sound
from audit.checklists.parsing.items import LARGEST_WEIGHT, read_item
from audit.checklists.parsing.rules import Scope, read_show_when
from audit.errors import N_, BadInput, say_count

TOP_FIELDS = ("key", "name", "language", "channel", "mode", "bonus_cap", "bands", "standards", "sections")
SECTION_FIELDS = ("key", "title", "weight", "show_when", "items")
STANDARD_FIELDS = ("key", "promise", "touchpoint", "values", "source", "sop")
HIGHEST_BAND = 1_000_000


def parse_checklist(document: object, earlier: Earlier | None = None) -> Checklist:
    """The checklist a document describes. Raises `BadInput` with a `Problem` for everything wrong with it.

    `earlier` holds what was read of an earlier state of the same document, and is brought up to date.
    """
    problems, known = Problems(), Earlier() if earlier is None else earlier
    top = Fields(document, "", problems)
    top.only(*TOP_FIELDS)
    top.language = _read_language(top)
    standards = _read_standards(top, known)
    checklist = Checklist(
        key=top.key(),
        name=top.required_text("name"),
        language=top.language,
        channel=top.one_of("channel", CHANNELS, "in_person"),
        mode=top.one_of("mode", MODES, "open"),
        bonus_cap=_read_bonus_cap(top),
        bands=_read_bands(top),
        standards=standards,
        sections=_read_sections(top, frozenset(standard.key for standard in standards), known),
    )
    if problems:
        sentence = say_count(
            N_("The checklist cannot be used: there is {count} problem."),
            N_("The checklist cannot be used: there are {count} problems."),
            len(problems),
        )
        raise BadInput(sentence, tuple(problems))
    return checklist


def _read_language(top: Fields) -> str:
    language = top.word("language") if top.required("language") else ""
    if language and not LANGUAGE.fullmatch(language):
        top.note("language", N_("This is not a language code, as en or pt-BR are."))
    return language


def _read_bonus_cap(top: Fields) -> int | None:
    value = top.document.get("bonus_cap")
    if value == "none":
        return None
    if value is not None and exact(value) != 100:
        top.note("bonus_cap", N_("This must be 100 or none."))
    return 100


def _read_bands(top: Fields) -> tuple[Band, ...]:
    bands: list[Band] = []
    for place, entry in top.entries("bands"):
        fields = Fields(entry, place, top.problems, top.language)
        fields.only("from", "name")
        start = fields.number("from", 0, HIGHEST_BAND) if fields.required("from") else None
        if start is not None and bands and start <= bands[-1].start:
            fields.note("from", N_("Each band must start above the one before it."))
        elif start is not None and place == "bands[0]" and start != 0:
            fields.note("from", N_("The first band must start at 0."))
        bands.append(Band(Fraction(0) if start is None else start, fields.required_text("name")))
    if not bands and not top.document.get("bands"):
        top.note("bands", N_("At least one band is needed, from 0 on."))
    return tuple(bands)


def _read_standards(top: Fields, earlier: Earlier) -> tuple[Standard, ...]:
    standards: dict[str, Standard] = {}
    for place, entry in top.entries("standards"):
        standard = find_same(earlier.standards, entry)
        if standard is None:
            standard = _read_standard(Fields(entry, place, top.problems, top.language), entry, earlier)
        if standard.key and standard.key in standards:
            top.problems.note(f"{place}.key", N_("There is another standard {key}."), key=standard.key)
        standards.setdefault(standard.key, standard)
    return tuple(standards.values())


def _read_standard(fields: Fields, written: object, earlier: Earlier) -> Standard:
    before = len(fields.problems)
    fields.only(*STANDARD_FIELDS)
    key = fields.word("key") if fields.required("key") else ""
    if key != key.strip() or "\n" in key:
        fields.note("key", N_("A standard's key is one line without spaces around it."))
    standard = Standard(
        key=key,
        promise=fields.required_text("promise"),
        touchpoint=fields.word("touchpoint"),
        values=_read_values(fields),
        source=fields.word("source"),
        sop=fields.text("sop"),
    )
    if len(fields.problems) == before:
        earlier.standards[key] = (written, standard)
    return standard


def _read_values(fields: Fields) -> tuple[str, ...]:
    values: list[str] = []
    for place, entry in fields.entries("values"):
        if isinstance(entry, str) and entry.strip() and len(entry) <= LONGEST_NAME and is_sound(entry):
            values.append(entry)
        else:
            fields.problems.note(place, N_("A short text is expected here."))
    return tuple(values)


def _read_sections(top: Fields, standards: frozenset[str], earlier: Earlier) -> tuple[Section, ...]:
    scope = Scope(_item_keys(top.document.get("sections")), top.problems)
    sections: list[Section] = []
    for place, entry in top.entries("sections"):
        fields = Fields(entry, place, top.problems, top.language)
        section = _read_section(fields, scope, standards, earlier)
        if section.key and section.key in {before.key for before in sections}:
            fields.note("key", N_("There is another section {key}."), key=section.key)
        sections.append(section)
    if not sections and not top.document.get("sections"):
        top.note("sections", N_("At least one section is needed here."))
    _check_weights(top, sections)
    return tuple(sections)


def _item_keys(sections: object) -> frozenset[str]:
    """Every item key in the document, however wrong the rest of it may be."""
    found = set()
    for section in sections if isinstance(sections, list | tuple) else ():
        items = section.get("items") if isinstance(section, dict) else None
        for item in items if isinstance(items, list | tuple) else ():
            key = item.get("key") if isinstance(item, dict) else None
            if isinstance(key, str):
                found.add(key)
    return frozenset(found)


def _read_section(fields: Fields, scope: Scope, standards: frozenset[str], earlier: Earlier) -> Section:
    fields.only(*SECTION_FIELDS)
    show_when = read_show_when(fields, scope)
    items: list[Item] = []
    for place, entry in fields.entries("items"):
        inner = Fields(entry, place, fields.problems, fields.language)
        item = _read_item(inner, entry, scope, standards, earlier)
        if item.key and item.key in scope.earlier:
            inner.note("key", N_("There is another item {key}."), key=item.key)
        scope.earlier.setdefault(item.key, item)
        items.append(item)
    if not items and not fields.document.get("items"):
        fields.note("items", N_("At least one item is needed here."))
    return Section(
        key=fields.key(),
        title=fields.required_text("title"),
        weight=fields.number("weight", 0, LARGEST_WEIGHT),
        show_when=show_when,
        items=tuple(items),
    )


def _read_item(fields: Fields, written: object, scope: Scope, standards: frozenset[str], earlier: Earlier) -> Item:
    """An item, as it was read before where it is written the same."""
    same = find_same(earlier.items, written)
    if same is not None and (same.standard is None or same.standard in standards):
        return same
    before = len(fields.problems)
    item = read_item(fields, scope, standards)
    if len(fields.problems) == before and item.show_when is None:
        earlier.items[item.key] = (written, item)
    return item


def _check_weights(top: Fields, sections: list[Section]) -> None:
    """Where one section has a weight, each section that can have a score needs one: a guess would be silent."""
    if all(section.weight is None for section in sections):
        return
    for index, section in enumerate(sections):
        is_scored = any(item.kind in SCORED_KINDS for item in section.items)
        if section.weight is None and is_scored:
            note = N_("Other sections have a weight, so this one needs one too; 0 measures it without counting it.")
            top.problems.note(f"sections[{index}].weight", note)
