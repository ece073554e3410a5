"""Pictures as a webcam would take them of people who hold up paper cards.

Every card is warped as a sheet in space, and what light, lens and hands do to it is added after.
The same seed gives the same picture. `Scene.cards` tells what a perfect reader would find.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from pollkit.paper.cards import LETTERS
from pollkit.paper.markers import CELLS, is_black

Picture = NDArray[np.uint8]
HD = (1280, 720)
FULL_HD = (1920, 1080)

_CELL = 24  # pixels of one cell in the card's own picture
_MARKER_OF_CARD = 0.74  # as card_sheets prints it


@dataclass(frozen=True)
class Condition:
    """What stands between a card and a good picture of it."""

    name: str
    side_px: tuple[float, float] = (60, 90)  # of the marker
    tilt_deg: float = 20  # out of the picture's plane
    turn_deg: float = 20  # to either side of the letter
    motion_px: int = 0
    defocus_px: float = 0.0
    glare: bool = False
    noise: float = 3.0
    light: float = 1.0
    covered_square: bool = False  # a finger lies on one square of the number
    covered_corner: float = 0.0  # part of the marker's area that a hand covers, from a corner
    is_mirrored: bool = False


@dataclass(frozen=True)
class PlacedCard:
    number: int
    letter: str
    corners: tuple[tuple[float, float], ...]  # of the marker, from its own top left, clockwise

    @property
    def side_px(self) -> float:
        return math.sqrt(abs(cv2.contourArea(np.array(self.corners, dtype=np.float32))))


@dataclass(frozen=True)
class Scene:
    picture: Picture  # BGR
    cards: tuple[PlacedCard, ...]


def render_scene(
    seed: int, condition: Condition, cards: int = 12, size: tuple[int, int] = HD
) -> Scene:
    """Cards of different numbers in a grid with jitter, before a room full of edges."""
    rng = np.random.default_rng(seed)
    picture = _room(rng, size)
    numbers = rng.permutation(np.arange(1, 61))[:cards]
    placed = [
        _hold_up(picture, rng, int(number), middle, condition, reach)
        for number, (middle, reach) in zip(numbers, _places(rng, cards, size), strict=True)
    ]
    picture = _photograph(picture, rng, condition)
    if condition.is_mirrored:
        picture = np.ascontiguousarray(picture[:, ::-1])
    return Scene(picture, tuple(placed))


def render_room(seed: int, size: tuple[int, int] = HD) -> Picture:
    """A room without any card, for what must not be taken for one."""
    rng = np.random.default_rng(seed)
    return _photograph(_room(rng, size), rng, Condition("room"))


def render_moves(seed: int, turns: list[dict[int, str]], frames_each: int) -> list[Picture]:
    """A film: in each turn these cards are held with these letters, at their own places."""
    condition = Condition("film", side_px=(70, 71), tilt_deg=10, turn_deg=10)
    numbers = sorted({number for turn in turns for number in turn})
    places = dict(zip(numbers, _places(np.random.default_rng(seed), len(numbers), HD), strict=True))
    film = []
    for place, turn in enumerate(turns):
        for frame in range(frames_each):
            rng = np.random.default_rng((seed, place, frame))
            picture = _room(np.random.default_rng(seed), HD)
            for number, letter in turn.items():
                middle, reach = places[number]
                _hold_up(picture, rng, number, middle, condition, reach, letter)
            film.append(_photograph(picture, rng, condition))
    return film


def card_picture(number: int) -> Picture:
    """One card as it is printed, upright: white paper, its marker, its letters at the edges."""
    marker = _CELL * CELLS
    side = round(marker / _MARKER_OF_CARD)
    card = np.full((side, side, 3), 246, np.uint8)
    start = (side - marker) // 2
    for row in range(CELLS):
        for column in range(CELLS):
            if is_black(number, row, column):
                y, x = start + row * _CELL, start + column * _CELL
                card[y : y + _CELL, x : x + _CELL] = 24
    colours = ((178, 114, 0), (0, 84, 194), (94, 122, 0), (138, 82, 160))
    for place, letter in enumerate(LETTERS):
        _print_letter(card, letter, colours[place])
        card = np.ascontiguousarray(np.rot90(card))  # the next letter's edge comes on top
    return card


def _print_letter(card: Picture, letter: str, colour: tuple[int, int, int]) -> None:
    middle = card.shape[1] // 2
    cv2.circle(card, (middle - 7, 12), 5, colour, -1, cv2.LINE_AA)
    cv2.putText(
        card, letter, (middle + 2, 18), cv2.FONT_HERSHEY_SIMPLEX, 0.5, colour, 1, cv2.LINE_AA
    )


def _places(
    rng: np.random.Generator, cards: int, size: tuple[int, int]
) -> list[tuple[tuple[float, float], float]]:
    """Middles that keep apart, each with the largest card that does not touch its neighbours."""
    width, height = size
    columns = math.ceil(math.sqrt(cards * width / height))
    rows = math.ceil(cards / columns)
    step_x, step_y = width / columns, height / rows
    reach = min(step_x, step_y)
    cells = rng.permutation(columns * rows)[:cards]
    middles = []
    for cell in cells:
        row, column = divmod(int(cell), columns)
        x = (column + 0.5) * step_x + rng.uniform(-0.06, 0.06) * step_x
        y = (row + 0.5) * step_y + rng.uniform(-0.06, 0.06) * step_y
        middles.append(((x, y), reach))
    return middles


def _hold_up(
    picture: Picture,
    rng: np.random.Generator,
    number: int,
    middle: tuple[float, float],
    condition: Condition,
    reach: float,
    letter: str | None = None,
) -> PlacedCard:
    place = int(rng.integers(4)) if letter is None else LETTERS.index(letter)
    # The whole card, turned by 20°, has to fit into its cell of the grid.
    most = reach * _MARKER_OF_CARD / 1.22
    side = min(rng.uniform(*condition.side_px), most)
    # To bring the next letter up, the card is turned to the left.
    turn = math.radians(-90 * place + rng.uniform(-condition.turn_deg, condition.turn_deg))
    tilts = np.radians(rng.uniform(-condition.tilt_deg, condition.tilt_deg, 2))
    card = card_picture(number)
    whole = card.shape[0]
    edge = whole * (1 - _MARKER_OF_CARD) / 2
    sheet = np.array([(0, 0), (whole, 0), (whole, whole), (0, whole)], np.float64)
    marker = np.array(
        [(edge, edge), (whole - edge, edge), (whole - edge, whole - edge), (edge, whole - edge)]
    )
    scale = side / (whole * _MARKER_OF_CARD)
    seen_sheet = _project(sheet - whole / 2, scale, turn, tilts) + middle
    seen_marker = _project(marker - whole / 2, scale, turn, tilts) + middle
    shade = rng.uniform(0.82, 1.0)
    _paste(picture, card, sheet, seen_sheet, shade)
    _draw_hands(picture, rng, seen_sheet, seen_marker, condition)
    width = picture.shape[1]
    if condition.is_mirrored:
        seen_marker = np.column_stack([width - 1 - seen_marker[:, 0], seen_marker[:, 1]])
    corners = tuple((float(x), float(y)) for x, y in seen_marker)
    return PlacedCard(number, LETTERS[place], corners)


def _project(
    points: NDArray[np.float64], scale: float, turn: float, tilts: NDArray[np.float64]
) -> NDArray[np.float64]:
    """A pinhole camera that stands eight card sides away."""
    x, y = (points * scale).T
    turned_x = x * math.cos(turn) - y * math.sin(turn)
    turned_y = x * math.sin(turn) + y * math.cos(turn)
    depth = turned_x * math.sin(tilts[0]) + turned_y * math.sin(tilts[1])
    distance = 8 * np.abs(points).max() * 2 * scale
    nearer = distance / (distance + depth)
    return np.column_stack(
        [turned_x * math.cos(tilts[0]) * nearer, turned_y * math.cos(tilts[1]) * nearer]
    )


def _paste(
    picture: Picture, card: Picture, sheet: Any, seen: NDArray[np.float64], shade: float
) -> None:
    """Drawn three times as fine and then averaged, as the cells of a sensor do."""
    fine = 3
    left, top = np.maximum(np.floor(seen.min(axis=0)).astype(int) - 1, 0)
    right = min(int(seen[:, 0].max()) + 2, picture.shape[1])
    bottom = min(int(seen[:, 1].max()) + 2, picture.shape[0])
    if right <= left or bottom <= top:
        return
    target = ((seen - (left, top)) * fine + (fine - 1) / 2).astype(np.float32)
    warp = cv2.getPerspectiveTransform(sheet.astype(np.float32), target)
    box = ((right - left) * fine, (bottom - top) * fine)
    drawn = cv2.warpPerspective(card, warp, box, flags=cv2.INTER_AREA).astype(np.float32)
    mask = cv2.warpPerspective(np.ones(card.shape[:2], np.float32), warp, box)[..., None]
    small = (right - left, bottom - top)
    drawn = cv2.resize(drawn * mask * shade, small, interpolation=cv2.INTER_AREA)
    mask = cv2.resize(mask, small, interpolation=cv2.INTER_AREA)[..., None]
    place = picture[top:bottom, left:right]
    place[:] = (place * (1 - mask) + drawn).clip(0, 255).astype(np.uint8)


def _draw_hands(
    picture: Picture,
    rng: np.random.Generator,
    sheet: NDArray[np.float64],
    marker: NDArray[np.float64],
    condition: Condition,
) -> None:
    """Two thumbs on the paper's margin, and fingers where the condition has them."""
    skin = tuple(int(c) for c in np.array((96, 130, 190)) * rng.uniform(0.45, 1.1))
    side = float(np.linalg.norm(marker[0] - marker[1]))
    low = sheet[np.argsort(sheet[:, 1])[-2:]]
    for corner in low:
        towards = sheet.mean(axis=0) - corner
        thumb = corner + towards * 0.06
        axes = (max(1, round(side * 0.05)), max(1, round(side * 0.12)))
        angle = math.degrees(math.atan2(towards[1], towards[0])) + 90
        centre = (round(thumb[0]), round(thumb[1]))
        cv2.ellipse(picture, centre, axes, angle, 0, 360, skin, -1, cv2.LINE_AA)
    if condition.covered_square:
        ways = rng.uniform(0.3, 0.7, 2)
        spot = marker[0] + (marker[1] - marker[0]) * ways[0] + (marker[3] - marker[0]) * ways[1]
        _draw_finger(picture, spot, side / 14, skin)
    if condition.covered_corner:
        corner = marker[int(rng.integers(4))]
        radius = side * math.sqrt(condition.covered_corner / (math.pi / 4))
        inwards = marker.mean(axis=0) - corner
        spot = corner - inwards / np.linalg.norm(inwards) * radius * 0.1
        _draw_finger(picture, spot, radius, skin)


