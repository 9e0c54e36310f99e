"""How the chain's reports look: paper, colour, logo, and a line of its own at the foot of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from audit.blobs import Blobs
from audit.errors import NotFound
from audit.render import render_paper
from audit.reports.pdf import drawing_media
from audit.reports.pdf_messages import Media, Paper
from audit.reports.pdf_sheets import paper_sheet
from audit.services.filters import check_choice
from audit.store import chains, report_looks

SIZES = ("A4", "Letter")
LOGO = "photo:/logo"
Size = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Look:
    """Paper size, accent colour as `#rrggbb`, foot line, and the logo as PNG where there is one."""

    size: Size = "A4"
    accent: str = ""
    footer: str = ""
    logo: bytes | None = None

    @property
    def logo_address(self) -> str | None:
        """Where a document finds the logo."""
        return LOGO if self.logo else None

    @property
    def media(self) -> dict[str, Media]:
        """The logo as a file of a document."""
        return {LOGO: Media(self.logo, "image/png")} if self.logo else {}


PLAIN = Look()


def read_size(text: str) -> Size | None:
    """A paper size as an address or a command line names it; None leaves it to the chain. Raises BadInput."""
    check_choice("paper", text, SIZES)
    return "A4" if text == "A4" else "Letter" if text else None


async def look_of_chain(blobs: Blobs, size: Size | None = None) -> Look:
    """The chain's own look, on another size of paper where one is asked for."""
    chosen = await report_looks.get_look()
    own: Size = "Letter" if chosen.paper == "Letter" else "A4"
    logo = await logo_of(chosen.logo_sha256, blobs)
    return Look(size or own, (await chains.get_chain()).colour, chosen.footer, logo)


async def logo_of(sha256: str | None, blobs: Blobs) -> bytes | None:
    """The logo's bytes; a report is made without a logo that has gone missing, and `audit verify` names it."""
    try:
        return await blobs.read(sha256) if sha256 else None
    except NotFound:
        return None


def paper_of(template: str, language: str, look: Look, sheet: str, media: dict[str, Media], **context: object) -> Paper:
    """A report as a document to print: its HTML, the style sheet, its pictures and drawings."""
    html, drawings = render_paper(template, language, look=look, **context)
    files = {**media, **look.media, **drawing_media(drawings)}
    return Paper(html, files, paper_sheet(sheet, look.size, look.accent))
