"""Builds Enketo and ODK Web Forms from the npm registry, gives both the long checklist, and serves them."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.phone.checklist import peers_form
from bench.phone.floor import floor_page
from bench.phone.measuring import chromium
from tests.servers import Server, free_port, running

SOURCES = Path(__file__).parent / "peers"
BUILT = Path(__file__).resolve().parents[2] / ".tools" / "phone-peers"
SITE = BUILT / "site"


def peers_are_built() -> bool:
    """Whether the peers can be measured as they lie there."""
    return (SITE / "form.json").exists()


def build_peers() -> None:
    """Everything that is not there yet: packages, bundles, and the form in the shape that each peer reads."""
    BUILT.mkdir(parents=True, exist_ok=True)
    for source in SOURCES.iterdir():
        shutil.copy(source, BUILT)
    if not (BUILT / "node_modules" / "enketo-core").exists():
        run("npm", "install", "--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--silent")
        run("node", "node_modules/esbuild/install.js")
    if not (SITE / "enketo.js").exists():
        SITE.mkdir(exist_ok=True)
        run("node", "build.mjs")
    for page in SOURCES.glob("*.html"):
        shutil.copy(page, SITE)
    (SITE / "floor.html").write_text(floor_page())
    (SITE / "form.xml").write_text(peers_form())
    transform_form()


def run(*command: str) -> None:
    """A program in the folder of the peers; what it says is shown only when it fails."""
    done = subprocess.run(command, cwd=BUILT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(
            f"The peers could not be built: `{' '.join(command)}` failed.\n{done.stdout[-2000:]}{done.stderr[-2000:]}"
        )


def transform_form() -> None:
    """Enketo reads HTML made from the XForm ahead of time, as its server does and keeps: this is in no figure."""
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        page = browser.new_page()
        page.add_script_tag(path=SITE / "transform.js")
        made = page.evaluate("(xform) => transformed(xform)", (SITE / "form.xml").read_text())
        browser.close()
    (SITE / "form.json").write_text(json.dumps(made))


@contextlib.contextmanager
def serving_peers() -> Iterator[str]:
    """The peers' pages over HTTP, compressed as well as gzip can; their address."""
    SITE.mkdir(parents=True, exist_ok=True)
    command = (sys.executable, "-m", "bench.phone.serving")
    with running(Server(BUILT, command=command, port=free_port())) as server:
        yield server.url