def _draw_finger(
    picture: Picture, spot: NDArray[np.float64], radius: float, skin: tuple[int, ...]
) -> None:
    centre = (round(spot[0]), round(spot[1]))
    cv2.circle(picture, centre, max(1, round(radius)), skin, -1, cv2.LINE_AA)


def _room(rng: np.random.Generator, size: tuple[int, int]) -> Picture:
    """Wall, windows, people, checked cloth, posters with writing, bookshelves."""
    width, height = size
    base = rng.uniform(70, 170, 3)
    slope = (
        np.linspace(0.75, 1.2, width)[None, :, None] * np.linspace(1.1, 0.8, height)[:, None, None]
    )
    room = (base[None, None] * slope).clip(0, 255).astype(np.uint8)
    for _ in range(60):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        w, h = int(rng.integers(12, 160)), int(rng.integers(12, 160))
        cv2.rectangle(
            room, (x, y), (x + w, y + h), _colour(rng), int(rng.choice([-1, -1, 1, 2, 4]))
        )
    for _ in range(14):
        _draw_person(room, rng)
    for _ in range(4):
        _draw_check(room, rng)
    for _ in range(30):
        words = "".join(rng.choice(list("ABDEHKMPRXQ8#%&"), 8))
        at = (int(rng.integers(width)), int(rng.integers(height)))
        cv2.putText(
            room, words, at, cv2.FONT_HERSHEY_SIMPLEX, float(rng.uniform(0.4, 1.6)), _colour(rng), 2
        )
    return room


