"""What a browser would send of a form on a page."""

from tests.web.pages import Page


def fields(page: Page, form: str = "editor") -> dict[str, str]:
    """What a browser would send of a form: every filled-in field of it."""
    inside = [one for one in page.elements if any(around.get("id") == form for around in one.ancestors)]
    found: dict[str, str] = {}
    for one in inside:
        if one.name == "textarea":
            found[one["name"]] = "".join(one.pieces)
        elif one.name == "input" and (one.get("type") != "checkbox" or "checked" in one.attributes):
            found[one["name"]] = one.get("value") or ""
        elif one.name == "option" and "selected" in one.attributes:
            found[one.ancestors[-1]["name"]] = one["value"]
    return found
