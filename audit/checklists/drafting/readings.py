"""A form being read: what its fields say as numbers, choices and texts, and what cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from audit.errors import N_, Problem, say

NOT_A_NUMBER = N_("“{typed}” is not a number.")
NOT_WHOLE = N_("“{typed}” is not a whole number.")
NOT_A_CHOICE = N_("Choose one of the answers.")
LARGEST = Decimal(10) ** 9


class Reading:
    """A form being read: its fields, and the problems found."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self.form = form
        self.problems: list[Problem] = []

    def note(self, name: str, text: str, **values: object) -> None:
        self.problems.append(Problem(name, say(text, **values)))

    def number(self, name: str, *, is_whole: bool = False) -> int | float | None:
        """A number with a comma or a point; None where nothing is typed."""
        typed = self.form.get(name, "").strip()
        if not typed:
            return None
        try:
            number = Decimal(typed.replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) > LARGEST or len(typed) > 20:
            self.note(name, NOT_A_NUMBER, typed=typed[:40])
            return None
        if number == number.to_integral_value():
            return int(number)
        if is_whole:
            self.note(name, NOT_WHOLE, typed=typed[:40])
        return float(number)

    def one_of(self, name: str, choices: tuple[str, ...], default: str) -> str:
        chosen = self.form.get(name, default)
        if chosen not in choices:
            self.note(name, NOT_A_CHOICE)
            return default
        return chosen

    def texts(self, name: str) -> dict[str, str]:
        """The words of a text by language, those that are there."""
        prefix = f"{name}."
        found = {key.removeprefix(prefix): words.strip() for key, words in self.form.items() if key.startswith(prefix)}
        return {code: words for code, words in found.items() if words}


def rows_of(form: Mapping[str, str], name: str) -> list[int]:
    """The numbers of the rows of a repeated group, in order."""
    parts = [key.split(".") for key in form if key.startswith(f"{name}.")]
    return sorted({int(part[1]) for part in parts if len(part) > 2 and part[1].isascii() and part[1].isdigit()})
