"""What people read: sentences in their language, and dates and numbers as they write them.

The catalogs are the `.po` files under `audit/locale`; they are compiled in memory, once a process and
language, so no build step and no stale `.mo` file can come between a translation and its reader.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from audit.errors import Sentence

LANGUAGES: Mapping[str, str] = {"en": "English", "nl": "Nederlands", "id": "Bahasa Indonesia", "ro": "Română"}
DEFAULT_LANGUAGE = "en"
_LOCALES = {"en": "en_GB", "nl": "nl_NL", "id": "id_ID", "ro": "ro_RO"}
_OLD_CODES = {"in": "id", "mo": "ro"}  # ISO 639 before 1989 and before 2008; some browsers still send them
_CATALOGS = Path(__file__).parent / "locale"

Number = int | float | Decimal | Fraction | str


@dataclass(frozen=True, slots=True)
class Percent:
    """A share of 1 inside a sentence's values, shown as a percentage of the reader's language."""

    share: float
    decimals: int = 0


def choose_language(choice: str | None, accept_language: str = "", otherwise: str = DEFAULT_LANGUAGE) -> str:
    """The person's own choice, else the first language the browser asks for that we have, else `otherwise`."""
    if choice is not None and choice in LANGUAGES:
        return choice
    for code in _wanted_languages(accept_language):
        primary = code.partition("-")[0].lower()
        found = _OLD_CODES.get(primary, primary)
        if found in LANGUAGES:
            return found
    return otherwise


def _wanted_languages(accept_language: str) -> list[str]:
    """The codes of an Accept-Language header, the most wanted first; rubbish is passed over."""
    wanted: list[tuple[float, str]] = []
    for part in accept_language.split(","):
        code, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if code and 0 < weight <= 1:
            wanted.append((weight, code.strip()))
    return [code for _, code in sorted(wanted, key=lambda pair: -pair[0])]


@lru_cache(maxsize=len(LANGUAGES))
def translator(language: str) -> Translator:
    """The words of one of `LANGUAGES`; any other code is answered in English."""
    known = language if language in LANGUAGES else DEFAULT_LANGUAGE
    return Translator(known, read_catalog(_CATALOGS / known / "LC_MESSAGES" / "messages.po"))


