"""Pictures drawn on the server: how much each context weighs, as areas that add to the whole. No colour is set here.

Every picture has a title, a description and an equal table. It is drawn to be read at the width of a phone and in grey.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roth.ui.formats import listed
from roth.ui.shapes import Shape, shape_of

WIDE, HIGH = 360.0, 240.0  # as drawn; a phone shows it at about this size
ROOM_FOR_NAME = (74.0, 46.0)
ROOM_FOR_WEIGHT = (30.0, 26.0)
LETTER = 8.4  # the width of a letter in the widest of the system fonts, so that no name runs out of its area


@dataclass(frozen=True)
class Weight:
    """One context and how much of the harm it carries, in hundredths."""

    name: str
    kind: str
    share: float


@dataclass(frozen=True)
class Area:
    """One rectangle of the picture."""

    name: str
    share: float
    shape: Shape
    number: int
    x: float
    y: float
    width: float
    height: float

    @property
    def css(self) -> str:
        """The class that gives the area its colour."""
        return self.shape.css.replace("roth-kind", "roth-area")

    @property
    def lines(self) -> list[str]:
        """The name in as many lines as there is room for; nothing when a name would not fit at all."""
        if self.width < ROOM_FOR_NAME[0] or self.height < ROOM_FOR_NAME[1]:
            return []
        most = int((self.width - 13) / LETTER)
        lines = wrapped(self.name, most)
        room = max(1, int((self.height - 38) // 18))
        return lines if len(lines) <= room else [*lines[: room - 1], lines[room - 1][: most - 1] + "…"]

    @property
    def has_room_for_weight(self) -> bool:
        """Whether its number can stand inside it."""
        return self.width >= ROOM_FOR_WEIGHT[0] and self.height >= ROOM_FOR_WEIGHT[1]

    @property
    def shape_at(self) -> tuple[float, float] | None:
        """Where its shape stands clear of the words: the far corner, or else the foot; nowhere when it is too small."""
        if self.width >= 90 and self.height >= 34:
            return self.x + self.width - 32, self.y + 7
        words_end = 34 + 18 * len(self.lines)
        if self.width >= 38 and self.height >= words_end + 32:
            return self.x + 7, self.y + self.height - 32
        return None


@dataclass(frozen=True)
class Picture:
    """One view of the weights."""

    title: str
    areas: tuple[Area, ...]
    id: str

    @property
    def says(self) -> str:
        """The picture in a sentence."""
        said = [f"{area.name} {in_hundredths(area.share)}" for area in self.areas]
        return f"{listed(said)}, of 100." if said else "Nothing is weighed yet."


def in_hundredths(share: float) -> str:
    """A share as people say it, without a needless fraction."""
    return f"{share:g}" if share == int(share) else f"{share:.1f}"


def wrapped(text: str, most: int) -> list[str]:
    """Text in lines of at most so many letters; a longer word is cut."""
    lines: list[str] = []
    for word in text.split():
        cut = word if len(word) <= most else word[: max(1, most - 1)] + "…"
        if lines and len(lines[-1]) + 1 + len(cut) <= most:
            lines[-1] += f" {cut}"
        else:
            lines.append(cut)
    return lines


Rectangle = tuple[float, float, float, float]


def _worst(row: Sequence[float], side: float) -> float:
    """How far from square the worst rectangle of a row would be."""
    total = sum(row)
    return max(max(side * side * one / total**2, total**2 / (side * side * one)) for one in row)


def squarified(sizes: Sequence[float], wide: float, high: float) -> list[Rectangle]:
    """Rectangles of these sizes, largest first, filling a rectangle and each as near to square as may be.

    Sizes are positive. The method is that of Bruls, Huizing and van Wijk (2000).
    """
    scale = wide * high / sum(sizes) if sizes else 0
    left = [size * scale for size in sizes]
    found: list[Rectangle] = []
    x = y = 0.0
    while left:
        side = min(wide, high)
        count = 1
        while count < len(left) and _worst(left[: count + 1], side) <= _worst(left[:count], side):
            count += 1
        row, left = left[:count], left[count:]
        depth = sum(row) / side
        along = 0.0
        for one in row:
            length = one / depth
            found.append((x, y + along, depth, length) if wide >= high else (x + along, y, length, depth))
            along += length
        if wide >= high:
            x, wide = x + depth, wide - depth
        else:
            y, high = y + depth, high - depth
    return found


def weights_picture(title: str, weights: Iterable[Weight], *, id: str) -> Picture:  # noqa: A002  (the page's word for it)
    """The weights as areas: largest first, so that the same picture means the same order everywhere."""
    shown = sorted((weight for weight in weights if weight.share > 0), key=lambda weight: (-weight.share, weight.name))
    places = squarified([weight.share for weight in shown], WIDE, HIGH)
    areas = tuple(
        Area(weight.name, weight.share, shape_of(weight.kind), number, *place)
        for number, (weight, place) in enumerate(zip(shown, places, strict=True), 1)
    )
    return Picture(title, areas, id)


@dataclass(frozen=True)
class Views:
    """Several people's weights of the same contexts, side by side. Never averaged: who disagrees is the point."""

    pictures: tuple[Picture, ...]

    @property
    def head(self) -> list[str]:
        """The columns of the equal table."""
        return ["Context", *(picture.title for picture in self.pictures)]

    @property
    def rows(self) -> list[list[str]]:
        """The equal table: each context, and its weight in each view."""
        names: dict[str, None] = {area.name: None for picture in self.pictures for area in picture.areas}
        shares = [{area.name: area.share for area in picture.areas} for picture in self.pictures]
        return [[name, *(in_hundredths(view[name]) if name in view else "none" for view in shares)] for name in names]

    @property
    def disagreement(self) -> str:
        """The context on which the views lie furthest apart, in a sentence; nothing when they agree."""
        if len(self.pictures) < 2:
            return ""
        shares = [{area.name: area.share for area in picture.areas} for picture in self.pictures]
        spread = {row[0]: [view.get(row[0], 0) for view in shares] for row in self.rows}
        name = max(spread, key=lambda each: max(spread[each]) - min(spread[each]), default="")
        if not name or max(spread[name]) == min(spread[name]):
            return ""
        low, high = min(spread[name]), max(spread[name])
        return f"The views differ most about {name}: from {in_hundredths(low)} to {in_hundredths(high)}."


def views_of(pictures: Iterable[Picture]) -> Views:
    """The pictures side by side, with one table for all."""
    return Views(tuple(pictures))
