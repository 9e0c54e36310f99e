"""Reading drawings in tests: SVG as a tree, pages as a list of what is wrong with them."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

from audit.words import translator

NAMESPACE = "{http://www.w3.org/2000/svg}"
VOID = {"br", "hr", "img", "input", "link", "meta"}


def tree_of(drawing, language: str = "en", *, on_paper: bool = False) -> ET.Element:
    """A drawing, parsed: it must be whole XML."""
    text = str(drawing.draw(translator(language), on_paper=on_paper))
    return ET.fromstring(text.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314 - ours


def marks(tree: ET.Element, role: str) -> list[ET.Element]:
    """Every mark of a role, in the order of drawing."""
    return [element for element in tree.iter() if element.get("class") == f"chart__{role}"]


def title_of(tree: ET.Element) -> str:
    return tree.findtext(f"{NAMESPACE}title")


def percent(element: ET.Element, name: str) -> float:
    value = element.get(name)
    assert value.endswith("%")
    return float(value[:-1])


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.headings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.headings += tag == "h1"
        self.ids += [values["id"]] if "id" in values else []
        self.faults += [f"<{tag} {name}>" for name in values if name == "style" or re.match(r"on[a-z]", name)]
        if tag == "script" and "src" not in values:
            self.faults.append("inline script")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def faults_of(html: str) -> list[str]:
    """Inline style or script, a tag that is not closed, an id twice, a label for nothing, not exactly one h1."""
    page = _Page()
    page.feed(html)
    twice = {name for name in page.ids if page.ids.count(name) > 1}
    named = set(re.findall(r'(?:aria-labelledby|aria-describedby|\bfor)="([^"]+)"', html))
    missing = {name for names in named for name in names.split()} - set(page.ids)
    headings = [] if page.headings == 1 else [f"{page.headings} h1"]
    left_open = [f"<{tag}> left open" for tag in page.open]
    return [*page.faults, *left_open, *headings, *sorted(f"{n} twice" for n in twice), *sorted(missing)]
