from __future__ import annotations

from audit.imaging.scans import count_scans
from tests.imaging.pictures import camera, noise, saved, scene


def test_an_ordinary_jpeg_has_one_scan_and_a_progressive_one_several() -> None:
    assert count_scans(saved(noise(80, 60))) == 1
    assert 2 < count_scans(saved(noise(80, 60), progressive=True)) < 15


def test_restart_markers_are_no_scans() -> None:
    assert count_scans(saved(noise(80, 60), restart_marker_blocks=1)) == 1


def test_previews_comments_and_what_follows_are_not_counted() -> None:
    preview = saved(scene(40, 30), progressive=True)
    exif = camera().tobytes() + preview
    assert count_scans(saved(scene(), exif=exif, comment=preview) + preview) == 1


def test_a_comment_cannot_fake_the_end() -> None:
    data = saved(scene(), progressive=True)
    last = data.rindex(b"\xff\xda")
    fake = b"\xff\xfe\x00\x04\xff\xd9"
    assert count_scans(data[:last] + fake + data[last:]) == count_scans(data)


def test_rubbish_ends() -> None:
    for data in (b"", b"\xff", b"\xff\xda", b"\xff\xda\x00\x00" * 500, b"\xff" * 5000):
        assert count_scans(data) <= 500
