"""What the environment says is read once, and what cannot be used stops the start with a sentence."""

from __future__ import annotations

import errno
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from audit.errors import BrokenEnvironment
from audit.settings import DEFAULTS, read_settings

SECRET = "s" * 32
POSTGRES = "postgres://audit:word@db/audit"


def test_an_empty_environment_is_the_embedded_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = read_settings({})
    assert (settings.database, settings.photos) == ("sqlite://data/audit.sqlite3", "data/photos")
    assert (settings.language, settings.log, settings.demo) == ("en", "text", True)
    assert settings.is_embedded and not settings.is_secure


def test_every_setting_can_be_given() -> None:
    given = {
        "AUDIT_DATABASE": POSTGRES, "AUDIT_PHOTOS": "/srv/photos", "AUDIT_SECRET": SECRET, "AUDIT_DEMO": "0",
        "AUDIT_URL": "https://audit.example.com/", "AUDIT_SMTP": "smtp://mail", "AUDIT_LANGUAGE": "ro",
        "AUDIT_LOG": "json",
    }  # fmt: skip
    settings = read_settings(given)
    assert given.keys() == DEFAULTS.keys()
    assert (settings.database, settings.photos, settings.secret) == (POSTGRES, "/srv/photos", SECRET)
    assert (settings.url, settings.smtp, settings.language) == ("https://audit.example.com", "smtp://mail", "ro")
    assert settings.log == "json" and not settings.demo and not settings.is_embedded and settings.is_secure


def test_an_empty_value_means_the_default() -> None:
    settings = read_settings({"AUDIT_SECRET": SECRET, "AUDIT_LANGUAGE": " ", "AUDIT_DEMO": ""})
    assert (settings.language, settings.demo) == ("en", True)


def test_other_programs_variables_are_theirs() -> None:
    assert read_settings({"AUDIT_SECRET": SECRET, "PATH": "/bin", "AUDITOR": "ann"}).secret == SECRET


def test_a_misspelt_setting_is_named() -> None:
    with pytest.raises(BrokenEnvironment, match=r"AUDIT_DATABSE, AUDIT_X is not a setting.*AUDIT_DATABASE"):
        read_settings({"AUDIT_DATABSE": "sqlite://x", "AUDIT_X": "1"})


@pytest.mark.parametrize(
    "name,value",
    [
        ("AUDIT_DATABASE", "mysql://host/name"),
        ("AUDIT_DATABASE", "data/audit.sqlite3"),
        ("AUDIT_DATABASE", "sqlite:data.sqlite3"),
        ("AUDIT_DATABASE", "postgres://[host/name"),
        ("AUDIT_DATABASE", "sqlite://"),
        ("AUDIT_URL", "audit.example.com"),
        ("AUDIT_URL", "ftp://audit.example.com"),
        ("AUDIT_URL", "https://"),
        ("AUDIT_URL", "http:audit.example.com"),
        ("AUDIT_SMTP", "mail:25"),
        ("AUDIT_SMTP", "smtp://"),
        ("AUDIT_PHOTOS", "ftp://photos"),
        ("AUDIT_LANGUAGE", "fr"),
        ("AUDIT_LANGUAGE", "EN"),
        ("AUDIT_LOG", "xml"),
        ("AUDIT_DEMO", "yes"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(BrokenEnvironment) as refused:
        read_settings({"AUDIT_SECRET": SECRET, name: value})
    assert str(refused.value).startswith(f"{name} cannot be “{value}”. It can be: ")


def test_a_secret_that_can_be_guessed_is_refused_and_not_repeated() -> None:
    with pytest.raises(BrokenEnvironment, match="AUDIT_SECRET is too short") as refused:
        read_settings({"AUDIT_SECRET": "sesame"})
    assert "sesame" not in str(refused.value)


def test_a_password_in_a_refused_address_is_not_repeated() -> None:
    with pytest.raises(BrokenEnvironment, match=r"AUDIT_SMTP cannot be “mail://…@host”") as refused:
        read_settings({"AUDIT_SECRET": SECRET, "AUDIT_SMTP": "mail://me:open/s@same@host"})
    assert "s@me" not in str(refused.value)


def test_postgres_needs_a_secret_of_its_own() -> None:
    with pytest.raises(BrokenEnvironment, match="AUDIT_SECRET must be set"):
        read_settings({"AUDIT_DATABASE": POSTGRES})


def embedded(folder: Path) -> str:
    return read_settings({"AUDIT_DATABASE": f"sqlite://{folder / 'audit.sqlite3'}"}).secret


def test_the_embedded_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    first = embedded(tmp_path / "new" / "data")
    assert len(first) >= 32
    assert embedded(tmp_path / "new" / "data") == first
    assert embedded(tmp_path / "other") != first


def test_only_its_owner_can_read_the_secret(tmp_path: Path) -> None:
    embedded(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_workers_that_start_together_agree_on_the_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        for number in range(20):
            assert len(set(pool.map(embedded, [tmp_path / str(number)] * 8))) == 1


def test_a_file_system_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert embedded(tmp_path) == embedded(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["secret"]


@pytest.mark.parametrize("content", ["", "short\n"])
def test_a_damaged_secret_stops_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret").write_text(content)
    with pytest.raises(BrokenEnvironment, match=r"secret is damaged\. Delete the file"):
        embedded(tmp_path)


def test_a_secret_that_cannot_be_kept_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file where the folder should be")
    with pytest.raises(BrokenEnvironment, match=r"data/secret cannot be read or made: "):
        embedded(tmp_path / "data")
