"""The script of a page: its modules joined into one file, each run once, in the order in which they are needed."""

from __future__ import annotations

import re

import pytest

from audit.script_modules import UnknownForm, imports_of, join_modules
from audit.static_files import JOINED_SCRIPTS, STATIC_FOLDER, find_static, static_paths

SOURCES = {
    "js/page.js": 'import "./parts/side.js";\nimport { one as first, two } from "./parts/numbers.js";\n',
    "js/parts/side.js": 'const later = () => import("../late.js");\n',
    "js/parts/numbers.js": "export const one = 1;\nexport async function two() {}\nexport class Three {}\n",
    "js/late.js": 'import { Three } from "./parts/numbers.js";\n',
}


def joined(**changes: str) -> str:
    sources = SOURCES | {f"js/{name}.js": text for name, text in changes.items()}
    return join_modules("js/page.js", sources.__getitem__)


def test_an_import_becomes_a_call_for_the_module() -> None:
    text = joined()
    assert 'const { one: first, two } = $need("js/parts/numbers.js");' in text
    assert '$need("js/parts/side.js");' in text
    assert text.endswith('$need("js/page.js");\n')


def test_a_module_gives_what_it_exports_and_stands_there_once() -> None:
    text = joined()
    assert "return { one, two, Three };" in text
    assert text.count('$modules["js/parts/numbers.js"]') == 1


def test_what_is_imported_later_is_inside_and_runs_later() -> None:
    text = joined()
    assert 'Promise.resolve().then(() => $need("js/late.js"))' in text
    assert '$modules["js/late.js"]' in text


@pytest.mark.parametrize(
    "line",
    ['export * from "./late.js";', "export default 1;", 'import all from "./late.js";', "import(`./${name}.js`);"],
)
def test_a_form_that_is_not_known_is_an_error_at_the_start(line: str) -> None:
    with pytest.raises(UnknownForm, match=r"^js/late\.js: "):
        joined(late=f"{line}\n")


def test_a_missing_module_is_an_error() -> None:
    with pytest.raises(KeyError):
        joined(late='import "./nothing.js";\n')


@pytest.mark.parametrize("script", JOINED_SCRIPTS)
def test_the_script_of_a_page_asks_for_nothing_more(script: str) -> None:
    file = find_static(script)
    assert file is not None
    text = file.body.decode()
    assert re.findall(r"^(?:import|export)\b|\bimport\(", text, re.MULTILINE) == []
    needed, there = (
        set(re.findall(r'\$need\("([^"]+)"\)', text)),
        set(re.findall(r'^\$modules\["([^"]+)"\]', text, re.MULTILINE)),
    )
    assert needed == there


def test_every_module_that_is_named_anywhere_exists() -> None:
    scripts = [path for path in static_paths() if path.startswith("js/")]
    for script in scripts:
        source = (STATIC_FOLDER / script).read_text()
        assert [name for name in imports_of(script, source) if not (STATIC_FOLDER / name).is_file()] == []


def test_no_text_in_a_script_goes_over_several_lines() -> None:
    sources = {path: (STATIC_FOLDER / path).read_text() for path in static_paths() if path.startswith("js/")}
    lines = [(path, line) for path, source in sources.items() for line in source.splitlines()]
    assert [(path, line) for path, line in lines if line.count("`") % 2] == []


def test_scripts_lose_their_comments_and_indents_and_nothing_else() -> None:
    file = find_static("js/rules.js")
    assert file is not None
    text = file.body.decode()
    assert "@param" not in text
    source = (STATIC_FOLDER / "js" / "rules.js").read_text()
    lines = [line.strip() for line in source.splitlines()]
    code = [line for line in lines if line and not line.startswith(("//", "/*", "*"))]
    assert [line for line in text.splitlines() if line] == code