def read_catalog(path: Path) -> gettext.NullTranslations:
    """A `.po` file, compiled in memory. Without the file every sentence stays as it is written in the source."""
    if not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Translator:
    """One language: its sentences, and the way it writes dates, numbers and lists."""

    def __init__(self, language: str, catalog: gettext.NullTranslations) -> None:
        self.language = language
        self.locale = Locale.parse(_LOCALES[language])
        self.gettext = catalog.gettext
        self.ngettext = catalog.ngettext
        self._percent_pattern = self.locale.percent_formats[None].pattern
        self._percents = tuple(format_percent(whole / 100, locale=self.locale) for whole in range(101))

    def say(self, sentence: Sentence | str) -> str:
        """A sentence in this language. A plain string is somebody's own words and stays as it is."""
        if isinstance(sentence, str):
            return sentence
        if sentence.plural is not None and sentence.count is not None:
            text = self.ngettext(sentence.text, sentence.plural, sentence.count)
        else:
            text = self.gettext(sentence.text)
        values = {name: self._value(value) for name, value in sentence.values.items()}
        if sentence.count is not None:
            values.setdefault("count", self.number(sentence.count))
        return text.format_map(values) if values else text

    def _value(self, value: object) -> str:
        if isinstance(value, Sentence):
            return self.say(value)
        if isinstance(value, Percent):
            return self.percent(value.share, value.decimals)
        if isinstance(value, bool) or value is None:
            return str(value)
        if isinstance(value, int):
            return str(value) if -10_000 < value < 10_000 else self.number(value)  # years and line numbers stay whole
        if isinstance(value, float | Decimal | Fraction):
            return self.number(value, 1)
        if isinstance(value, datetime):
            return self.moment(value)
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, tuple | list):
            return self.joined(self._value(part) for part in value)
        return str(value)

    def joined(self, parts: Iterable[str]) -> str:
        """`a, b and c`, as this language joins them."""
        return format_list(list(parts), locale=self.locale)

    def number(self, value: Number, decimals: int = 0) -> str:
        """A number with so many decimals, rounded half up from its exact value."""
        return _write_number(round_half_up(value, decimals), decimals, self.locale)

    def signed(self, value: Number, decimals: int = 0) -> str:
        """A number with its sign always shown and a true minus, for differences."""
        rounded = round_half_up(value, decimals)
        digits = self.number(abs(rounded), decimals)
        return f"+{digits}" if rounded > 0 else f"\N{MINUS SIGN}{digits}" if rounded < 0 else digits

    def percent(self, share: Number, decimals: int = 0) -> str:
        """A share of 1 as a percentage, rounded half up."""
        rounded = round_half_up(hundredfold(share), decimals)
        if not decimals and 0 <= rounded <= 100:
            return self._percents[int(rounded)]
        pattern = self._percent_pattern.replace("##0", "##0." + "0" * decimals) if decimals else self._percent_pattern
        return format_percent(rounded / 100, pattern, self.locale)

    def interval(self, low: Number, high: Number, decimals: int = 0) -> str:
        """A range of numbers: `57–71`."""
        return f"{self.number(low, decimals)}\N{EN DASH}{self.number(high, decimals)}"

    def share_interval(self, low: Number, high: Number, decimals: int = 0) -> str:
        """A range of shares of 1 in percent: `57–71%`."""
        return f"{self.number(hundredfold(low), decimals)}\N{EN DASH}{self.percent(high, decimals)}"

    def in_hundred(self, share: Number) -> str:
        """A share of 1 as so many times in 100, without a sign: `71`."""
        return self.number(hundredfold(share))

    def in_hundred_interval(self, low: Number, high: Number) -> str:
        """A range of shares of 1 as times in 100: `67–75`."""
        return self.interval(hundredfold(low), hundredfold(high))

    def seconds(self, value: Number) -> str:
        """A duration as a stopwatch shows it: `0:42`, `12:05`, `1:02:05`."""
        whole = int(round_half_up(value, 0))
        minutes, rest = divmod(whole, 60)
        if minutes < 60:
            return f"{minutes}:{rest:02d}"
        return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"

    def day(self, value: date, width: str = "long") -> str:
        """A day: `long` 12 November 2026, `medium` 12 Nov 2026, `short` in figures, or a Babel pattern."""
        return _write_day(value, width, self.locale)

    def month(self, value: date) -> str:
        """A month of a year: Nov 2026."""
        return _write_day(value, "MMM y", self.locale)

    def time(self, value: datetime, zone: str | tzinfo | None = None) -> str:
        """The time of day in a zone (its IANA name), else in the moment's own."""
        return format_time(_in_zone(value, zone), "HH:mm", locale=self.locale)

    def moment(self, value: datetime, zone: str | tzinfo | None = None) -> str:
        """Day and time of day in a zone (its IANA name), else in the moment's own."""
        local = _in_zone(value, zone)
        return f"{self.day(local, 'medium')}, {format_time(local, 'HH:mm', locale=self.locale)}"


def exact(value: Number) -> Fraction:
    """The number as it was written: 0.1 is one tenth, not the nearest binary fraction."""
    return Fraction(repr(value)) if isinstance(value, float) else Fraction(value)


def hundredfold(share: Number) -> Number:
    """A hundred times a share, exactly; a float as it was written, in the decimal digits it has."""
    return Decimal(repr(share)).scaleb(2) if isinstance(share, float) else exact(share) * 100


def round_half_up(value: Number, decimals: int) -> Decimal:
    """Half up and away from zero, from the exact value (Python's own round goes to the even digit)."""
    if not isinstance(value, Fraction):
        written = value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else value)
        return written.quantize(Decimal((0, (1,), -decimals)), ROUND_HALF_UP)
    whole = int(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(-whole if value < 0 else whole).scaleb(-decimals)


@lru_cache(maxsize=4096)
def _write_number(rounded: Decimal, decimals: int, locale: Locale) -> str:
    """Remembered, because a page of numbers holds the same few hundred again and again."""
    return format_decimal(rounded, "#,##0" + ("." + "0" * decimals if decimals else ""), locale)


@lru_cache(maxsize=4096)
def _write_day(value: date, width: str, locale: Locale) -> str:
    return format_date(value, width, locale)


def _in_zone(value: datetime, zone: str | tzinfo | None) -> datetime:
    if zone is None:
        return value
    return value.astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone)