def _draw_person(room: Picture, rng: np.random.Generator) -> None:
    x, y, r = (
        int(rng.integers(room.shape[1])),
        int(rng.integers(room.shape[0])),
        int(rng.integers(15, 45)),
    )
    cv2.ellipse(room, (x, y + 3 * r), (2 * r, 2 * r), 0, 0, 360, _colour(rng), -1, cv2.LINE_AA)
    skin = tuple(int(c) for c in np.array((110, 140, 200)) * rng.uniform(0.4, 1.1))
    cv2.ellipse(room, (x, y), (r, round(r * 1.3)), 0, 0, 360, skin, -1, cv2.LINE_AA)
    cv2.ellipse(room, (x, y - r // 2), (r, r), 0, 180, 360, _colour(rng), -1, cv2.LINE_AA)


def _draw_check(room: Picture, rng: np.random.Generator) -> None:
    """Black and white squares, the cloth that looks most like a marker."""
    cell = int(rng.integers(3, 14))
    rows, columns = int(rng.integers(6, 14)), int(rng.integers(6, 14))
    cells = rng.integers(0, 2, (rows, columns)).astype(np.uint8) * 215 + 20
    cloth = np.repeat(np.repeat(cells, cell, axis=0), cell, axis=1)
    x = int(rng.integers(max(1, room.shape[1] - cloth.shape[1])))
    y = int(rng.integers(max(1, room.shape[0] - cloth.shape[0])))
    room[y : y + cloth.shape[0], x : x + cloth.shape[1]] = cloth[..., None]


def _colour(rng: np.random.Generator) -> tuple[int, int, int]:
    blue, green, red = (int(c) for c in rng.integers(10, 245, 3))
    return blue, green, red


def _photograph(picture: Picture, rng: np.random.Generator, condition: Condition) -> Picture:
    """Motion and lens, light, the sensor's noise, and the camera's JPEG."""
    if condition.motion_px > 1:
        picture = cv2.filter2D(picture, -1, _smear(rng, condition.motion_px))
    if condition.defocus_px:
        picture = cv2.GaussianBlur(picture, (0, 0), condition.defocus_px)
    seen = picture.astype(np.float32) * condition.light
    if condition.glare:
        seen += _lamps(rng, picture.shape[:2])[..., None]
    # Photons count by their square root; what is left in the dark is the amplifier.
    grain = rng.normal(0, 1, seen.shape).astype(np.float32)
    seen += grain * condition.noise * np.sqrt(0.35 + seen.clip(0) / 160)
    seen = seen.clip(0, 255).astype(np.uint8)
    _, coded = cv2.imencode(".jpg", seen, [cv2.IMWRITE_JPEG_QUALITY, 85])
    return cv2.imdecode(coded, cv2.IMREAD_COLOR).astype(np.uint8)


def _smear(rng: np.random.Generator, length: int) -> NDArray[np.float32]:
    kernel = np.zeros((length, length), np.float32)
    angle = rng.uniform(0, math.pi)
    reach = (length - 1) / 2
    for step in np.linspace(-reach, reach, length * 4):
        kernel[round(reach + step * math.sin(angle)), round(reach + step * math.cos(angle))] += 1
    return kernel / kernel.sum()


def _lamps(rng: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Bright spots as of lamps on glossy paper: a third of the picture gets some."""
    height, width = shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    light = np.zeros(shape, np.float32)
    for _ in range(10):
        cx, cy = rng.uniform(0, width), rng.uniform(0, height)
        rx, ry = rng.uniform(20, 90, 2)
        strength = rng.uniform(60, 200)
        light += strength * np.exp(-(((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2))
    return light


CONDITIONS = (
    Condition("good light"),
    Condition("strong perspective (45°)", tilt_deg=45),
    Condition("motion blur of 5 px", motion_px=5),
    Condition("motion blur of 9 px", motion_px=9),
    Condition("defocus of 2 px", defocus_px=2.0),
    Condition("glare", glare=True),
    Condition("low light", light=0.25, noise=9.0),
    Condition("a finger on one square", covered_square=True),
    Condition("a finger on the marker's corner (5 %)", covered_corner=0.05),
    Condition("a hand on the marker's corner (15 %)", covered_corner=0.15),
)


def sized(side_px: float) -> Condition:
    """Good light and this size, for the smallest marker that is read."""
    return replace(CONDITIONS[0], name=f"marker of {side_px:g} px", side_px=(side_px, side_px + 1))
