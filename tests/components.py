"""What the tests need beside Python, and what happens when it is not on this machine.

On somebody's own machine a missing component skips its tests, by name and in the summary. In CI, where `CI=true`
says that everything has been installed, the same absence is a failure: a green run has run everything.
"""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def is_ci() -> bool:
    return os.environ.get("CI", "").lower() not in ("", "0", "false")


def missing(component: str, remedy: str) -> NoReturn:
    """End this test because a component is not here: a skip, or in CI a failure."""
    sentence = f"{component} is not on this machine: {remedy}"
    if is_ci():
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def need_program(name: str, package: str) -> Path:
    """The path of a program; Debian's package that brings it is named when it is missing."""
    found = shutil.which(name)
    if found is None:
        missing(name, f"apt-get install {package}")
    return Path(found)


def need_chromium() -> Path:
    """The path of a Chromium that Playwright can drive."""
    found = _find_chromium()
    if found is None:
        missing("Chromium", "apt-get install chromium, or set CHROMIUM to its path")
    return found


def need_webkit() -> tuple[Path, Path]:
    """WebKit's driver and the browser it drives, as Debian builds them."""
    driver = need_program("WebKitWebDriver", "webkit2gtk-driver")
    browsers = sorted(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser"))
    if not browsers:
        missing("WebKit", "apt-get install webkit2gtk-driver")
    return driver, browsers[-1]


def need_postgres() -> Path:
    """The folder of PostgreSQL's programs: the newest on this machine."""
    found = find_postgres()
    if found is None:
        missing("PostgreSQL", "apt-get install postgresql")
    return found


@lru_cache
def find_postgres() -> Path | None:
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


@lru_cache
def _find_chromium() -> Path | None:
    if named := os.environ.get("CHROMIUM"):
        return Path(named)
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found and not _is_snap(Path(found)):
            return Path(found)
    return _find_playwright_chromium()


def _is_snap(program: Path) -> bool:
    """Ubuntu's chromium-browser is a script that starts a snap, which cannot see a test's folders."""
    start = program.read_bytes()[:4096]
    return start.startswith(b"#!") and b"snap" in start


def _find_playwright_chromium() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        program = Path(playwright.chromium.executable_path)
    return program if program.exists() else None
