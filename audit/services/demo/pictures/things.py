"""Things seen from near: coffee, towels, a receipt, a haircut from behind, an empty roll."""

from __future__ import annotations

import math

from audit.services.demo.pictures.scenes import (
    DARK,
    INK,
    LINE,
    MARGIN,
    MIST,
    OAK,
    PAPER,
    SAND,
    STEEL,
    TEAL,
    WOOD,
    Colour,
    Scene,
)

TABLE = (OAK, (158, 122, 88))
EVERYTHING = (-MARGIN, -MARGIN, 1200 + MARGIN, 900 + MARGIN)
SKIN, HAIR = (222, 184, 156), (74, 50, 36)


def _table(scene: Scene) -> None:
    """A wooden table top filling the frame."""
    scene.fade(EVERYTHING, *TABLE)
    for y in range(-40, 960, 120):
        scene.stroke([(-MARGIN, y), (1200 + MARGIN, y + 26)], WOOD, 3)
        for _ in range(3):
            x = scene.rng.uniform(0, 1100)
            scene.stroke([(x, y + 50), (x + 160, y + 56)], (172, 136, 100), 2)


def _cup(scene: Scene, drink: Colour) -> None:
    scene.shade((330, 300, 920, 800), 0.4, 34)
    scene.oval((310, 250, 890, 760), PAPER)
    scene.oval((350, 286, 850, 724), (238, 233, 224))
    scene.bow((700, 390, 880, 560), -80, 80, PAPER, 34)
    scene.oval((410, 310, 770, 650), (255, 253, 249))
    scene.oval((436, 336, 744, 622), drink)


def coffee(scene: Scene) -> bytes:
    _table(scene)
    _cup(scene, (96, 62, 40))
    scene.oval((500, 400, 680, 560), (206, 164, 120))
    scene.shape([(590, 440), (640, 470), (590, 540), (540, 470)], (240, 222, 196))
    scene.shade((900, 470, 1110, 600), 0.35, 14)
    scene.box((890, 440, 1090, 560), (206, 160, 104), 22)
    for x in range(920, 1080, 40):
        scene.oval((x, 490, x + 14, 504), WOOD)
    scene.stroke([(210, 280), (300, 640)], STEEL, 16)
    scene.oval((180, 210, 240, 310), STEEL)
    return scene.photo(1.03)


def spilt_coffee(scene: Scene) -> bytes:
    """A saucer swimming, stains on the rim and on the table."""
    _table(scene)
    for _ in range(9):
        left, top, size = scene.rng.uniform(130, 430), scene.rng.uniform(480, 820), scene.rng.uniform(30, 120)
        scene.oval((left, top, left + size * 1.4, top + size), (92, 60, 38))
    _cup(scene, (66, 46, 34))
    scene.bow((352, 288, 848, 722), 70, 190, (134, 96, 64), 26)
    scene.stroke([(470, 600), (455, 660), (440, 700)], (112, 76, 50), 16)
    return scene.photo(0.9)


def used_towels(scene: Scene) -> bytes:
    """Damp towels in a heap beside a comb with hair in it."""
    scene.fade(EVERYTHING, (206, 208, 206), (176, 180, 180))
    scene.shade((140, 470, 980, 800), 0.45, 36)
    for index, colour in enumerate(((150, 164, 160), MIST, (178, 190, 186), (214, 206, 196), (132, 150, 148))):
        x, y = 180 + index * 110, 560 - (index % 3) * 90
        scene.box((x, y, x + 420, y + 190), colour, 80)
        scene.bow((x + 30, y + 20, x + 380, y + 170), 190, 330, (120, 132, 130), 5)
    scene.box((690, 760, 1080, 800), INK, 10)
    for x in range(700, 1076, 14):
        scene.stroke([(x, 800), (x, 848)], INK, 6)
    for _ in range(26):
        root = scene.rng.uniform(700, 1060)
        scene.stroke([(root, 780), (root + scene.rng.uniform(-60, 60), 836), (root + 40, 880)], HAIR, 2)
    return scene.photo(0.93)


def uneven_cut(scene: Scene) -> bytes:
    """A head from behind, the left side longer than the right."""
    scene.fade(EVERYTHING, (226, 222, 212), (196, 190, 180))
    scene.box((330, 700, 870, 980), DARK, 90)
    scene.box((520, 560, 680, 760), SKIN, 30)
    scene.oval((390, 90, 810, 620), HAIR)
    scene.shape([(392, 340), (420, 700), (560, 664), (640, 596), (806, 540), (808, 330)], HAIR)
    for index in range(70):
        x = 400.0 + index * 5.8
        end = 700 - index * 2.2 + scene.rng.uniform(-16, 16)
        shade = scene.rng.choice(((92, 64, 46), (60, 40, 30), (108, 78, 56)))
        scene.stroke([(600 + (x - 600) * 0.35, 130), (x, 380), (x + scene.rng.uniform(-8, 8), end)], shade, 3)
    return scene.photo()


def empty_roll(scene: Scene) -> bytes:
    """A holder with nothing on it but cardboard, on tiles."""
    scene.fade(EVERYTHING, (222, 230, 230), (196, 208, 208))
    for x in range(-60, 1280, 190):
        scene.stroke([(x, -MARGIN), (x, 960)], (240, 244, 244), 7)
    for y in range(-60, 980, 190):
        scene.stroke([(-MARGIN, y), (1260, y)], (240, 244, 244), 7)
    scene.shade((380, 420, 880, 620), 0.4, 30)
    scene.box((380, 330, 420, 560), STEEL, 12)
    scene.box((400, 430, 830, 462), STEEL, 14)
    scene.box((450, 400, 760, 494), (178, 142, 104), 12)
    scene.oval((734, 400, 786, 494), (140, 108, 78))
    scene.shape([(470, 494), (520, 494), (512, 560), (486, 548)], PAPER)
    return scene.photo(0.88)


def receipt(scene: Scene) -> bytes:
    """A receipt of the salon, lying a little askew; the prices add up."""
    _table(scene)
    scene.shade((380, 90, 860, 860), 0.4, 26)
    paper = [(390, 60), (800, 40), (830, 800), (420, 820)]
    scene.shape(paper, PAPER)
    scene.words((600, 120), "SALON LUMIÈRE", INK, 34)
    scene.stroke([(440, 165), (770, 150)], LINE, 3)
    prices = [scene.rng.choice((8, 9, 10)), scene.rng.choice((28, 32, 36)), scene.rng.choice((16, 18))]
    for index, price in enumerate(prices):
        y = 230 + index * 62
        scene.box((444, y - 10, 444 + (120, 90, 150)[index], y + 10), LINE, 6)
        scene.words((768, y), f"{price},00", INK, 30, "rm")
    scene.stroke([(444, 420), (776, 408)], INK, 3)
    scene.words((772, 462), f"{sum(prices)},00", INK, 44, "rm")
    for index in range(34):
        x = 450.0 + index * 9.6
        scene.stroke([(x, 560), (x + 4, 650)], INK, 2 + 3 * abs(math.sin(index * 1.7)))
    scene.oval((540, 690, 700, 770), SAND)
    scene.words((620, 730), "14", TEAL, 36)
    return scene.photo(1.02)
