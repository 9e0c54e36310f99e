from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

from audit.reports.charts.heat_scale import DARK_HEAT, PAPER_HEAT
from audit.reports.charts.pens import ON_PAPER_ALONE, ROLES
from audit.static_files import STATIC_FOLDER, build_id, find_static, read_static_files, static_paths, static_url

LAYOUT_SHEETS = ("css/desk.css", "css/phone.css")


def sheet(path: str) -> str:
    return find_static(path).body.decode()


def test_a_page_asks_for_one_style_sheet_without_imports() -> None:
    assert all("@import" not in sheet(path) and "@layer" in sheet(path) for path in (*LAYOUT_SHEETS, "css/report.css"))


def test_every_component_is_used_by_a_layout() -> None:
    listed = "".join((STATIC_FOLDER / path).read_text() for path in LAYOUT_SHEETS)
    parts = (STATIC_FOLDER / "css" / "components").glob("*.css")
    assert [part.name for part in parts if f'"components/{part.name}"' not in listed] == []


def test_a_file_is_kept_gzipped_where_that_is_smaller() -> None:
    for path in static_paths():
        file = find_static(path)
        assert file.gzipped is None or gzip.decompress(file.gzipped) == file.body


def test_addresses_carry_the_build_and_it_follows_the_files(tmp_path: Path) -> None:
    assert static_url("css/desk.css") == f"/static/{build_id()}/css/desk.css"
    assert re.fullmatch(r"[0-9a-f]{16}", build_id())


def test_a_changed_part_changes_the_joined_sheet(tmp_path: Path) -> None:
    (tmp_path / "all.css").write_text('/* said */\n@import "part.css";\na{}')
    (tmp_path / "part.css").write_text("b{}")
    assert read_static_files(tmp_path)["all.css"].body == b"b{}a{}"


def test_what_is_not_there_is_not_found() -> None:
    assert find_static("../errors.py") is None and find_static("css/nonsense.css") is None


def test_nothing_is_named_by_a_colour_outside_the_tokens() -> None:
    allowed = ("tokens.css", "heat-steps.css", "print.css", "report.css", "report-first-page.css", "report-parts.css")
    files = [path for path in (STATIC_FOLDER / "css").rglob("*.css") if path.name not in allowed]
    assert [path.name for path in files if re.search(r":[^;{]*#[0-9a-fA-F]{3,8}\b", path.read_text())] == []


def test_each_token_that_is_used_exists() -> None:
    css = sheet("css/desk.css") + sheet("css/phone.css") + sheet("css/report.css")
    assert set(re.findall(r"var\((--[\w-]+)", css)) - set(re.findall(r"(--[\w-]+)\s*:", css)) == set()


def test_light_and_dark_define_the_same_colours() -> None:
    light, dark = sheet("css/desk.css").split("@media (prefers-color-scheme: dark)")[:2]
    colours = {name for name, value in re.findall(r"(--[\w-]+):\s*(#[0-9a-f]+)", light.split("{", 2)[2])}
    assert colours - set(re.findall(r"(--[\w-]+):", dark)) == {"--stage", "--on-stage"}


def test_the_heat_map_s_steps_are_those_of_the_drawings() -> None:
    pairs = re.findall(r"--heat: light-dark\((#\w+), (#\w+)\)", sheet("css/desk.css"))
    assert pairs == list(zip(PAPER_HEAT, DARK_HEAT, strict=True))


def test_every_role_of_a_plot_has_a_look_on_the_page() -> None:
    css = sheet("css/desk.css")
    assert [role for role in sorted(ROLES - ON_PAPER_ALONE) if f".chart__{role}" not in css] == []


def test_vendored_files_are_what_their_readme_says() -> None:
    readme = (STATIC_FOLDER / "vendor" / "README.md").read_text()
    for path in (STATIC_FOLDER / "vendor").glob("*.js"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in readme
