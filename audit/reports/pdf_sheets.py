"""The style sheet of a paper as one text: every token in its place, the size of the paper and the chain's colour.

A sheet whose rules name `var(--soft)` has each such rule read anew for each element of the document. Written out it
is read once, and kept by the process that prints for the papers that follow.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from audit.static_files import find_static

_TOKEN = re.compile(r"(--[\w-]+): ([^;]+);")
_USE = re.compile(r"var\((--[\w-]+)\)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


TOKENS = "css/tokens.css"


@lru_cache(maxsize=32)
def paper_sheet(path: str, size: Literal["A4", "Letter"] = "A4", accent: str = "") -> str:
    """A static sheet for paper: another size, and `--accent` as `#rrggbb`. A path that does not exist is a KeyError."""
    tokens = _static_text(TOKENS)
    values = dict(_TOKEN.findall(tokens.partition("@media")[0]))  # in light, which stands first: paper is never dark
    if _COLOUR.fullmatch(accent):
        values["--accent"] = accent
    rules = _static_text(path).replace(tokens, "").replace("size: A4;", f"size: {size};")
    return _USE.sub(lambda use: values[use[1]], rules)


def _static_text(path: str) -> str:
    found = find_static(path)
    if found is None:
        raise KeyError(f"there is no style sheet {path}")
    return found.body.decode()
