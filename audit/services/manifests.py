"""The web app manifest: what a phone needs to install the product."""

from __future__ import annotations

from audit.errors import N_, say
from audit.static_files import static_url
from audit.words import Translator, translator

PAPER = "#faf8f4"
NAME, VISITS = N_("{chain} visits"), N_("Visits")
DESCRIPTION = N_("Visit branches, with or without signal. Nothing is lost.")
SHORTCUTS = {"/today": N_("Today's visits"), "/phone-check": N_("Phone check")}
# Taken by docs/drawings/phone_screens.py: size, form factor, what is to be seen.
SCREENSHOTS = {
    "today": ("720x1480", "narrow", N_("Your visits, ready for places without signal")),
    "visit": ("720x1480", "narrow", N_("A visit: one standard after the other")),
    "consistency": ("1280x800", "wide", N_("How alike the branches keep their promises")),
}


def manifest(chain_name: str, language: str) -> dict[str, object]:
    """The manifest of a chain's installation in a language. It starts at the auditor's visits."""
    words = translator(language)
    return {
        "id": "/",
        "name": words.say(say(NAME, chain=chain_name) if chain_name else say(VISITS)),
        "short_name": chain_name[:12] or words.say(say(VISITS)),
        "description": words.say(say(DESCRIPTION)),
        "lang": words.language,
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "launch_handler": {"client_mode": ["navigate-existing", "auto"]},
        "orientation": "any",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["business", "productivity"],
        "icons": icons(),
        "shortcuts": [
            {"name": words.say(say(name)), "url": to, "icons": icons()[:1]} for to, name in SHORTCUTS.items()
        ],
        "screenshots": [screenshot(words, name, *facts) for name, facts in SCREENSHOTS.items()],
    }


def screenshot(words: Translator, name: str, sizes: str, form_factor: str, label: str) -> dict[str, str]:
    """One picture of the app at work, shown before it is installed."""
    source = static_url(f"screenshots/{name}.webp")
    said = words.say(say(label))
    return {"src": source, "sizes": sizes, "type": "image/webp", "form_factor": form_factor, "label": said}


def icons() -> list[dict[str, str]]:
    """The icons for home screens; maskable ones leave room for any shape a phone cuts out."""
    plain = [icon(f"icons/icon-{size}.png", size, "any") for size in (192, 512)]
    return [*plain, *(icon(f"icons/icon-maskable-{size}.png", size, "maskable") for size in (192, 512))]


def icon(path: str, size: int, purpose: str) -> dict[str, str]:
    """One icon."""
    return {"src": static_url(path), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
