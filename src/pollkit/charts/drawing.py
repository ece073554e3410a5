"""A sheet that grows downwards: text, bars and marks in points, mirrored for right-to-left."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pollkit.charts import fonts
from pollkit.charts.lines import wrapped
from pollkit.charts.palette import DARK, LIGHT, Palette, letter, outline

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

WIDTH = 576.0  # points: 8 inches, 1,600 pixels at 200 dpi
MARGIN = 24.0
LINE = 1.34  # line height over type size

_RLM = "\u200f"

# Of a picture under pins, the longer side: as sharp as its sheet in print, and not larger.
MOST_PIXELS = 900
# How much of the paper shines through it.
_PALER = 0.25

Align = Literal["start", "end", "middle"]


class Drawing:
    """Every x counts from the side where reading begins, every y from the top."""

    def __init__(self, dark: bool, right_to_left: bool) -> None:
        from matplotlib.figure import Figure

        self.palette: Palette = DARK if dark else LIGHT
        self._right_to_left = right_to_left
        self._layers = 0
        self._figure = Figure(figsize=(WIDTH / 72, 1), dpi=72, facecolor=self.palette.paper)
        self._axes = self._figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.axis("off")

    def finish(self, height: float, with_margins: bool = True) -> Figure:
        """The figure, cut off at this height."""
        cut = 0.0 if with_margins else MARGIN - 2
        self._figure.set_size_inches((WIDTH - 2 * cut) / 72, height / 72)
        self._axes.set_xlim(cut, WIDTH - cut)
        self._axes.set_ylim(height, 0)
        return self._figure

    def paragraph(
        self,
        text: str,
        x: float,
        y: float,
        room: float,
        size: float,
        colour: str | None = None,
        bold: bool = False,
        most_lines: int = 8,
    ) -> float:
        """Writes wrapped lines from y downwards and returns the y below them."""
        for line in self.lines(text, room, size, bold, most_lines):
            y += size * LINE
            self.text(line, x, y - size * 0.34, size, colour, bold)
        return y

    def lines(
        self, text: str, room: float, size: float, bold: bool = False, most_lines: int = 8
    ) -> tuple[str, ...]:
        return wrapped(text, room, lambda part: fonts.width(part, size, bold), most_lines)

    def text(
        self,
        text: str,
        x: float,
        baseline: float,
        size: float,
        colour: str | None = None,
        bold: bool = False,
        align: Align = "start",
    ) -> None:
        """One line. What people typed is never read as a formula."""
        if self._right_to_left and not any(character.isalpha() for character in text):
            text = _RLM + text  # figures alone would run from left to right
        sides = {"start": "left", "end": "right", "middle": "center"}
        if self._right_to_left:
            sides = {"start": "right", "end": "left", "middle": "center"}
        self._axes.text(
            self._x(x),
            baseline,
            text,
            ha=sides[align],
            va="baseline",
            color=colour or self.palette.ink,
            fontproperties=fonts.properties(text, size, bold),
            parse_math=False,
            zorder=self._next_layer(),
        )

    def bar(
        self, x: float, y: float, length: float, height: float, colour: str, gid: str,
        strength: float = 1.0,
    ) -> None:  # fmt: skip
        from matplotlib.patches import Rectangle

        left = self._x(x + length) if self._right_to_left else x
        bar = Rectangle((left, y), length, height, facecolor=colour, linewidth=0)
        bar.set_alpha(None if strength == 1.0 else strength)
        bar.set_gid(gid)
        self._add(bar)

    def mark(self, place: int, x: float, y: float, side: float) -> None:
        """The option's shape, with its letter in it."""
        from matplotlib.patches import Circle, Polygon

        left = self._x(x + side) if self._right_to_left else x
        colour = self.palette.mark(place)
        corners = outline(place)
        shape: Artist
        if corners:
            points = [(left + cx * side, y + cy * side) for cx, cy in corners]
            shape = Polygon(points, closed=True, facecolor=colour, linewidth=0)
        else:
            shape = Circle((left + side / 2, y + side / 2), side * 0.47, facecolor=colour, lw=0)
        self._add(shape)
        # The middle of a triangle lies lower than that of its square.
        middle = 0.68 if place % 7 == 1 else 0.54 if place % 7 == 4 else 0.5
        size = side * (0.5 if place % 7 in {1, 4} else 0.58)
        self.text(
            letter(place),
            x + side / 2,
            y + side * middle + size * 0.36,
            size,
            self.palette.on_mark,
            bold=True,
            align="middle",
        )

    def line(
        self, points: Sequence[tuple[float, float]], colour: str, thickness: float, gid: str = ""
    ) -> None:
        from matplotlib.lines import Line2D

        xs = [self._x(x) for x, _ in points]
        ys = [y for _, y in points]
        line = Line2D(xs, ys, color=colour, linewidth=thickness, solid_capstyle="butt")
        if gid:
            line.set_gid(gid)
        self._add(line)

    def diamond(self, x: float, y: float, radius: float, colour: str, gid: str) -> None:
        from matplotlib.patches import Polygon

        x = self._x(x)
        corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]
        diamond = Polygon(corners, closed=True, facecolor=colour, linewidth=0)
        diamond.set_gid(gid)
        self._add(diamond)

    def dot(
        self, x: float, y: float, radius: float, colour: str, gid: str, strength: float = 1.0
    ) -> None:
        """With a rim in the paper's colour, unless it is faint (`strength` below 1)."""
        from matplotlib.patches import Circle

        rim = 1.2 if strength == 1.0 else 0.0
        dot = Circle(
            (self._x(x), y), radius, facecolor=colour, edgecolor=self.palette.paper, lw=rim
        )
        dot.set_alpha(None if strength == 1.0 else strength)
        dot.set_gid(gid)
        self._add(dot)

    def frame(self, x: float, y: float, width: float, height: float, colour: str, gid: str) -> None:
        """An empty box."""
        from matplotlib.patches import Rectangle

        left = self._x(x + width) if self._right_to_left else x
        box = Rectangle((left, y), width, height, fill=False, edgecolor=colour, linewidth=1.2)
        box.set_gid(gid)
        self._add(box)

    def picture(
        self, path: Path, x: float, y: float, width: float, height: float,
        most_pixels: int = MOST_PIXELS,
    ) -> None:  # fmt: skip
        """A photograph or a plan: never mirrored, and paler than its file, so that marks are seen.

        Raises:
            OSError: it cannot be read.
        """
        import numpy as np
        from matplotlib.colors import to_rgb
        from matplotlib.image import AxesImage
        from PIL import Image

        with Image.open(path) as opened:
            opened.thumbnail((most_pixels, most_pixels))
            pixels = np.asarray(opened.convert("RGB"), dtype=np.float64) / 255
        paper = np.array(to_rgb(self.palette.paper))
        pixels = np.round((pixels * (1 - _PALER) + paper * _PALER) * 255).astype(np.uint8)
        left = self._x(x + width) if self._right_to_left else x
        image = AxesImage(self._axes, extent=(left, left + width, y + height, y), origin="upper")
        image.set_data(pixels)
        self._add(image)

    def from_left(self, x: float, width: float = 0.0) -> float:
        """Where something lies that is never mirrored, such as a picture: of a distance from the
        sheet's left side, that from the side where reading begins."""
        return WIDTH - x - width if self._right_to_left else x

    @property
    def left_align(self) -> Align:
        """The side of a text that is the left one."""
        return "end" if self._right_to_left else "start"

    @property
    def right_align(self) -> Align:
        return "start" if self._right_to_left else "end"

    def _next_layer(self) -> float:
        """What is drawn later lies on top."""
        self._layers += 1
        return float(self._layers)

    def _x(self, x: float) -> float:
        return WIDTH - x if self._right_to_left else x

    def _add(self, artist: Artist) -> None:
        artist.set_clip_on(False)
        artist.set_zorder(self._next_layer())
        self._axes.add_artist(artist)
