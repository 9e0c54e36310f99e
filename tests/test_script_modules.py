"""A page names every module its script starts from, so that a slow line fetches them in one round."""

from __future__ import annotations

import re

import pytest

from audit.script_modules import imports_of, modules_of
from audit.static_files import STATIC_FOLDER, find_static, static_paths

PAGES = ("visit", "today", "phone-check")


@pytest.mark.parametrize("page", PAGES)
def test_everything_imported_at_once_is_named_once(page: str) -> None:
    modules = modules_of(page)
    assert modules[0] == f"js/{page}.js"
    assert len(set(modules)) == len(modules)
    assert {found for module in modules for found in imports_of(module)} <= set(modules)


def test_what_is_fetched_later_is_not_named() -> None:
    assert "js/elements/photo-strip.js" not in modules_of("visit")


def test_a_missing_module_is_an_error() -> None:
    with pytest.raises(KeyError):
        modules_of("nothing-of-ours")


def test_every_module_that_is_named_anywhere_exists() -> None:
    names = re.compile(r'(?:from|import)\s*\(?"(\.[^"`]+)"')
    scripts = [path for path in static_paths() if path.startswith("js/")]
    for script in scripts:
        file = find_static(script)
        assert file is not None
        for name in names.findall(file.body.decode()):
            assert (STATIC_FOLDER / script).parent.joinpath(name).resolve().is_file(), f"{script} imports {name}"


def test_scripts_lose_their_comments_and_nothing_else() -> None:
    file = find_static("js/rules.js")
    assert file is not None
    text = file.body.decode()
    assert "@param" not in text
    source = (STATIC_FOLDER / "js" / "rules.js").read_text()
    code = [line for line in source.splitlines() if line.strip() and not line.strip().startswith(("//", "/*", "*"))]
    assert [line for line in text.splitlines() if line.strip()] == code
