"""Draws the app's icons: the pin of a branch with a tick in it. One drawing, every size.

Run `python docs/drawings/icons.py` after changing it; the pictures under `audit/static/icons` are committed.
"""  # noqa: INP001 - a script, not a package

from math import asin, cos, sin
from pathlib import Path

from PIL import Image, ImageDraw

TEAL, PAPER = "#0e5a5a", "#faf8f4"
OUT = Path(__file__).parents[2] / "audit" / "static" / "icons"
SCALE = 8  # drawn so much larger, then shrunk: smooth edges

# In units of a 100 x 100 square. All stays within the middle 80, the safe zone of a maskable icon.
CENTRE, RADIUS, POINT = (50, 42.5), 25, (50, 85)
TICK = ((39.5, 43), (47.3, 51.5), (61.5, 34))
TICK_WIDTH = 7
# Where the straight sides of the pin leave the circle: tangents from the point.
_ANGLE = asin(RADIUS / (POINT[1] - CENTRE[1]))
TANGENTS = [(CENTRE[0] + side * RADIUS * cos(_ANGLE), CENTRE[1] + RADIUS * sin(_ANGLE)) for side in (-1, 1)]


def draw_icon(size: int, corner: float) -> Image.Image:
    """The icon as a square picture; `corner` is the radius of its own corners in units (0 fills the square)."""
    unit = size * SCALE / 100
    picture = Image.new("RGBA", (size * SCALE, size * SCALE))
    pen = ImageDraw.Draw(picture)

    def disc(centre: tuple[float, float], radius: float, colour: str) -> None:
        x, y = centre
        pen.ellipse([(x - radius) * unit, (y - radius) * unit, (x + radius) * unit, (y + radius) * unit], fill=colour)

    pen.rounded_rectangle([0, 0, 100 * unit, 100 * unit], corner * unit, fill=TEAL)
    disc(CENTRE, RADIUS, PAPER)
    pen.polygon([(x * unit, y * unit) for x, y in (TANGENTS[0], POINT, TANGENTS[1])], fill=PAPER)
    pen.line([value * unit for point in TICK for value in point], TEAL, round(TICK_WIDTH * unit), "curve")
    for end in (TICK[0], TICK[-1]):
        disc(end, TICK_WIDTH / 2, TEAL)
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def icon_svg() -> str:
    """The same drawing as SVG, for browsers' tabs."""
    (left, level), (right, _) = TANGENTS
    pin = f"M{left:.2f} {level:.2f}A{RADIUS} {RADIUS} 0 1 1 {right:.2f} {level:.2f}L{POINT[0]} {POINT[1]}z"
    tick = " ".join(f"{x},{y}" for x, y in TICK)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<rect width="100" height="100" rx="22" fill="{TEAL}"/><path d="{pin}" fill="{PAPER}"/>'
        f'<polyline points="{tick}" fill="none" stroke="{TEAL}" stroke-width="{TICK_WIDTH}" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>\n'
    )


if __name__ == "__main__":
    (OUT / "icon.svg").write_text(icon_svg())
    for size in (192, 512):
        draw_icon(size, 22).save(OUT / f"icon-{size}.png", optimize=True)
        draw_icon(size, 0).save(OUT / f"icon-maskable-{size}.png", optimize=True)
    draw_icon(180, 0).save(OUT / "icon-180.png", optimize=True)
