"""One script for each page, joined from its modules when the server starts: a page asks for one file, not for forty.

The modules stay what a browser could load one by one (and does, in tests). In the joined script each is a function
that runs when it is first needed and gives what the module exports; an import becomes a call for it. Only the forms
of `import` and `export` that our scripts use are known: any other is an error at the start, not in a browser later.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

_NAMES = r"\{([^{}]*)\}"
_IMPORT = re.compile(rf'^import (?:{_NAMES} from )?"(\.[^"]+)";', re.MULTILINE)
_LATER = re.compile(r'\bimport\("(\.[^"]+)"\)')
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*|\bimport\(.*", re.MULTILINE)
_START = """\
const $modules = {};
const $made = {};
const $need = (name) => ($made[name] ??= $modules[name]());
"""


class UnknownForm(ValueError):
    """A module imports or exports in a way that joining does not know."""


def join_modules(entry: str, read: Callable[[str], str]) -> str:
    """The script of a page: `entry` and everything it imports, at once or later. `read` gives a module's source."""
    waiting, joined = [entry], {}
    while waiting:
        path = waiting.pop()
        if path not in joined:
            source = read(path)
            joined[path] = _function_of(path, source)
            waiting += imports_of(path, source)
    functions = "".join(f'$modules["{path}"] = () => {{\n{text}\n}};\n' for path, text in sorted(joined.items()))
    return f'{_START}{functions}$need("{entry}");\n'


def imports_of(path: str, source: str) -> list[str]:
    """The modules that one module names, those it fetches later included."""
    names = [name for _, name in _IMPORT.findall(source)] + _LATER.findall(source)
    return [_beside(path, name) for name in names]


def _function_of(path: str, source: str) -> str:
    """The body of the function that a module becomes."""

    def need(match: re.Match[str]) -> str:
        names, needed = match[1], f'$need("{_beside(path, match[2])}")'
        return f"const {{{names.replace(' as ', ': ')}}} = {needed};" if names else f"{needed};"

    text = _IMPORT.sub(need, source)
    text = _LATER.sub(lambda match: f'Promise.resolve().then(() => $need("{_beside(path, match[1])}"))', text)
    exported = [name for _, name in _EXPORT.findall(text)]
    text = _EXPORT.sub(r"\1", text)
    if unknown := _UNKNOWN.search(text):
        raise UnknownForm(f"{path}: {unknown[0]}")
    return f"{text}return {{ {', '.join(exported)} }};" if exported else f"{text}return true;"


def _beside(path: str, name: str) -> str:
    """The path of a module named from another."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
