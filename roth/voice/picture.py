"""A safety map as a picture: a band for each feeling, a tile for each place, what changed since the map before.

Drawn on the server to be read at the width of a phone, in grey and by shape; the page has an equal table. No colour is
set here, no number is shown, and a tile stands for a place and never for a person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from roth.domain.voice import Compared, Feeling, PlaceFacts, TimeBand, compare
from roth.ui.formats import listed, lower_first
from roth.ui.pictures import LETTER, wrapped

WIDE: Final = 344
GAP: Final = 8
TILE: Final = ((WIDE - 3 * GAP) // 2, 86)
HEAD: Final = 34
# In a box of 24: told apart without colour.
OUTLINES: Final = {
    Feeling.SAFE: "M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20z",
    Feeling.UNSURE: "M12 2L23 21H1z",
    Feeling.UNSAFE: "M3 3h18v18H3z",
}


@dataclass(frozen=True, slots=True)
class Tile:
    """One place."""

    x: int
    y: int
    lines: tuple[str, ...]
    when: str
    was: str  # how it felt on the map before, where that was another way


@dataclass(frozen=True, slots=True)
class Band:
    """The places that feel one way."""

    feeling: Feeling
    y: int
    height: int
    tiles: tuple[Tile, ...]

    @property
    def css(self) -> str:
        """The class that gives it its colour."""
        return f"roth-feeling--{self.feeling.value}"

    @property
    def outline(self) -> str:
        """Its shape."""
        return OUTLINES[self.feeling]


@dataclass(frozen=True, slots=True)
class MapPicture:
    """One map, with what is different since the one before."""

    id: str
    title: str
    bands: tuple[Band, ...]
    rows: tuple[Compared, ...]
    height: int
    compares: bool

    @property
    def says(self) -> str:
        """The picture in words."""
        said = []
        for feeling in Feeling:
            names = [row.label for row in self.rows if row.now == feeling]
            if names:
                said.append(f"{feeling.label}: {listed(names)}")
        return ". ".join(said) + "." if said else "Nothing is on the map."


def picture_of(
    title: str, now: Iterable[PlaceFacts], then: Iterable[PlaceFacts] | None = None, *, key: str
) -> MapPicture:
    """The picture of a map, compared with the one before where there is one."""
    rows = compare(then or (), now)
    y, bands = 0, []
    for feeling in Feeling:
        felt = [row for row in rows if row.now == feeling]
        deep = (len(felt) + 1) // 2
        height = HEAD + (deep * (TILE[1] + GAP) if felt else 26) + GAP
        tiles = tuple(_tile(row, place, y, then is not None) for place, row in enumerate(felt))
        bands.append(Band(feeling, y, height, tiles))
        y += height + GAP
    return MapPicture(key, title, tuple(bands), rows, y - GAP, then is not None)


def _tile(row: Compared, place: int, top: int, compares: bool) -> Tile:
    most = int((TILE[0] - 14) / LETTER)
    lines = wrapped(row.label, most)
    shown = lines if len(lines) <= 2 else [lines[0], f"{lines[1][: most - 1]}…"]
    was = ""
    if compares and row.then != row.now:
        was = f"was {lower_first(Feeling(row.then).label)}" if row.then else "new"
    return Tile(
        x=GAP + (place % 2) * (TILE[0] + GAP),
        y=top + HEAD + (place // 2) * (TILE[1] + GAP),
        lines=tuple(shown),
        when=TimeBand(row.when).label,
        was=was,
    )
