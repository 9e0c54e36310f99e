"""Templates into text: one Jinja environment, in the language of the reader. Knows nothing of HTTP.

The words of the call stand in a context variable and not in the template's context, so that macros imported
without context speak the reader's language too, and one compiled template serves every language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from audit.errors import Sentence
from audit.static_files import build_id, static_url
from audit.words import LANGUAGES, Translator, translator

TEMPLATES_FOLDER = Path(__file__).parent / "templates"
DRAWING = "drawing:/{number}"
_POINTED_AT = re.compile(r"<title>.*?</title>|</?g>")
_words: ContextVar[Translator] = ContextVar("words")
_drawings: ContextVar[dict[str, str] | None] = ContextVar("drawings", default=None)
# Babel's formats that templates may use as filters: {{ share|percent }}, {{ visit.starts_at|moment(zone) }}.
_FORMATS = (
    *("number", "signed", "percent", "interval", "share_interval", "in_hundred", "in_hundred_interval"),
    *("day", "month", "time", "moment", "seconds", "joined"),
)


class Drawing(Protocol):
    """Anything that can draw itself as SVG in a language, for a page or for paper: see `reports/charts`."""

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup: ...


class Tabled(Protocol):
    """A drawing that is also a table: rows of a label and their cells."""

    def table_rows(self, words: Translator) -> Iterable[tuple[object, Markup]]: ...


def render(template: str, language: str, **context: object) -> str:
    """A template of `audit/templates` with its view models, in one of the languages of `words`."""
    words = translator(language)
    token = _words.set(words)
    try:
        return environment().get_template(template).render(context | {"language": words.language})
    finally:
        _words.reset(token)


def render_paper(template: str, language: str, **context: object) -> tuple[str, dict[str, str]]:
    """A report's template, and the drawings it shows by their addresses (`drawing:/1`), each once.

    Drawings stand beside the document as pictures: what lays out a report reads a picture many times faster than
    the same marks among its own elements, and need not match each of them against the style sheet.
    """
    drawings: dict[str, str] = {}
    token = _drawings.set(drawings)
    try:
        return render(template, language, **context), {address: svg for svg, address in drawings.items()}
    finally:
        _drawings.reset(token)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The one Jinja environment. Templates are read once; a changed one shows after a restart."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(_gettext, _ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals["_"] = _marked  # the same as the extension's, without its two calls more for each sentence
    made.globals["ngettext"] = _counted
    made.globals.update(static=static_url, build=build_id, languages=LANGUAGES)
    made.filters["say"] = _say
    made.filters["draw"] = _draw
    made.filters["table_rows"] = _table_rows
    for name in _FORMATS:
        made.filters[name] = _format(name)
    return made


def _marked(text: str, /, **values: object) -> Markup:
    """A sentence of the catalogs as markup, its values escaped: `{{ _("%(name)s is not here.", name=name) }}`."""
    return Markup(_words.get().gettext(text)) % values if values else _plain(_words.get(), text)  # noqa: S704 - ours


def _counted(text: str, plural: str, count: int, /, **values: object) -> Markup:
    """The same with a count, which `%(num)s` writes as the reader's language does: 10,000 or 10.000."""
    words = _words.get()
    values.setdefault("num", words.number(count))
    return Markup(words.ngettext(text, plural, count)) % values  # noqa: S704 - our own catalogs


@lru_cache(maxsize=4096)
def _plain(words: Translator, text: str) -> Markup:
    return Markup(words.gettext(text)) % ()  # noqa: S704 - our own catalogs


def _gettext(text: str) -> str:
    return _words.get().gettext(text)


def _ngettext(text: str, plural: str, count: int) -> str:
    return _words.get().ngettext(text, plural, count)


def _say(sentence: Sentence | str) -> str:
    return _words.get().say(sentence)


def _draw(drawing: Drawing, on_paper: bool = False) -> Markup:
    drawn = drawing.draw(_words.get(), on_paper=on_paper)
    drawings = _drawings.get()
    return drawn if drawings is None or not on_paper else _beside(drawn, drawings)


def _beside(drawn: Markup, drawings: dict[str, str]) -> Markup:
    """A drawing as a picture of its own; its title, which is escaped already, becomes the picture's words.

    What a pointer would be told over each mark goes: on paper it is never seen, and is read like a mark.
    """
    title = drawn.partition("<title>")[2].partition("</title>")[0]
    whole = _POINTED_AT.sub("", drawn).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    address = drawings.setdefault(whole, DRAWING.format(number=len(drawings) + 1))
    return Markup(f'<img class="drawing" src="{address}" alt="{title}"/>')  # noqa: S704 - escaped where it was drawn


def _table_rows(table: Tabled) -> Iterable[tuple[object, Markup]]:
    return table.table_rows(_words.get())


def _format(name: str) -> Callable[..., str]:
    def write(*values: object, **options: object) -> str:
        written: str = getattr(_words.get(), name)(*values, **options)
        return written

    return write
