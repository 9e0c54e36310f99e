"""The smallest page that does the same: a form rendered ahead of time and a script that writes each answer strictly."""

from __future__ import annotations

from html import escape

from bench.phone.checklist import ANSWERS, SECTIONS, Line, lines_of

STYLE = """
body { margin: 0 auto; max-width: 40rem; padding: 1rem; font: 16px/1.4 system-ui }
fieldset { margin: 0; padding: .8rem 0; border: 0; border-bottom: 1px solid #ccc }
label { display: inline-flex; align-items: center; gap: .5rem; min-width: 5rem; min-height: 3rem }
section { content-visibility: auto; contain-intrinsic-size: auto 4000px }
"""
SCRIPT = """
const opening = indexedDB.open("smallest", 1);
opening.onupgradeneeded = () => opening.result.createObjectStore("ops", { autoIncrement: true });
opening.onsuccess = () => {
  document.addEventListener("change", ({ target }) => {
    const writing = opening.result.transaction("ops", "readwrite", { durability: "strict" });
    writing.objectStore("ops").add({ item: target.name, value: target.value, at: Date.now() });
    writing.oncomplete = () => (document.querySelector("output").value = "Saved");
  });
  document.body.dataset.ready = "";
};
"""


def floor_page() -> str:
    """The page, with its style and script inside."""
    sections = "".join(
        f"<section><h2>Part {n + 1}</h2>{''.join(map(fieldset, lines_of(n)))}</section>" for n in range(SECTIONS)
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Long visit</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style>'
        f"<body><h1>Long visit</h1><output></output><form>{sections}</form><script>{SCRIPT}</script>"
    )


def fieldset(line: Line) -> str:
    """One standard with its answers."""
    options = "".join(
        f'<label><input type="radio" name="{line.key}" value="{value}">{label}</label>' for value, label in ANSWERS
    )
    return f"<fieldset><legend>{escape(line.text)}</legend>{options}</fieldset>"
