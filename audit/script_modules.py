"""Which modules a page's script starts from, read from the scripts themselves.

A browser finds the imports of a module only after fetching it; naming all of them in the page makes one round of
requests out of a chain of them.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from audit.static_files import find_static

_IMPORT = re.compile(r'^(?:import|export) (?:[^"\';]*? from )?"(\.[^"]+)";', re.MULTILINE)


@lru_cache
def modules_of(entry: str) -> tuple[str, ...]:
    """The paths of `js/<entry>.js` and of everything it imports at once, each before what it imports.

    Modules that are fetched when they are first needed (`import("...")`) are not among them.
    """
    found: list[str] = []
    waiting = [f"js/{entry}.js"]
    while waiting:
        path = waiting.pop(0)
        if path not in found:
            found.append(path)
            waiting += imports_of(path)
    return tuple(found)


def imports_of(path: str) -> list[str]:
    """The modules that one module imports at once; a missing module is a KeyError."""
    file = find_static(path)
    if file is None:
        raise KeyError(f"there is no module {path}")
    names = _IMPORT.findall(file.body.decode())
    return [posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) for name in names]
