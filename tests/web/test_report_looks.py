"""The owner sets how reports look; the next report looks so."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image

from audit.services.verification import Checked, verify
from audit.store import report_looks, shared_reports
from tests.reports.papers import elements, printed_words, squeezed
from tests.web.sites import Browser, Site

LOOK = {"colour": "#AA0055", "paper": "Letter", "footer": "Keizersgracht 1, Amsterdam"}


def picture(kind: str = "PNG") -> bytes:
    target = io.BytesIO()
    Image.new("RGBA", (900, 300), (170, 0, 85, 128)).convert("RGB" if kind == "JPEG" else "RGBA").save(target, kind)
    return target.getvalue()


async def send_logo(browser: Browser, data: bytes) -> int:
    files = {"logo": ("logo.png", data, "image/png")}
    return (await browser.client.post("/reports/look/logo", files=files, headers=browser.headers)).status_code


async def test_a_report_looks_as_the_owner_wants_it(owner: Browser) -> None:
    page = await owner.follow(await owner.post("/reports/look", LOOK))
    assert page.one("input", name="footer")["value"] == LOOK["footer"]
    assert await send_logo(owner, picture()) == 303
    body = (await owner.client.get("/branches/sun/report.pdf")).content
    pdf = pikepdf.open(io.BytesIO(body))
    assert [float(side) for side in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
    assert squeezed(LOOK["footer"]) in printed_words(body)
    assert "Scissors & Sun" in [str(figure.Alt) for figure in elements(pdf, "Figure")]
    a4 = pikepdf.open(io.BytesIO((await owner.client.get("/branches/sun/report.pdf?paper=A4")).content))
    assert [round(float(side)) for side in a4.pages[0].MediaBox] == [0, 0, 595, 842]


async def test_a_logo_is_drawn_anew_kept_with_the_backup_and_can_go(owner: Browser, site: Site) -> None:
    await send_logo(owner, picture("JPEG") + b"<script>")
    shown = await owner.client.get("/reports/look/logo.png")
    assert shown.headers["content-type"] == "image/png" and b"<script>" not in shown.content
    assert Image.open(io.BytesIO(shown.content)).size == (600, 200)
    digest = (await report_looks.get_look()).logo_sha256
    assert digest in await shared_reports.list_report_hashes()
    assert [sentence async for sentence in verify(site.app.state.blobs, Checked()) if digest in str(sentence)] == []
    assert await send_logo(owner, b"") == 303
    assert (await owner.get("/reports/look/logo.png")).status == 404


@pytest.mark.parametrize("wrong", [{"colour": "red"}, {"paper": "A5"}, {"footer": "x" * 201}])
async def test_what_makes_no_sense_is_refused_and_nothing_changes(owner: Browser, wrong: dict[str, str]) -> None:
    before = await report_looks.get_look()
    assert (await owner.post("/reports/look", LOOK | wrong)).status == 422
    assert await report_looks.get_look() == before


async def test_what_is_no_picture_or_too_large_is_refused(owner: Browser) -> None:
    assert await send_logo(owner, b"no picture") == 422
    assert await send_logo(owner, b"\x89PNG" + b"x" * 3_000_000) == 413
    assert (await owner.post("/reports/look/logo", {"logo": "x"})).status == 422


async def test_only_the_owner_sets_it(manager: Browser) -> None:
    assert (await manager.get("/reports/look")).status == 404
    assert (await manager.post("/reports/look", LOOK)).status == 404
