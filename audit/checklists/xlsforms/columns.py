"""Column headers: what a column holds, and in which language."""

from __future__ import annotations

import re
from dataclasses import dataclass

OTHER_NAMES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "relevance": "relevant",
    "bind_relevant": "relevant",
    "bind_required": "required",
    "listname": "list_name",
    "list": "list_name",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
}
TRANSLATED = ("label", "hint", "guidance_hint")
CODE_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)\s*$")
BARE_CODE = re.compile(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Column:
    """`language` is a code, None where the header names none, and "" where the one it names is not known."""

    base: str
    language: str | None = None


def column_of(header: str) -> Column:
    """What the header `label::English (en)`, `Label`, `hint:nl`, `list name` stands for."""
    parts = [part.strip() for part in re.split(r"::?", header.strip())]
    base = _normal(parts[0])
    if len(parts) == 1 or base not in TRANSLATED:
        return Column(_normal("_".join(parts)))
    return Column(base, language_code(parts[-1]))


def _normal(name: str) -> str:
    plain = re.sub(r"[\s_-]+", "_", name.strip().lower())
    return OTHER_NAMES.get(plain, plain)


def language_code(name: str) -> str:
    """The code of a language written as `English (en)`, `en`, `English` or `Nederlands`; "" when it is not known."""
    bracketed = CODE_IN_BRACKETS.search(name)
    if bracketed:
        return _tidy(bracketed[1])
    known = LANGUAGES.get(name.strip().lower())
    if known:
        return known
    return _tidy(name.strip()) if BARE_CODE.fullmatch(name.strip()) else ""


def _tidy(code: str) -> str:
    first, *rest = code.replace("_", "-").split("-")
    return "-".join([first.lower(), *rest])


LANGUAGES = {
    "amharic": "am", "arabic": "ar", "bahasa indonesia": "id", "bengali": "bn", "burmese": "my", "catalan": "ca",
    "chinese": "zh", "croatian": "hr", "czech": "cs", "danish": "da", "dari": "prs", "deutsch": "de", "dutch": "nl",
    "english": "en", "español": "es", "farsi": "fa", "filipino": "fil", "finnish": "fi", "français": "fr",
    "french": "fr", "german": "de", "greek": "el", "haitian creole": "ht", "hausa": "ha", "hebrew": "he",
    "hindi": "hi", "hungarian": "hu", "indonesian": "id", "italian": "it", "italiano": "it", "japanese": "ja",
    "khmer": "km", "korean": "ko", "kurdish": "ku", "lao": "lo", "malay": "ms", "nederlands": "nl", "nepali": "ne",
    "norwegian": "no", "pashto": "ps", "persian": "fa", "polish": "pl", "portuguese": "pt", "português": "pt",
    "romanian": "ro", "română": "ro", "russian": "ru", "serbian": "sr", "somali": "so", "spanish": "es",
    "swahili": "sw", "swedish": "sv", "tagalog": "tl", "tamil": "ta", "thai": "th", "turkish": "tr",
    "ukrainian": "uk", "urdu": "ur", "vietnamese": "vi",
}  # fmt: skip
