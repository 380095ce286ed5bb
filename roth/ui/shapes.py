"""Each kind of context has a shape as well as a colour, the same in every picture, list and print.

The colour comes from the style sheet (`.roth-kind--…`), so that print and high contrast can change it in one place.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """What a kind is drawn with: an outline in a square of 24, and the name of its colour and pattern."""

    kind: str
    says: str
    outline: str

    @property
    def css(self) -> str:
        """The class that gives the shape its colour."""
        return f"roth-kind--{self.kind.replace('_', '-')}"


def _made(*rows: tuple[str, str, str]) -> dict[str, Shape]:
    return {kind: Shape(kind, says, outline) for kind, says, outline in rows}


SHAPES = _made(
    (
        "peer_group",
        "three circles",
        "M8 6a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM17 6a4 4 0 1 1 0 8a4 4 0 1 1 0-8zM12 13a4 4 0 1 1 0 8a4 4 0 1 1 0-8z",
    ),
    ("school_education", "an open book", "M2 5l10 3l10-3v14l-10 3l-10-3z"),
    ("neighbourhood_place", "a row of roofs", "M2 21v-9l5-6l5 6l5-6l5 6v9z"),
    ("route_transport", "an arrow", "M2 9h11V3l9 9l-9 9v-6H2z"),
    ("shop_business", "an awning", "M3 4h18l2 7h-3v10H4V11H1z"),
    ("park_open_space", "a tree", "M12 2l8 12h-6v8h-4v-8H4z"),
    ("online_space", "a speech bubble", "M2 3h20v13H11l-6 6v-6H2z"),
    ("youth_setting", "a star", "M12 2l3 7h7l-6 5l3 8l-7-5l-7 5l3-8l-6-5h7z"),
    ("workplace", "a case", "M8 7V3h8v4h6v14H2V7z"),
    ("placement_setting", "a door", "M5 2h14v20H5z"),
    ("home_family", "a house", "M12 2l10 9h-3v11H5V11H2z"),
    ("service_system", "a cross-bar", "M9 2h6v7h7v6h-7v7H9v-7H2V9h7z"),
)
ANY = Shape("other", "a circle", "M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20z")


def shape_of(kind: str) -> Shape:
    """The shape of a kind of context; a plain circle for a kind that has none yet."""
    return SHAPES.get(kind, ANY)
