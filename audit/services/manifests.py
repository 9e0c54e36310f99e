"""The web app manifest: what a phone needs to install the product."""

from __future__ import annotations

from audit.static_files import static_url
from audit.words import translator

PAPER = "#faf8f4"


def manifest(chain_name: str, language: str) -> dict[str, object]:
    """The manifest of a chain's installation in a language. It starts at the auditor's visits."""
    words = translator(language)
    name = words.gettext("%(chain)s visits") % {"chain": chain_name} if chain_name else words.gettext("Visits")
    return {
        "id": "/",
        "name": name,
        "short_name": chain_name[:12] or words.gettext("Visits"),
        "description": words.gettext("Visit branches, with or without signal. Nothing is lost."),
        "lang": words.language,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "orientation": "any",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["business", "productivity"],
        "icons": icons(),
        "shortcuts": [{"name": words.gettext("Today's visits"), "url": "/today", "icons": icons()[:1]}],
    }


def icons() -> list[dict[str, str]]:
    """The icons for home screens; maskable ones leave room for any shape a phone cuts out."""
    plain = [icon(f"icons/icon-{size}.png", size, "any") for size in (192, 512)]
    return [*plain, *(icon(f"icons/icon-maskable-{size}.png", size, "maskable") for size in (192, 512))]


def icon(path: str, size: int, purpose: str) -> dict[str, str]:
    """One icon."""
    return {"src": static_url(path), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
