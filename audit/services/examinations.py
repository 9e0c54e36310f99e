"""`audit doctor`: what the product stands on, looked at one thing after another, each with what to do."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from audit.blobs import open_blobs
from audit.errors import N_, AuditError, BrokenEnvironment, Sentence, say
from audit.settings import Settings
from audit.store.connections import find_database, open_store, sqlite_path
from audit.store.migrating import applied_migrations, known_migrations, refuse_newer

# No clock that is right shows less: the product did not exist.
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
CLOCKS_AGREE_WITHIN = timedelta(seconds=5)
ENOUGH_BYTES = 1024**3
PDF_SECONDS = 60
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "/Library/Fonts")
DRAW = "import weasyprint; weasyprint.HTML(string='<p>Ă é ș').write_pdf()"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: fine, or what to do about it."""

    name: Sentence
    said: Sentence
    is_fine: bool


async def examine(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Look at everything, whatever is broken; nothing is changed."""
    parts: list[tuple[Sentence, Callable[[], Awaitable[Sentence]]]] = [
        (say(N_("Settings")), lambda: examine_settings(settings)),
        (say(N_("Database")), lambda: examine_database(settings, now)),
        (say(N_("Photo store")), lambda: examine_photos(settings)),
        (say(N_("PDF and fonts")), examine_pdf),
        (say(N_("Clock")), lambda: examine_clock(now)),
    ]
    for name, look in parts:
        try:
            yield Finding(name, await look(), is_fine=True)
        except AuditError as error:
            yield Finding(name, error.sentence, is_fine=False)


async def examine_settings(settings: Settings) -> Sentence:
    """What the settings leave open."""
    if not settings.url:
        return say(N_("AUDIT_URL is not set: links say http://127.0.0.1:8000, and cookies go without HTTPS."))
    if not settings.is_secure:
        return say(N_("AUDIT_URL is not https: phones cannot install the app, and cookies go without HTTPS."))
    if not settings.smtp:
        return say(N_("Fine. AUDIT_SMTP is not set: sign-in links are shown to copy instead of being sent."))
    return say(N_("Fine."))


async def examine_database(settings: Settings, now: datetime) -> Sentence:
    """Whether the database answers, with the newest schema and a clock like ours."""
    if settings.is_embedded and not await asyncio.to_thread(sqlite_path(settings.database).exists):
        return say(N_("There is none yet: `audit serve` or `audit migrate` makes it."))
    async with open_store(settings.database):
        found = await find_database()
        applied = await applied_migrations()
    refuse_newer(applied)
    if applied != known_migrations():
        raise BrokenEnvironment(say(N_("The schema is not up to date. Run `audit migrate`.")))
    if abs(found.now - now) > CLOCKS_AGREE_WITHIN:
        raise BrokenEnvironment(
            say(
                N_("Its clock says {theirs}, ours {ours}. Let both machines set their clocks."),
                theirs=found.now,
                ours=now,
            )
        )
    return say(N_("Fine: {version}."), version=found.version)


async def examine_photos(settings: Settings) -> Sentence:
    """Whether photos can be written, and for how long."""
    free_bytes = await open_blobs(settings.photos).check()
    gigabytes = round(free_bytes / 1024**3, 1)
    if free_bytes < ENOUGH_BYTES:
        raise BrokenEnvironment(
            say(N_("Only {gigabytes} GB are left. Make room before it is full."), gigabytes=gigabytes)
        )
    return say(N_("Fine: {gigabytes} GB are free."), gigabytes=gigabytes)


async def examine_pdf() -> Sentence:
    """Whether a report can be drawn: Pango, HarfBuzz and a font with our languages' letters."""
    done = await asyncio.to_thread(run_draw)
    if done is None or done.returncode != 0:
        raise BrokenEnvironment(
            say(
                N_(
                    "Reports cannot be drawn. On Debian and Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
                    "libharfbuzz-subset0 fonts-dejavu-core."
                )
            )
        )
    if not await asyncio.to_thread(has_fonts):
        raise BrokenEnvironment(say(N_("There are no fonts: letters would be boxes. Install fonts-dejavu-core.")))
    return say(N_("Fine."))


def run_draw() -> subprocess.CompletedProcess[bytes] | None:
    """Draw one small page in a process of its own, as reports are drawn."""
    try:
        return subprocess.run([sys.executable, "-c", DRAW], capture_output=True, timeout=PDF_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return None


def has_fonts() -> bool:
    """Whether there is a font where systems keep them."""
    return any(any(Path(folder).rglob("*.[ot]t[fc]")) for folder in map(os.path.expanduser, FONT_FOLDERS))


async def examine_clock(now: datetime) -> Sentence:
    """Whether the clock can be right at all."""
    if now < EARLIEST:
        raise BrokenEnvironment(say(N_("It says {now}, which cannot be. Let the machine set its clock."), now=now))
    return say(N_("Fine: {now}."), now=now.isoformat(timespec="seconds"))
