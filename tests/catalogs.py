"""Every sentence of the source that people read, and the catalogs under audit/locale that translate them.

`python -m tests.catalogs` (through `bin/words`) brings the catalogs up to date: new sentences come in without a
translation, those that are gone go, and what is still to translate is listed. Sentences are found where they are
written: `N_("...")` in Python, pairs of them where a number decides, `_(...)` and `ngettext(...)` in templates.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).parents[1]
AUDIT = ROOT / "audit"
# Each language's number of forms, and which of them a number takes (CLDR; Babel does not know Indonesian's).
PLURALS = {
    "nl": (2, "(n != 1)"),
    "id": (1, "0"),
    "ro": (3, "(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2)"),
}
LANGUAGES = tuple(PLURALS)
PLACE = re.compile(r"\{(\w*)\}|%\((\w+)\)s|(%%)")
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, with its plural where a number decides."""

    text: str
    plural: str | None = None


def source_messages() -> dict[Message, str]:
    """Every sentence, with one place where it is written."""
    found: dict[Message, str] = {}
    for path in sorted(AUDIT.rglob("*.py")):
        for message in python_messages(path.read_text("utf-8")):
            found.setdefault(message, str(path.relative_to(ROOT)))
    for path in sorted((AUDIT / "templates").rglob("*.html")):
        with path.open("rb") as file:
            for _, _, text, _ in babel_extract(file, ("_", "gettext", "ngettext"), (), JINJA):
                message = Message(text) if isinstance(text, str) else Message(text[0], text[1])
                found.setdefault(message, str(path.relative_to(ROOT)))
    return found


def python_messages(source: str) -> Iterator[Message]:
    """The sentences of one module. Raises ValueError for a `say_count` whose two sentences cannot be found."""
    tree = ast.parse(source)
    pairs = [pair for call in calls_of(tree, "say_count") for pair in pairs_of(call, tree)]
    yield from pairs
    paired = {text for pair in pairs for text in (pair.text, pair.plural)}
    for call in calls_of(tree, "N_"):
        text = marked(call)
        if text is not None and text not in paired:
            yield Message(text)


def calls_of(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """The calls of a function, by its bare name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


def marked(node: ast.AST) -> str | None:
    """The text of `N_("...")`."""
    is_mark = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"
    if is_mark and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):  # type: ignore[attr-defined]
        return str(node.args[0].value)  # type: ignore[attr-defined]
    return None


def pairs_of(call: ast.Call, tree: ast.AST) -> list[Message]:
    """The pairs of sentences a `say_count` may say: written in it, or named and written elsewhere in the module."""
    first = call.args[0]
    if isinstance(first, ast.Starred) and isinstance(first.value, ast.Name):
        pairs = tuples_named(tree, first.value.id)
    elif isinstance(first, ast.Name) and isinstance(call.args[1], ast.Name):
        pairs = tuples_named(tree, first.id, call.args[1].id)
    else:
        one, many = marked(first), marked(call.args[1])
        pairs = [Message(one, many)] if one is not None and many is not None else []
    if not pairs:
        raise ValueError(f"line {call.lineno}: the two sentences of this say_count cannot be found")
    return pairs


def tuples_named(tree: ast.AST, *names: str) -> list[Message]:
    """The pairs of marked sentences in what is assigned to these names (or is a parameter's default)."""
    pairs = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and names_of(node.targets[0]) == list(names):
            pairs += [pair for part in ast.walk(node.value) if (pair := pair_in(part)) is not None]
    return pairs


def names_of(target: ast.AST) -> list[str]:
    """The names that are assigned to."""
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    return [part.id for part in parts if isinstance(part, ast.Name)]


def pair_in(node: ast.AST) -> Message | None:
    """A tuple of exactly two marked sentences."""
    if not isinstance(node, ast.Tuple) or len(node.elts) != 2:
        return None
    one, many = (marked(part) for part in node.elts)
    return None if one is None or many is None else Message(one, many)


def places_in(text: str) -> set[str]:
    """The places for values in a sentence: `{name}`, `%(name)s`, and `%%`."""
    return {match.group() for match in PLACE.finditer(text)}


def catalog_path(language: str) -> Path:
    return AUDIT / "locale" / language / "LC_MESSAGES" / "messages.po"


def new_catalog(language: str) -> Catalog:
    """An empty catalog of a language."""
    catalog = Catalog(locale=language)
    catalog.mime_headers = [("Plural-Forms", plural_forms(language))]
    return catalog


def plural_forms(language: str) -> str:
    """The rule as a catalog's header says it."""
    forms, chosen = PLURALS[language]
    return f"nplurals={forms}; plural={chosen};"


def read_catalog(language: str) -> Catalog:
    """The catalog of a language; an empty one where there is none yet."""
    path = catalog_path(language)
    if not path.exists():
        return new_catalog(language)
    with path.open("rb") as file:
        return read_po(file)


def translated(catalog: Catalog) -> dict[Message, tuple[str, ...]]:
    """The translations of a catalog, every plural form of each, empty where there is none."""
    found = {}
    for entry in catalog:
        if entry.id:
            message = Message(*entry.id) if isinstance(entry.id, tuple) else Message(entry.id)
            strings = entry.string if isinstance(entry.string, tuple | list) else (entry.string,)
            found[message] = tuple(strings)
    return found


def write_catalog(language: str, words: dict[Message, tuple[str, ...]]) -> None:
    """Write a catalog, sentences in the order of the alphabet, so that a change shows as what it is."""
    catalog = new_catalog(language)
    for message, strings in sorted(words.items(), key=lambda pair: (pair[0].text, pair[0].plural or "")):
        if message.plural is None:
            catalog.add(message.text, strings[0])
        else:
            catalog.add((message.text, message.plural), strings)
    path = catalog_path(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    file = BytesIO()
    write_po(file, catalog, width=0, omit_header=True)
    path.write_bytes(HEADER.format(language=language, plural_forms=plural_forms(language)).encode() + file.getvalue())


def bring_up_to_date() -> int:
    """Bring every catalog up to date and list what is still to translate; how many that are."""
    messages = source_messages()
    lacking = 0
    for language in LANGUAGES:
        known = translated(read_catalog(language))
        forms = PLURALS[language][0]
        words = {message: known.get(message, ("",) * (forms if message.plural else 1)) for message in messages}
        write_catalog(language, words)
        for message, strings in words.items():
            if not all(strings):
                lacking += 1
                sys.stdout.write(f"{language}: {messages[message]}: {message.text}\n")
    return lacking


if __name__ == "__main__":
    sys.exit(1 if bring_up_to_date() else 0)
