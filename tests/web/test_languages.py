"""Every page in every language: the person's choice, else the browser's, else the installation's."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.store import people
from audit.words import LANGUAGES
from tests.web.doors import FILES, THEIRS, doors
from tests.web.sites import NAMES, ROLES, Browser, Site, serving, settings_in

NO_PAGES = ("/static", "/manifest", "/service-worker", "/sync", "/health", "/photos")
PAGES = [
    door for door in doors()
    if door.method == "GET" and not door.path.startswith(NO_PAGES) and not door.path.endswith(FILES)
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role", ROLES)
async def test_every_page_of_a_role_in_every_language(site: Site, role: str, language: str) -> None:
    browser = await site.signed_in(NAMES[role], language)
    for door in PAGES:
        if role in door.may:
            page = await browser.get(door.address(**THEIRS[role]))
            assert page.status in (200, 303), str(door)
            if page.status == 200:
                assert page.one("html")["lang"] == page.headers["content-language"] == language, str(door)
                assert {"accept-language", "cookie"} <= set(page.headers["vary"].lower().replace(" ", "").split(","))


@pytest.mark.parametrize("language", LANGUAGES)
async def test_pages_before_signing_in_and_errors_too(site: Site, language: str) -> None:
    browser = site.stranger(language)
    for address, status in (("/sign-in", 200), ("/nothing", 404), ("/welcome/made-up", 404)):
        page = await browser.get(address)
        assert (page.status, page.one("html")["lang"]) == (status, language)


ASKED = [
    ("nl-BE,nl;q=0.9,en;q=0.5", "nl"),
    ("fr-FR, ro;q=0.4, id;q=0.8", "id"),
    ("in", "id"),  # Java's old word for Indonesian
    ("RO", "ro"),
    ("en;q=0, nl;q=0.1", "nl"),
    ("*", "en"),
    ("fr", "en"),
    ("", "en"),
    (";;;,q=,=", "en"),
    ("nl;q=nan, ro;q=-1, id;q=1e999, en;q=x", "en"),
    (",".join(["xx"] * 5000), "en"),
]


@pytest.mark.parametrize("header,language", ASKED, ids=str)
async def test_what_the_browser_asks_for(stranger: Browser, header: str, language: str) -> None:
    page = await stranger.get("/sign-in", **{"accept-language": header})
    assert page.one("html")["lang"] == language


@pytest.mark.parametrize("header,language", [("", "ro"), ("fr, de", "ro"), ("*", "ro"), ("nl", "nl"), ("en", "en")])
async def test_the_installations_language_is_for_everybody_else(data_folder: Path, header: str, language: str) -> None:
    async with serving(settings_in(data_folder, language="ro")) as site:
        assert (await site.stranger(header).get("/sign-in")).one("html")["lang"] == language
        assert (await site.stranger(header).get("/nothing")).one("html")["lang"] == language


async def choose(name: str, language: str) -> None:
    person = await people.find_person_by_email(f"{name}@example.com")
    assert person
    await people.put_language(person.id, language)


async def test_a_persons_choice_goes_before_their_browsers(site: Site) -> None:
    await choose("manager", "id")
    browser = await site.signed_in("manager", "nl,ro")
    for address in ("/consistency", "/account", "/there-is-nothing-here", "/standards/no-such-standard"):
        assert (await browser.get(address)).one("html")["lang"] == "id", address


async def test_an_error_gives_away_nothing_by_its_language(site: Site) -> None:
    await choose("manager", "id")
    browser = await site.signed_in("manager", "nl")
    forbidden, missing = await browser.get("/today"), await browser.get("/there-is-nothing-here")
    assert (forbidden.status, forbidden.text) == (missing.status, missing.text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_phones_errors_speak_its_language(site: Site, language: str) -> None:
    said = [
        (await (await site.signed_in("ann", one)).get("/sync/visits/noon-2/draft")).text for one in ("en", language)
    ]
    assert ("There is nothing here" in said[1]) == (language == "en"), "the catalog of this language is not filled"


async def test_the_manifest_is_in_the_language_of_whoever_installs(site: Site) -> None:
    manifests = [(await site.stranger(one).get("/manifest.webmanifest")).response.json() for one in LANGUAGES]
    assert [manifest["lang"] for manifest in manifests] == list(LANGUAGES)
    assert len({manifest["name"] for manifest in manifests}) == len(LANGUAGES)
    assert len({manifest["screenshots"][0]["label"] for manifest in manifests}) == len(LANGUAGES)
