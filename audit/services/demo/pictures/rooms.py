"""Rooms and fronts: the shop from outside, the desk, the waiting corner, a work station."""

from __future__ import annotations

from audit.services.demo.pictures.scenes import (
    CLAY,
    DARK,
    INK,
    LINE,
    MIST,
    OAK,
    PAPER,
    PLUM,
    SAND,
    STEEL,
    TEAL,
    WOOD,
    Scene,
    lamp,
    plant,
    room,
)

DAY_WALL = ((228, 222, 210), (240, 236, 228))
BOARDS = ((196, 164, 128), (166, 132, 98))
TILES = ((204, 206, 204), (178, 182, 182))


def _front(scene: Scene, *, is_lit: bool, is_open: bool) -> None:
    """The shop from the street: a sign, a window with what is behind it, a door."""
    wall = ((176, 150, 130), (160, 134, 114)) if is_open else ((120, 106, 98), (104, 92, 86))
    room(scene, 730, wall, ((150, 148, 146), (122, 120, 118)))
    scene.box((90, 110, 1110, 210), TEAL if is_lit else (38, 58, 58), 8)
    if is_lit:
        scene.glow((600, 160), 230, (255, 240, 200), 0.32)
    scene.words((600, 160), "SALON  LUMIÈRE", (255, 246, 222) if is_lit else (110, 122, 120), 58)
    glass = (MIST, (228, 214, 188)) if is_open else ((62, 72, 78), (44, 50, 56))
    scene.box((80, 250, 770, 740), DARK, 6)
    scene.fade((96, 266, 754, 724), *glass)
    if is_open:
        for x in (220, 420, 620):
            scene.oval((x - 62, 360, x + 62, 540), (244, 236, 220))
            scene.box((x - 40, 560, x + 40, 700), TEAL, 16)
        scene.glow((420, 330), 170, strength=0.45)
    scene.shape([(130, 266), (240, 266), (120, 724), (96, 724), (96, 400)], tuple_mix(glass[0], PAPER, 0.25))
    scene.box((810, 250, 1090, 745), DARK, 6)
    scene.fade((832, 272, 1068, 740), *glass)
    scene.box((1040, 480, 1056, 590), OAK, 8)
    scene.box((890, 380, 1010, 460), PAPER, 6)
    scene.words((950, 420), "OPEN" if is_open else "CLOSED", TEAL if is_open else CLAY, 30 if is_open else 25)


