"""One object of a document, read field by field; every problem is collected with its place.

A reader never stops at the first problem: it notes it, goes on with a harmless value, and the whole
list is raised at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from audit.checklists.json_files import Doubled
from audit.checklists.model import Text
from audit.checklists.numbers import exact, survives_json
from audit.errors import N_, Problem, Sentence, say

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
KEY = re.compile(r"[^\W_][\w.:-]{0,79}")
UNSOUND = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LONGEST_TEXT = 10_000
LONGEST_NAME = 200


class Problems(list[Problem]):
    """What is wrong, in the order it was found."""

    def note(self, place: str, text: str, **values: object) -> None:
        self.append(Problem(place, say(text, **values)))


class Fields:
    """The fields of one object at `place`. `language` is the one a bare string is written in."""

    def __init__(self, document: object, place: str, problems: Problems, language: str = "") -> None:
        self.place = place
        self.problems = problems
        self.language = language
        self.is_object = isinstance(document, dict)
        self.document: dict[object, object] = document if isinstance(document, dict) else {}
        if not isinstance(document, dict):
            problems.note(place, N_("An object with named fields is expected here."))
        elif isinstance(document, Doubled):
            for name in document.names:
                problems.note(self.at(name), N_("This field is written twice."))

    def at(self, name: str) -> str:
        """The place of a field."""
        return f"{self.place}.{name}" if self.place else name

    def note(self, name: str, text: str, **values: object) -> None:
        """What is wrong with a field; where there is no object at all, its fields are not worth a word."""
        if self.is_object:
            self.problems.note(self.at(name), text, **values)

    def has(self, name: str) -> bool:
        """Whether the field is there; null is the same as absent."""
        return self.document.get(name) is not None

    def only(self, *known: str, elsewhere: tuple[str, ...] = (), owner: str = "") -> None:
        """Refuse fields that are not known; those of `elsewhere` belong to something else than `owner`."""
        for name in self.document:
            if name in known:
                continue
            if name in elsewhere:
                self.note(str(name), N_("This field is not for {owner}."), owner=owner)
            else:
                self.note(shown(name), N_("There is no such field."))

    def required(self, name: str) -> bool:
        """Whether the field is there; its absence is a problem."""
        if self.has(name):
            return True
        self.note(name, N_("This field is missing."))
        return False

    def word(self, name: str, default: str = "") -> str:
        """A short plain text."""
        if not self.has(name):
            return default
        value = self.document[name]
        if not isinstance(value, str):
            self.note(name, N_("A text is expected here."))
            return default
        return value if self._sound(name, value, LONGEST_NAME) else default

    def key(self, name: str = "key") -> str:
        """A key: letters, digits and `_ . : -`, beginning with a letter or digit."""
        value = self.word(name) if self.required(name) else ""
        if value and not KEY.fullmatch(value):
            self.note(name, N_("A key has letters, digits and _ . : - only, and begins with a letter or digit."))
        return value

    def one_of(self, name: str, allowed: tuple[str, ...], default: str) -> str:
        """One of a few words."""
        value = self.document.get(name)
        if value is None or (isinstance(value, str) and value in allowed):
            return default if value is None else str(value)
        self.note(name, N_("This must be one of: {allowed}."), allowed=", ".join(allowed))
        return default

    def flag(self, name: str, default: bool) -> bool:
        """true or false."""
        value = self.document.get(name)
        if isinstance(value, bool):
            return value
        if value is not None:
            self.note(name, N_("true or false is expected here."))
        return default

    def number(self, name: str, low: int, high: int, *, what: Sentence | None = None) -> Fraction | None:
        """A number from `low` to `high`, exactly as written; None when absent or wrong."""
        if not self.has(name):
            return None
        value = exact(self.document[name])
        if value is None:
            self.note(name, N_("A number is expected here."))
        elif not low <= value <= high:
            self.note(name, N_("This must be from {low} to {high}."), low=low, high=high)
        elif not survives_json(value):
            self.note(name, N_("This number has more digits than can be kept (about 15)."))
        else:
            return value
        return None

    def whole(self, name: str, low: int, high: int) -> int | None:
        """A whole number from `low` to `high`; None when absent or wrong."""
        value = self.number(name, low, high)
        if value is not None and value.denominator != 1:
            self.note(name, N_("A whole number is expected here."))
            return None
        return None if value is None else int(value)

    def entries(self, name: str) -> Iterator[tuple[str, object]]:
        """The place and value of each entry of a list."""
        value = self.document.get(name)
        if value is not None and not isinstance(value, list | tuple):
            self.note(name, N_("A list is expected here."))
            return
        for index, entry in enumerate(value or ()):
            yield f"{self.at(name)}[{index}]", entry

    def text(self, name: str) -> Text | None:
        """A text in the checklist's language, or in several: a string or an object by language code."""
        value = self.document.get(name)
        if value is None:
            return None
        if isinstance(value, str):
            return Text(((self.language, value),)) if self._filled(name, value) else None
        if isinstance(value, dict):
            return self._text_by_language(name, value)
        self.note(name, N_("A text is expected here, or an object with a text for each language."))
        return None

    def required_text(self, name: str) -> Text:
        """A text that must be there; an empty one after noting that it is not."""
        text = self.text(name) if self.required(name) else None
        return text or Text(())

    def _text_by_language(self, name: str, value: dict[object, object]) -> Text | None:
        if isinstance(value, Doubled):
            self.note(name, N_("The same language is written twice."))
        words: dict[str, str] = {}
        for code, entry in value.items():
            place = f"{name}.{shown(code)}"
            if not isinstance(code, str) or not LANGUAGE.fullmatch(code):
                self.note(place, N_("This is not a language code, as en or pt-BR are."))
            elif not isinstance(entry, str):
                self.note(place, N_("A text is expected here."))
            elif self._filled(place, entry):
                words[code] = entry
        if self.language and self.language not in value:
            own = N_("The text in the checklist's own language ({language}) is missing.")
            self.note(name, own, language=self.language)
        own_first = sorted(words.items(), key=lambda pair: (pair[0] != self.language, pair[0]))
        return Text(tuple(own_first)) if words else None

    def _filled(self, name: str, value: str) -> bool:
        if not value.strip():
            self.note(name, N_("This text is empty."))
            return False
        return self._sound(name, value, LONGEST_TEXT)

    def _sound(self, name: str, value: str, longest: int) -> bool:
        if len(value) > longest:
            self.note(name, N_("This text is longer than {longest} characters."), longest=longest)
        elif not is_sound(value):
            self.note(name, N_("This text holds characters that cannot be stored."))
        else:
            return True
        return False


def is_sound(text: str) -> bool:
    """Whether a text can be stored and shown everywhere, XML included.

    No control characters, no halves of surrogate pairs, no code points that are no characters.
    """
    return UNSOUND.search(text) is None


def shown(name: object) -> str:
    """A name out of a strange document, short enough and safe to print."""
    text = str(name) if isinstance(name, str | int) else type(name).__name__
    return "".join(character if is_sound(character) else "?" for character in text[:60])
