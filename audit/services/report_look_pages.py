"""How the chain's reports look, as its owner sets it: colour, paper, foot line, logo."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from audit.blobs import Blobs
from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.imaging import derive_logo
from audit.services.report_looks import SIZES
from audit.services.sharing import in_one_piece
from audit.store import chains, log, report_looks
from audit.store.connections import transaction
from audit.store.report_looks import LONGEST_FOOTER, LookRow

TITLE = say(N_("The look of your reports"))
NOT_A_COLOUR = say(N_("Write a colour as #0e5a5a."))
NOT_A_SIZE = say(N_("Choose A4 or Letter."))
TOO_LONG = N_("Use at most {longest} characters.")
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
LARGEST_LOGO_BYTES = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class LookPage:
    """The form."""

    colour: str
    paper: str
    footer: str
    has_logo: bool
    sizes: tuple[tuple[str, str], ...] = tuple((size, size) for size in SIZES)
    title: Sentence = TITLE


async def look_page() -> LookPage:
    """What is set now."""
    look = await report_looks.get_look()
    return LookPage((await chains.get_chain()).colour, look.paper, look.footer, look.logo_sha256 is not None)


async def set_look(form: Mapping[str, str], now: datetime, by: int) -> None:
    """Set colour, paper and foot line. Raises BadInput naming every field that is wrong."""
    colour, paper, footer = (form.get(name, "").strip() for name in ("colour", "paper", "footer"))
    checks = [
        (COLOUR.fullmatch(colour), "colour", NOT_A_COLOUR),
        (paper in SIZES, "paper", NOT_A_SIZE),
        (len(footer) <= LONGEST_FOOTER, "footer", say(TOO_LONG, longest=LONGEST_FOOTER)),
    ]
    problems = tuple(Problem(place, sentence) for is_good, place, sentence in checks if not is_good)
    if problems:
        raise BadInput(problems[0].sentence, problems)
    async with transaction():
        await chains.put_chain(colour=colour.lower())
        await report_looks.put_look(replace(await report_looks.get_look(), paper=paper, footer=footer))
        detail = {"colour": colour.lower(), "paper": paper, "footer": footer}
        await log.add_entry(by, "changed_look", "chain", "chain", detail, now)


async def set_logo(data: bytes, blobs: Blobs, now: datetime, by: int) -> None:
    """Take a picture as the logo, drawn anew; no bytes take it away. Raises BadInput for what is no picture."""
    digest = None
    if data:
        logo = await asyncio.to_thread(derive_logo, data)
        digest = sha256(logo).hexdigest()
        await blobs.put(digest, in_one_piece(logo))
    async with transaction():
        await report_looks.put_look(replace(await report_looks.get_look(), logo_sha256=digest))
        await log.add_entry(by, "changed_logo", "chain", "chain", {"logo": digest or ""}, now)


async def logo_bytes(blobs: Blobs) -> bytes | None:
    """The logo, for the page that shows it."""
    look: LookRow = await report_looks.get_look()
    return await blobs.read(look.logo_sha256) if look.logo_sha256 else None
