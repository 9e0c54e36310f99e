"""Photos and signatures: picked, sized, marked up, removed; and the phone that kills the page for its camera."""

from __future__ import annotations

import io

from PIL import Image
from playwright.sync_api import expect

from tests.browser.phone.phones import Phone, differences, picture_of


def big_picture() -> bytes:
    """4000 x 3000, turned by its EXIF: it should arrive upright and small."""
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (4000, 3000), "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


def choose(phone: Phone, name: str, body: bytes) -> None:
    phone.tap("open", "yes")
    picker = phone.near("shelf").locator("input[type=file]").last
    picker.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": body})  # type: ignore[arg-type]


def test_a_photo_is_upright_and_small_and_tells_when_and_where(phone: Phone) -> None:
    phone.context.grant_permissions(["geolocation"])
    phone.context.set_geolocation({"latitude": 52.0907, "longitude": 5.1214})
    choose(phone, "big.jpg", big_picture())
    phone.until(lambda: phone.seq == 3)
    photo, place = [op["value"] for op in phone.written["ops"][1:]]
    assert (photo["width"], photo["height"], photo["type"]) == (1200, 1600, "image/jpeg")
    assert photo["taken_at"].endswith("Z")
    assert (place["lat"], place["lon"], place["sha256"]) == (52.0907, 5.1214, photo["sha256"])


def test_a_photo_is_kept_before_its_place_is_known_and_a_finished_visit_goes_without(phone: Phone) -> None:
    phone.page.evaluate("navigator.geolocation.getCurrentPosition = (found) => { window.found = found; }")
    phone.fill_all().finish()
    phone.page.evaluate("found({coords: {latitude: 52.1, longitude: 5.1, accuracy: 9}})")
    phone.receipt()
    assert [op["field"] for op in phone.written["ops"]] == ["answer", "answer", "answer", "photo_add"]
    assert differences(phone) == []


def test_what_is_no_photo_is_refused_in_a_sentence(phone: Phone) -> None:
    choose(phone, "text.jpg", b"Dear auditor, this is a letter.")
    expect(phone.item("shelf")).to_contain_text("This file could not be read as a photo.")
    assert phone.written["photos"] == []


def test_a_drawing_stands_beside_its_original(phone: Phone) -> None:
    phone.fill_all()
    seq = phone.seq
    phone.near("shelf").locator(".photos__photo").tap()
    sheet = phone.page.get_by_role("dialog")
    box = sheet.locator("canvas").bounding_box()
    assert box is not None
    phone.page.mouse.move(box["x"] + 60, box["y"] + box["height"] / 2)
    phone.page.mouse.down()
    phone.page.mouse.move(box["x"] + 200, box["y"] + box["height"] / 2 + 40, steps=4)
    phone.page.mouse.up()
    sheet.get_by_role("button", name="Keep").tap()
    phone.written_after(seq)
    first, second = [op["value"] for op in phone.written["ops"] if op["field"] == "photo_add"]
    assert second["of"] == first["sha256"]
    expect(phone.item("shelf").locator(".photos__photo")).to_have_count(1)
    phone.finish()
    phone.receipt()
    assert set(phone.arrived().submissions[0]["receipt"]["photos"]) == {first["sha256"], second["sha256"]}


def draw_a_name(phone: Phone) -> None:
    pad = phone.near("owner").locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    phone.page.mouse.move(box["x"] + 20, box["y"] + 20)
    phone.page.mouse.down()
    phone.page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
    phone.page.mouse.up()


def test_a_signature_is_kept_like_a_photo(phone: Phone) -> None:
    phone.fill_all()
    seq = phone.seq
    draw_a_name(phone)
    phone.written_after(seq)
    phone.finish()
    phone.receipt()
    assert differences(phone) == []


def test_what_is_still_being_made_is_written_before_the_visit_closes(phone: Phone) -> None:
    phone.fill_all()
    draw_a_name(phone)
    phone.page.evaluate(
        """() => {
          const text = document.querySelector("#item-story textarea");
          text.value = "The very last words.";
          text.dispatchEvent(new Event("input", {bubbles: true}));
          document.querySelector("finish-panel button").click();
        }"""
    )
    phone.receipt()
    ops = phone.written["ops"]
    assert {op["field"] for op in ops[4:]} == {"sign", "answer"}
    assert ops[-1]["value"] == "The very last words." or ops[-2]["value"] == "The very last words."
    assert differences(phone) == []


def test_a_page_killed_for_the_camera_comes_back_to_the_item(phone: Phone) -> None:
    phone.tap("open", "yes")
    item = phone.near("shelf")
    with phone.page.expect_file_chooser():
        item.locator("label.photos__add").first.tap()
    phone.page.wait_for_timeout(300)
    phone.reload()
    expect(phone.page.locator("visit-notices")).to_contain_text("Your phone closed this page while the camera was open")
    expect(phone.item("shelf")).to_be_focused()
    expect(phone.item("shelf").get_by_role("button", name="Camera in this page")).to_be_visible()


def test_the_same_photo_twice_is_one_photo(phone: Phone) -> None:
    phone.tap("open", "yes")
    picker = phone.near("shelf").locator("input[type=file]").last
    for _ in range(2):
        seq = phone.seq
        picker.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture_of(3)})  # type: ignore[arg-type]
        phone.written_after(seq)
    expect(phone.item("shelf").locator(".photos__photo")).to_have_count(1)
