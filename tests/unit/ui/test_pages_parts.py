"""The environment, the formats, the shapes and the pictures."""

import datetime as dt
from pathlib import Path

import pytest
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from roth.domain.codes import CONTEXT_KIND
from roth.ui import formats
from roth.ui.pictures import HIGH, WIDE, Weight, squarified, views_of, weights_picture, wrapped
from roth.ui.shapes import ANY, SHAPES, shape_of


def rendered(source: str, **context: object) -> str:
    return engines["jinja2"].env.from_string(source).render(**context)


# --- A page that is wrong says so ---------------------------------------------------------------------------------
WRONG = [
    *("{{ nmae }}", "{{ who.nmae }}", "{{ who.nmae.first }}"),
    *("{% if nmae %}{% endif %}", "{% for x in nmae %}{% endfor %}"),
]
LEFT_OUT = ["{{ given.absent }}", "{% if given.absent.deeper %}x{% endif %}", "{% for x in given.absent %}{% endfor %}"]


@pytest.mark.parametrize("source", WRONG)
def test_a_name_that_a_page_got_wrong_is_an_error(source):
    with pytest.raises(UndefinedError):
        rendered(source, who=dt.date(2026, 1, 1))


@pytest.mark.parametrize("source", LEFT_OUT)
def test_a_key_that_parameters_leave_out_is_silence(source):
    assert rendered(source, given={}) == ""


def test_optional_names_are_asked_for():
    assert rendered("{% if nmae is defined %}x{% endif %}{{ nmae | default('y') }}") == "y"


def test_pages_escape():
    assert rendered("{{ words }}", words="<b>") == "&lt;b&gt;"


# --- Words --------------------------------------------------------------------------------------------------------
def test_days_and_moments_in_words():
    at = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    assert formats.day(at) == "2 July 2026", "the local day, in summer time"
    assert formats.moment(at) == "2 July 2026 at 00:30"
    assert formats.day_in_words(dt.date(2026, 7, 3), dt.date(2026, 7, 2)) == "tomorrow"
    assert [formats.day(None), formats.moment(None), formats.clock_time(None), formats.day_in_words(None)] == [""] * 4


def test_counts_and_lists_in_words():
    said = [formats.plural(count, "action") for count in (0, 1, 3, 1200)]
    assert said == ["no actions", "1 action", "3 actions", "1,200 actions"]
    assert formats.plural(2, "young person", "young people") == "2 young people"
    assert (formats.listed([]), formats.listed(["a", "b"])) == ("", "a and b")
    assert (formats.lower_first("ROTH plan"), formats.lower_first("Date")) == ("ROTH plan", "date")


# --- Shapes -------------------------------------------------------------------------------------------------------
def test_every_kind_of_context_has_a_shape_of_its_own():
    assert set(SHAPES) == set(CONTEXT_KIND)
    assert len({shape.outline for shape in SHAPES.values()}) == len(SHAPES)
    assert shape_of("not yet known") is ANY


def test_every_kind_has_its_colour_in_the_style_sheet():
    palette = Path(formats.__file__).with_name("scss").joinpath("_palette.scss").read_text(encoding="utf-8")
    assert [
        shape.kind for shape in (*SHAPES.values(), ANY) if f'"{shape.kind.replace("_", "-")}":' not in palette
    ] == []


# --- Pictures -----------------------------------------------------------------------------------------------------
@given(st.lists(st.floats(0.5, 100), min_size=1, max_size=14).map(lambda sizes: sorted(sizes, reverse=True)))
def test_areas_are_in_proportion_and_fill_the_picture(sizes):
    places = squarified(sizes, WIDE, HIGH)
    for size, (x, y, width, height) in zip(sizes, places, strict=True):
        assert width * height == pytest.approx(size / sum(sizes) * WIDE * HIGH)
        assert x >= -0.001
        assert y >= -0.001
        assert x + width <= WIDE + 0.001
        assert y + height <= HIGH + 0.001
    for number, (x, y, width, height) in enumerate(places):
        for other_x, other_y, other_width, other_height in places[number + 1 :]:
            across = min(x + width, other_x + other_width) - max(x, other_x)
            down = min(y + height, other_y + other_height) - max(y, other_y)
            assert across < 0.001 or down < 0.001, "no area lies over another"


def test_a_picture_says_itself_in_a_sentence_and_leaves_out_what_weighs_nothing():
    weights = [
        Weight("School", "school_education", 30),
        Weight("Bus", "route_transport", 70),
        Weight("Home", "home_family", 0),
    ]
    assert weights_picture("Agreed", weights, id="a").says == "Bus 70 and School 30, of 100."
    assert weights_picture("Agreed", [], id="a").says == "Nothing is weighed yet."


def test_views_side_by_side_say_who_disagrees_and_have_one_table():
    first = weights_picture("Ours", [Weight("Bus", "route_transport", 60), Weight("Home", "home_family", 40)], id="a")
    second = weights_picture("Theirs", [Weight("Bus", "route_transport", 100)], id="b")
    views = views_of([first, second])
    assert views.rows == [["Bus", "60", "100"], ["Home", "40", "none"]]
    assert views.disagreement == "The views differ most about Bus: from 60 to 100."
    assert views_of([first, first]).disagreement == ""
    assert views_of([first]).disagreement == ""


def test_words_are_cut_to_the_room_there_is():
    assert wrapped("Riverside Park by the weir", 10) == ["Riverside", "Park by", "the weir"]
    assert wrapped("Antidisestablishment", 8) == ["Antidis…"]


@pytest.mark.parametrize("name", ["<script>", "A" * 200])
def test_a_picture_escapes_and_holds_any_name(name):
    picture = weights_picture("Agreed", [Weight(name, "other", 100)], id="a")
    markup = rendered('{% from "macros/pictures.jinja" import weights %}{{ weights(picture) }}', picture=picture)
    assert "<script>" not in markup
    assert "<table" in markup
