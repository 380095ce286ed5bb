"""What an action's codes mean, how rules are registered, and how a small count may be said."""

import pytest

from roth.domain import (
    actions,
    coverage,  # noqa: F401 (registers the rules)
)
from roth.domain.actions import ActionStatus, Approach, MeasureKind, OwnerType, Target, TargetGroup, group_of
from roth.domain.disclosure import count_in_words
from roth.domain.findings import RULES, Level, rule

CODES = (Target, TargetGroup, Approach, ActionStatus, OwnerType, MeasureKind, Level)


@pytest.mark.parametrize("codes", CODES)
def test_every_code_has_words_of_its_own(codes):
    labels = [code.label for code in codes]
    assert len(set(labels)) == len(labels)
    assert all(code.meaning.endswith(".") and "_" not in code.label for code in codes)
    assert codes.choices() == [(code.value, code.label) for code in codes]


def test_stored_code_is_its_member():
    assert Target("place") is Target.PLACE
    assert "place" in actions.CONTEXTUAL
    assert f"{Target.PLACE}" == "place"


def test_every_target_is_in_exactly_one_group():
    groups = (actions.CONTEXTUAL, actions.INDIVIDUAL, actions.WELFARE, actions.PROCESS)
    assert sorted(target for group in groups for target in group) == sorted(Target)
    assert group_of("school") is TargetGroup.CONTEXTUAL
    assert group_of("parent_behaviour") is TargetGroup.INDIVIDUAL
    assert group_of("family_support") is TargetGroup.WELFARE
    assert group_of("process") is TargetGroup.PROCESS
    with pytest.raises(ValueError, match="not a target"):
        group_of("weather")


def test_control_is_never_support():
    assert {"monitor", "restrict", "enforce"} == actions.CONTROL
    assert not actions.CONTROL & actions.SUPPORT


def test_only_what_nobody_does_leaves_the_plan():
    assert set(ActionStatus) - actions.LIVE == {"dropped_with_reason", "declined"}


@pytest.mark.parametrize(
    ("number", "minimum", "said"),
    [
        (0, 6, "no young people"),
        (1, 6, "fewer than six young people"),
        (5, 6, "fewer than six young people"),
        (6, 6, "6 young people"),
        (8, 6, "8 young people"),
        (9, 10, "fewer than ten young people"),
        (11, 12, "fewer than 12 young people"),
        (1, 1, "1 young person"),
    ],
)
def test_count_in_words(number, minimum, said):
    assert count_in_words(number, minimum) == said


@pytest.mark.parametrize(("number", "minimum"), [(-1, 6), (3, 0)])
def test_count_that_makes_no_sense_is_refused(number, minimum):
    with pytest.raises(ValueError, match="starts at zero"):
        count_in_words(number, minimum)


def test_rule_needs_a_code_of_its_own_and_wording():
    def worded(plan, limits):
        """Words."""

    def wordless(plan, limits): ...

    before = dict(RULES)
    for code, look in (("V02", worded), ("Z99", wordless)):
        with pytest.raises(ValueError, match="docstring"):
            rule(code, source="x", level=Level.HINT, satisfied_by="x")(look)
    assert before == RULES
