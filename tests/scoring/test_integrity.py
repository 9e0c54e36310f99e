"""Reasons to look again: each is given where it should be, and not given where all is well."""

from __future__ import annotations

import pytest

from audit.scoring.integrity import (
    Stay,
    Trace,
    contradiction_notes,
    distance_note,
    heaping_note,
    hurry_note,
    late_notes,
    metres_between,
    na_note,
    on_site_note,
    order_note,
    photo_distance_note,
    repeated_texts,
    route_notes,
    straight_note,
)


def walk(count: int, gap: float, start: float = 1000.0) -> list[tuple[str, float]]:
    return [(f"i{number}", start + gap * number) for number in range(count)]


@pytest.mark.parametrize(
    "minutes,count,is_told",
    [(2, 40, True), (4, 40, False), (2, 9, False), (60, 40, False), (0, 10, True)],
)
def test_time_on_site(minutes: float, count: int, *, is_told: bool) -> None:
    notes = on_site_note(Trace(walk(count, 5), arrived=0.0, left=60.0 * minutes))
    assert bool(notes) == is_told
    if minutes == 2 and is_told:
        assert str(notes[0].sentence) == "On site for 2 minutes, with 40 items answered."


def test_time_on_site_is_not_told_without_both_moments() -> None:
    assert on_site_note(Trace(walk(40, 1), arrived=0.0)) == on_site_note(Trace(walk(40, 1), left=5.0)) == []
    assert on_site_note(Trace(walk(40, 1), arrived=9.0, left=5.0)) == []


def test_a_run_of_answers_too_quick_to_read() -> None:
    slow = walk(12, 20)
    quick = [(f"q{number}", 5000.0 + number) for number in range(14)]
    (note,) = hurry_note(Trace([*slow, *quick, ("end", 9000.0)]))
    assert str(note.sentence) == "14 answers in a row came within 13 seconds."
    assert note.items == tuple(item for item, _ in quick)
    assert hurry_note(Trace(slow)) == hurry_note(Trace(quick[:9])) == hurry_note(Trace()) == []


def test_distances_on_the_ball() -> None:
    amsterdam, utrecht = (52.3676, 4.9041), (52.0907, 5.1214)
    assert metres_between(amsterdam, utrecht) == pytest.approx(34_200, rel=0.01)
    assert metres_between(amsterdam, amsterdam) == 0
    assert metres_between((0.0, 179.9), (0.0, -179.9)) == pytest.approx(22_239, rel=0.01)


@pytest.mark.parametrize("metres,accuracy,is_told", [(100, 10, False), (600, 10, True), (600, 200, False)])
def test_far_from_the_branch(metres: float, accuracy: float, *, is_told: bool) -> None:
    branch = (52.0, 5.0)
    phone = (52.0 + metres / 111_195, 5.0)
    assert bool(distance_note(phone, branch, accuracy)) == is_told
    assert distance_note(None, branch, 0) == distance_note(phone, None, 0) == []
    assert bool(photo_distance_note([("shelf", phone, accuracy)], branch)) == is_told
    assert photo_distance_note([], branch) == photo_distance_note([("shelf", phone, 0)], None) == []


def test_the_farthest_photo_is_told_with_the_items_of_all_far_ones() -> None:
    photos = [("shelf", (52.0, 5.0), 5.0), ("door", (52.01, 5.0), 5.0), ("till", (52.1, 5.0), 5.0)]
    (note,) = photo_distance_note(photos, (52.0, 5.0))
    assert (str(note.sentence), note.items) == ("Photos were taken up to 11.1 km from the branch.", ("door", "till"))


def test_the_order_of_a_walk() -> None:
    order = {f"i{number}": number for number in range(20)}
    forwards = walk(20, 30)
    backwards = [(f"i{19 - number}", 30.0 * number) for number in range(20)]
    shuffled = [(f"i{(number * 7) % 20}", 30.0 * number) for number in range(20)]
    assert [bool(order_note(Trace(one), order)) for one in (forwards, shuffled, backwards)] == [False, False, True]


@pytest.mark.parametrize(
    "first,handed_in,words",
    [
        (3600.0, 7200.0, None),
        (4 * 3600.0, 5 * 3600.0, "The first answer was written 4 hours after leaving."),
        (-600.0, 30 * 3600.0, "The visit was handed in 30 hours after leaving."),
    ],
)
def test_written_long_after_leaving(first: float, handed_in: float, words: str | None) -> None:
    notes = late_notes(Trace([("i", first)], left=0.0, handed_in=handed_in))
    assert [str(note.sentence) for note in notes] == ([words] if words else [])
    assert late_notes(Trace([("i", first)], handed_in=handed_in)) == []


