"""What the environment says, read once and checked before anything starts."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from urllib.parse import urlsplit

from audit.errors import N_, BrokenEnvironment, say
from audit.words import LANGUAGES

DEFAULTS = {
    "AUDIT_DATABASE": "sqlite://data/audit.sqlite3",
    "AUDIT_PHOTOS": "data/photos",
    "AUDIT_SECRET": "",
    "AUDIT_URL": "",
    "AUDIT_SMTP": "",
    "AUDIT_LANGUAGE": "en",
    "AUDIT_LOG": "text",
    "AUDIT_DEMO": "1",
}
SHORTEST_SECRET = 32
PASSWORD = re.compile(r"//.*@")


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation's settings. `docs/deploying.md` says what each is for."""

    database: str
    photos: str
    secret: str
    url: str
    smtp: str
    language: str
    log: str
    demo: bool

    @property
    def is_embedded(self) -> bool:
        """Whether the database is the SQLite file that comes with the product."""
        return self.database.startswith("sqlite:")

    @property
    def sends_mail(self) -> bool:
        """Whether mail can leave: there is a server for it, and an address for its links."""
        return bool(self.smtp and self.url)

    @property
    def is_secure(self) -> bool:
        """Whether people reach us through HTTPS, so that cookies can insist on it."""
        return self.url.startswith("https://")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings in an environment. An unknown AUDIT_ variable or a bad value is refused by name.

    On the embedded database a missing AUDIT_SECRET is made and kept beside the database.
    """
    unknown = sorted(name for name in environment if name.startswith("AUDIT_") and name not in DEFAULTS)
    if unknown:
        raise BrokenEnvironment(
            say(
                N_("{name} is not a setting. The settings are: {known}."),
                name=", ".join(unknown),
                known=", ".join(sorted(DEFAULTS)),
            )
        )
    values = {name: environment.get(name, "").strip() or default for name, default in DEFAULTS.items()}
    check_values(values)
    return Settings(
        database=values["AUDIT_DATABASE"],
        photos=values["AUDIT_PHOTOS"],
        secret=values["AUDIT_SECRET"] or kept_secret(values["AUDIT_DATABASE"]),
        url=values["AUDIT_URL"].rstrip("/"),
        smtp=values["AUDIT_SMTP"],
        language=values["AUDIT_LANGUAGE"],
        log=values["AUDIT_LOG"],
        demo=values["AUDIT_DEMO"] == "1",
    )


def check_values(values: Mapping[str, str]) -> None:
    """Refuse the first value that cannot be used, naming its setting."""
    choices = {"AUDIT_LANGUAGE": tuple(LANGUAGES), "AUDIT_LOG": ("text", "json"), "AUDIT_DEMO": ("0", "1")}
    for name, allowed in choices.items():
        if values[name] not in allowed:
            refuse(name, values[name], ", ".join(allowed))
    schemes = {
        "AUDIT_DATABASE": ("sqlite", "postgres", "postgresql"),
        "AUDIT_URL": ("http", "https"),
        "AUDIT_SMTP": ("smtp", "smtps"),
        "AUDIT_PHOTOS": ("", "s3"),
    }
    for name, allowed in schemes.items():
        if values[name] and not is_address(values[name], allowed):
            refuse(name, values[name], ", ".join(f"{scheme}://…" for scheme in allowed if scheme))
    if 0 < len(values["AUDIT_SECRET"]) < SHORTEST_SECRET:
        raise BrokenEnvironment(say(N_("AUDIT_SECRET is too short: it needs at least 32 characters.")))


def is_address(value: str, schemes: tuple[str, ...]) -> bool:
    """Whether a value begins with one of the schemes and then names a place; "" among them allows any path."""
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if parts.scheme not in schemes:
        return False
    return not parts.scheme or (value.startswith(f"{parts.scheme}://") and bool(parts.netloc or parts.path))


def refuse(name: str, value: str, allowed: str) -> None:
    """Raise the sentence about a setting whose value is not one of `allowed`. A password in it is not repeated."""
    shown = PASSWORD.sub("//…@", value)
    raise BrokenEnvironment(
        say(N_("{name} cannot be “{value}”. It can be: {allowed}."), name=name, value=shown, allowed=allowed)
    )


def kept_secret(database: str) -> str:
    """The secret kept in the folder of an embedded database, made there at the first start."""
    if not database.startswith("sqlite:"):
        raise BrokenEnvironment(
            say(N_("AUDIT_SECRET must be set when AUDIT_DATABASE is not the embedded one: 32 characters or more."))
        )
    folder = Path(database.removeprefix("sqlite://")).parent
    path = folder / "secret"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            make_secret(path)
        secret = path.read_text().strip()
    except OSError as error:
        raise BrokenEnvironment(
            say(N_("The secret in {path} cannot be read or made: {reason}."), path=path, reason=error.strerror)
        ) from error
    if len(secret) < SHORTEST_SECRET:
        raise BrokenEnvironment(
            say(N_("The secret in {path} is damaged. Delete the file: a new one is made at the next start."), path=path)
        )
    return secret


def make_secret(path: Path) -> None:
    """Put a new secret at a path, whole or not at all. One that another process made meanwhile stays."""
    handle, made = mkstemp(dir=path.parent, prefix="secret-")  # readable by its owner alone
    try:
        with open(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        os.link(made, path)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        os.replace(made, path)
    finally:
        Path(made).unlink(missing_ok=True)
