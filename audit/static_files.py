"""The files a browser gets as they are: read once, style sheets and scripts joined, addresses carrying the build.

Every address under `/static/<build>/` is immutable: any change of any file changes the build id, so browsers
and the phone's worker may keep what they have for ever.
"""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from audit.script_modules import join_modules

STATIC_FOLDER = Path(__file__).parent / "static"
_IMPORT = re.compile(rb'^@import "([^"]+)";\n?', re.MULTILINE)
_COMMENT = re.compile(rb"/\*.*?\*/\s*", re.DOTALL)
_SCRIPT_COMMENT = re.compile(rb"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)
_SCRIPT_CAST = re.compile(rb"/\*\* @(?:type|satisfies) (?:(?!\*/).)*\*/ ?")
_EMPTY_LINES = re.compile(rb"\n{2,}")
_INDENT = re.compile(rb"^[ \t]+", re.MULTILINE)
_MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
}
# The scripts that pages ask for by name: each is sent with all its modules inside.
PHONE_SCRIPTS = ("js/phone-check.js", "js/today.js", "js/visit.js")
JOINED_SCRIPTS = (*PHONE_SCRIPTS, "js/sign-out.js")
_COMPRESSED = (".css", ".js", ".json", ".md", ".svg", ".txt")


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file as it is sent. `gzipped` is None where compressing is no gain."""

    body: bytes
    gzipped: bytes | None
    media_type: str


def find_static(path: str) -> StaticFile | None:
    """The file at a path below `/static/<build>/`, or None. Only files that were there at the start exist."""
    return _static_files().get(path)


def static_paths() -> tuple[str, ...]:
    """The path of every static file, sorted: what a worker may precache, what a test may walk over."""
    return tuple(sorted(_static_files()))


@lru_cache(maxsize=1)
def build_id() -> str:
    """Sixteen hex digits of the SHA-256 over the names and bytes of all static files."""
    digest = hashlib.sha256()
    for path, file in sorted(_static_files().items()):
        digest.update(f"{path}\0{len(file.body)}\0".encode())
        digest.update(file.body)
    return digest.hexdigest()[:16]


def static_url(path: str) -> str:
    """The address of a static file, `/static/<build>/css/desk.css`. A path that does not exist is a KeyError."""
    if path not in _static_files():
        raise KeyError(f"there is no static file {path}")
    return f"/static/{build_id()}/{path}"


@lru_cache(maxsize=1)
def _static_files() -> Mapping[str, StaticFile]:
    return read_static_files(STATIC_FOLDER)


def read_static_files(folder: Path) -> Mapping[str, StaticFile]:
    """Every file below a folder by its path, each style sheet and each page's script with its imports inside."""
    names = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    return {
        name: _packed(_body(folder, name), path.suffix) for name, path in names.items() if path.suffix in _MEDIA_TYPES
    }


def _body(folder: Path, name: str) -> bytes:
    if name in JOINED_SCRIPTS:
        return join_modules(name, lambda module: _bare(folder / module).decode()).encode()
    return _bare(folder / name)


def _packed(body: bytes, suffix: str) -> StaticFile:
    packed = gzip.compress(body, 9, mtime=0) if suffix in _COMPRESSED else None
    return StaticFile(body, packed if packed and len(packed) < len(body) else None, _MEDIA_TYPES[suffix])


def _bare(path: Path) -> bytes:
    """A file without what is only there for readers of the source: a third of our scripts are types and comments.

    In scripts comments on lines of their own go, types amid a line, indents and empty lines: no text of ours goes
    over several lines.
    Vendored files stay as they came.
    """
    if path.suffix == ".css":
        return _INDENT.sub(b"", _join_imports(path))
    if path.suffix == ".js" and path.parent.name != "vendor":
        said = _SCRIPT_CAST.sub(b"", _SCRIPT_COMMENT.sub(b"", path.read_bytes()))
        return _EMPTY_LINES.sub(b"\n", _INDENT.sub(b"", said))
    return path.read_bytes()


def _join_imports(sheet: Path) -> bytes:
    """A style sheet with each `@import "part.css";` replaced by that file: one request instead of twenty.

    Comments go, they are for readers of the source. A missing part is an error at the start, not a bare page later.
    """

    def part(match: re.Match[bytes]) -> bytes:
        return _join_imports(sheet.parent / PurePosixPath(match[1].decode()))

    return _IMPORT.sub(part, _COMMENT.sub(b"", sheet.read_bytes()))
