from __future__ import annotations

import struct
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.imaging.exif import Exif, read_exif
from tests.imaging.pictures import camera

NORTH_EAST = {1: "N", 2: (43.0, 28.0, 2.814), 3: "E", 4: (11.0, 53.0, 6.4559)}


def test_everything_a_phone_writes_is_read() -> None:
    block = camera(6, NORTH_EAST, original="2026:03:14 15:09:26", zone="-09:30").tobytes()
    exif = read_exif(block)
    assert exif.orientation == 6
    assert exif.taken_at is not None
    assert exif.taken_at.isoformat() == "2026-03-14T15:09:26-09:30"
    assert (exif.latitude, exif.longitude) == pytest.approx((43.467448, 11.885127), abs=1e-6)


def test_the_same_is_read_in_both_byte_orders() -> None:
    for order, mark in (("<", b"II*\0"), (">", b"MM\0*")):
        entry = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, 8, 0)
        block = mark + struct.pack(f"{order}IH", 8, 1) + entry + bytes(4)
        assert read_exif(block).orientation == read_exif(b"Exif\0\0" + block).orientation == 8


@pytest.mark.parametrize(
    "gps, place",
    [
        (NORTH_EAST | {1: "S", 3: "W"}, (-43.467448, -11.885127)),
        (NORTH_EAST | {2: (43.467448, 0.0, 0.0), 4: (11.0, 53.107598, 0.0)}, (43.467448, 11.885127)),
        (NORTH_EAST | {1: "n", 3: "e"}, (43.467448, 11.885127)),
    ],
)
def test_places_are_read_in_every_form(gps: dict[int, Any], place: tuple[float, float]) -> None:
    exif = read_exif(camera(gps=gps).tobytes())
    assert (exif.latitude, exif.longitude) == pytest.approx(place, abs=1e-5)


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {1: "N", 2: (43.0, 28.0, 2.8)},
        {2: (43.0, 28.0, 2.8), 4: (11.0, 53.0, 6.4)},
        NORTH_EAST | {1: "Q"},
        NORTH_EAST | {1: ""},
        NORTH_EAST | {2: (91.0, 0.0, 0.0)},
        NORTH_EAST | {4: (180.0, 0.0, 1.0)},
        NORTH_EAST | {2: (43.0, 28.0)},
        NORTH_EAST | {2: 43.0},
        {1: "N", 2: (0.0, 0.0, 0.0), 3: "E", 4: (0.0, 0.0, 0.0)},
    ],
)
def test_half_a_place_or_an_impossible_one_is_none(gps: dict[int, Any]) -> None:
    exif = read_exif(camera(gps=gps).tobytes())
    assert (exif.latitude, exif.longitude) == (None, None)


def test_a_fraction_over_nothing_is_no_place() -> None:
    block = camera(gps=NORTH_EAST).tobytes()
    seconds = struct.pack("<II", 1407, 500) if block[6:8] == b"II" else struct.pack(">II", 1407, 500)
    assert seconds in block
    assert read_exif(block.replace(seconds, seconds[:4] + bytes(4))).latitude is None


@pytest.mark.parametrize("text", ["0000:00:00 00:00:00", "    :  :     :  :  ", "yesterday", "2026:02:30 10:00:00", ""])
def test_a_clock_that_was_never_set_is_no_time(text: str) -> None:
    assert read_exif(camera(original=text).tobytes()).taken_at is None


def test_the_moment_of_exposure_goes_before_later_ones() -> None:
    times = {"changed": "2026:01:03 00:00:00", "digitized": "2026:01:02 00:00:00", "original": "2026:01:01 00:00:00"}
    for day in (3, 2, 1):
        told = dict(list(times.items())[: 4 - day])
        taken_at = read_exif(camera(**told).tobytes()).taken_at
        assert taken_at is not None
        assert taken_at.day == day


@pytest.mark.parametrize("zone", ["", "02:00", "+2:00", "+02:60", "+15:00", "Z", "+٠٢:00"])
def test_a_zone_that_is_none_is_unknown(zone: str) -> None:
    exif = read_exif(camera(original="2026:03:14 15:09:26", zone=zone).tobytes())
    assert exif.taken_at is not None
    assert exif.taken_at.isoformat() == "2026-03-14T15:09:26"


@pytest.mark.parametrize("orientation", [0, 9, 77])
def test_an_orientation_that_does_not_exist_is_upright(orientation: int) -> None:
    assert read_exif(camera(orientation).tobytes()).orientation == 1


def test_directories_that_point_to_themselves_end() -> None:
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, 8) for tag in (0x8769, 0x8825))
    assert read_exif(b"II*\0" + struct.pack("<IH", 8, 2) + entries + struct.pack("<I", 8)) == Exif()


def test_entries_that_each_claim_the_whole_file_are_not_believed() -> None:
    entries = b"".join(struct.pack("<HHII", tag, 2, 10_000_000, 0) for tag in (0x0132, 0x010F, 0x9003, 0xFFFF))
    block = b"II*\0" + struct.pack("<IH", 8, 4) + entries + bytes(10_000_000)
    tracemalloc.start()
    assert read_exif(block) == Exif()
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak_bytes < 2 * len(block)  # one copy, without the prefix


def test_nothing_is_no_exif() -> None:
    assert read_exif(None) == read_exif(b"") == read_exif(b"Exif\0\0") == Exif()


@given(st.binary(max_size=300), st.sampled_from([b"", b"II*\0", b"MM\0*", b"Exif\0\0II*\0\x08\0\0\0"]))
def test_no_bytes_raise_anything(rest: bytes, start: bytes) -> None:
    assert 1 <= read_exif(start + rest).orientation <= 8


@given(st.lists(st.tuples(st.integers(0, 399), st.integers(0, 255)), max_size=8))
def test_no_change_to_a_cameras_exif_raises_anything(changes: list[tuple[int, int]]) -> None:
    block = bytearray(camera(6, NORTH_EAST, original="2026:03:14 15:09:26", zone="+02:00").tobytes())
    for place, value in changes:
        block[place % len(block)] = value
    exif = read_exif(bytes(block))
    assert exif.latitude is None or -90 <= exif.latitude <= 90
    assert exif.longitude is None or -180 <= exif.longitude <= 180