def test_straight_lines() -> None:
    same = [(f"i{number}", 4) for number in range(12)]
    assert straight_note(same)[0].items == tuple(item for item, _ in same)
    assert straight_note(same[:9]) == straight_note([*same, ("odd", 3)]) == []


@pytest.mark.parametrize(
    "own,everybody,is_told",
    [
        ((30, 100), (130, 1100), True),
        ((12, 100), (112, 1100), False),
        ((6, 19), (7, 1000), False),
        ((0, 0), (0, 0), False),
    ],
)
def test_na_more_often_than_others(own: tuple[int, int], everybody: tuple[int, int], *, is_told: bool) -> None:
    assert bool(na_note(own, everybody)) == is_told


def test_heaping_at_a_limit() -> None:
    heaped = [0.5] * 24 + [-0.5]
    even = [0.5] * 15 + [-0.5] * 15
    assert (
        str(heaping_note(heaped, 5)[0].sentence) == "Of this auditor's 25 times near a target, 24 lie just inside it."
    )
    assert "scores" in str(heaping_note(heaped, 5, are_scores=True)[0].sentence)
    assert heaping_note(even, 5) == heaping_note([0.5] * 19, 5) == heaping_note([50.0] * 99, 5) == []


def test_the_same_words_again() -> None:
    long = "Nobody offered me anything to drink."
    comments = {"drink": long, "closed": "closed"}
    (note,) = repeated_texts(comments, ["nobody offered me anything to DRINK", "closed"])
    assert note.items == ("drink",)
    assert repeated_texts(comments, ["Something else altogether, and long"]) == []


def test_words_against_answers() -> None:
    comments = {
        "a": "Perfect welcome",
        "b": "The floor was dirty",
        "c": "Friendly but dirty",
        "d": "I waited 10 minutes",
    }
    kept = {"a": False, "b": True, "c": True, "d": True}
    notes = contradiction_notes(comments, kept, {"d": 50.0})
    assert [(note.kind, note.items) for note in notes] == [
        ("praise", ("a",)), ("complaint", ("b",)), ("other_time", ("d",)),
    ]  # fmt: skip
    assert contradiction_notes(comments, {key: not value for key, value in kept.items()}, {"d": 640.0}) == []


@pytest.mark.parametrize("words", ["na 5 minuten geholpen", "setelah 5 menit", "după 5 minute", "5 min"])
def test_minutes_are_read_in_four_languages(words: str) -> None:
    assert contradiction_notes({"t": words}, {}, {"t": 20.0}) and not contradiction_notes(
        {"t": words}, {}, {"t": 300.0}
    )


LONDON, LEEDS = (51.5074, -0.1278), (53.8008, -1.5491)


def at(visit: str, place: tuple[float, float], arrived: float, left: float) -> Stay:
    return Stay(visit, arrived, left, place)


@pytest.mark.parametrize("hours", [0.5, 1.8])
def test_no_time_for_the_way_between_two_visits(hours: float) -> None:
    """Leeds lies 272 km from London: less than 1.8 hours at 150 km/h is not enough."""
    first, second = at("a", LONDON, 0, 600), at("b", LEEDS, 600 + 3600 * hours, 9e9)
    for own, other in ((first, second), (second, first)):  # whichever of them is looked at
        ((note, visit),) = route_notes(own, [other])
        assert visit == other.visit
        assert str(note.sentence).endswith(f"lie 272 km and {round(60 * hours)} minutes.")


def test_time_enough_and_branches_next_door_are_no_reason() -> None:
    assert route_notes(at("a", LONDON, 0, 600), [at("b", LEEDS, 600 + 3600 * 1.9, 9e9)]) == []
    assert route_notes(at("a", LONDON, 0, 600), [at("b", (51.52, -0.13), 600, 700)]) == []


def test_two_visits_at_once_far_apart_leave_no_minutes() -> None:
    ((note, _),) = route_notes(at("a", LONDON, 0, 3600), [at("b", LEEDS, 1800, 5400)])
    assert str(note.sentence).endswith("and 0 minutes.")
