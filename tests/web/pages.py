"""What came back, read as a browser reads it; every page is checked on the way (see `check_page`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

from httpx2 import Response

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
LABELLED = {"button", "input", "select", "textarea"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass
class Element:
    """One element: its name, attributes, the text inside it, and the elements around it."""

    name: str
    attributes: Mapping[str, str]
    ancestors: tuple[Element, ...] = ()
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)


class Reader(HTMLParser):
    """Every element in the order of the document; an end tag that closes nothing is remembered."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.open: list[Element] = []
        self.strays: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        self.strays += [f"{tag} {name} twice" for name, count in names.items() if count > 1]
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].name != tag:
            self.strays.append(f"</{tag}>")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.pieces.append(data)


@dataclass(frozen=True)
class Page:
    """An answer: status, headers, text, and its elements where it is HTML."""

    status: int
    headers: Mapping[str, str]
    text: str
    response: Response

    @cached_property
    def elements(self) -> list[Element]:
        return read(self.text).elements

    def all(self, name: str, /, **attributes: str) -> list[Element]:
        """The elements of a name; `type_` and `class_` mean the attributes without the underscore."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [one for one in self.elements if one.name == name and wanted.items() <= dict(one.attributes).items()]

    def one(self, name: str, /, **attributes: str) -> Element:
        found = self.all(name, **attributes)
        assert len(found) == 1, (name, attributes, len(found))
        return found[0]

    @property
    def heading(self) -> str:
        return self.one("h1").text

    @property
    def links(self) -> list[str]:
        return [one["href"] for one in self.all("a") if one.get("href")]

    @property
    def words(self) -> str:
        """What there is to read between the tags."""
        return self.one("body").text


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader


def read_page(response: Response) -> Page:
    """An answer as a page; checked as one when it is HTML."""
    page = Page(response.status_code, response.headers, response.text, response)
    if response.request.method != "HEAD" and response.headers.get("content-type", "").startswith("text/html"):
        check_parts(page) if page.text.lstrip().startswith("<hx-partial") else check_page(page)
    return page


def check_parts(page: Page) -> None:
    """What parts of a page keep that htmx puts in their places: well-formed, unique ids, nothing inline."""
    reader = read(page.text)
    assert (reader.strays, reader.open) == ([], []), reader.strays
    check_nothing_inline(page)
    ids = Counter(one["id"] for one in page.elements if "id" in one.attributes)
    assert [name for name, count in ids.items() if count > 1] == []


def check_page(page: Page) -> None:
    """What every page keeps: well-formed, a title, one h1, a language, unique ids, labels, nothing inline."""
    reader = read(page.text)
    assert (reader.strays, reader.open) == ([], []), reader.strays
    assert page.text.startswith("<!doctype html>") or page.text.lstrip().startswith("<!doctype html>")
    assert next(one.text for one in page.all("title") if one.ancestors[-1].name == "head").strip(" ·")
    assert page.one("h1").text
    assert page.one("html")["lang"] == page.headers["content-language"]
    check_ids(page)
    check_labels(page)
    check_nothing_inline(page)


def check_ids(page: Page) -> None:
    ids = Counter(one["id"] for one in page.elements if "id" in one.attributes)
    assert [name for name, count in ids.items() if count > 1] == []
    for one in page.elements:
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            for name in (one.get(attribute) or "").split():
                assert name in ids, f"{attribute}={name} names nothing"


def check_labels(page: Page) -> None:
    labels = {one["for"] for one in page.all("label") if "for" in one.attributes}
    for one in page.elements:
        if one.name in LABELLED and one.get("type") not in ("hidden", "submit"):
            inside = any(parent.name == "label" for parent in one.ancestors)
            # A button with `data-do` is worded by its script: it does nothing without it.
            spoken = one.name == "button" and (one.text or one.get("data-do"))
            named = one.get("aria-label") or one.get("aria-labelledby") or spoken
            assert inside or named or one.get("id") in labels, f"{one.name} {dict(one.attributes)} has no label"
        if one.name == "img":
            assert "alt" in one.attributes, dict(one.attributes)


def check_nothing_inline(page: Page) -> None:
    for one in page.elements:
        assert one.name != "style", "a style element"
        handlers = [name for name in one.attributes if name == "style" or name.startswith("on")]
        assert handlers == [], f"{one.name} {handlers}"
        is_data = one.get("type") in ("application/json", "speculationrules")
        assert one.name != "script" or is_data or (one.get("src") and not one.text), "an inline script"
        for address in (one.get("href"), one.get("src"), one.get("action"), one.get("formaction")):
            assert not (address or "").strip().lower().startswith(("javascript:", "data:")), address
