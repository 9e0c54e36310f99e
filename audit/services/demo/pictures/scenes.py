"""A scene to draw on, and the light, lens and grain that make a drawing pass for a photo taken on a phone."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFilter, ImageFont

WIDTH, HEIGHT = 1200, 900
DRAWN = 1.5  # drawn larger and scaled down, so that edges are smooth
MARGIN = 60  # drawn beyond the frame, for the camera that is never quite level
QUALITY = 82
UNACCENTED = str.maketrans("Èè", "Ee")

Colour = tuple[int, int, int]
Pixels = npt.NDArray[np.float32]
Points = Sequence[tuple[float, float]]

PAPER, INK, LINE = (250, 248, 244), (28, 34, 48), (214, 206, 192)
TEAL, MIST, SAND, WOOD, OAK = (14, 90, 90), (205, 226, 223), (217, 199, 174), (141, 110, 82), (186, 150, 112)
CLAY, PLUM, LEAF, STEEL, DARK = (185, 80, 26), (106, 63, 160), (74, 122, 84), (150, 162, 168), (52, 46, 44)


class Scene:
    """A picture of 1200 by 900 in which shapes are placed in those units; some room around is drawn too."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        size = (int((WIDTH + 2 * MARGIN) * DRAWN), int((HEIGHT + 2 * MARGIN) * DRAWN))
        self.image = Image.new("RGB", size, PAPER)
        self.pen = ImageDraw.Draw(self.image)

    def fade(self, box: Sequence[float], top: Colour, bottom: Colour) -> None:
        """Fill a box from one colour above to another below."""
        x0, y0, x1, y1 = (int(value) for value in self._place(box))
        shares = np.linspace(0, 1, max(y1 - y0, 1))[:, None, None]
        rows = np.array(top) * (1 - shares) + np.array(bottom) * shares
        pixels = np.broadcast_to(rows, (rows.shape[0], max(x1 - x0, 1), 3)).astype(np.uint8)
        self.image.paste(Image.fromarray(np.ascontiguousarray(pixels)), (x0, y0))

    def box(self, box: Sequence[float], fill: Colour, radius: float = 0) -> None:
        self.pen.rounded_rectangle(self._place(box), radius * DRAWN, fill)

    def oval(self, box: Sequence[float], fill: Colour) -> None:
        self.pen.ellipse(self._place(box), fill)

    def shape(self, points: Points, fill: Colour) -> None:
        self.pen.polygon(self._points(points), fill)

    def stroke(self, points: Points, fill: Colour, width: float) -> None:
        self.pen.line(self._points(points), fill, int(width * DRAWN), joint="curve")

    def bow(self, box: Sequence[float], start: float, end: float, fill: Colour, width: float) -> None:
        self.pen.arc(self._place(box), start, end, fill, int(width * DRAWN))

    def words(self, at: tuple[float, float], text: str, fill: Colour, size: float, anchor: str = "mm") -> None:
        font = ImageFont.load_default(size * DRAWN)
        plain = text.translate(UNACCENTED)
        self.pen.text(self._points([at])[0], plain, fill, font, anchor)
        for index, letter in enumerate(text):
            if letter != plain[index]:  # the font that comes with Pillow has no grave accent
                middle = font.getlength(plain[:index]) + font.getlength(plain[index]) / 2 - font.getlength(plain) / 2
                x, y = at[0] + middle / DRAWN, at[1] - size * (0.52 if letter.isupper() else 0.4)
                self.stroke([(x - size * 0.14, y - size * 0.1), (x + size * 0.06, y)], fill, size * 0.07)

    def shade(self, box: Sequence[float], strength: float = 0.35, blur: float = 18) -> None:
        """A soft shadow of an oval."""
        self._blend((20, 16, 12), box, strength, blur)

    def glow(
        self, at: tuple[float, float], reach: float, colour: Colour = (255, 244, 214), strength: float = 0.6
    ) -> None:
        """Light around a place."""
        x, y = at
        self._blend(colour, (x - reach, y - reach, x + reach, y + reach), strength, reach / 2)

    def photo(self, exposure: float = 1.0) -> bytes:
        """The JPEG of it: hand-held, lit from one side, a little soft and grainy."""
        whole = self.image.resize((WIDTH + 2 * MARGIN, HEIGHT + 2 * MARGIN), Image.Resampling.BOX)
        turned = whole.rotate(self.rng.uniform(-1.6, 1.6), Image.Resampling.BILINEAR)
        framed = turned.crop((MARGIN, MARGIN, MARGIN + WIDTH, MARGIN + HEIGHT))
        soft = framed.filter(ImageFilter.BoxBlur(self.rng.uniform(0.3, 0.7)))
        lit = self._light(np.asarray(soft, dtype=np.float32)) * exposure
        file = io.BytesIO()
        Image.fromarray(np.clip(lit, 0, 255).astype(np.uint8)).save(file, "JPEG", quality=QUALITY)
        return file.getvalue()

    def _light(self, pixels: Pixels) -> Pixels:
        """Light falls off across the picture and to its corners; the sensor adds grain and a tint."""
        side = self.rng.choice((-1, 1))
        x, y = np.linspace(-1, 1, WIDTH)[None, :], np.linspace(-1, 1, HEIGHT)[:, None]
        fall = 1 + 0.10 * side * x - 0.05 * y - 0.16 * (x**2 + y**2) / 2
        grain = np.random.default_rng(self.rng.getrandbits(63)).standard_normal((HEIGHT, WIDTH, 1), np.float32) * 5.5
        tint = np.array([1 + self.rng.uniform(0, 0.04), 1.0, 1 - self.rng.uniform(0, 0.05)])
        lit: Pixels = pixels * (fall[:, :, None] * tint).astype(np.float32) + grain
        return lit

    def _blend(self, colour: Colour, oval: Sequence[float], strength: float, blur: float) -> None:
        """Lay a colour over an oval whose edge is blurred."""
        x0, y0, x1, y1 = self._place(oval)
        room = blur * DRAWN * 2
        mask = Image.new("L", (int(x1 - x0 + 2 * room), int(y1 - y0 + 2 * room)), 0)
        inner = (room, room, room + x1 - x0, room + y1 - y0)
        ImageDraw.Draw(mask).ellipse(inner, int(255 * strength))
        soft = mask.filter(ImageFilter.BoxBlur(blur * DRAWN))
        self.image.paste(Image.new("RGB", mask.size, colour), (int(x0 - room), int(y0 - room)), soft)

    def _place(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = ((value + MARGIN) * DRAWN for value in box)
        return (x0, y0, x1, y1)

    def _points(self, points: Points) -> list[tuple[float, float]]:
        return [((x + MARGIN) * DRAWN, (y + MARGIN) * DRAWN) for x, y in points]


def room(scene: Scene, horizon: float, wall: tuple[Colour, Colour], floor: tuple[Colour, Colour]) -> None:
    """A wall down to the horizon, a skirting board and a floor of boards that run away from us."""
    scene.fade((-MARGIN, -MARGIN, WIDTH + MARGIN, horizon), *wall)
    scene.fade((-MARGIN, horizon, WIDTH + MARGIN, HEIGHT + MARGIN), *floor)
    seam = tuple(max(part - 18, 0) for part in floor[1])
    for step in range(-9, 10):
        x = WIDTH / 2 + step * 90
        scene.stroke([(x, horizon), (WIDTH / 2 + step * 210, HEIGHT + MARGIN)], (seam[0], seam[1], seam[2]), 2)
    scene.box((-MARGIN, horizon - 16, WIDTH + MARGIN, horizon), (236, 231, 222))


def plant(scene: Scene, x: float, floor: float, size: float = 1.0) -> None:
    """A pot with leaves, standing on the floor."""
    scene.shade((x - 60 * size, floor - 14, x + 60 * size, floor + 14), 0.4, 12)
    for side in (-1, -0.55, -0.2, 0.25, 0.6, 1):
        tip = (x + side * 95 * size, floor - (300 - abs(side) * 90) * size)
        scene.shape(
            [(x - 8 * size, floor - 110 * size), (x + (side * 70 - 26) * size, floor - 210 * size), tip,
             (x + (side * 70 + 22) * size, floor - 190 * size), (x + 8 * size, floor - 110 * size)],
            (LEAF[0] + int(18 * side), LEAF[1] + int(14 * side), LEAF[2]),
        )  # fmt: skip
    scene.shape(
        [(x - 48 * size, floor - 115 * size), (x + 48 * size, floor - 115 * size), (x + 36 * size, floor),
         (x - 36 * size, floor)],
        CLAY,
    )  # fmt: skip


def lamp(scene: Scene, x: float, drop: float) -> None:
    """A lamp hanging from the ceiling, lit."""
    scene.stroke([(x, -MARGIN), (x, drop - 60)], DARK, 4)
    scene.shape([(x - 22, drop - 62), (x + 22, drop - 62), (x + 62, drop), (x - 62, drop)], TEAL)
    scene.glow((x, drop + 12), 90, strength=0.5)
    scene.oval((x - 24, drop - 12, x + 24, drop + 20), (255, 246, 220))