def tuple_mix(one: tuple[int, int, int], other: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    """A colour between two."""
    r, g, b = (round(a + (c - a) * share) for a, c in zip(one, other, strict=True))
    return r, g, b


def shopfront(scene: Scene) -> bytes:
    _front(scene, is_lit=True, is_open=True)
    plant(scene, 60, 800, 0.8)
    return scene.photo(1.04)


def dark_sign(scene: Scene) -> bytes:
    _front(scene, is_lit=False, is_open=True)
    return scene.photo(0.82)


def closed_door(scene: Scene) -> bytes:
    _front(scene, is_lit=False, is_open=False)
    return scene.photo(0.92)


def desk(scene: Scene) -> bytes:
    room(scene, 620, DAY_WALL, BOARDS)
    scene.words((600, 190), "Lumière", TEAL, 92)
    lamp(scene, 330, 120)
    lamp(scene, 870, 120)
    scene.shade((200, 800, 1010, 880), 0.45, 26)
    scene.box((210, 480, 990, 840), OAK, 10)
    for x in range(250, 980, 60):
        scene.stroke([(x, 520), (x, 836)], WOOD, 3)
    scene.box((180, 452, 1020, 500), PAPER, 8)
    scene.box((690, 320, 880, 446), INK, 10)
    scene.box((702, 332, 868, 434), (120, 168, 168), 4)
    scene.box((770, 446, 800, 458), INK)
    scene.box((300, 400, 372, 456), PAPER, 4)
    scene.words((336, 428), "QR", INK, 30)
    scene.box((470, 428, 590, 452), STEEL, 10)
    plant(scene, 1100, 800, 1.1)
    return scene.photo()


def waiting_corner(scene: Scene) -> bytes:
    room(scene, 600, ((204, 216, 210), (222, 228, 220)), BOARDS)
    scene.box((120, 110, 420, 330), DARK, 4)
    scene.fade((134, 124, 406, 316), (244, 226, 196), (206, 150, 120))
    scene.oval((300, 150, 360, 210), PAPER)
    lamp(scene, 880, 170)
    scene.shade((150, 760, 900, 860), 0.45, 28)
    scene.box((170, 420, 860, 640), TEAL, 46)
    scene.box((140, 540, 890, 760), (22, 108, 106), 40)
    scene.box((190, 750, 220, 820), WOOD)
    scene.box((810, 750, 840, 820), WOOD)
    scene.box((240, 470, 400, 610), SAND, 26)
    scene.box((640, 480, 780, 610), PLUM, 26)
    scene.shade((760, 800, 1150, 880), 0.4, 22)
    scene.oval((780, 690, 1130, 790), OAK)
    scene.box((940, 760, 970, 860), WOOD)
    scene.shape([(840, 722), (930, 706), (960, 742), (868, 760)], PAPER)
    scene.shape([(900, 716), (1010, 716), (1020, 750), (905, 754)], CLAY)
    plant(scene, 1080, 640, 1.0)
    return scene.photo(1.02)


def work_station(scene: Scene) -> bytes:
    _station(scene)
    return scene.photo()


def hair_on_floor(scene: Scene) -> bytes:
    """The same station, the floor as the last guests left it."""
    _station(scene)
    for _ in range(260):
        x, y = scene.rng.gauss(520, 230), scene.rng.uniform(690, 890)
        dx, dy = scene.rng.uniform(-46, 46), scene.rng.uniform(-14, 14)
        shade = scene.rng.choice(((66, 44, 30), (92, 62, 40), (40, 30, 26), (120, 86, 54)))
        scene.stroke([(x, y), (x + dx / 2, y + dy - 7), (x + dx, y + dy)], shade, scene.rng.uniform(2, 4))
    return scene.photo(0.95)


def _station(scene: Scene) -> None:
    """A mirror with its lights, a shelf with tools, a chair."""
    room(scene, 640, DAY_WALL, TILES)
    scene.box((360, 40, 840, 500), DARK, 30)
    scene.fade((378, 58, 822, 482), (214, 226, 228), (178, 196, 200))
    scene.shape([(420, 60), (540, 60), (400, 480), (380, 480), (380, 200)], (226, 236, 238))
    for y in range(90, 480, 90):
        for x in (338, 862):
            scene.glow((x, y), 40, strength=0.55)
            scene.oval((x - 15, y - 15, x + 15, y + 15), (255, 250, 232))
    scene.box((280, 520, 920, 552), OAK, 6)
    for index, colour in enumerate((TEAL, CLAY, SAND, PLUM)):
        x = 310 + index * 46
        scene.box((x, 446, x + 34, 520), colour, 8)
        scene.box((x + 10, 430, x + 24, 448), DARK, 3)
    scene.box((700, 500, 880, 520), PAPER, 6)
    for x in (720, 750, 780, 810):
        scene.stroke([(x, 506), (x + 22, 440)], STEEL, 5)
    scene.shade((430, 800, 780, 880), 0.5, 22)
    scene.box((470, 420, 730, 640), INK, 44)
    scene.box((440, 620, 760, 710), (44, 52, 70), 30)
    scene.box((420, 560, 470, 690), LINE, 16)
    scene.box((730, 560, 780, 690), LINE, 16)
    scene.box((582, 710, 618, 820), STEEL)
    scene.oval((500, 800, 700, 850), STEEL)
