"""Compares making a 320 px thumbnail of a 12 megapixel JPEG by `audit.imaging.derive` with decoding the photo
in full, resizing it and saving it: time and peak memory, each in a process of its own, taken in turns.

Run:    .venv/bin/python bench/photos.py [--quick] [--photo FILE.jpg]
Reach:  at most 0.35 x the time of the full decode, at most 40 MB more than the idle process.
Beside: the full decode with Pillow's quicker shrinking, the same photo to 1600 px for the screen, `inspect_photo`
        of it, and both of a photo as phones send it. What is left of the time is undoing the JPEG's Huffman code:
        the more bytes a megapixel has, the less there is to win.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

from PIL import Image

HOME = Path(__file__).resolve().parent.parent
BASE = "full decode to 320 px"


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder:
        large, sent = options.photo or Path(folder) / "large.jpg", Path(folder) / "sent.jpg"
        if options.photo is None:
            view().save(large, quality=90)
        with Image.open(large) as photo:
            print(f"photo: {photo.width} x {photo.height}, {large.stat().st_size / 1e6:.1f} MB")
            photo.thumbnail((1600, 1600))
            photo.save(sent, quality=80)
        compare(large, sent, rounds=3 if options.quick else 9)


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="three rounds instead of nine")
    parser.add_argument("--photo", type=Path, help="a JPEG of your own instead of the made one")
    return parser.parse_args()


def view() -> Image.Image:
    """12 megapixels that compress as a photo does: shapes at every scale, and the grain of a sensor."""
    bands = []
    for seed in range(3):
        shapes = Image.effect_noise((16, 12), 120 + seed).resize((4000, 3000), Image.Resampling.BICUBIC)
        details = Image.effect_noise((1000, 750), 50).resize((4000, 3000), Image.Resampling.BICUBIC)
        grain = Image.effect_noise((4000, 3000), 12)
        bands.append(Image.blend(Image.blend(shapes, details, 0.3), grain, 0.2))
    return Image.merge("RGB", bands)


def compare(large: Path, sent: Path, rounds: int) -> None:
    jobs = {
        BASE: ("full", large),
        "the same by thumbnail()": ("quicker", large),
        "derive to 320 px": ("thumbnail", large),
        "derive to 1600 px": ("screen", large),
        "inspect_photo": ("inspect", large),
        "as sent: derive to 320 px": ("thumbnail", sent),
        "as sent: inspect_photo": ("inspect", sent),
    }
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, (job, photo) in jobs.items():
            seen[name].append(measured(job, photo))
    base = median(run["ms"] for run in seen[BASE])
    print(f"{'':28}{'ms':>8}{'x full':>9}{'MB more':>9}")
    for name, runs in seen.items():
        ms, megabytes = median(run["ms"] for run in runs), median(run["mb"] for run in runs)
        print(f"{name:28}{ms:8.1f}{ms / base:9.2f}{megabytes:9.1f}")


def measured(job: str, photo: Path) -> dict[str, float]:
    """One job in a fresh process: peak memory of the first run, median milliseconds of the following five."""
    child = subprocess.run(
        [sys.executable, __file__, "--child", job, str(photo)], check=True, capture_output=True, text=True, cwd=HOME
    )
    figures: dict[str, float] = json.loads(child.stdout)
    return figures


def run_child(job: str, photo: Path) -> None:
    sys.path.insert(0, str(HOME))
    from audit.imaging import SCREEN_PIXELS, THUMBNAIL_PIXELS, derive, inspect_photo

    work: dict[str, Callable[[bytes], object]] = {
        "full": lambda data: full_decode(data, lambda picture: picture.resize((320, 240))),
        "quicker": lambda data: full_decode(data, shrunk),
        "thumbnail": lambda data: derive(data, THUMBNAIL_PIXELS),
        "screen": lambda data: derive(data, SCREEN_PIXELS),
        "inspect": inspect_photo,
    }
    tiny = BytesIO()
    Image.new("RGB", (40, 30)).save(tiny, "JPEG")
    work[job](tiny.getvalue())  # so that no import is measured
    data = photo.read_bytes()
    Path("/proc/self/clear_refs").write_text("5")  # VmHWM begins anew
    idle = megabytes("VmRSS")
    work[job](data)
    peak = megabytes("VmHWM")
    times = [timed(work[job], data) for _ in range(5)]
    print(json.dumps({"ms": median(times) * 1000, "mb": peak - idle}))


def full_decode(data: bytes, shrink: Callable[[Image.Image], Image.Image]) -> bytes:
    picture = Image.open(BytesIO(data))
    picture.load()
    target = BytesIO()
    shrink(picture).save(target, "JPEG", quality=80)
    return target.getvalue()


def shrunk(picture: Image.Image) -> Image.Image:
    picture.thumbnail((320, 320))
    return picture


def megabytes(name: str) -> float:
    """What Linux counts for this process: VmRSS now, VmHWM at most. Getrusage would begin at the parent's peak."""
    status = Path("/proc/self/status").read_text()
    return int(status.split(f"{name}:")[1].split()[0]) / 1024


def timed(work: Callable[[bytes], object], data: bytes) -> float:
    start = time.perf_counter()
    work(data)
    return time.perf_counter() - start


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        run_child(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
