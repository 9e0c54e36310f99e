"""The demo's pictures: drawn, repeatable, and good enough to be taken as photos by the product itself."""

from __future__ import annotations

import random

import pytest

from audit.imaging import inspect_photo
from audit.services.demo.pictures import DRAWN, draw_pictures
from audit.services.demo.pictures_shown import BROKEN, KEPT, MOST_VISITS, RECEIPT, shows_pictures
from tests.services.demo_chains import TODAY, checklists, drawn, planned, scored


def test_the_same_randomness_draws_the_same_bytes() -> None:
    assert draw_pictures(random.Random(1)) == drawn()


def test_every_picture_is_different() -> None:
    assert len(set(drawn().values())) == len(DRAWN) >= 12


@pytest.mark.parametrize("name", DRAWN)
def test_the_product_takes_every_picture_as_a_photo(name: str) -> None:
    photo = inspect_photo(drawn()[name])
    assert (photo.width, photo.height, photo.type) == (1200, 900, "image/jpeg")


def test_pictures_are_shown_at_items_that_exist() -> None:
    keys = {item.key for item in checklists()["salon-visit"].items()}
    assert {*BROKEN, *KEPT, RECEIPT[0]} <= keys
    assert {*BROKEN.values(), *KEPT.values(), RECEIPT[1]} == set(DRAWN)


def test_some_visits_show_what_is_broken() -> None:
    shown = [(visit, score) for visit, score in scored() if visit.pictures]
    assert 40 < len(shown) < 200
    for visit, score in shown:
        items = {item.key: item for item in score.items}
        for key, pictures in visit.pictures.items():
            if key != RECEIPT[0]:
                expected = KEPT if items[key].kept else BROKEN
                assert pictures == (expected[key],)


def test_a_large_chain_does_not_show_more_than_is_worth_the_room() -> None:
    rng = random.Random(1)
    assert not any(shows_pictures(TODAY, TODAY, MOST_VISITS, rng) for _ in range(50))


def test_no_picture_is_shown_of_a_phone_call() -> None:
    assert not any(visit.pictures for visit in planned().visits if visit.checklist == "phone-call")
